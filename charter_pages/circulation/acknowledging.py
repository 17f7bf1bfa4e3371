"""Saying that a paper has arrived: by the people of the office itself, once."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

import clock
from accounts import access
from accounts.models import User
from accounts.roles import Role
from charter_pages.circulation.models import Addressed
from offices.models import Office

# Who takes in an office's letters: where the role is held, not for the offices below.
RECEIVERS = (Role.PRISON_EDITOR, Role.DIVISION_REVIEWER, Role.HQ_MODERATOR)
# Who sees whether a paper has arrived: whoever answers for the office that issued it.
ISSUERS = (*RECEIVERS, Role.AUDITOR)


def own_offices(user: object) -> QuerySet[Office]:
    """Return the offices for which the user takes in papers."""
    if not isinstance(user, User) or not user.is_active:
        return Office.objects.none()
    if user.is_superuser:
        return Office.objects.all()
    return Office.objects.filter(pk__in=access.appointments_of(user, RECEIVERS).values("office_id"))


def received(user: object) -> QuerySet[Addressed]:
    """Return the papers that were sent to the user's offices and are public, the newest first."""
    found = Addressed.objects.filter(office__in=own_offices(user), page__live=True)
    return found.select_related("office", "page", "acknowledged_by").order_by("-told_at", "pk")


def waiting(user: object) -> QuerySet[Addressed]:
    """Return what the user's offices have not acknowledged."""
    return received(user).filter(acknowledged_at__isnull=True)


@transaction.atomic
def acknowledge(*, by: User, addressed: Addressed) -> bool:
    """Say that the office has the paper; return whether nobody had said so before. Raises PermissionDenied."""
    if not own_offices(by).filter(pk=addressed.office_id).exists():
        raise PermissionDenied
    found = Addressed.objects.filter(pk=addressed.pk, acknowledged_at__isnull=True)
    return bool(found.update(acknowledged_at=clock.now(), acknowledged_by=by))
