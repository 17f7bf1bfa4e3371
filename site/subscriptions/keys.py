"""The links of the mails: a random id, signed for one purpose. Nothing in them names anybody."""

import base64
import unicodedata
import uuid

from django.core import signing
from django.utils.crypto import salted_hmac

# Each link opens what it was made for alone.
CONFIRM, MINE = "confirm", "mine"


def _signer(purpose: str) -> signing.Signer:
    return signing.Signer(sep=".", salt=f"subscriptions.{purpose}")


def token(purpose: str, key: uuid.UUID) -> str:
    """Return what stands in a link."""
    return _signer(purpose).sign(base64.urlsafe_b64encode(key.bytes).decode("ascii").rstrip("="))


def key_of(purpose: str, text: str) -> uuid.UUID | None:
    """Return the id that a link names, if it was signed by us for this purpose."""
    try:
        plain = _signer(purpose).unsign(text)
        return uuid.UUID(bytes=base64.urlsafe_b64decode(plain + "=="))
    except (signing.BadSignature, ValueError):
        return None


def plain(address: str) -> str:
    """Return the form in which two spellings of one address are the same."""
    return unicodedata.normalize("NFKC", address).strip().casefold()


def fingerprint(address: str) -> str:
    """Return by what an address is found again: without the site's key it cannot be made from the address."""
    return salted_hmac("subscriptions.address", plain(address), algorithm="sha256").hexdigest()
