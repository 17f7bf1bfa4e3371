"""The sold lines' pages: from a line to its entries, its accounts, its makers' credits, and back.

A buyer's name, number and address are on none of them.
"""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import clock
from accounts import access
from accounts.roles import Role
from bangla import digits
from language.spoken import active
from printing import exports
from shop.orders.models import SoldLine
from shop.production.models import Trade
from shop.reports import book_forms, trails_lines
from shop.reports.book_views import READERS, ListScreen
from shop.reports.screens import BookScreen
from shop.wages.views.policies import READERS as READERS_OF_POLICIES

LINES = (gettext_lazy("Sold lines"), "book_lines")
READERS_OF_BATCHES = (Role.WORKSHOP_RECORDER, Role.WORKSHOP_CONFIRMER, Role.AUDITOR)
AT_A_TIME = 2000


class LineList(ListScreen):
    """All sold lines, the last sold first."""

    title = gettext_lazy("Sold lines")
    icon = "tag"
    template_name = "reports/book/lines.html"
    form_class = book_forms.Lines
    file_name = "sold-lines"

    def lines(self) -> QuerySet[SoldLine]:
        asked, form = self.form.cleaned_data, self.form
        narrowed: Q = form.narrowed()  # type: ignore[attr-defined]
        if asked["start"]:
            narrowed &= Q(captured_at__gte=clock.midnight(asked["start"]))
        if asked["end"]:
            narrowed &= Q(captured_at__lt=clock.midnight(asked["end"] + datetime.timedelta(days=1)))
        return SoldLine.objects.filter(narrowed).select_related("office", "policy")

    def page(self) -> dict[str, Any]:
        shown = self.newest_first(self.lines())
        return {**shown, "lines": shown["rows"]}

    def columns(self) -> Sequence[exports.Column]:
        trades = {trade.code: str(trade) for trade in Trade.objects.all()}
        return (
            exports.Column(gettext_lazy("Line"), lambda line: line.reference),
            exports.Column(gettext_lazy("Office"), lambda line: line.office.name),
            exports.Column(gettext_lazy("Trade"), lambda line: trades.get(line.trade_code, line.trade_code)),
            exports.Column(gettext_lazy("Product"), lambda line: line.title),
            exports.Column(gettext_lazy("Quantity"), lambda line: line.quantity),
            exports.Column(gettext_lazy("Refunded units"), lambda line: line.refunded_quantity),
            exports.Column(gettext_lazy("Discount"), lambda line: line.discount_poisha, is_money=True),
            exports.Column(gettext_lazy("Net price"), lambda line: line.net_poisha, is_money=True),
            exports.Column(gettext_lazy("Costs"), lambda line: sum(line.costs.values()), is_money=True),
            exports.Column(
                gettext_lazy("Share policy"), lambda line: str(line.policy) if line.policy else ""
            ),
            exports.Column(gettext_lazy("Paid"), lambda line: line.captured_at),
            exports.Column(gettext_lazy("Delivered"), lambda line: line.delivered_at),
            exports.Column(gettext_lazy("Credited"), lambda line: line.credited_at),
            exports.Column(gettext_lazy("Entry"), lambda line: line.entry_key),
        )

    def rows_of_file(self) -> Iterable[Any]:
        return self.lines().order_by("-pk").iterator(AT_A_TIME)


class ShowLine(BookScreen):
    """One sold line: its snapshot, its entries in the order of time, its makers' credits."""

    roles = READERS
    icon = "tag"
    above = (LINES,)
    template_name = "reports/book/line.html"

    @cached_property
    def line(self) -> SoldLine:
        lines = SoldLine.objects.select_related("office", "policy", "purchase")
        return get_object_or_404(lines, pk=self.kwargs["line_id"])

    def get_page_title(self) -> str:
        return _("Sold line %(reference)s") % {"reference": digits.in_language(self.line.reference, active())}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return {
            **super().get_context_data(**kwargs),
            "line": self.line,
            "trail": trails_lines.of(self.line),
            "trade": Trade.objects.filter(code=self.line.trade_code).first(),
            "reads_policies": access.may(user, *READERS_OF_POLICIES),
            "reads_batches": access.may(user, *READERS_OF_BATCHES),
        }
