"""What the portal itself knows: how many prisons there were on a day, and how many sell in the shop."""

import datetime
from collections.abc import Callable

from django.db import transaction
from django.db.models import Exists, OuterRef

import clock
from clock import turns
from offices.models import Office, not_closed
from portal.models.measures import Measure, Progress, TargetOf
from shop.storefront.models import Listing

How = Progress.How


class Prisons:
    """The register's prisons, asked for once; how many were open on any day."""

    def __init__(self) -> None:
        self._rows = list(Office.objects.prisons().values_list("kind", "opened_on", "closed_on"))

    def on(self, day: datetime.date, of: str) -> int:
        """Return how many stood open at the end of a day; one without a day of opening always did."""
        return sum(
            1
            for kind, opened, closed in self._rows
            if (of != TargetOf.CENTRAL or kind == Office.Kind.CENTRAL_PRISON)
            and (opened is None or opened <= day)
            and (closed is None or closed > day)
        )


def selling() -> int:
    """Return how many open prisons have goods in the shop today."""
    on_sale = Listing.objects.filter(office=OuterRef("pk"), withdrawn_at__isnull=True)
    return Office.objects.prisons().filter(not_closed(clock.today()), Exists(on_sale)).count()


COUNTS: dict[str, Callable[[], int]] = {Measure.CountedBy.SELLING: selling}


def daily() -> int:
    """Write down what the system counts, on each day on which it is another number; return how many rows."""
    return turns.once_a_day("initiatives.counted", write_down)


def write_down() -> int:
    """Add a row for each measure whose number is another than the last; twice on a day is once."""
    return sum(
        _write_down(pk) for pk in Measure.objects.exclude(counted_by="hand").values_list("pk", flat=True)
    )


@transaction.atomic
def _write_down(pk: int) -> bool:
    measure = Measure.objects.select_for_update().get(pk=pk)
    number = COUNTS[measure.counted_by]()
    last = measure.progress.order_by("measured_on", "pk").last()
    today = clock.today()
    if last is not None and (last.reached == number or last.measured_on >= today):
        return False
    Progress.objects.create(
        measure=measure, how=How.COUNTED, reached=number, measured_on=today, recorded_at=clock.now()
    )
    return True
