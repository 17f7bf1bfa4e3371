"""Sales and shares month by month, read from the book.

What is closed is sealed: the sums of all entries up to a day close are remembered under its hash, the next close
adds its own entries to them, and only what came since is added up for each reader. A hash stands for exactly the
entries below it, so that nothing remembered can be stale.
"""

import dataclasses
import datetime
from collections.abc import Mapping
from typing import Any

from django.core.cache import cache
from django.db.models import CharField, Func, Q, QuerySet, Sum
from django.utils.translation import gettext as _

import clock
from bangla import calendar, digits, fiscal
from language.spoken import active
from shop.ledger.models import Account, DayClose, Transfer
from shop.reports import figures_book
from shop.reports.figures import Amounts

MONTHS = 12
REMEMBERED_FOR = datetime.timedelta(days=30)
# How many closes back sums are looked for, to add to them.
CLOSES_REMEMBERED = 30


class DhakaMonth(Func):
    """The month of an instant on Dhaka's clocks, as "2026-11"."""

    output_field = CharField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        # SQLite knows no time zones; Dhaka has kept six hours since before the book's first day.
        return self.as_sql(
            compiler, connection, template="strftime('%%%%Y-%%%%m', %(expressions)s, '+6 hours')", **context
        )

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(
            compiler,
            connection,
            template="to_char(%(expressions)s AT TIME ZONE 'Asia/Dhaka', 'YYYY-MM')",
            **context,
        )


@dataclasses.dataclass(frozen=True)
class Period:
    """Whole months, both ends included; `code` names the period in addresses."""

    code: str
    first: datetime.date
    last: datetime.date

    @property
    def label(self) -> str:
        if not self.code:
            return _("The last twelve months")
        return _("Fiscal year %(year)s") % {"year": digits.in_language(self.code, active())}

    @property
    def months(self) -> list[datetime.date]:
        """Return the first day of each month, up to the present one."""
        last = min(self.last, clock.today())
        count = (last.year - self.first.year) * 12 + last.month - self.first.month + 1
        return [_month(self.first, ahead) for ahead in range(count)]


def periods() -> list[Period]:
    """Return what may be chosen: the last twelve months, and each fiscal year since the first share."""
    today = clock.today()
    this_month = today.replace(day=1)
    found = [Period("", _month(this_month, 1 - MONTHS), today)]
    first = figures_book.first_day()
    year = fiscal.fiscal_year(today)
    while first is not None and year.last_day >= first:
        found.append(Period(year.label("en"), year.first_day, year.last_day))
        year = year.previous()
    return found


def of(period: Period) -> list[tuple[datetime.date, Amounts]]:
    """Return each month of a period with what its sales came to; a few queries, however many sales."""
    sealed, to_entry_id = _sealed()
    since = _sums(_proceeds().filter(entry_id__gt=to_entry_id))
    nothing = Amounts()
    return [
        (month, sealed.get(code, nothing) + since.get(code, nothing))
        for month in period.months
        for code in [f"{month:%Y-%m}"]
    ]


def _sealed() -> tuple[Mapping[str, Amounts], int]:
    """Return the sums by month of all that is closed, and the last entry among it."""
    closes = list(DayClose.objects.order_by("-on")[:CLOSES_REMEMBERED])
    if not closes:
        return {}, 0
    sums: dict[str, Amounts] = {}
    told = _proceeds().filter(entry_id__lte=closes[0].to_entry_id)
    for close in closes:
        remembered = cache.get(f"months:{close.sha256}")
        if remembered is not None:
            if close == closes[0]:
                return remembered, close.to_entry_id
            sums, told = remembered, told.filter(entry_id__gt=close.to_entry_id)
            break
    for month, amounts in _sums(told).items():
        sums[month] = sums.get(month, Amounts()) + amounts
    cache.set(f"months:{closes[0].sha256}", sums, REMEMBERED_FOR.total_seconds())
    return sums, closes[0].to_entry_id


def name_of(month: datetime.date) -> str:
    """Return a month and its year: "নভেম্বর ২০২৬"."""
    return calendar.format_month(month, active())


def _proceeds() -> QuerySet[Transfer]:
    return Transfer.objects.filter(figures_book.proceeds()).order_by()


def _sums(told: QuerySet[Transfer]) -> dict[str, Amounts]:
    """Return by month ("2026-11") what transfers of proceeds come to.

    Offices' accounts are few and named by their ids, which is three times as fast as joining each transfer's two
    accounts; what is neither sales nor cost nor the Department's part is the makers', because entries balance.
    """
    accounts = Account.objects.exclude(code__startswith="inmate:").values_list("pk", "code")
    ids: dict[str, list[int]] = {"sales": [], "cost": [], "department": []}
    for pk, code in accounts:
        meaning = figures_book.MEANINGS.get(code.partition(":")[0])
        if meaning in ids:
            ids[meaning].append(pk)
    sides = {
        f"{name}_{side}": Sum("poisha", filter=Q(**{f"{side}_id__in": found}), default=0)
        for name, found in ids.items()
        for side in ("debit", "credit")
    }
    found = {}
    rows: Any = told.values(month=DhakaMonth("entry__effective_at")).annotate(**sides)
    for row in rows:
        sales = row["sales_debit"] - row["sales_credit"]
        cost, department = (row[f"{name}_credit"] - row[f"{name}_debit"] for name in ("cost", "department"))
        found[row["month"]] = Amounts(sales, cost, sales - cost - department, department)
    return found


def _month(first: datetime.date, ahead: int) -> datetime.date:
    """Return the first day of the month so many months ahead."""
    months = first.year * 12 + first.month - 1 + ahead
    return datetime.date(months // 12, months % 12 + 1, 1)
