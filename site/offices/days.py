"""Which days offices work on: the holidays and the weekend of the register, and what is due by them."""

import dataclasses
import datetime

from clock import working_days
from offices.models import Holiday, WorkingWeek


@dataclasses.dataclass(frozen=True)
class Calendar:
    """The free days as they stand now; read once for many deadlines."""

    holidays: frozenset[datetime.date]
    weekend: frozenset[int]

    def deadline(self, start: datetime.date, days: int) -> datetime.date:
        """Return the last day of a limit of working days that began on `start`."""
        return working_days.deadline(start, days, self.holidays, self.weekend)

    def between(self, start: datetime.date, end: datetime.date) -> int:
        """Return how many working days lie after `start` up to and with `end`."""
        return working_days.between(start, end, self.holidays, self.weekend)


def calendar() -> Calendar:
    """Return the free days of the register, in two queries."""
    week = WorkingWeek.objects.first()
    return Calendar(
        holidays=frozenset(Holiday.objects.filter(is_cancelled=False).values_list("on", flat=True)),
        weekend=frozenset(week.weekend) if week else working_days.FRIDAY_AND_SATURDAY,
    )
