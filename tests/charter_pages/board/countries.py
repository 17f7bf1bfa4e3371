"""Offices, small countries and large, and what they owed in quarters."""

import datetime
import random
from typing import NamedTuple

import clock
from accounts.models import User
from accounts.roles import Role
from bangla import fiscal
from charter_pages.models import Duty, DutyRule
from offices.models import Office
from tests import selling

TODAY = datetime.date(2026, 11, 22)
NOW = clock.midnight(TODAY) + datetime.timedelta(hours=10)
KINDS = ("charter", "committee", "committee_minutes", "training", "stakeholders")
LAST = fiscal.Quarter(fiscal.FiscalYear(2026), 2)
State = Duty.State


class Country(NamedTuple):
    """HQ, its divisions and their prisons, with whoever looks at the board."""

    hq: Office
    divisions: list[Office]
    prisons: list[Office]
    moderator: User
    reviewer: User
    editor: User

    @property
    def offices(self) -> list[Office]:
        return [self.hq, *self.divisions, *self.prisons]


def quarters(count: int, last: fiscal.Quarter = LAST) -> list[fiscal.Quarter]:
    """Return so many quarters, the oldest first."""
    found = [last]
    while len(found) < count:
        found.insert(0, found[0].previous())
    return found


def offices(divisions: int, prisons: int) -> tuple[Office, list[Office], list[Office]]:
    hq = Office.objects.create(code="hq", kind="hq", name_bn="কারা সদর দপ্তর", name_en="Headquarters")
    above = Office.objects.bulk_create(
        Office(code=f"div-{n}", kind="division", parent=hq, name_bn=f"বিভাগ {n}", name_en=f"Division {n}")
        for n in range(divisions)
    )
    below = Office.objects.bulk_create(
        Office(
            code=f"dj-{n:02}",
            kind="district_prison" if n % 5 else "central_prison",
            parent=above[n % divisions],
            name_bn=f"কারাগার {n}",
            name_en=f"Prison {n}",
        )
        for n in range(prisons)
    )
    return hq, above, below


def rule(kind: str) -> DutyRule:
    return DutyRule.objects.filter(kind=kind).order_by("in_force_from")[0]


def owe(
    office: Office,
    quarter: fiscal.Quarter,
    kind: str = "charter",
    state: str = State.OPEN,
    *,
    days: int = 0,
    due_on: datetime.date | None = None,
) -> Duty:
    """Return an unsaved duty; what was shown was shown so many days after its due date (before it, below zero)."""
    due = due_on or quarter.last_day + datetime.timedelta(days=15)
    noon = clock.midnight(due + datetime.timedelta(days=days)) + datetime.timedelta(hours=12)
    shown = None if state in (State.OPEN, State.WAIVED) else noon
    settled = noon if state in (State.ACCEPTED, State.WAIVED) else None
    return Duty(
        office=office,
        fiscal_year=quarter.fiscal_year.start,
        quarter=quarter.number,
        kind=kind,
        rule=rule(kind),
        due_on=due,
        state=state,
        shown_at=shown,
        settled_at=settled,
    )


def fill(all_offices: list[Office], kinds: tuple[str, ...], count: int) -> None:
    """Lay duties of every state, by a chance that is always the same."""
    drawn = random.Random(5)
    rules = {kind: rule(kind) for kind in kinds}
    duties = []
    for quarter in quarters(count):
        for office in all_offices:
            for kind in kinds:
                due = quarter.last_day + datetime.timedelta(days=15)
                state = drawn.choices(State.values, weights=[6, 8, 8, 3, 70, 2])[0]
                if due > TODAY and state != State.WAIVED and drawn.random() < 0.8:
                    state = State.OPEN
                days = drawn.choice((-9, -3, -1, 0, 2, 11)) if due < TODAY else -60
                noon = clock.midnight(due + datetime.timedelta(days=days)) + datetime.timedelta(hours=12)
                duties.append(
                    Duty(
                        office=office,
                        fiscal_year=quarter.fiscal_year.start,
                        quarter=quarter.number,
                        kind=kind,
                        rule=rules[kind],
                        due_on=due,
                        state=state,
                        shown_at=None if state in (State.OPEN, State.WAIVED) else noon,
                        settled_at=noon if state in (State.ACCEPTED, State.WAIVED) else None,
                    )
                )
    Duty.objects.bulk_create(duties, batch_size=2_000)


def country(divisions: int, prisons: int) -> Country:
    hq, above, below = offices(divisions, prisons)
    return Country(
        hq,
        above,
        below,
        selling.staff(Role.HQ_MODERATOR, hq, "moderator"),
        selling.staff(Role.DIVISION_REVIEWER, above[0], "reviewer"),
        selling.staff(Role.PRISON_EDITOR, below[0], "editor"),
    )
