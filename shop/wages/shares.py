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


def credit(
    *,
    key: str,
    line_ref: str,
    office_code: str,
    at: datetime.datetime,
    delivered_at: datetime.datetime,
    policy_id: int,
    net_poisha: int,
    costs: Mapping[str, int],
    pieces: Sequence[rules.Piece],
    discount_poisha: int = 0,
) -> Entry | None:
    """Divide a line that is both paid and delivered: one entry under `key`, inside the caller's transaction.

    The policy is the one that was in force when the buyer's money moved, kept on the line; `at` is when the
    second of payment and delivery came; the return window begins with `delivered_at`. `costs` are the line's
    by kind, deducted or not. A line sold below cost credits nobody and stops nothing: the department bears the
    loss. Calling again with the same content changes nothing. Returns None for a line that moves no money at
    all (given away, without deducted cost).
    """
    policy = SharePolicy.objects.get(pk=policy_id)
    share = of(
        policy=policy, net_poisha=net_poisha, costs=costs, pieces=pieces, discount_poisha=discount_poisha
    )
    postings = transfers(office_code=office_code, net_poisha=net_poisha, share=share)
    if not postings:
        return None
    entry = journal.post(
        key=key,
        kind=KIND,
        effective_at=at,
        narrative=f"Proceeds of {line_ref}, divided under policy {policy_id}",
        transfers=postings,
    )
    bearer = HEADQUARTERS if policy.refund_bearer == SharePolicy.Bearer.HQ else office_code
    credits.note(
        entry_key=key,
        kind=Credit.Kind.SHARE,
        line_ref=line_ref,
        bearer_code=bearer,
        credited_at=at,
        release_at=window_ends(delivered_at, policy.return_days),
        poisha_by_maker=share.makers,
    )
    return entry


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
