"""Headquarters' dashboard: today's position from the book, what to look into, sales and shares over time."""

import csv
import io
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy

import clock
from accounts.roles import Role
from bangla import numbers
from language.spoken import active
from shop.ledger import balances
from shop.production.screens import PER_PAGE
from shop.reports import book_views_accounts, figures, position, position_exceptions, position_months
from shop.reports.figures_data import AMOUNTS, BYTE_ORDER_MARK, taka
from shop.reports.screens import BookScreen, may_read

READERS = (Role.HQ_POLICY, Role.HQ_POLICY_APPROVER, Role.FINANCE, Role.AUDITOR)
POSITION = (gettext_lazy("Position"), "reports_position")


class ShowPosition(BookScreen):
    """Today's position, exceptions, and the months of a period that the reader chooses."""

    roles = READERS
    title = gettext_lazy("Position")
    icon = "glasses"
    template_name = "reports/position.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        balance = balances.trial_balance()
        chosen, periods = _chosen(self.request)
        months = position_months.of(chosen)
        return {
            **super().get_context_data(**kwargs),
            "position": position.of(balance),
            "may_read_book": may_read(self.request.user, *book_views_accounts.AccountList.roles),
            "exceptions": [
                (kind, position_exceptions.count(kind.found(balance))) for kind in position_exceptions.KINDS
            ],
            "now": clock.now(),
            "periods": periods,
            "chosen": chosen,
            "months": [(position_months.name_of(month), amounts) for month, amounts in months],
            "in_all": figures.total(amounts for _month, amounts in months),
            "bars": _bars(months),
            "largest": max((amounts.sales for _month, amounts in months), default=0),
            "csv_url": f"{reverse('reports_position_csv')}?period={chosen.code}",
        }


class ShowExceptions(BookScreen):
    """All exceptions of one kind, each with the way to its own screen for whoever may open that."""

    roles = READERS
    icon = "warning"
    above = (POSITION,)
    template_name = "reports/exceptions.html"

    @property
    def kind(self) -> position_exceptions.Kind:
        found = position_exceptions.BY_CODE.get(self.kwargs["kind"])
        if found is None:
            raise Http404
        return found

    def get_page_title(self) -> Any:
        return self.kind.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kind = self.kind
        page = Paginator(kind.found(balances.trial_balance()), PER_PAGE).get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "kind": kind,
            "page_obj": page,
            "told": [kind.told(each) for each in page.object_list],
            "may_open": bool(kind.readers) and may_read(self.request.user, *kind.readers),
        }


class MonthsAsCsv(BookScreen):
    """The months of a period as CSV, in poisha and taka."""

    roles = READERS

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        chosen, _periods = _chosen(request)
        written = io.StringIO()
        writer = csv.writer(written, lineterminator="\r\n")
        writer.writerow(
            ["month", *(f"{name}_poisha" for name in AMOUNTS), *(f"{name}_taka" for name in AMOUNTS)]
        )
        for month, amounts in position_months.of(chosen):
            poisha = [getattr(amounts, name) for name in AMOUNTS]
            writer.writerow([f"{month:%Y-%m}", *poisha, *map(taka, poisha)])
        response = HttpResponse(BYTE_ORDER_MARK + written.getvalue(), content_type="text/csv; charset=utf-8")
        name = f"sales-and-shares-{chosen.code or 'twelve-months'}.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


def _chosen(request: HttpRequest) -> tuple[position_months.Period, list[position_months.Period]]:
    """Return the period that the address names, else the first, and all that may be chosen."""
    periods = position_months.periods()
    code = request.GET.get("period", "")
    return next((each for each in periods if each.code == code), periods[0]), periods


def _bars(months: list[tuple[Any, figures.Amounts]]) -> list[dict[str, Any]]:
    language = active()
    return [
        {
            "label": position_months.name_of(month),
            "value": max(0, amounts.sales),
            "text": numbers.taka(amounts.sales, language, decimals=False),
            "part": max(0, amounts.makers),
            "part_text": numbers.taka(amounts.makers, language, decimals=False),
        }
        for month, amounts in months
    ]
