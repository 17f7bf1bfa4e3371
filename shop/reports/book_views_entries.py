"""The entries' pages: all of them with filters, and one with its transfers and what it belongs to."""

import datetime
import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy

import clock
from accounts import access
from accounts.roles import Role
from printing import exports
from shop.ledger import balances
from shop.ledger.models import Entry, Transfer
from shop.orders.models import SoldLine
from shop.reports import book_forms, book_words, trails_entries
from shop.reports.book_views import READERS, ListScreen
from shop.reports.screens import BookScreen

ENTRIES = (gettext_lazy("Entries"), "book_entries")
AT_A_TIME = 500


class Told(NamedTuple):
    """An entry as a list shows it."""

    entry: Entry
    kind: str
    poisha: int
    by: str


def told(entries: Sequence[Entry]) -> list[Told]:
    """Return entries with what they move and who recorded them, in two queries however many they are."""
    sums = balances.moved([entry.pk for entry in entries])
    people = trails_entries.people(entry.recorded_by_id for entry in entries)
    return [
        Told(
            entry=entry,
            kind=book_words.kind(entry.kind),
            poisha=sums.get(entry.pk, 0),
            by=recorded_by(entry, people),
        )
        for entry in entries
    ]


def told_in_turn(entries: QuerySet[Entry]) -> Iterator[Told]:
    """Yield entries for a file, some hundreds at a time."""
    waiting = entries.iterator(AT_A_TIME)
    while part := list(itertools.islice(waiting, AT_A_TIME)):
        yield from told(part)


def recorded_by(entry: Entry, people: dict[str, str]) -> str:
    if not entry.recorded_by_id:
        return gettext("The system")
    return people.get(entry.recorded_by_id, f"#{entry.recorded_by_id}")


COLUMNS = (
    exports.Column(gettext_lazy("Number"), lambda row: row.entry.pk),
    exports.Column(gettext_lazy("Effective"), lambda row: row.entry.effective_at),
    exports.Column(gettext_lazy("Recorded"), lambda row: row.entry.recorded_at),
    exports.Column(gettext_lazy("Kind"), lambda row: row.kind),
    exports.Column(gettext_lazy("Key"), lambda row: row.entry.key),
    exports.Column(gettext_lazy("Narrative"), lambda row: row.entry.narrative),
    exports.Column(gettext_lazy("Amount"), lambda row: row.poisha, is_money=True),
    exports.Column(gettext_lazy("Recorded by"), lambda row: row.by),
    exports.Column("SHA-256", lambda row: row.entry.digest),
)


class EntryList(ListScreen):
    """All entries, the last recorded first."""

    title = gettext_lazy("Entries")
    icon = "list-ul"
    template_name = "reports/book/entries.html"
    form_class = book_forms.Entries
    file_name = "entries"

    def entries(self) -> QuerySet[Entry]:
        asked, narrowed = self.form.cleaned_data, Q()
        if asked["kind"]:
            narrowed &= Q(kind=asked["kind"])
        if asked["start"]:
            narrowed &= Q(effective_at__gte=clock.midnight(asked["start"]))
        if asked["end"]:
            narrowed &= Q(effective_at__lt=clock.midnight(asked["end"] + datetime.timedelta(days=1)))
        if asked["key"]:
            narrowed &= Q(key__icontains=asked["key"])
        if asked["amount"]:
            narrowed &= balances.moving(asked["amount"])
        if asked["account"]:
            on_it = Transfer.objects.order_by().values("entry")
            narrowed &= Q(pk__in=on_it.filter(debit=asked["account"])) | Q(
                pk__in=on_it.filter(credit=asked["account"])
            )
        if asked["by"] is not None:
            narrowed &= Q(recorded_by_id=asked["by"])
        if asked["policy"]:
            divided = SoldLine.objects.filter(policy=asked["policy"], credited_at__isnull=False).order_by()
            narrowed &= Q(key__in=divided.values("entry_key"))
        return Entry.objects.filter(narrowed)

    def page(self) -> dict[str, Any]:
        shown = self.newest_first(self.entries())
        return {**shown, "entries": told(shown["rows"])}

    def columns(self) -> Sequence[exports.Column]:
        return COLUMNS

    def rows_of_file(self) -> Iterable[Any]:
        return told_in_turn(self.entries().order_by("-pk"))


class ShowEntry(BookScreen):
    """One entry: its transfers, its digest asked now, and what it belongs to."""

    roles = READERS
    icon = "list-ul"
    above = (ENTRIES,)
    template_name = "reports/book/entry.html"

    @cached_property
    def entry(self) -> Entry:
        return get_object_or_404(Entry.objects.select_related("reverses"), pk=self.kwargs["entry_id"])

    def get_page_title(self) -> str:
        return book_words.kind(self.entry.kind)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        entry, names = self.entry, book_words.Names()
        moves = trails_entries.moves(entry, names)
        reversals = list(entry.reversals.order_by("pk"))
        belonging = trails_entries.belonging(entry)
        return {
            **super().get_context_data(**kwargs),
            "entry": entry,
            "kind": book_words.kind(entry.kind),
            "moves": moves,
            "total": sum(row.poisha for row in moves),
            "by": recorded_by(entry, trails_entries.people([entry.recorded_by_id])),
            "fits": trails_entries.fits(entry, moves),
            "reversals": told(reversals),
            "day": trails_entries.day_of(entry),
            "belonging": belonging,
            "answers": self.answers(belonging),
            "payout_entry_id": self.payout_entry_id(belonging),
            "paid_lines": trails_entries.paid_lines(belonging.payout_lines),
            "handouts": trails_entries.handouts(entry, moves),
            # The wages' own screens of holds, entries and statements open to auditors, not to finance.
            "audits": access.may(self.request.user, Role.AUDITOR),
        }

    def payout_entry_id(self, belonging: trails_entries.Belonging) -> int | None:
        """Return the entry that set the payout aside, where this is another one of it."""
        if belonging.payout is None:
            return None
        set_aside = Entry.objects.filter(key=f"payout:{belonging.payout.pk}").exclude(pk=self.entry.pk)
        return set_aside.values_list("pk", flat=True).first()

    def answers(self, belonging: trails_entries.Belonging) -> list[dict[str, Any]]:
        """Return the lines of a payout, each with the entry that settled it or gave it back."""
        lines = belonging.payout_lines
        keys = [f"payout-line:{line.pk}:{word}" for line in lines for word in ("settled", "failed")]
        answered = {
            key.split(":")[1]: pk
            for key, pk in Entry.objects.filter(key__in=keys).values_list("key", "pk")
            if pk != self.entry.pk
        }
        return [{"line": line, "entry_id": answered.get(str(line.pk))} for line in lines]
