"""Crediting the makers' share of a sold line, and estimating it for a price tag."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import clock
from shop.ledger import journal
from shop.ledger.models import Entry
from shop.wages import credits, rules
from shop.wages.models import Credit, SharePolicy

KIND = "share"
HEADQUARTERS = "hq"  # the code of the office that bears refunds where a policy says so


@dataclass(frozen=True)
class Share:
    """What a line comes to, in poisha: its division, deducted costs by kind, makers' parts by random id."""

    division: rules.Division
    costs: dict[str, int]
    makers: dict[str, int]


def of(
    *,
    policy: SharePolicy,
    net_poisha: int,
    costs: Mapping[str, int],
    pieces: Sequence[rules.Piece],
    discount_poisha: int = 0,
) -> Share:
    """Return what a policy makes of a line's net price, discount, costs and pieces; writes nothing."""
    deducted = rules.deducted(costs, policy.deducted_kinds)
    division = rules.divide(
        net_poisha,
        sum(deducted.values()),
        policy.rate_bp,
        policy.rounding,
        discount_poisha=0 if policy.deduct_discounts else discount_poisha,
    )
    return Share(division=division, costs=deducted, makers=rules.shares(division.makers, pieces))


@dataclass(frozen=True, kw_only=True)
class Sale:
    """A sold line that is both paid and delivered, as its share is reckoned from it; amounts in poisha.

    `policy_id` is the policy that was in force when the buyer's money moved, kept on the line; `at` is when the second
    of payment and delivery came; the return window begins with `delivered_at`. `costs` are the line's by kind,
    deducted or not.
    """

    key: str
    line_ref: str
    office_code: str
    at: datetime.datetime
    delivered_at: datetime.datetime
    policy_id: int
    net_poisha: int
    costs: Mapping[str, int]
    pieces: Sequence[rules.Piece]
    discount_poisha: int = 0


def credit(sale: Sale) -> Entry | None:
    """Divide one line: see `credit_all`. Returns None for a line that moves no money at all."""
    return next(iter(credit_all([sale])), None)


def credit_all(sales: Sequence[Sale]) -> list[Entry]:
    """Divide lines, each by one entry under its `key`, inside the caller's transaction.

    A line sold below cost credits nobody and stops nothing: the department bears the loss. Calling again with the same
    content changes nothing. A line that moves no money at all (given away, without deducted cost) has no entry.
    """
    policies = SharePolicy.objects.in_bulk({sale.policy_id for sale in sales})
    tellings: list[journal.Telling] = []
    notes: list[credits.Note] = []
    for sale in sales:
        policy = policies[sale.policy_id]
        share = of(
            policy=policy,
            net_poisha=sale.net_poisha,
            costs=sale.costs,
            pieces=sale.pieces,
            discount_poisha=sale.discount_poisha,
        )
        postings = transfers(office_code=sale.office_code, net_poisha=sale.net_poisha, share=share)
        if not postings:
            continue
        narrative = f"Proceeds of {sale.line_ref}, divided under policy {policy.pk}"
        tellings.append(journal.Telling(sale.key, KIND, sale.at, narrative, postings))
        notes.append(
            credits.Note(
                entry_key=sale.key,
                kind=Credit.Kind.SHARE,
                line_ref=sale.line_ref,
                bearer_code=HEADQUARTERS
                if policy.refund_bearer == SharePolicy.Bearer.HQ
                else sale.office_code,
                credited_at=sale.at,
                release_at=window_ends(sale.delivered_at, policy.return_days),
                poisha_by_maker=share.makers,
            )
        )
    if not tellings:
        return []
    entries = journal.post_all(tellings)
    credits.note(notes)
    return entries


def window_ends(delivered_at: datetime.datetime, return_days: int) -> datetime.datetime:
    """Return the midnight in Dhaka after the last day on which goods may be returned: whole days count."""
    delivered_on = clock.local(delivered_at).date()
    return clock.midnight(delivered_on + datetime.timedelta(days=return_days + 1))


def transfers(*, office_code: str, net_poisha: int, share: Share) -> list[journal.Posting]:
    """Return the postings of a share (MONEY.md "Postings").

    Dr advances the net price, and a loss Dr department; Cr materials and other costs, each maker's pending
    wage, and the department the rest of the profit.
    """
    advances, department = f"advances:{office_code}", f"department:{office_code}"
    materials = share.costs.get("materials", 0)
    credits = [
        (f"materials:{office_code}", materials),
        (f"costs:{office_code}", sum(share.costs.values()) - materials),
        *((f"inmate:{maker}:pending", poisha) for maker, poisha in share.makers.items()),
        (department, max(0, share.division.department)),
    ]
    postings: list[journal.Posting] = []
    left = net_poisha
    for code, poisha in credits:
        paid = min(poisha, left)
        left -= paid
        # What the price does not cover is the department's loss; it comes last, and then it has no part of
        # its own.
        for debit, part in ((advances, paid), (department, poisha - paid)):
            if part:
                postings.append(journal.Posting(debit, code, part))
    return postings


def estimate(*, price_poisha: int, unit_cost_poisha: int, policy: SharePolicy) -> rules.Division:
    """Return how one unit's price would be divided; `unit_cost_poisha` is `deducted_poisha` of its costs."""
    return rules.divide(price_poisha, unit_cost_poisha, policy.rate_bp, policy.rounding)


def deducted_poisha(costs: Mapping[str, int], policy: SharePolicy) -> int:
    """Return the sum of those costs by kind that a policy deducts."""
    return sum(rules.deducted(costs, policy.deducted_kinds).values())
