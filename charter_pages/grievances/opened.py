"""Which complaint a browser may see: the one that it has written or found, for half an hour. No address names one."""

from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse

from charter_pages.grievances.models import Grievance

COOKIE = "complaint"
SALT = "grievances.opened"
# A family shares a phone: what was found is closed again soon.
SECONDS = 30 * 60


def open_to(response: HttpResponse, grievance: Grievance) -> None:
    """Let this browser see one complaint; the one before is closed."""
    response.set_signed_cookie(
        COOKIE,
        grievance.number,
        salt=SALT,
        max_age=SECONDS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def close(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, samesite="Lax")


def seen_by(request: HttpRequest) -> Grievance | None:
    """Return the complaint that this browser has opened, if any."""
    try:
        number = request.get_signed_cookie(COOKIE, salt=SALT, max_age=SECONDS)
    except (KeyError, BadSignature):
        return None
    opened = Grievance.objects.filter(number=number, forgotten_at__isnull=True)
    return opened.select_related("office", "post__office", "words").first()
