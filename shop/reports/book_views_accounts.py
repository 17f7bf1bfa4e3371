"""The accounts' pages: what stands on each on a day, and what happened on one of them."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.db.models import QuerySet, Sum
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, pgettext_lazy

import clock
from offices.models import Office
from printing import exports
from shop.ledger import balances
from shop.ledger.models import Account, Transfer
from shop.production.models import Maker, code_of
from shop.production.screens import PER_PAGE
from shop.reports import book_forms, book_words
from shop.reports.book_views import ListScreen

ACCOUNTS = (pgettext_lazy("ledger", "Accounts"), "book_accounts")
AT_A_TIME = 2000


class Standing(NamedTuple):
    """What stands on an account: poisha are debits less credits."""

    account: book_words.Named
    side: str
    poisha: int

    @property
    def debit(self) -> int:
        return max(0, self.poisha)

    @property
    def credit(self) -> int:
        return max(0, -self.poisha)


class AccountList(ListScreen):
    """The trial balance, now or at the end of a day, narrowed to the accounts that are asked for."""

    title = pgettext_lazy("ledger", "Accounts")
    icon = "list-ul"
    template_name = "reports/book/accounts.html"
    form_class = book_forms.Accounts
    file_name = "accounts"

    @cached_property
    def balance(self) -> dict[str, int]:
        return balances.trial_balance(self.form.cleaned_data["on"])

    def standing(self) -> list[Standing]:
        """Return the accounts that the filters let through, by code."""
        asked, names = self.form.cleaned_data, book_words.Names()
        accounts = Account.objects.order_by("code")
        if asked["on"]:
            # What was opened later did not stand at all on that day.
            accounts = accounts.filter(opened_at__lt=clock.midnight(asked["on"] + datetime.timedelta(days=1)))
        if asked["word"]:
            accounts = accounts.filter(code__startswith=asked["word"])
        makers = self._makers(asked["office"])
        found = []
        for account in accounts:
            poisha = self.balance.get(account.code, 0)
            word, _sep, place = account.code.partition(":")
            told = code_of(place).casefold() if word == "inmate" else ""
            if asked["word"] and word != asked["word"]:
                continue
            if asked["office"] and not self._is_of(asked["office"], word, place, makers):
                continue
            if asked["q"] and asked["q"].casefold() not in f"{account.code} {told}":
                continue
            if poisha or asked["standing"]:
                side = str(book_words.SIDES[Account.Kind(account.kind)])
                found.append(Standing(names.of(account), side, poisha))
        return found

    def _makers(self, office: Office | None) -> set[str]:
        if office is None:
            return set()
        return {str(pk) for pk in Maker.objects.filter(office=office).values_list("pk", flat=True)}

    def _is_of(self, office: Office, word: str, place: str, makers: set[str]) -> bool:
        return place.partition(":")[0] in makers if word == "inmate" else place == office.code

    def page(self) -> dict[str, Any]:
        found, whole = self.standing(), self.balance.values()
        return {
            "page_obj": self.numbered(found),
            "debits": sum(row.debit for row in found),
            "credits": sum(row.credit for row in found),
            "all_debits": sum(poisha for poisha in whole if poisha > 0),
            "all_credits": -sum(poisha for poisha in whole if poisha < 0),
            "difference": sum(whole),
            "on": self.form.cleaned_data["on"],
        }

    def columns(self) -> Sequence[exports.Column]:
        return (
            exports.Column(pgettext_lazy("ledger", "Account"), lambda row: row.account.code),
            exports.Column(gettext_lazy("In words"), lambda row: row.account.label),
            exports.Column(gettext_lazy("Side"), lambda row: row.side),
            exports.Column(pgettext_lazy("ledger", "Debit"), lambda row: row.debit, is_money=True),
            exports.Column(pgettext_lazy("ledger", "Credit"), lambda row: row.credit, is_money=True),
        )

    def rows_of_file(self) -> Iterable[Any]:
        return self.standing()


class Movement(NamedTuple):
    """One transfer on an account's page, and what stood after it, on the account's natural side."""

    transfer: Any
    kind: str
    other: book_words.Named
    debit: int | None
    credit: int | None
    standing: int


class ShowAccount(ListScreen):
    """One account, whole or of some days: opening, each transfer with the running balance, closing.

    The transfers stand in the order in which the book was told of them: what was told late stands late.
    """

    icon = "list-ul"
    above = (ACCOUNTS,)
    template_name = "reports/book/account.html"
    form_class = book_forms.Days
    file_name = "account-movements"

    @cached_property
    def account(self) -> Account:
        return get_object_or_404(Account, pk=self.kwargs["account_id"])

    @cached_property
    def names(self) -> book_words.Names:
        return book_words.Names()

    def get_page_title(self) -> str:
        return self.names.label(self.account.code)

    def days(self) -> tuple[datetime.date | None, datetime.date | None]:
        """Return the days that are asked for; without any, the account is told from its beginning to now."""
        return self.form.cleaned_data["start"], self.form.cleaned_data["end"]

    def opening(self) -> int:
        start, _end = self.days()
        return balances.of(self.account.code, start - datetime.timedelta(days=1)) if start else 0

    def changes(self) -> QuerySet[Transfer]:
        start, end = self.days()
        return balances.changes(self.account, start, end)

    def movements(self, transfers: Iterable[Any], standing: int) -> Iterator[Movement]:
        """Yield transfers as the account's page shows them, with what stands after each."""
        for transfer in transfers:
            standing += transfer.change
            is_debit = transfer.debit_id == self.account.pk
            yield Movement(
                transfer=transfer,
                kind=book_words.kind(transfer.entry.kind),
                other=self.names.of(transfer.credit if is_debit else transfer.debit),
                debit=transfer.poisha if is_debit else None,
                credit=None if is_debit else transfer.poisha,
                standing=standing,
            )

    def page(self) -> dict[str, Any]:
        (start, end), opening, changes = self.days(), self.opening(), self.changes()
        # First which transfers stand on the page, by their ids alone, then these few in full.
        shown = self.numbered(changes.values_list("pk", flat=True))
        skipped, carried = (shown.number - 1) * PER_PAGE, opening
        if skipped:
            carried += changes[:skipped].aggregate(sum=Sum("change"))["sum"] or 0
        on_page = _in_full(changes.filter(pk__in=list(shown)))
        return {
            "page_obj": shown,
            "movements": list(self.movements(on_page, carried)),
            "start": start,
            "end": end,
            "opening": opening,
            "carried": carried,
            "closing": balances.of(self.account.code, end),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "account": self.names.of(self.account),
            "side": book_words.SIDES[Account.Kind(self.account.kind)],
            "has_floor": self.account.floor,
            "opened_at": self.account.opened_at,
            "siblings": self.siblings(),
        }

    def siblings(self) -> list[book_words.Named]:
        """Return the other accounts of the same maker."""
        word, _sep, rest = self.account.code.partition(":")
        if word != "inmate":
            return []
        own = f"inmate:{rest.partition(':')[0]}:"
        codes = [own + part for part in book_words.PARTS if own + part != self.account.code]
        return [self.names.of(account) for account in Account.objects.filter(code__in=codes).order_by("pk")]

    def columns(self) -> Sequence[exports.Column]:
        return (
            exports.Column(gettext_lazy("Effective"), lambda row: row.transfer.entry.effective_at),
            exports.Column(gettext_lazy("Entry"), lambda row: row.transfer.entry.key),
            exports.Column(gettext_lazy("Kind"), lambda row: row.kind),
            exports.Column(gettext_lazy("Narrative"), lambda row: row.transfer.entry.narrative),
            exports.Column(gettext_lazy("Against"), lambda row: row.other.code),
            exports.Column(pgettext_lazy("ledger", "Debit"), lambda row: row.debit, is_money=True),
            exports.Column(pgettext_lazy("ledger", "Credit"), lambda row: row.credit, is_money=True),
            exports.Column(gettext_lazy("Standing"), lambda row: row.standing, is_money=True),
        )

    def rows_of_file(self) -> Iterable[Any]:
        return self.movements(_in_full(self.changes()).iterator(AT_A_TIME), self.opening())


def _in_full(changes: QuerySet[Transfer]) -> QuerySet[Transfer]:
    return changes.select_related("entry", "debit", "credit")
