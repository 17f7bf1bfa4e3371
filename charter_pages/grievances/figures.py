"""Complaints counted by office: how many are open, late, without an officer, and answered in time. No words in it."""

import dataclasses

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncDate

import clock
from charter_pages.grievances.models import Grievance
from offices.models import Office


@dataclasses.dataclass(frozen=True)
class Line:
    """One office's complaints."""

    office: Office
    received: int
    under_way: int
    late: int
    unheld: int
    answered: int
    in_time: int

    @property
    def percent_in_time(self) -> int | None:
        return self.in_time * 100 // self.answered if self.answered else None


def by_office(shown: QuerySet[Grievance]) -> list[Line]:
    """Return the counts of each office that has any, those with late ones first; two queries."""
    under_way = Q(state__in=Grievance.UNDER_WAY)
    late = under_way & Q(due_on__lt=clock.today())
    is_answered = Q(answered_at__isnull=False)
    rows = (
        shown.order_by()
        .annotate(answered_day=TruncDate("answered_at", tzinfo=clock.DHAKA))
        .values("office_id")
        .annotate(
            received=Count("pk"),
            under_way=Count("pk", filter=under_way),
            late=Count("pk", filter=late),
            unheld=Count("pk", filter=under_way & Q(unheld_since__isnull=False)),
            answered=Count("pk", filter=is_answered),
            in_time=Count("pk", filter=is_answered & Q(answered_day__lte=F("due_on")) & Q(level=1)),
        )
    )
    counts = {row["office_id"]: row for row in rows}
    offices = Office.objects.in_bulk(counts)
    lines = [
        Line(
            office=offices[pk],
            received=row["received"],
            under_way=row["under_way"],
            late=row["late"],
            unheld=row["unheld"],
            answered=row["answered"],
            in_time=row["in_time"],
        )
        for pk, row in counts.items()
    ]
    return sorted(lines, key=lambda line: (-line.late, -line.under_way, line.office.code))
