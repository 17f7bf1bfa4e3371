"""Who may see an order's page: the browser that made or found it, for a while. No address names a person."""

from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

COOKIE = "order"
SALT = "storefront.access"
# A family shares a phone: what was found is closed again soon.
SECONDS = 30 * 60


def grant(response: HttpResponse, number: str) -> None:
    """Let this browser see one order for half an hour; the one before is closed."""
    response.set_signed_cookie(
        COOKIE,
        number,
        salt=SALT,
        max_age=SECONDS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def may_see(request: HttpRequest, number: str) -> bool:
    known = granted(request)
    # Django's comparison: the standard library's refuses letters beyond ASCII, and an address may hold any.
    return bool(known) and constant_time_compare(known, number)


def granted(request: HttpRequest) -> str:
    """Return the number of the order that this browser may see, or ""."""
    try:
        return request.get_signed_cookie(COOKIE, salt=SALT, max_age=SECONDS) or ""
    except (KeyError, BadSignature):
        return ""


def private(response: HttpResponse, *, has_form: bool = False) -> HttpResponse:
    """Keep a page with a buyer's address out of every cache and out of every other site's logs.

    From a page without any referrer a browser sends its forms with `Origin: null`, which Django refuses: a
    page with a form tells its address to our own site, and to no other.
    """
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["Referrer-Policy"] = "same-origin" if has_form else "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
