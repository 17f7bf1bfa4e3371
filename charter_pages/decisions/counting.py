"""How the tasks of decisions stand, counted by the database: one statement, however many decisions."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from charter_pages.decisions import machine, scoring
from charter_pages.decisions.models import Followed, Task
from charter_pages.decisions.scoring import Counts, Share

AGREED, REPORTED, DROPPED = machine.State.AGREED, machine.State.REPORTED, machine.State.DROPPED


def of(decisions: QuerySet[Followed], today: datetime.date) -> dict[int, Counts]:
    """Return the counts of each decision, by its id; one that was given to nobody has zeros."""
    late = Q(tasks__state__in=machine.OWED, tasks__due_on__lt=today)
    past = Q(tasks__due_on__lt=today) & ~Q(tasks__state=DROPPED)
    rows = decisions.order_by().annotate(
        n_tasks=Count("tasks", filter=~Q(tasks__state=DROPPED)),
        n_agreed=Count("tasks", filter=Q(tasks__state=AGREED)),
        n_reported=Count("tasks", filter=Q(tasks__state=REPORTED)),
        n_late=Count("tasks", filter=late),
        n_judged=Count("tasks", filter=Q(tasks__state=AGREED) | past),
    )
    names = ("n_tasks", "n_agreed", "n_reported", "n_late", "n_judged")
    return {pk: Counts(*counts) for pk, *counts in rows.values_list("pk", *names)}


def states(tasks: QuerySet[Task]) -> dict[str, int]:
    """Return how many tasks stand in each state, in the order of the machine."""
    found = dict(tasks.order_by().values_list("state").annotate(number=Count("pk")))
    return {state: found.get(state, 0) for state in Task.State.values}


@dataclass(frozen=True)
class Line:
    """A committee in one quarter."""

    office_id: int
    meeting_kind: str
    series: str
    fiscal_year: int
    quarter: int
    decisions: int
    counts: Counts
    share: Share


def by_committee(decisions: QuerySet[Followed], today: datetime.date) -> list[Line]:
    """Return the share implemented by committee and quarter, the newest quarter first; two statements."""
    counts = of(decisions, today)
    names = ("office_id", "meeting_kind", "series", "fiscal_year", "quarter")
    parts: dict[tuple[int, str, str, int, int], list[Counts]] = {}
    rows = decisions.order_by("-fiscal_year", "-quarter", "office__code", "meeting_kind", "series")
    for pk, *key in rows.values_list("pk", *names):
        parts.setdefault(tuple(key), []).append(counts.get(pk, Counts()))  # type: ignore[arg-type]
    return [Line(*key, len(each), total(each), scoring.implemented(each)) for key, each in parts.items()]


def total(counts: Iterable[Counts]) -> Counts:
    found = Counts()
    for each in counts:
        found = found.plus(each)
    return found
