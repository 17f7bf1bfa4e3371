"""Who may see an order's page: the browser that made or found it, for a while. No address names a person.

Number and mobile number show the order; where it goes is shown to the browser that placed it, and to one that typed
the code which only the buyer got (orders.codes).
"""

from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from accounts.tokens import private

__all__ = ["grant", "grant_address", "granted", "may_see", "may_see_address", "private"]

COOKIE = "order"
SALT = "storefront.access"
ADDRESS_COOKIE = "order-address"
ADDRESS_SALT = "storefront.access.address"
# A family shares a phone: what was found is closed again soon.
SECONDS = 30 * 60


def grant(response: HttpResponse, number: str, *, with_address: bool = False) -> None:
    """Let this browser see one order for half an hour; the one before is closed."""
    _set(response, COOKIE, SALT, number)
    if with_address:
        grant_address(response, number)
    else:
        response.delete_cookie(ADDRESS_COOKIE, samesite="Lax")


def grant_address(response: HttpResponse, number: str) -> None:
    """Let this browser see where the order goes, as long as it sees the order: the half hour is not renewed."""
    _set(response, ADDRESS_COOKIE, ADDRESS_SALT, number)


def may_see(request: HttpRequest, number: str) -> bool:
    return _same(granted(request), number)


def may_see_address(request: HttpRequest, number: str) -> bool:
    """Return whether the browser may see name, phone and address, and not only the order."""
    return may_see(request, number) and _same(_read(request, ADDRESS_COOKIE, ADDRESS_SALT), number)


def granted(request: HttpRequest) -> str:
    """Return the number of the order that this browser may see, or ""."""
    return _read(request, COOKIE, SALT)


def _set(response: HttpResponse, name: str, salt: str, number: str) -> None:
    response.set_signed_cookie(
        name,
        number,
        salt=salt,
        max_age=SECONDS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _read(request: HttpRequest, name: str, salt: str) -> str:
    try:
        return request.get_signed_cookie(name, salt=salt, max_age=SECONDS) or ""
    except (KeyError, BadSignature):
        return ""


def _same(known: str, number: str) -> bool:
    # Django's comparison: the standard library's refuses letters beyond ASCII, and an address may hold any.
    return bool(known) and constant_time_compare(known, number)
