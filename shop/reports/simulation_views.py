"""The simulator: what would another rate or another base have paid over a period? It reads and writes nothing."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy

from accounts.roles import Role
from printing import exports
from shop.reports import simulation_book, simulation_tables
from shop.reports.screens import BookScreen
from shop.reports.simulation_forms import SimulationForm
from shop.reports.simulation_tables import Tables

READERS = (Role.HQ_POLICY, Role.HQ_POLICY_APPROVER, Role.FINANCE, Role.AUDITOR)


class Simulator(BookScreen):
    """The form, and what the plans of the form would have paid: as page, CSV or XLSX."""

    roles = READERS
    title = gettext_lazy("Policy simulator")
    icon = "sliders"
    template_name = "reports/simulator.html"

    def get(  # type: ignore[override]
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        self.form = SimulationForm(request.GET) if "start" in request.GET else SimulationForm()
        kind = request.GET.get("export", "")
        if kind in exports.FORMATS and self.form.is_valid():
            return as_file(kind, simulation_tables.of(self._cells(), self.form.plans()))
        return super().get(request, *args, **kwargs)  # type: ignore[no-any-return, unused-ignore]

    @property
    def days(self) -> simulation_book.Days:
        return self.form.cleaned_data["start"], self.form.cleaned_data["end"]

    def _cells(self) -> simulation_book.Cells:
        is_long = simulation_book.count(self.days) > simulation_book.MOST_AT_ONCE
        return (simulation_book.by_months if is_long else simulation_book.run)(self.days, self.form.plans())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = {**super().get_context_data(**kwargs), "form": self.form}
        context["media"] = self.form.media
        if not self.form.is_bound or not self.form.is_valid():
            return context
        number = simulation_book.count(self.days)
        context |= {"number": number, "days": self.days}
        if number > simulation_book.MOST_AT_ONCE and "whole" not in self.request.GET:
            return {**context, "parts": self._parts(), "whole_url": self._address(whole="1")}
        return {
            **context,
            "tables": simulation_tables.of(self._cells(), self.form.plans()),
            "booked": simulation_book.booked(self.days),
            "csv_url": self._address(export=exports.CSV),
            "xlsx_url": self._address(export=exports.XLSX),
        }

    def _parts(self) -> list[str]:
        """Return the address of each month's part, for the script that asks for one after another."""
        base = reverse("reports_simulator_part")
        return [
            f"{base}?{self._query(start=first.isoformat(), end=last.isoformat())}"
            for first, last in simulation_book.months(self.days)
        ]

    def _address(self, **more: str) -> str:
        return f"{self.request.path}?{self._query(**more)}"

    def _query(self, **more: str) -> str:
        asked = {name: self.request.GET.getlist(name) for name in self.form.fields}
        return urlencode({**asked, **{name: [value] for name, value in more.items()}}, doseq=True)


class SimulatorPart(BookScreen):
    """One month of a long period, divided and kept for a while: the page is put together from such parts."""

    roles = READERS

    def get(  # type: ignore[override]
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        form = SimulationForm(request.GET)
        if not form.is_valid():
            return JsonResponse({"errors": form.errors}, status=400)
        days = form.cleaned_data["start"], form.cleaned_data["end"]
        if len(simulation_book.months(days)) > 1:
            return JsonResponse({"errors": {"end": ["one month at a time"]}}, status=400)
        cells = simulation_book.month(days, form.plans())
        return JsonResponse({"lines": sum(cell.lines for cell in cells.values())})


def as_file(kind: str, tables: Tables) -> HttpResponse:
    """Return every figure of a simulation: a row for each group and plan."""
    rows = [
        (kind_name, group, plan)
        for kind_name, groups in (
            (gettext_lazy("In all"), [tables.total]),
            (gettext_lazy("Prison"), tables.by_prison),
            (gettext_lazy("Trade"), tables.by_trade),
        )
        for group in groups
        for plan in range(len(tables.names))
    ]
    return exports.answer(kind=kind, name="policy-simulation", columns=_columns(tables), rows=rows)


def _columns(tables: Tables) -> Sequence[exports.Column]:
    def amount(title: Any, name: str) -> exports.Column:
        return exports.Column(title, lambda row: getattr(row[1].amounts[row[2]], name), is_money=True)

    return [
        exports.Column(gettext_lazy("Of what"), lambda row: row[0]),
        exports.Column(gettext_lazy("Code"), lambda row: row[1].code),
        exports.Column(gettext_lazy("Name"), lambda row: row[1].name),
        exports.Column(gettext_lazy("Rate"), lambda row: tables.names[row[2]]),
        exports.Column(gettext_lazy("Lines sold"), lambda row: row[1].lines),
        amount(gettext_lazy("Sales, less what was returned"), "sales"),
        amount(gettext_lazy("Costs deducted"), "cost"),
        amount(gettext_lazy("Profit"), "profit"),
        amount(gettext_lazy("The makers' wage share"), "makers"),
        amount(gettext_lazy("The Department's share"), "department"),
        exports.Column(
            gettext_lazy("Makers: more or less than it was"),
            lambda row: row[1].difference(row[2]),
            is_money=True,
        ),
    ]
