"""Who shows what an office owes, who says whether it will do, and who may look on."""

from django.db.models import QuerySet

from accounts import access
from accounts.models import User
from accounts.roles import Role
from charter_pages.models import Duty
from offices.models import Office

# Whoever writes an office's pages shows its evidence, too; headquarters' moderator for every office.
SHOWERS = (Role.PRISON_EDITOR, Role.DIVISION_REVIEWER, Role.HQ_MODERATOR)
ENDORSERS = (Role.DIVISION_REVIEWER,)
ACCEPTERS = (Role.HQ_MODERATOR,)
RULERS = (Role.HQ_MODERATOR, Role.HQ_POLICY)
READERS = (*SHOWERS, Role.HQ_POLICY, Role.AUDITOR)
# Who is told of an office's own duties: the people of that office, not all those above it.
OWN = (Role.PRISON_EDITOR, Role.DIVISION_REVIEWER)


def may_show(user: object, office: Office) -> bool:
    return access.may(user, *SHOWERS, office=office)


def readable(user: object) -> QuerySet[Duty]:
    """Return the duties that a user may look at: of the own offices and those below them."""
    return Duty.objects.filter(office__in=access.offices_for(user, *READERS))


def own_offices(user: object) -> QuerySet[Office]:
    """Return the offices at which the user answers for duties: where the role is held, not all below."""
    if not isinstance(user, User) or not user.is_active:
        return Office.objects.none()
    held = access.appointments_of(user, SHOWERS)
    return Office.objects.filter(pk__in=held.values("office_id"))


def told_of(offices: QuerySet[Office] | list[Office]) -> dict[int, list[User]]:
    """Return who is written to about the duties of each office: its own editors with an e-mail address."""
    held = (
        access.in_force(OWN)
        .filter(office__in=offices, user__is_active=True)
        .exclude(user__email="")
        .select_related("user__wagtail_userprofile")
        .order_by("user_id")
    )
    found: dict[int, list[User]] = {}
    for appointment in held:
        people = found.setdefault(appointment.office_id, [])
        if appointment.user not in people:
            people.append(appointment.user)
    return found
