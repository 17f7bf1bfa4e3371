"""The makers' credits: noted with the entry that brings them, spent first in, first out, given back.

Every verb here runs inside the transaction of the one that posts. Whoever spends, holds, releases or takes back
first locks the makers (`lock`), in the order of their ids, and only then the book's balances: so two verbs that
meet on one maker wait for each other and never for ever.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import F, Q, QuerySet

from shop.ledger import statements
from shop.production.models import Maker
from shop.wages.models import Credit, PayoutPart

PARTS = ("pending", "available", "held", "in_payout")


def account(maker: object, part: str) -> str:
    """Return the code of one of the four accounts of a maker (by random id)."""
    return f"inmate:{maker}:{part}"


def maker_of(code: str) -> str:
    """Return the random id of the maker whose account this is; empty where it is nobody's."""
    word, _sep, place = code.partition(":")
    return place.partition(":")[0] if word == "inmate" else ""


class Spent(NamedTuple):
    """So many poisha of one credit."""

    credit: Credit
    poisha: int


class TooLittle(Exception):
    """Less than that is still to be paid to the maker."""


@dataclass(frozen=True, kw_only=True)
class Note:
    """Whom one entry credits, by random id, and with how many poisha; from `release_at` on it is theirs to have."""

    entry_key: str
    kind: str
    bearer_code: str
    credited_at: datetime.datetime
    release_at: datetime.datetime
    poisha_by_maker: Mapping[str, int]
    line_ref: str = ""
    released_at: datetime.datetime | None = None


def note(notes: Sequence[Note]) -> None:
    """Note whom entries credit; noting it again changes nothing."""
    # Asked first: the guard against REPLACE refuses a second row on SQLite, INSERT OR IGNORE or not. Two who tell
    # one entry at once have met at its key already: the second comes here when the first has committed.
    standing = Credit.objects.filter(entry_key__in=[note.entry_key for note in notes])
    noted = set(standing.values_list("entry_key", flat=True))
    Credit.objects.bulk_create(
        [
            Credit(
                maker_id=maker,
                kind=note.kind,
                entry_key=note.entry_key,
                line_ref=note.line_ref,
                bearer_code=note.bearer_code,
                poisha=poisha,
                credited_at=note.credited_at,
                release_at=note.release_at,
                released_at=note.released_at,
            )
            for note in notes
            if note.entry_key not in noted
            for maker, poisha in note.poisha_by_maker.items()
            if poisha
        ]
    )


def lock(makers: Iterable[object]) -> None:
    """Let no other verb move these makers' wages until the transaction ends (SQLite has one writer anyhow)."""
    rows = Maker.objects.filter(pk__in=[str(maker) for maker in makers]).order_by("pk")
    # Their keys stay free: a batch may name a maker meanwhile.
    list(rows.select_for_update(no_key=True).values_list("pk"))


def still_to_pay() -> QuerySet[Credit]:
    """Return the released credits of which something is left, first in first."""
    left = Q(poisha__gt=F("taken_back_poisha") + F("spent_poisha"))
    return Credit.objects.filter(left, released_at__isnull=False).in_turn()


def spend(*, maker_id: object, poisha: int) -> list[Spent]:
    """Take so much of a locked maker's released credits, in turn. Raises TooLittle, having taken nothing."""
    taken: list[Spent] = []
    left = poisha
    for credit in still_to_pay().filter(maker_id=str(maker_id)):
        if part := min(left, credit.own_poisha):
            taken.append(Spent(credit, part))
            left -= part
    if left:
        raise TooLittle
    statements.add(Credit, "spent_poisha", {spent.credit.pk: spent.poisha for spent in taken})
    return taken


def unspend(parts: Iterable[PayoutPart]) -> dict[str, int]:
    """Give back to the credits of locked makers what was not paid; return what offices need not bear, by code.

    What was refunded while the money was on its way fell on an office; now that it never left, that part goes
    back to the office and not to the maker: of a fully refunded line nothing stays (MONEY.md, invariant 9). So an
    office bears something of a credit only as long as nothing of it is left on the maker's account.
    """
    amounts = {part.credit_id: part.poisha for part in parts}
    borne: dict[str, int] = {}
    for credit in Credit.objects.filter(pk__in=amounts).order_by("pk"):
        excess = min(credit.recoverable_poisha, amounts[credit.pk])
        Credit.objects.filter(pk=credit.pk).update(
            spent_poisha=credit.spent_poisha - amounts[credit.pk],
            recoverable_poisha=credit.recoverable_poisha - excess,
            taken_back_poisha=credit.taken_back_poisha + excess,
        )
        if excess:
            borne[credit.bearer_code] = borne.get(credit.bearer_code, 0) + excess
    return borne
