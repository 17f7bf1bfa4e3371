"""Raising duties: every office, every quarter, every kind, by the rules that are in force. Twice is once."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

import clock
from bangla import fiscal
from charter_pages.duties import rules
from charter_pages.models import Duty, DutyEvent, DutyRule
from clock import turns
from offices.models import Office

CLOSED = "দপ্তর বন্ধ: {day}"


def daily() -> int:
    """Do the worker's turn: raise what is due, waive what closed offices owe; return how many duties."""
    return turns.now_and_then("duties.raised", lambda: raise_due() + waive_closed())


def raise_due() -> int:
    """Raise the duties of the present quarter, and of those since the last that a worker slept through."""
    present = fiscal.quarter(clock.today())
    return sum(raise_for(quarter) for quarter in _since_the_last(present))


def _since_the_last(present: fiscal.Quarter) -> Iterable[fiscal.Quarter]:
    last = Duty.objects.order_by("-fiscal_year", "-quarter").values_list("fiscal_year", "quarter").first()
    # A Department that begins today owes nothing for the past.
    quarter = fiscal.Quarter(fiscal.FiscalYear(last[0]), last[1]) if last else present
    while quarter < present:
        yield quarter
        quarter = quarter.next()
    yield present


@transaction.atomic
def raise_for(quarter: fiscal.Quarter) -> int:
    """Raise the duties of a quarter that do not stand yet; return how many. Six statements for any number.

    An office owes from the quarter in which it opened to the one in which it closed.
    """
    # Two workers at once: the second waits here, and then finds everything raised.
    list(DutyRule.objects.select_for_update().order_by("pk").values_list("pk", flat=True))
    binding = rules.in_force(quarter)
    standing = set(Duty.objects.of_quarter(quarter).values_list("office_id", "kind"))
    # No number of columns, but of rows: an office more is a row more in the same statement.
    raised = Duty.objects.bulk_create(
        Duty(
            office=office,
            fiscal_year=quarter.fiscal_year.start,
            quarter=quarter.number,
            kind=kind,
            rule=rule,
            due_on=rule.due_on(quarter),
        )
        for office in open_in(quarter)
        for kind, rule in binding.items()
        if rule.binds(office) and (office.pk, kind) not in standing
    )
    now = clock.now()
    DutyEvent.objects.bulk_create(DutyEvent(duty=duty, what=DutyEvent.What.RAISED, at=now) for duty in raised)
    return len(raised)


def open_in(quarter: fiscal.Quarter) -> Iterable[Office]:
    """Return the offices that were open on a day of a quarter."""
    opened = Q(opened_on__isnull=True) | Q(opened_on__lte=quarter.last_day)
    not_closed = Q(closed_on__isnull=True) | Q(closed_on__gte=quarter.first_day)
    return Office.objects.filter(opened, not_closed).order_by("code")


@transaction.atomic
def waive_closed() -> int:
    """Waive what offices still owe that are closed: nobody is there to show it. Return how many."""
    now, today = clock.now(), clock.today()
    owed = (
        Duty.objects.owed()
        .filter(office__closed_on__lte=today)
        .select_related("office")
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    waived = list(owed)
    if not waived:
        return 0
    Duty.objects.filter(pk__in=[duty.pk for duty in waived]).update(state=Duty.State.WAIVED, settled_at=now)
    DutyEvent.objects.bulk_create(
        DutyEvent(
            duty=duty,
            what=DutyEvent.What.WAIVED,
            at=now,
            reason=CLOSED.format(day=duty.office.closed_on),
        )
        for duty in waived
    )
    return len(waived)


def ensure(office: Office, quarter: fiscal.Quarter, kind: str) -> Duty | None:
    """Return an office's duty of a quarter, raised now where the worker has not come to it; None where none is owed."""
    asked = Duty.objects.of_quarter(quarter).filter(office=office, kind=kind)
    found = asked.first()
    if found is None and quarter == fiscal.quarter(clock.today()):
        raise_for(quarter)
        found = asked.first()
    return found
