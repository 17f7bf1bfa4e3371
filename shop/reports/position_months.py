"""Sales and shares month by month, read from the book.

What is closed is sealed: the sums of all entries up to the last day close are remembered under its hash, and only
what came since is added up anew. The hash changes with every close, so that nothing remembered can be stale.
"""

import dataclasses
import datetime
from typing import Any

from django.core.cache import cache
from django.db.models import CharField, Func, Q, QuerySet, Sum
from django.utils.translation import get_language
from django.utils.translation import gettext as _

import clock
from bangla import calendar, digits, fiscal
from shop.ledger.models import DayClose, Transfer
from shop.reports import figures_book
from shop.reports.figures import Amounts

MONTHS = 12
REMEMBERED_FOR = datetime.timedelta(days=2)


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
        return _("Fiscal year %(year)s") % {"year": digits.in_language(self.code, get_language() or "bn")}

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
    """Return each month of a period with what its sales came to; three queries, however many sales."""
    told = Transfer.objects.filter(
        figures_book.proceeds(),
        entry__effective_at__gte=clock.midnight(period.first),
        entry__effective_at__lt=clock.midnight(period.last + datetime.timedelta(days=1)),
    )
    seal = DayClose.objects.order_by("on").last()
    sums: dict[str, Amounts] = {}
    if seal is not None:
        key = f"months:{seal.sha256}:{period.first}:{period.last}"
        sums = cache.get(key) or _sums(told.filter(entry_id__lte=seal.to_entry_id))
        cache.set(key, sums, REMEMBERED_FOR.total_seconds())
        told = told.filter(entry_id__gt=seal.to_entry_id)
    since = _sums(told)
    return [
        (month, sums.get(code, Amounts()) + since.get(code, Amounts()))
        for month in period.months
        for code in [f"{month:%Y-%m}"]
    ]


def name_of(month: datetime.date) -> str:
    """Return a month and its year: "নভেম্বর ২০২৬"."""
    language = "en" if (get_language() or "").startswith("en") else "bn"
    return calendar.format_day(month, language).split(" ", 1)[1]


def _sums(told: QuerySet[Transfer]) -> dict[str, Amounts]:
    """Return by month ("2026-11") what transfers come to."""
    sides = {}
    for name, words in {
        "sales": ("advances:",),
        "cost": ("materials:", "costs:"),
        "makers": ("inmate:",),
        "department": ("department:",),
    }.items():
        for side in ("debit", "credit"):
            codes = Q()
            for word in words:
                codes |= Q(**{f"{side}__code__startswith": word})
            sides[f"{name}_{side}"] = Sum("poisha", filter=codes, default=0)
    found = {}
    rows: Any = told.order_by().values(month=DhakaMonth("entry__effective_at")).annotate(**sides)
    for row in rows:
        grown = {
            name: row[f"{name}_credit"] - row[f"{name}_debit"] for name in ("cost", "makers", "department")
        }
        found[row["month"]] = Amounts(sales=row["sales_debit"] - row["sales_credit"], **grown)
    return found


def _month(first: datetime.date, ahead: int) -> datetime.date:
    """Return the first day of the month so many months ahead."""
    months = first.year * 12 + first.month - 1 + ahead
    return datetime.date(months // 12, months % 12 + 1, 1)
