"""Where the Department's money stands: the trial balance of this moment, told in words and added up by office."""

import dataclasses
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from offices.models import Office
from shop.payments import providers

# What each sort of account is called on the screen, in the order in which it is read.
SECTIONS: tuple[tuple[Any, tuple[tuple[str, Any], ...]], ...] = (
    (
        _("What the Department has"),
        (
            ("clearing", _("With providers, on its way to the bank")),
            ("bank", _("In the bank")),
            ("disputed", _("Held back in disputes")),
            ("recoverable", _("Refunded after payout, borne by offices")),
        ),
    ),
    (
        _("What it owes"),
        (
            ("advances", _("Paid by buyers for goods, not yet divided")),
            ("delivery", _("Paid by buyers for delivery")),
            ("owed", _("Buyers' money that a provider would not take back")),
            ("vat", _("Value added tax")),
            ("inmate:pending", _("Makers: within the return window")),
            ("inmate:available", _("Makers: may be paid out")),
            ("inmate:held", _("Makers: on hold")),
            ("inmate:in_payout", _("Makers: on its way")),
            ("deductions", _("Deducted from wages under a statute")),
        ),
    ),
    (
        _("What has come of it since the book began"),
        (
            ("materials", _("Cost of materials brought back by sales")),
            ("costs", _("Other costs brought back by sales")),
            ("department", _("The Department's share, less its losses")),
            ("fees", _("Providers' fees")),
            ("daily_wages", _("Daily wages")),
            ("adjustments", _("Adjustments of wages")),
        ),
    ),
)
# What is told office by office.
BY_OFFICE = ("advances", "department", "recoverable", "daily_wages")


@dataclasses.dataclass(frozen=True)
class Row:
    """One sort of account: the debit balances and the credit balances of its accounts, in poisha."""

    label: Any
    detail: Any
    url: str  # the accounts themselves, for whoever may read the book
    debit_poisha: int
    credit_poisha: int


@dataclasses.dataclass(frozen=True)
class Position:
    sections: list[tuple[Any, list[Row]]]
    debit_poisha: int
    credit_poisha: int
    offices: list[tuple[str, dict[str, int]]]

    @property
    def balances(self) -> bool:
        return self.debit_poisha == self.credit_poisha


def sort_of(code: str) -> str:
    """Return the sort of an account: its code's first word, of a maker's account the part too."""
    first, *rest = code.split(":")
    return f"{first}:{rest[-1]}" if first == "inmate" else first


def of(balance: Mapping[str, int]) -> Position:
    """Return the position that a trial balance (`ledger.balances`) tells; one query, for the offices' names."""
    sides: dict[tuple[str, str], list[int]] = {}
    for code, poisha in balance.items():
        sort = sort_of(code)
        # Each provider stands by itself; of all else the accounts of a sort are one sum.
        detail = code.partition(":")[2] if sort in ("clearing", "disputed", "fees") else ""
        side = sides.setdefault((sort, detail), [0, 0])
        side[poisha < 0] += abs(poisha)
    named = {provider.code: provider.name for provider in providers.REGISTERED}
    sections = []
    for title, sorts in SECTIONS:
        rows = [
            Row(label, named.get(detail, detail), _accounts(sort), *sides.pop((sort, detail)))
            for sort, label in sorts
            for detail in sorted(detail for each, detail in sides if each == sort)
        ]
        sections.append((title, rows))
    if sides:
        # A sort that this page does not know yet is told too, or debits and credits would differ.
        others = [
            Row(" ".join(filter(None, key)), "", _accounts(key[0]), *sides[key]) for key in sorted(sides)
        ]
        sections.append((_("Other accounts"), others))
    rows = [row for _title, section in sections for row in section]
    return Position(
        sections=sections,
        debit_poisha=sum(row.debit_poisha for row in rows),
        credit_poisha=sum(row.credit_poisha for row in rows),
        offices=_by_office(balance),
    )


def _accounts(sort: str) -> str:
    return f"{reverse('book_accounts')}?{urlencode({'word': sort.partition(':')[0]})}"


def _by_office(balance: Mapping[str, int]) -> list[tuple[str, dict[str, int]]]:
    """Return the offices that have anything, with their balances on the natural side, in poisha by sort."""
    found: dict[str, dict[str, int]] = {}
    for code, poisha in balance.items():
        sort, _colon, office = code.partition(":")
        if sort in BY_OFFICE:
            sign = -1 if sort in ("advances", "department") else 1
            found.setdefault(office, dict.fromkeys(BY_OFFICE, 0))[sort] = sign * poisha
    names = {office.code: office.name for office in Office.objects.filter(code__in=found)}
    return sorted(((names.get(code, code), sums) for code, sums in found.items()), key=lambda each: each[0])
