"""What decisions bring to the duties: the line “minutes of the committee” earns marks by what was implemented.

The Cabinet Division's line is one: “decisions of the committee implemented and its minutes reported”. An office whose
committee has decided nothing that is followed up is judged by its minutes alone, as before.
"""

from django.db import transaction

import clock
from bangla import fiscal
from charter_pages.decisions import counting, scoring
from charter_pages.decisions.models import Followed, MeasuredDuty
from charter_pages.models import Duty, DutyKind, MinutesPage
from offices.models import Office

COMMITTEE = MinutesPage.Meeting.COMMITTEE
KIND = DutyKind.COMMITTEE_MINUTES


def measure(followed: Followed) -> None:
    """Measure the duty that a decision belongs to, inside the caller's transaction, if it belongs to one."""
    if followed.meeting_kind == COMMITTEE:
        _measure(followed.office_id, followed.fiscal_year, followed.quarter)


@transaction.atomic
def measure_all() -> int:
    """Measure every duty with decisions anew: what was to come yesterday may be late today. Return how many."""
    decided = Followed.objects.filter(meeting_kind=COMMITTEE).order_by()
    keys = set(decided.values_list("office_id", "fiscal_year", "quarter"))
    return sum(_measure(*key) for key in sorted(keys))


def _measure(office_id: int, year: int, number: int) -> int:
    duty = Duty.objects.filter(office_id=office_id, fiscal_year=year, quarter=number, kind=KIND).first()
    if duty is None:
        return 0
    share = share_of(office_id, fiscal.Quarter(fiscal.FiscalYear(year), number))
    if share.bp is None:
        MeasuredDuty.objects.filter(duty=duty).delete()
        return 0
    facts = {"decided": share.judged, "implemented_bp": share.bp, "short_bp": share.short_bp}
    standing = MeasuredDuty.objects.filter(duty=duty).values(*facts).first()
    if standing == facts:
        return 0
    MeasuredDuty.objects.update_or_create(duty=duty, defaults={**facts, "at": clock.now()})
    return 1


def share_of(office: Office | int, quarter: fiscal.Quarter) -> scoring.Share:
    """Return what is implemented of all that an office's committees decided in a quarter."""
    decided = Followed.objects.filter(
        office=office,
        meeting_kind=COMMITTEE,
        fiscal_year=quarter.fiscal_year.start,
        quarter=quarter.number,
    )
    return scoring.implemented(counting.of(decided, clock.today()).values())
