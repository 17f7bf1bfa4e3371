"""What is said to SSLCommerz and how its answers are read: addresses, the notice's hash, sums, instants.

The validator's calls are GETs with the store's password in the address, so that no exception of the HTTP library may
reach a log: each becomes an Unreachable that says its class alone.
"""

import datetime
import decimal
import hashlib
import hmac
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

import requests
from django.conf import settings

from shop.orders import amounts
from shop.payments.providers.interface import Forged, Unreachable

LIVE_BASE = "https://securepay.sslcommerz.com"
SESSION = "/gwprocess/v4/api.php"
VALIDATION = "/validator/api/validationserverAPI.php"
# One address for three questions: of a payment by `tran_id`, a refund to make, of a refund by `refund_ref_id`.
TRANSACTIONS = "/validator/api/merchantTransIDvalidationAPI.php"
# To connect, and to wait for the answer.
TIMEOUT_SECONDS = (5, 20)
# Its clock. Not in its documentation; answers of test stores that others have published are six hours ahead of UTC.
DHAKA = ZoneInfo("Asia/Dhaka")
MOST_FIELDS = 100
# An identifier of ours may have so many characters (`tran_id`, `refund_trans_id`).
ID_LENGTH = 30


class Unreadable(Unreachable):
    """An answer that cannot be understood: nothing is decided by it."""


def id_of(key: str) -> str:
    """Return a name of at most 30 characters for a random key of ours: the same for the same key."""
    return hashlib.sha256(key.encode()).hexdigest()[:ID_LENGTH]


def post(path: str, fields: Mapping[str, str]) -> dict[str, Any]:
    """Send a form and return the answer's JSON object; raises Unreachable."""
    return _said("POST", path, data={**fields, **_credentials()})


def ask(path: str, fields: Mapping[str, str]) -> dict[str, Any]:
    """Ask the validator; raises Unreachable where it does not take the question, a wrong password included."""
    told = _said("GET", path, params={**fields, **_credentials(), "v": "1", "format": "json"})
    connected = text(told, "APIConnect")
    if connected != "DONE":
        raise Unreachable(f"APIConnect {connected or 'missing'}"[:60])
    return told


def _credentials() -> dict[str, str]:
    return {"store_id": settings.SSLCOMMERZ_STORE_ID, "store_passwd": settings.SSLCOMMERZ_STORE_PASSWORD}


def _said(method: str, path: str, **form: Mapping[str, str]) -> dict[str, Any]:
    address = (settings.SSLCOMMERZ_API_BASE or LIVE_BASE).rstrip("/") + path
    try:
        answer = requests.request(method, address, timeout=TIMEOUT_SECONDS, allow_redirects=False, **form)  # type: ignore[arg-type]
    except requests.RequestException as error:
        raise Unreachable(
            type(error).__name__
        ) from None  # its message holds the address, and so the password
    if answer.status_code != 200:
        raise Unreachable(f"HTTP {answer.status_code}")
    try:
        told = answer.json(parse_float=decimal.Decimal)
    except ValueError:
        raise Unreadable("no JSON") from None
    if not isinstance(told, dict):
        raise Unreadable("no JSON object")
    return told


def notice(body: bytes) -> dict[str, str]:
    """Return the signed fields of a payment notice (IPN); raises Forged.

    `verify_sign` is the MD5 of the fields that `verify_key` names and the MD5 of the store's password, sorted by name
    and joined as a query. Recomputed from a notice of a test store that others have published, it agrees; the newer
    `verify_sign_sha2` could not be recomputed in any way tried, so it is not asked for.
    """
    try:
        pairs = parse_qsl(
            body.decode("utf-8"), keep_blank_values=True, strict_parsing=True, max_num_fields=MOST_FIELDS
        )
    except ValueError as error:
        raise Forged("no form") from error
    fields = dict(pairs)
    names = fields.get("verify_key", "").split(",")
    if len(fields) != len(pairs) or any(name not in fields for name in ("verify_sign", *names)):
        raise Forged("fields missing or twice")
    signed = {name: fields[name] for name in names}
    if not hmac.compare_digest(sign(signed).encode(), fields["verify_sign"].encode()):
        raise Forged("verify_sign")
    if signed.get("store_id") != settings.SSLCOMMERZ_STORE_ID or not {"tran_id", "status"} <= signed.keys():
        raise Forged("another store, or no payment named")
    return signed


def sign(fields: Mapping[str, str]) -> str:
    """Return the hash that SSLCommerz puts beside these fields of a notice."""
    password = hashlib.md5(settings.SSLCOMMERZ_STORE_PASSWORD.encode(), usedforsecurity=False).hexdigest()
    all_of_it = sorted({**fields, "store_passwd": password}.items())
    said = "&".join(f"{name}={value}" for name, value in all_of_it)
    return hashlib.md5(said.encode(), usedforsecurity=False).hexdigest()


def text(told: Mapping[str, Any], name: str) -> str:
    """Return a field as text: it writes some numbers as such and leaves some fields null."""
    value = told.get(name)
    return value.strip() if isinstance(value, str) else "" if value is None else str(value)


def poisha(told: Mapping[str, Any], name: str) -> int:
    """Return a sum of taka as whole poisha, exactly; raises Unreadable, for a fraction of one too."""
    try:
        return amounts.poisha_of(decimal.Decimal(text(told, name)))
    except (decimal.InvalidOperation, ValueError, OverflowError):
        raise Unreadable(f"{name} is no sum") from None


def taka(amount_poisha: int) -> str:
    return str(amounts.taka_of(amount_poisha))


def instant(told: Mapping[str, Any], name: str) -> datetime.datetime:
    """Return an instant, told by a clock in Dhaka; raises Unreadable."""
    try:
        return datetime.datetime.strptime(text(told, name), "%Y-%m-%d %H:%M:%S").replace(tzinfo=DHAKA)
    except ValueError:
        raise Unreadable(f"{name} is no instant") from None
