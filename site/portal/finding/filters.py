"""What readers narrow the results by: kind, office, year; of products the trade, prison, price and stock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import get_page_models

from bangla import analysis, digits, fiscal
from language.spoken import active
from offices.models import Office
from publishing.pages import Published
from search import results
from search.results import Wish
from shop.production.models import Trade
from shop.storefront.models import Listing

PRODUCT, DECISION, FILE, PAGE = "product", "decision", "file", "page"
MOST_VALUES = 10
# A price in taka that nobody asks; a limit for the database's numbers.
DEAREST_TAKA = 10_000_000


def kinds() -> dict[str, Any]:
    """Return what each kind of answer is called."""
    models = [model for model in get_page_models() if issubclass(model, Published) and not model.found_as]
    return {
        **{model.kind: model.kind_label for model in models},
        PAGE: _("Page"),
        PRODUCT: _("Product"),
        DECISION: _("Decision"),
        FILE: _("Document file"),
    }


class PriceForm(forms.Form):
    """From which price to which, and whether it can be had now; digits of either language."""

    least = forms.CharField(label=gettext_lazy("From, in taka"), required=False, max_length=12)
    most = forms.CharField(label=gettext_lazy("To, in taka"), required=False, max_length=12)
    stock = forms.BooleanField(label=gettext_lazy("In stock only"), required=False)

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        for name in ("least", "most"):
            self.fields[name].widget.attrs.update({"inputmode": "numeric", "class": "govuk-input"})

    def clean_least(self) -> int | None:
        return _taka(self.cleaned_data["least"])

    def clean_most(self) -> int | None:
        return _taka(self.cleaned_data["most"])


def _taka(text: str) -> int | None:
    """Return an amount as it was typed, in whole taka; none where it is no amount: then it narrows nothing."""
    figures = digits.to_ascii(text).replace(",", "").replace("৳", "").strip().partition(".")[0]
    return min(int(figures), DEAREST_TAKA) if figures.isascii() and figures.isdigit() else None


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet: how many answers it leaves, and the address that chooses it, or takes it back."""

    label: str
    count: int
    url: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """Values to narrow by."""

    label: str
    values: Sequence[Value]


class Filters:
    """What stands in the address, as a wish, and the facets that lead on from it."""

    def __init__(self, request: HttpRequest) -> None:
        asked = request.GET
        # No more than is read of it: thirty addresses of a page hold it.
        self.text = asked.get("q", "")[: analysis.LONGEST_QUERY]
        kind, office, year, trade = (asked.get(name, "")[:40] for name in ("kind", "office", "year", "trade"))
        self.kind = kind if kind in kinds() else ""
        self.office = Office.objects.filter(code=office).first() if office else None
        figures = digits.to_ascii(year)
        self.year = int(figures) if figures.isascii() and figures.isdigit() and len(figures) == 4 else None
        self.trade = trade
        self.price = PriceForm(asked)
        self.price.is_valid()

    @property
    def wish(self) -> Wish:
        return Wish(
            kind=self.kind,
            office=self.office.pk if self.office else None,
            year=self.year,
            topic=self.trade,
            only=self._priced(),
        )

    def _priced(self) -> Any:
        """Return the products of a price or in stock; None where neither is asked."""
        chosen = self.price.cleaned_data
        if self.kind != PRODUCT or not any(chosen.get(name) not in (None, False) for name in chosen):
            return None
        found: Any = Listing.objects.public()
        if chosen.get("least") is not None:
            found = found.filter(stockrecord__price__gte=Decimal(chosen["least"]))
        if chosen.get("most") is not None:
            found = found.filter(stockrecord__price__lte=Decimal(chosen["most"]))
        return found.in_stock() if chosen.get("stock") else found

    @property
    def chosen(self) -> dict[str, str]:
        """Return what narrows, as it stands in an address."""
        said = {
            "kind": self.kind,
            "office": self.office.code if self.office else "",
            "year": str(self.year or ""),
            "trade": self.trade,
        }
        if self.kind == PRODUCT:
            prices = self.price.cleaned_data
            said |= {name: str(prices[name]) for name in ("least", "most") if prices.get(name) is not None}
            said |= {"stock": "on"} if prices.get("stock") else {}
        return {name: value for name, value in said.items() if value}

    @property
    def without_prices(self) -> dict[str, str]:
        return {name: value for name, value in self.chosen.items() if name in ("kind", "office", "trade")}

    def address(self, **changes: str) -> str:
        """Return the address of the results with something narrowed otherwise; "" takes it back."""
        wanted = {**self.chosen, **changes}
        if "kind" in changes:
            # A trade or price of products says nothing of papers, nor a year of products.
            wanted = {name: value for name, value in wanted.items() if name in ("kind", "office")}
        return "?" + urlencode({"q": self.text, **{name: value for name, value in wanted.items() if value}})

    def facets(self, page: results.Page) -> list[Facet]:
        """Return what can be narrowed further, or is narrowed; a facet of one value that holds all is left out."""
        named = kinds()
        years = {year: fiscal.FiscalYear(year).label(active()) for year in page.facets["year"]}
        offices = {office.pk: office for office in Office.objects.filter(pk__in=self._most(page, "office"))}
        trades = {
            trade.code: str(trade) for trade in Trade.objects.filter(code__in=self._most(page, "topic"))
        }
        said = [
            (
                _("Kind"),
                "kind",
                self.kind,
                {key: (key, str(named.get(key, key))) for key in page.facets["kind"]},
            ),
            (
                _("Prison") if self.kind == PRODUCT else _("Office"),
                "office",
                self.office.code if self.office else "",
                {pk: (office.code, office.name) for pk, office in offices.items()},
            ),
            (
                _("Fiscal year"),
                "year",
                str(self.year or ""),
                {y: (str(y), label) for y, label in years.items()},
            ),
            (_("Trade"), "trade", self.trade, {code: (code, name) for code, name in trades.items()}),
        ]
        if self.kind == PRODUCT:
            said = [each for each in said if each[1] != "year"]
        made = []
        for label, name, chosen, names in said:
            counts = page.facets["topic" if name == "trade" else name]
            values = self._values(name, chosen, names, counts)
            if len(values) > 1 or chosen:
                made.append(Facet(label, values))
        return made

    def _values(
        self, name: str, chosen: str, names: Mapping[Any, tuple[str, str]], counts: Mapping[Any, int]
    ) -> list[Value]:
        found = [(code, label, counts[key]) for key, (code, label) in names.items() if key in counts]
        found.sort(
            key=lambda each: (each[0] != chosen, -each[2] if name != "year" else -int(each[0]), each[1])
        )
        return [
            Value(label, count, self.address(**{name: "" if code == chosen else code}), code == chosen)
            for code, label, count in found[:MOST_VALUES]
        ]

    def _most(self, page: results.Page, name: str) -> list[Any]:
        counts = page.facets[name]
        # Of equal counts the same ones on each database.
        most = sorted(counts, key=lambda value: (-counts[value], value))[:MOST_VALUES]
        if name == "office" and self.office:
            most.append(self.office.pk)
        return most
