"""Giving a decision to offices: to one, to 8 divisions, to every prison; a task for each, in few statements.

Twice is once: an office that has the task keeps it as it stands. Offices that open later are given what was given to
all of their kind while its day is still to come; of closed ones nothing is asked any more.
"""

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

import clock
from accounts import access
from accounts.models import User
from charter_pages.decisions import machine, measuring, people, tasks
from charter_pages.decisions.models import Followed, Giving, Task, TaskEvent
from charter_pages.models import Post
from offices.models import Office

Whom = Giving.Whom
CLOSED = "দপ্তর বন্ধ: {day}"


class Given(NamedTuple):
    """What came of giving: None where every office had the task already."""

    giving: Giving | None
    made: int


def meant_by(whom: str, division: Office | None, chosen: Iterable[int] = ()) -> QuerySet[Office]:
    """Return the open offices that are meant by “all prisons” and the like."""
    offices = Office.objects.standing(clock.today()).order_by("code")
    if whom == Whom.DIVISIONS:
        return offices.filter(kind=Office.Kind.DIVISION)
    if whom == Whom.PRISONS:
        return offices.filter(kind__in=Office.PRISONS)
    if whom == Whom.PRISONS_OF:
        return offices.filter(kind__in=Office.PRISONS, parent=division)
    return offices.filter(pk__in=list(chosen))


@transaction.atomic
def give(
    *,
    by: User,
    followed: Followed,
    whom: str,
    due_on: datetime.date,
    division: Office | None = None,
    chosen: Iterable[int] = (),
    role: str = "",
) -> Given:
    """Give a decision to offices, each its own task until a day. Raises ValidationError.

    `role`: the kind of post that is to do it; an office without one has the task all the same. The published
    minutes are not touched.
    """
    access.require(by, *people.KEEPERS, office=followed.office)
    if due_on < clock.today():
        raise ValidationError({"due_on": _("This day is over.")})
    if whom == Whom.PRISONS_OF and division is None:
        raise ValidationError({"division": _("Choose the division.")})
    # The second of two at once waits here, and then finds the tasks of the first.
    standing = Followed.objects.select_for_update(of=("self",)).get(pk=followed.pk)
    offices = list(meant_by(whom, division, chosen))
    allowed = set(people.targets(by).values_list("pk", flat=True))
    if not offices or any(office.pk not in allowed for office in offices):
        raise ValidationError({"whom": _("Choose at least one open office, of those that you answer for.")})
    having = set(Task.objects.filter(followed=standing).values_list("office_id", flat=True))
    lacking = [office for office in offices if office.pk not in having]
    if not lacking:
        return Given(None, 0)
    giving = Giving.objects.create(
        followed=standing,
        whom=whom,
        division=division if whom == Whom.PRISONS_OF else None,
        role=role,
        due_on=due_on,
        by=by,
        at=clock.now(),
    )
    _make_tasks(giving, lacking)
    measuring.measure(standing)
    return Given(giving, len(lacking))


def _make_tasks(giving: Giving, offices: list[Office]) -> None:
    posts = posts_of(giving.role, offices)
    Task.objects.bulk_create(
        Task(
            followed_id=giving.followed_id,
            giving=giving,
            office=office,
            post_id=posts.get(office.pk),
            due_on=giving.due_on,
        )
        for office in offices
    )


def posts_of(role: str, offices: Iterable[Office]) -> dict[int, int]:
    """Return of each office the post of a kind, the highest where there are several; one query."""
    if not role:
        return {}
    found = Post.objects.filter(role=role, abolished_on__isnull=True, office__in=list(offices))
    return dict(found.order_by("-rank_order", "-pk").values_list("office_id", "pk"))


@transaction.atomic
def undo(*, by: User, giving: Giving) -> int:
    """Take a giving back as if it had never been; refused once an office has reported. Return how many tasks.

    Raises ValidationError.
    """
    access.require(by, *people.KEEPERS, office=giving.followed.office)
    Followed.objects.select_for_update(of=("self",)).get(pk=giving.followed_id)
    standing = Giving.objects.select_for_update(of=("self",)).get(pk=giving.pk)
    if standing.undone_at is not None:
        raise ValidationError(_("This was taken back already."))
    # Whoever reports at this moment holds a task: we wait, and then find the report.
    given = list(Task.objects.select_for_update(of=("self",)).filter(giving=standing).order_by("pk"))
    if any(task.events_count for task in given):
        raise ValidationError(
            _("An office has reported already: drop the tasks that are not wanted instead.")
        )
    Task.objects.filter(giving=standing).delete()
    Giving.objects.filter(pk=standing.pk).update(undone_at=clock.now(), undone_by=by)
    measuring.measure(standing.followed)
    return len(given)


@transaction.atomic
def follow_register() -> int:
    """Drop the tasks of closed offices and give new offices what was given to all of their kind; return how many."""
    today = clock.today()
    closed = list(
        Task.objects.filter(state__in=machine.UNSETTLED, office__closed_on__lte=today)
        .select_related("office", "followed")
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    for task in closed:
        _drop_of_closed(task)
    made = 0
    standing = Giving.objects.filter(undone_at__isnull=True, due_on__gte=today).exclude(whom=Whom.CHOSEN)
    for giving in standing.select_related("followed", "division").order_by("pk"):
        Followed.objects.select_for_update(of=("self",)).get(pk=giving.followed_id)
        having = Task.objects.filter(followed=giving.followed_id).values("office_id")
        lacking = list(meant_by(giving.whom, giving.division).exclude(pk__in=having))
        if lacking:
            _make_tasks(giving, lacking)
            made += len(lacking)
    for followed in {task.followed for task in closed}:
        measuring.measure(followed)
    return len(closed) + made


def _drop_of_closed(task: Task) -> None:
    tasks.write_down(
        task,
        TaskEvent.What.DROP,
        words=CLOSED.format(day=task.office.closed_on),
        changes={"state": Task.State.DROPPED, "settled_at": clock.now()},
    )
