"""How long a sign-in lasts, where it is, and what ends it.

The rules stand in the session itself, so that asking them costs no query. They are asked when somebody asks who
the reader is: a public page does not, and so stays the same for everybody.
"""

import datetime
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

import clock
from accounts import access, throttle
from accounts.models import StaffSession, User
from accounts.roles import TABLE, Role, Watch

KEY = "staff"
# So often the last click is written down.
SEEN_EVERY_SECONDS = 60
# Asked by the page itself while nobody looks at it: no sign that somebody is there.
BY_ITSELF = ("/admin/editing-sessions/",)
BROWSERS = (
    ("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung"), ("Firefox", "Firefox"), ("Chrom", "Chrome"),
    ("Safari", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)  # fmt: skip


class StaffAuthentication(AuthenticationMiddleware):
    """Django's, with the rules of staff's sign-ins."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: user_of(request))  # type: ignore[assignment]


def user_of(request: HttpRequest) -> Any:
    """Return who is signed in, unless the sign-in is over: then nobody."""
    if not hasattr(request, "_staff_user"):
        user = auth.get_user(request)
        if user.is_authenticated and (because := _over_because(request, user)) is not None:
            end_this(request, because)
            user = AnonymousUser()
        request._staff_user = user  # type: ignore[attr-defined]
    return request._staff_user  # type: ignore[attr-defined]


def begin(request: HttpRequest, user: User, *, verified: bool = False) -> None:
    """Write down the sign-in that has just happened. `verified`: by a code beside the password."""
    now = clock.now()
    idle_minutes, longest_minutes, until = limits_of(user)
    browser, system = device_of(request)
    row = StaffSession.objects.create(
        user=user,
        session_key=request.session.session_key or "",
        browser=browser,
        system=system,
        started_at=now,
        seen_at=now,
    )
    at = int(now.timestamp())
    request.session[KEY] = {
        "row": row.pk,
        "key": request.session.session_key or "",
        "started": at,
        "seen": at,
        "proved": at,
        "idle": idle_minutes * 60,
        "until": min(at + longest_minutes * 60, until),
        "longest": longest_minutes * 60,
        "verified": verified,
    }
    request._staff_user = user  # type: ignore[attr-defined]


def limits_of(user: User) -> tuple[int, int, int]:
    """Return minutes without a click, minutes in all, and the end of the day on which an appointment ends."""
    held = list(access.appointments_of(user, Role.values).values_list("role", "until"))
    strict = user.is_superuser or any(TABLE[Role(role)].watch == Watch.STRICT for role, _until in held)
    idle, longest = settings.SESSION_LIMITS["strict" if strict else "ordinary"]
    ends = [until for _role, until in held if until is not None]
    last = clock.midnight(min(ends) + datetime.timedelta(days=1)).timestamp() if ends else float(2**53)
    return idle, longest, int(last)


def _over_because(request: HttpRequest, user: Any) -> str | None:
    standing = request.session.get(KEY)
    if standing is None:
        return StaffSession.End.LONGEST
    now = int(clock.now().timestamp())
    if now - standing["seen"] > standing["idle"]:
        return StaffSession.End.IDLE
    if now >= standing["until"]:
        over = now - standing["started"] >= standing["longest"]
        return StaffSession.End.LONGEST if over else StaffSession.End.APPOINTMENT
    if not standing["verified"] and access.needs_code(user):
        return StaffSession.End.SECOND_FACTOR
    moved = standing["key"] != request.session.session_key
    clicked = not request.path.startswith(BY_ITSELF) and now - standing["seen"] >= SEEN_EVERY_SECONDS
    if not (moved or clicked):
        return None
    key = request.session.session_key or ""
    request.session[KEY] = {**standing, "seen": now if clicked else standing["seen"], "key": key}
    goes_on = Q(ended_at__isnull=True)
    if moved:
        # A new password ended all sign-ins and gave this one a new key; Django has just compared its hash.
        goes_on |= Q(ended_because=StaffSession.End.PASSWORD)
    told = StaffSession.objects.filter(goes_on, pk=standing["row"]).update(
        seen_at=clock.now(), session_key=key, ended_at=None, ended_because=""
    )
    return None if told else StaffSession.End.BY_OWNER


def is_verified(request: HttpRequest) -> bool:
    return bool(request.session.get(KEY, {}).get("verified"))


def mark_verified(request: HttpRequest) -> None:
    """Write down that a code was shown beside the password."""
    request.session[KEY] = {**request.session[KEY], "verified": True}


def may_try(user: User) -> bool:
    """Return whether the user may try once more to show who they are."""
    return throttle.is_allowed(what="proof", who=str(user.pk), limit=5, seconds=15 * 60)


def prove(request: HttpRequest) -> None:
    """Write down that the reader has just shown again who they are."""
    request.session[KEY] = {**request.session[KEY], "proved": int(clock.now().timestamp())}


def is_fresh(request: HttpRequest) -> bool:
    """Return whether the reader has shown who they are a short while ago: asked before what cannot be undone."""
    standing = request.session.get(KEY)
    age = clock.now().timestamp() - standing["proved"] if standing else None
    return age is not None and age <= settings.FRESH_FOR_MINUTES * 60


def end_this(request: HttpRequest, because: str) -> None:
    """End the request's own sign-in."""
    standing = request.session.get(KEY)
    if standing is not None:
        _note_end(StaffSession.objects.filter(pk=standing["row"]), because)
    request.session.flush()


def end_all(user: User, because: str, *, but: int | None = None) -> int:
    """End the user's sign-ins everywhere, except the one of that number; return how many."""
    return end(StaffSession.objects.filter(user=user).exclude(pk=but or 0), because)


def end(rows: Any, because: str) -> int:
    """End these sign-ins at once: their sessions are taken away."""
    lasting = rows.filter(ended_at__isnull=True)
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for key in list(lasting.values_list("session_key", flat=True)):
        store().delete(key)
    return _note_end(rows, because)


def _note_end(rows: Any, because: str) -> int:
    found: int = rows.filter(ended_at__isnull=True).update(ended_at=clock.now(), ended_because=because)
    return found


def lasting(user: User) -> Any:
    """Return the user's sign-ins that may still be used, the last seen first."""
    longest = max(minutes for _idle, minutes in settings.SESSION_LIMITS.values())
    since = clock.now() - datetime.timedelta(minutes=longest)
    return StaffSession.objects.filter(user=user, ended_at__isnull=True, started_at__gte=since)


def device_of(request: HttpRequest) -> tuple[str, str]:
    """Return browser and system in one word each, as the browser tells them; nothing else of it is kept."""
    told = request.META.get("HTTP_USER_AGENT", "")
    browser = next((name for mark, name in BROWSERS if mark in told), "")
    return browser, next((name for mark, name in SYSTEMS if mark in told), "")
