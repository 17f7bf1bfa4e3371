"""Who sees a complaint, who reads its words, and that it is noted.

Words are read by the officer before whom the complaint lies and by the officer of the level above, each by the post
held today, and by nobody who is concerned by it. Staff of the office and headquarters see that there is one.
"""

import datetime
import enum
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

import clock
from accounts import access
from accounts.models import User
from accounts.roles import Role
from charter_pages import officers
from charter_pages.grievances import concerns
from charter_pages.grievances.models import Grievance, Message, Reading

# Who sees number, office, kind, dates, state and level of complaints about the own office and those below.
WATCHERS = (Role.PRISON_EDITOR, Role.DIVISION_REVIEWER, Role.HQ_MODERATOR, Role.AUDITOR)
SHORTEST_REASON, LONGEST_REASON = 10, 300


class As(enum.Enum):
    """What a user is to a complaint."""

    OFFICER = "officer"
    ABOVE = "above"
    # It would be theirs, and is about them.
    CONCERNED = "concerned"
    WATCHER = "watcher"


class Refused(ValidationError):
    """The words are not shown; the message says why, and quotes nothing."""


@dataclass(frozen=True)
class Told:
    """The words of a complaint in the clear, for one screen; its repr says nothing."""

    text: str = field(repr=False)
    name: str = field(repr=False)
    phone: str = field(repr=False)
    email: str = field(repr=False)
    messages: tuple[Message, ...] = field(repr=False)


def may_enter(user: object) -> bool:
    """Return whether a user has anything to do with complaints: by a post, or by a role."""
    return access.may(user, *WATCHERS) or officers.holds_a_post(user)


def visible_to(user: object) -> QuerySet[Grievance]:
    """Return the complaints that a user may know of: before the own posts, or about offices within the own reach."""
    posts = officers.posts_of(user)
    offices = access.offices_for(user, *WATCHERS).values("pk")
    found = Grievance.objects.filter(
        Q(post_id__in=posts) | Q(post_above_id__in=posts) | Q(office_id__in=offices)
    )
    # Of a complaint about the own post nobody is even told that it is there.
    return found.exclude(about_post_id__in=posts) if posts else found


def role_of(user: User, grievance: Grievance, posts: set[int] | None = None) -> As:
    """Return what the user is to a complaint that they may know of."""
    held = officers.posts_of(user) if posts is None else posts
    if grievance.post_id in held or grievance.post_above_id in held:
        if concerns.is_concerned(user, grievance):
            return As.CONCERNED
        return As.OFFICER if grievance.post_id in held else As.ABOVE
    return As.WATCHER


def has_read_today(user: User, grievance: Grievance) -> bool:
    return Reading.objects.filter(
        grievance=grievance, by=user, on=clock.today(), level=grievance.level
    ).exists()


@transaction.atomic
def read(*, by: User, grievance: Grievance, why: str = "") -> Told:
    """Return the words, and note who read them, once a day. The officer above says why. Raises PermissionDenied, Refused."""
    role = role_of(by, grievance)
    if role not in (As.OFFICER, As.ABOVE) or grievance.forgotten_at is not None:
        raise PermissionDenied
    if not has_read_today(by, grievance):
        reason = " ".join(why.split())
        if role == As.ABOVE and not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
            raise Refused({"why": _("Say why you need to read it, in 10 to 300 letters.")})
        _note(by, grievance, reason)
    return told(grievance)


def told(grievance: Grievance) -> Told:
    """Return the words of a complaint. That the reader may have them is the caller's to know."""
    words = grievance.words
    return Told(
        text=words.text,
        name=words.name,
        phone=words.phone,
        email=words.email,
        messages=tuple(grievance.messages.select_related("by")),
    )


def _note(by: User, grievance: Grievance, why: str) -> None:
    today: datetime.date = clock.today()
    Reading.objects.get_or_create(
        grievance=grievance,
        by=by,
        on=today,
        level=grievance.level,
        defaults={"at": clock.now(), "why": why},
    )
