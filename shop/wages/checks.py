"""The wages' part of `ledger_verify`: every share in the book is what the rule makes of a sold line.

The sold lines are above the wages; `orders` tells of them through `lines_come_from`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from django.db.models import Case, F, Sum, Value, When

import clock
from shop.ledger import balances, journal
from shop.ledger.models import Account, Balance, Entry, Transfer
from shop.ledger.verification import Finding
from shop.wages import rules, shares
from shop.wages.models import Credit, Hold, Payout, PayoutLine, SharePolicy, WageEntry

IN_PAYOUT = ("waiting", "sent", "unknown")


@dataclass(frozen=True)
class CreditedLine:
    """A sold line whose share is in the book, as the line itself keeps it."""

    entry_key: str
    office_code: str
    policy_id: int
    net_poisha: int
    discount_poisha: int
    costs: Mapping[str, int]
    pieces: Sequence[rules.Piece]


_sources: list[Callable[[], Iterable[CreditedLine]]] = []


def lines_come_from(source: Callable[[], Iterable[CreditedLine]]) -> None:
    """Say where credited lines are to be read from; called from an AppConfig.ready above the wages."""
    if source not in _sources:
        _sources.append(source)


def shares_follow_the_rule() -> Iterator[Finding]:
    """Recompute every share from its line; name a share that differs, and one that no line explains."""
    policies = SharePolicy.objects.in_bulk()
    unexplained = dict(Entry.objects.filter(kind=shares.KIND).values_list("key", "effective_at"))
    for lines in _in_chunks(line for source in _sources for line in source()):
        posted = _postings([line.entry_key for line in lines])
        for line in lines:
            effective_at = unexplained.pop(line.entry_key, None)
            due = _due(line, policies.get(line.policy_id))
            if effective_at is None:
                if due != []:  # a line that moves no money has no entry
                    yield Finding(
                        "a credited line's share is not in the book, or two claim it", line.entry_key
                    )
            elif posted[line.entry_key] != due:
                on = clock.local(effective_at).date()
                yield Finding("the share is not what the rule makes of the line", line.entry_key, on)
    if _sources:
        for key, effective_at in unexplained.items():
            yield Finding("no sold line explains this share", key, clock.local(effective_at).date())


def _due(line: CreditedLine, policy: SharePolicy | None) -> list[journal.Posting] | None:
    """Return the postings that the rule makes of a line; None where the line's facts cannot be divided."""
    if policy is None:
        return None
    try:
        share = shares.of(
            policy=policy,
            net_poisha=line.net_poisha,
            discount_poisha=line.discount_poisha,
            costs=line.costs,
            pieces=line.pieces,
        )
    except ValueError:
        return None
    return shares.transfers(office_code=line.office_code, net_poisha=line.net_poisha, share=share)


def _postings(keys: Sequence[str]) -> dict[str, list[journal.Posting]]:
    """Return what stands in the book under each key, in one query."""
    found: defaultdict[str, list[journal.Posting]] = defaultdict(list)
    rows = Transfer.objects.filter(entry__key__in=keys).order_by("entry_id", "position")
    for key, debit, credit, poisha in rows.values_list("entry__key", "debit__code", "credit__code", "poisha"):
        found[key].append(journal.Posting(debit, credit, poisha))
    return found


def _in_chunks(lines: Iterator[CreditedLine]) -> Iterator[list[CreditedLine]]:
    while chunk := list(islice(lines, 500)):
        yield chunk


def policies_are_lawful() -> Iterator[Finding]:
    """The database refuses what breaks the law; a file altered from outside does not ask it."""
    for policy in SharePolicy.objects.approved():
        lawful = rules.LEAST_BP <= policy.rate_bp <= rules.MOST_BP
        if not policy.founding:
            approved_in_time = policy.approved_at is not None and policy.approved_at < policy.in_force_from
            lawful = lawful and approved_in_time and policy.approved_by_id != policy.proposed_by_id
        if not lawful:
            yield Finding(f"share policy {policy.pk} breaks the law of the share")
    if SharePolicy.objects.filter(founding=True).count() != 1:
        yield Finding("there is not exactly one founding policy")


def accounts_are_their_credits() -> Iterator[Finding]:
    """What the book says of each maker is what the credits, holds and payouts say (MONEY.md, 4, 9 and 10)."""
    due: defaultdict[str, int] = defaultdict(int)
    own = F("poisha") - F("taken_back_poisha") - F("spent_poisha")
    released = Case(When(released_at__isnull=True, then=Value("pending")), default=Value("free"))
    sums = Credit.objects.order_by().annotate(part=released).values_list("maker_id", "part")
    for maker, part, poisha in sums.annotate(sum=Sum(own)):
        due[f"{maker}:{part}"] += poisha
    holds = Hold.objects.standing().order_by().values_list("maker_id")
    for maker, poisha in holds.annotate(sum=Sum(F("poisha") - F("taken_poisha"))):
        due[f"{maker}:held"] += poisha
    on_the_way = PayoutLine.objects.filter(state__in=IN_PAYOUT).order_by().values_list("maker_id")
    for maker, poisha in on_the_way.annotate(sum=Sum("poisha")):
        due[f"{maker}:in_payout"] += poisha
    stands: defaultdict[str, int] = defaultdict(int)
    for code, poisha in Balance.objects.values_list("account__code", "poisha"):
        word, _, place = code.partition(":")
        maker, _, part = place.partition(":")
        if word == "inmate":
            stands[f"{maker}:{part}"] += poisha
            if part in ("available", "held"):
                stands[f"{maker}:free"] += poisha
    for place in sorted(set(due) | set(stands)):
        if not place.endswith(":available") and due[place] != stands[place]:
            yield Finding(f"inmate:{place} stands at {stands[place]} poisha, by its credits at {due[place]}")


def payouts_add_up() -> Iterator[Finding]:
    """A payout is the sum of its lines, a line the sum of its parts, and a credit is spent by nothing else."""
    for pk, poisha, lines in Payout.objects.order_by("pk").values_list("pk", "poisha", Sum("lines__poisha")):
        if poisha != lines:
            yield Finding(f"payout {pk} is {poisha} poisha, its lines add up to {lines}")
    lines = PayoutLine.objects.order_by("pk").values_list("pk", "poisha", Sum("parts__poisha"))
    for pk, poisha, parts in lines:
        if poisha != parts:
            yield Finding(f"line {pk} of a payout is {poisha} poisha, its parts add up to {parts}")


def spent_and_borne_is_accounted_for() -> Iterator[Finding]:
    """What credits were spent on is in payouts and entries by hand; what offices bear is of credits that are gone."""
    spent = _by_maker(Credit.objects.order_by().values_list("maker_id").annotate(sum=Sum("spent_poisha")))
    lines = PayoutLine.objects.filter(state__in=(*IN_PAYOUT, PayoutLine.State.SETTLED)).order_by()
    paid = _by_maker(lines.values_list("maker_id").annotate(sum=Sum("poisha")))
    by_hand = WageEntry.objects.filter(state=WageEntry.State.CONFIRMED, adds=False).order_by()
    taken = _by_maker(by_hand.values_list("maker_id").annotate(sum=Sum("poisha")))
    for maker in sorted(set(spent) | set(paid) | set(taken)):
        due = paid.get(maker, 0) + taken.get(maker, 0)
        if spent.get(maker, 0) != due:
            yield Finding(
                f"of {maker}'s credits {spent.get(maker, 0)} poisha are spent, {due} were paid or deducted"
            )
    own = F("poisha") - F("taken_back_poisha") - F("spent_poisha")
    bearing = Credit.objects.filter(recoverable_poisha__gt=0).annotate(own=own).filter(own__gt=0)
    for key, bearer in bearing.order_by("pk").values_list("entry_key", "maker_id"):
        yield Finding(f"an office bears what still stands on {bearer}'s account", key)
    borne = dict(Credit.objects.order_by().values_list("bearer_code").annotate(sum=Sum("recoverable_poisha")))
    codes = Account.objects.filter(code__startswith="recoverable:").values_list("code", flat=True)
    for code in sorted({*codes, *(f"recoverable:{office}" for office, poisha in borne.items() if poisha)}):
        stands, due = balances.of(code), borne.get(code.partition(":")[2], 0)
        if stands != due:
            yield Finding(f"{code} stands at {stands} poisha, by the credits at {due}")


def _by_maker(rows: Iterable[tuple[object, int]]) -> dict[str, int]:
    return {str(maker): poisha for maker, poisha in rows}


def decided_entries_are_posted() -> Iterator[Finding]:
    """A confirmed entry made by hand is in the book, another is not."""
    posted = dict(
        Entry.objects.filter(kind__in=WageEntry.Kind.values).values_list("key", "transfers__poisha")
    )
    confirmed = WageEntry.objects.filter(state=WageEntry.State.CONFIRMED).order_by("pk")
    for pk, poisha in confirmed.values_list("pk", "poisha"):
        if posted.pop(f"wage-entry:{pk}", None) != poisha:
            yield Finding("a confirmed wage entry is not in the book as it was confirmed", f"wage-entry:{pk}")
    for key in sorted(posted):
        yield Finding("nobody confirmed this entry", key)
