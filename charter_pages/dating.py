"""The two calendars of a paper: one is computed from the other, what was printed is kept."""

import datetime

from bangla import calendar


def differ(issued_on: datetime.date | None, printed: str) -> bool:
    """Return whether a printed Bangla date is another day than the Gregorian one (DOMAIN.md, "Two
    calendars").

    What is missing or cannot be read does not differ; before 1988 the calendar was another one, and
    nothing is said.
    """
    if issued_on is None or not printed:
        return False
    try:
        return calendar.parse(printed) != calendar.bangla_date(issued_on)
    except ValueError:  # unreadable, or before the calendar's first day
        return False
