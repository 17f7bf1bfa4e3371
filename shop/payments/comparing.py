"""Comparing one day of a provider with our orders and with the book: what differs, and the sums. Reads alone.

Each movement at the provider is held against its attempt, refund or dispute; each of those against its entry; each
entry of the provider's clearing account against its cause. Both clocks need not agree: what one side tells of a day is
looked for on the other side a day before and after it, too. So the day's sums may differ where nothing is wrong, by
what was on its way at midnight; every other difference is one of a named thing.
"""

import dataclasses
import datetime
import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.db.models import Q

import clock
from shop.ledger import balances
from shop.ledger.models import Account, Transfer
from shop.payments import causes, refunds, settling
from shop.payments.causes import Due
from shop.payments.models import Break, Dispute, PaymentAttempt, Refund
from shop.payments.providers.interface import About, Movement, MovementKind

DAY = datetime.timedelta(days=1)
Kind = Break.Kind
Sums = dict[str, dict[str, int | None]]

# What the day's sums are told by, and the words with which the entries of each begin.
PARTS: Mapping[str, tuple[str, ...]] = {
    "payments": ("capture", "aside"),
    "refunds": ("refund",),
    "disputes": ("dispute",),
    "fees": (settling.FEE,),
    "payouts": (settling.SETTLEMENT,),
    "other": (),
}
PART_OF_MOVEMENT = {
    MovementKind.CHARGE: "payments",
    MovementKind.REFUND: "refunds",
    MovementKind.REFUND_FAILED: "refunds",
    MovementKind.DISPUTE: "disputes",
    MovementKind.DISPUTE_WON: "disputes",
    MovementKind.PAYOUT: "payouts",
    MovementKind.OTHER: "other",
}
ABOUT = {
    MovementKind.CHARGE: About.PAYMENT,
    MovementKind.REFUND: About.REFUND,
    MovementKind.REFUND_FAILED: About.REFUND,
    MovementKind.DISPUTE: About.DISPUTE,
    MovementKind.DISPUTE_WON: About.DISPUTE,
}


@dataclasses.dataclass(frozen=True)
class Difference:
    """One thing on which provider, orders and book do not agree, with what each says, in poisha."""

    kind: Kind
    reference: str
    order_number: str = ""
    theirs: int | None = None
    ours: int | None = None
    booked: int | None = None


@dataclasses.dataclass(frozen=True)
class Compared:
    sums: Sums
    differences: list[Difference]
    # Movements of which no notice has reached us: a reason to ask the provider.
    unheard: list[tuple[About, Movement]]


class Ours(NamedTuple):
    """What our orders say of a movement; `poisha` is None where it has not happened for us."""

    poisha: int | None
    number: str = ""
    key: str = ""


def compare(*, provider: str, on: datetime.date, movements: Sequence[Movement] | None) -> Compared:
    """Compare a day. `movements` are the provider's from a day before to a day after it, None where it tells none."""
    start, end = clock.midnight(on), clock.midnight(on + DAY)
    due = causes.of_day(provider, start, end)
    told = _told_on(provider, on)
    differences = [*_unbooked(provider, due, told), *_without_cause(provider, due, told, movements or ())]
    unheard: list[tuple[About, Movement]] = []
    todays = [movement for movement in movements or () if start <= movement.at < end]
    if movements is not None:
        found, unheard = _of_movements(provider, movements, todays)
        differences += [*found, *_unknown_there(provider, start, end, movements)]
        differences += _fees(provider, todays)
    return Compared(_sums(due, told, None if movements is None else todays), _once(differences), unheard)


# Orders and the book


def _unbooked(provider: str, due: Mapping[str, Due], told: Mapping[str, int]) -> Iterable[Difference]:
    """Yield what the orders say of the day and the book does not, or in another amount, on whatever day."""
    elsewhere = booked(provider, due.keys() - told.keys())
    for key, cause in due.items():
        in_book = told.get(key, elsewhere.get(key))
        if in_book != cause.poisha:
            yield Difference(Kind.BOOK, key, cause.number, ours=cause.poisha, booked=in_book)


def _without_cause(
    provider: str, due: Mapping[str, Due], told: Mapping[str, int], movements: Sequence[Movement]
) -> Iterable[Difference]:
    """Yield the entries of the day whose cause is nowhere, or is of another amount."""
    names = {movement.reference for movement in movements}
    found = causes.of_keys(provider, told.keys() - due.keys(), names)
    for key in sorted(told.keys() - due.keys()):
        cause = found.get(key)
        if cause is None:
            yield Difference(Kind.ENTRY, key, booked=told[key])
        elif cause.poisha is not None and cause.poisha != told[key]:
            yield Difference(Kind.BOOK, key, cause.number, ours=cause.poisha, booked=told[key])


# The provider and the orders


def _of_movements(
    provider: str, movements: Sequence[Movement], todays: Sequence[Movement]
) -> tuple[list[Difference], list[tuple[About, Movement]]]:
    """Return what differs of the day's movements, and those of which we have not heard."""
    groups: dict[tuple[MovementKind, str], list[Movement]] = {}
    for movement in movements:
        groups.setdefault(_group(movement), []).append(movement)
    todays_groups = {_group(movement) for movement in todays}
    known = _known(provider, todays_groups)
    differences, unheard = [], []
    for kind, about in sorted(todays_groups):
        theirs = sum(movement.poisha for movement in groups[kind, about])
        if kind == MovementKind.OTHER and not theirs:
            continue  # its fee alone, which is looked at apart
        ours = known.get((kind, about), Ours(None))
        in_book = booked(provider, [ours.key]).get(ours.key) if ours.key else None
        says = ours.poisha if kind != MovementKind.PAYOUT else in_book
        if theirs == says or (says is None and _went_and_came_back(groups, kind, about)):
            continue
        differing = Kind.ONLY_THERE if says is None else Kind.AMOUNT
        # By the movement's own name: that of a payment may open a page of its buyer's.
        name = groups[kind, about][-1].reference
        differences.append(Difference(differing, name, ours.number, theirs, ours.poisha, in_book))
        if says is None and kind in ABOUT:
            unheard.append((ABOUT[kind], groups[kind, about][-1]))
    return differences, unheard


def _group(movement: Movement) -> tuple[MovementKind, str]:
    """Return what a movement is held together with: others of its payment, refund or dispute; a payout stands alone."""
    stands_alone = movement.kind in (MovementKind.PAYOUT, MovementKind.OTHER)
    return movement.kind, movement.reference if stands_alone else movement.about or movement.reference


def _went_and_came_back(
    groups: Mapping[tuple[MovementKind, str], list[Movement]], kind: MovementKind, about: str
) -> bool:
    """Return whether a refund failed and was made again under another name: ours names the newer one."""
    both = (MovementKind.REFUND, MovementKind.REFUND_FAILED)
    if kind not in both or any((each, about) not in groups for each in both):
        return False
    return not sum(movement.poisha for each in both for movement in groups[each, about])


def _known(provider: str, groups: set[tuple[MovementKind, str]]) -> dict[tuple[MovementKind, str], Ours]:
    """Return what our orders say of movements, by kind and the provider's name for what they are about."""
    names: dict[MovementKind, list[str]] = {kind: [] for kind in MovementKind}
    for kind, about in groups:
        names[kind].append(about)
    found: dict[tuple[MovementKind, str], Ours] = {}
    of_provider = PaymentAttempt.objects.filter(provider=provider, currency="BDT").select_related("purchase")
    for part in chunks(names[MovementKind.CHARGE]):
        for attempt in of_provider.filter(provider_reference__in=part):
            due = causes.of_attempt(attempt)
            key = due.key if due else ""
            found[MovementKind.CHARGE, attempt.provider_reference] = Ours(
                due.poisha if due else None, attempt.purchase.number, key
            )
    given = Refund.objects.filter(provider=provider).select_related("purchase")
    for part in chunks(names[MovementKind.REFUND] + names[MovementKind.REFUND_FAILED]):
        for refund in given.filter(provider_reference__in=part):
            key, number = refunds.key_of(refund), refund.purchase.number
            gone, back = Ours(-refund.amount_poisha, number, key), Ours(refund.amount_poisha, number)
            found[MovementKind.REFUND, refund.provider_reference] = gone
            failed = refund.state == Refund.State.FAILED or bool(refund.slip_number)
            found[MovementKind.REFUND_FAILED, refund.provider_reference] = (
                back if failed else Ours(None, number)
            )
    disputed = Dispute.objects.filter(provider=provider).select_related("purchase")
    for part in chunks(names[MovementKind.DISPUTE] + names[MovementKind.DISPUTE_WON]):
        for dispute in disputed.filter(provider_reference__in=part):
            number, is_won = dispute.purchase.number, dispute.state == Dispute.State.WON
            key = dispute.entry_key("opened")
            found[MovementKind.DISPUTE, dispute.provider_reference] = Ours(
                -dispute.amount_poisha, number, key
            )
            found[MovementKind.DISPUTE_WON, dispute.provider_reference] = Ours(
                dispute.amount_poisha if is_won else None, number, dispute.entry_key("won")
            )
    for name in names[MovementKind.PAYOUT]:
        found[MovementKind.PAYOUT, name] = Ours(None, key=settling.key_of_payout(provider, name))
    return found


def _unknown_there(
    provider: str, start: datetime.datetime, end: datetime.datetime, movements: Sequence[Movement]
) -> Iterable[Difference]:
    """Yield what our orders say the provider did on the day, and its account does not tell within a day of it."""
    moved = {_group(movement) for movement in movements}
    for kind, reference, due in causes.at_provider(provider, start, end):
        if (kind, reference) not in moved:
            in_book = booked(provider, [due.key]).get(due.key)
            yield Difference(Kind.ONLY_HERE, due.key, due.number, ours=due.poisha, booked=in_book)


def _fees(provider: str, todays: Sequence[Movement]) -> Iterable[Difference]:
    """Yield the day's movements whose fee the book holds otherwise than the provider states it."""
    charges = {movement.about: movement for movement in todays if movement.kind == MovementKind.CHARGE}
    attempts: dict[str, PaymentAttempt] = {}
    for part in chunks(charges):
        paid = PaymentAttempt.objects.filter(provider=provider, provider_reference__in=part)
        settled = paid.filter(state__in=[PaymentAttempt.State.PAID, PaymentAttempt.State.MISMATCH])
        attempts |= {row.provider_reference: row for row in settled.select_related("purchase")}
    keys: dict[str, tuple[Movement, list[str]]] = {}
    for movement in todays:
        attempt = attempts.get(movement.about) if movement.kind == MovementKind.CHARGE else None
        if attempt is not None:
            keys[movement.reference] = movement, settling.keys_of_fee(attempt, movement)
        elif movement.kind != MovementKind.CHARGE:
            keys[movement.reference] = movement, [settling.key_of_other_fee(provider, movement)]
    in_book = booked(provider, [key for _movement, each in keys.values() for key in each])
    for reference, (movement, each) in keys.items():
        taken = -sum(in_book.get(key, 0) for key in each)
        if taken != movement.fee_poisha:
            number = attempts[movement.about].purchase.number if movement.about in attempts else ""
            yield Difference(Kind.FEE, reference, number, theirs=-movement.fee_poisha, booked=-taken)


# The book and the sums


def booked(provider: str, keys: Iterable[str]) -> dict[str, int]:
    """Return by key what entries did to the provider's clearing account; those that are not told are left out."""
    clearing = f"clearing:{provider}"
    found: dict[str, int] = {}
    for part in chunks(keys):
        of_account = Transfer.objects.filter(Q(debit__code=clearing) | Q(credit__code=clearing))
        rows = of_account.filter(entry__key__in=part).values_list("entry__key", "debit__code", "poisha")
        for key, debit, poisha in rows:
            found[key] = found.get(key, 0) + (poisha if debit == clearing else -poisha)
    return found


def _told_on(provider: str, on: datetime.date) -> dict[str, int]:
    """Return by key what the day's entries did to the provider's clearing account."""
    account = Account.objects.filter(code=f"clearing:{provider}").first()
    found: dict[str, int] = {}
    if account is not None:
        changes = balances.changes(account, on, on).values_list("entry__key", "debit", "poisha")
        for key, debit, poisha in changes:
            found[key] = found.get(key, 0) + (poisha if debit == account.pk else -poisha)
    return found


def _sums(due: Mapping[str, Due], told: Mapping[str, int], todays: Sequence[Movement] | None) -> Sums:
    """Return the day's sums by part, signed as our balance with the provider; None where a side tells nothing."""
    sums: Sums = {}
    for part in PARTS:
        is_orders = part in ("payments", "refunds", "disputes")
        sums[part] = {
            "theirs": None,
            "ours": sum(cause.poisha or 0 for key, cause in due.items() if part_of(key) == part)
            if is_orders
            else None,
            "booked": sum(poisha for key, poisha in told.items() if part_of(key) == part),
        }
        if todays is not None:
            moved = [movement for movement in todays if PART_OF_MOVEMENT[movement.kind] == part]
            sums[part]["theirs"] = sum(movement.poisha for movement in moved)
    if todays is not None:
        sums["fees"]["theirs"] = -sum(movement.fee_poisha for movement in todays)
    return sums


def part_of(key: str) -> str:
    word = key.partition(":")[0]
    return next((part for part, words in PARTS.items() if word in words), "other")


def chunks(keys: Iterable[str]) -> Iterable[list[str]]:
    """Yield keys by five hundred: a database takes so many values in one statement."""
    rest = iter(sorted(set(keys)))
    while part := list(itertools.islice(rest, 500)):
        yield part


def _once(differences: Iterable[Difference]) -> list[Difference]:
    """Return each difference once: what two of the questions found is one break."""
    return list(dict.fromkeys(differences))
