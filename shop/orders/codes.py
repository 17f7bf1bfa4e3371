"""One-time codes that open a buyer's address: sent where the order's letters go, kept only as a hash."""

import datetime
import secrets

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

import clock
import secrecy
from bangla import digits
from shop.orders import notices, purchases
from shop.orders.models import AddressCode, Purchase

LENGTH = 6
MINUTES = 10
MOST_TRIES = 5
AN_HOUR = datetime.timedelta(hours=1)


class Refused(ValidationError):
    """No code is sent, or this one does not open anything; the message says why."""


@transaction.atomic
def send(*, purchase: Purchase) -> AddressCode:
    """Send a fresh code to the order's own mobile number or e-mail; the one before opens nothing any more.

    Raises Refused when so many were sent within the hour as the setting allows.
    """
    held = purchases.locked(purchase.pk)
    now = clock.now()
    if held.masked_at is not None:
        raise Refused(_("The address of this order is not kept any more."))
    if held.address_codes.filter(sent_at__gt=now - AN_HOUR).count() >= settings.CODES_PER_ORDER:
        raise Refused(_("Too many codes were sent for this order. Try again in an hour."))
    code = "".join(secrets.choice("0123456789") for _place in range(LENGTH))
    salt = secrets.token_hex(16)
    row = AddressCode.objects.create(
        purchase=held,
        salt=salt,
        digest=_digest(salt, code),
        sent_at=now,
        expires_at=now + datetime.timedelta(minutes=MINUTES),
    )
    # Sealed, because the outbox is read by more than its sender; the letter's template opens it.
    notices.tell(
        purchase=held,
        template="order_code",
        key=str(row.pk),
        sealed_code=secrecy.encrypt(code),
        code_minutes=MINUTES,
    )
    return row


def waiting(purchase: Purchase) -> AddressCode | None:
    """Return the code that was sent last, if it still opens the address."""
    last = purchase.address_codes.order_by("-pk").first()
    if last is None or last.used_at or last.tries >= MOST_TRIES or last.expires_at <= clock.now():
        return None
    return last


@transaction.atomic
def use(*, purchase: Purchase, typed: str) -> bool:
    """Return whether what was typed, in Bangla or ASCII digits, is the code; it opens once, and each try counts."""
    row = waiting(purchase)
    if row is None:
        return False
    mine = AddressCode.objects.filter(pk=row.pk, used_at__isnull=True, tries__lt=MOST_TRIES)
    if not mine.update(tries=F("tries") + 1):
        return False  # others have tried it out meanwhile
    plain = "".join(letter for letter in digits.to_ascii(typed) if letter.isalnum())
    if not constant_time_compare(_digest(row.salt, plain), row.digest):
        return False
    return bool(AddressCode.objects.filter(pk=row.pk, used_at__isnull=True).update(used_at=clock.now()))


def _digest(salt: str, code: str) -> str:
    return salted_hmac("shop.orders.codes", f"{salt}:{code}", algorithm="sha256").hexdigest()
