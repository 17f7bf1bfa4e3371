"""Who may do what where: deny by default."""

import datetime
import functools
from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

import clock
from accounts.models import Appointment, User
from accounts.roles import NATIONAL, TABLE, Role
from offices.models import Office, OfficeQuerySet


def in_force(roles: Iterable[Role | str]) -> QuerySet[Appointment]:
    """Return the appointments to any of the roles that hold today; a national role does at headquarters alone."""
    return _in_force(clock.today(), tuple(str(role) for role in roles)).all()


@functools.lru_cache(maxsize=256)
def _in_force(today: datetime.date, roles: tuple[str, ...]) -> QuerySet[Appointment]:
    """Return the query itself: it is put together once a day for each set of roles, and asked anew each time."""
    lasts = Q(until__isnull=True) | Q(until__gte=today)
    counts = Q(office__kind=Office.Kind.HQ) | ~Q(role__in=NATIONAL)
    return Appointment.objects.filter(lasts, counts, since__lte=today, role__in=roles)


def appointments_of(user: User, roles: Iterable[Role | str]) -> QuerySet[Appointment]:
    """Return the user's appointments to any of the roles that are in force today."""
    return in_force(roles).filter(user_id=user.pk)


def may(user: object, *roles: Role | str, office: Office | None = None) -> bool:
    """Return whether the user holds one of the roles at the office or above it (at any office, without one)."""
    if not isinstance(user, User) or not user.is_active:
        return False
    if user.is_superuser:
        return True
    held = appointments_of(user, roles)
    if office is not None:
        held = held.filter(office_id__in=office.scope_ids())
    return held.exists()


def held_by(user: object) -> frozenset[tuple[str, bool]]:
    """Return the roles that the user holds anywhere, each with whether it is at headquarters; in one query.

    For menus, which ask of many roles at once. A superuser holds them all.
    """
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    if user.is_superuser:
        return frozenset((role, True) for role in Role.values)
    held = appointments_of(user, Role.values).values_list("role", "office__kind")
    return frozenset((role, kind == Office.Kind.HQ) for role, kind in held)


def offices_for(user: object, *roles: Role | str) -> OfficeQuerySet:
    """Return the offices at which the user holds one of the roles, and all below them."""
    if not isinstance(user, User) or not user.is_active:
        return Office.objects.none()
    if user.is_superuser:
        return Office.objects.all()
    scope = Office.objects.none()
    for appointment in appointments_of(user, roles).select_related("office"):
        scope = scope | Office.objects.within(appointment.office)
    return scope.distinct()


def holders(*roles: Role | str, office: Office) -> QuerySet[User]:
    """Return who holds one of the roles at the office or above it today, and may sign in."""
    held = in_force(roles).filter(office_id__in=office.scope_ids())
    return User.objects.filter(is_active=True, pk__in=held.values("user_id"))


def needs_code(user: User) -> bool:
    """Return whether this user signs in with a code beside the password, or not at all."""
    if not settings.TWO_FACTOR_REQUIRED:
        return False
    roles = set(appointments_of(user, Role.values).values_list("role", flat=True))
    # Whoever has no role yet, or was made a superuser, has nothing that says otherwise.
    return not roles or user.is_superuser or any(TABLE[Role(role)].second_factor for role in roles)


def require(user: object, *roles: Role | str, office: Office | None = None) -> None:
    """Raise PermissionDenied, which names nothing, unless `may` says yes."""
    if not may(user, *roles, office=office):
        raise PermissionDenied
