"""The law of the share, as arithmetic: what part of a profit goes to those who made the goods.

Pure: integers in, integers out. The share is the part of the profit that the policy in force names, never
below 50 % and never above 70 % (programme 2024–2041: 50 % now, 70 % by its last stage).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

from shop.ledger import money

LEAST_BP = 5000
MOST_BP = 7000


class Part(TypedDict):
    """A maker's random id, and the weight of the maker's work in the batch."""

    maker: str
    weight: int


class Piece(TypedDict):
    """So many units of one batch, with its makers in the order of the production record."""

    quantity: int
    makers: Sequence[Part]


@dataclass(frozen=True)
class Division:
    """How a net price falls apart, in poisha: cost + makers + department = net; a loss is department's."""

    cost: int
    makers: int
    department: int

    @property
    def profit(self) -> int:
        return self.makers + self.department


def divide(
    net_poisha: int,
    cost_poisha: int,
    rate_bp: int,
    rounding: str = "half_up",
    *,
    discount_poisha: int = 0,
) -> Division:
    """Divide a net price: the makers have round(max(0, net − cost) × rate), the department the rest.

    `discount_poisha` is the part of a discount that a policy leaves to the department alone: the makers' share
    is then of the price before it. Raises ValueError for a rate outside the law or a negative amount.
    """
    check_rate(rate_bp)
    if net_poisha < 0 or cost_poisha < 0 or discount_poisha < 0:
        raise ValueError("Price and cost are 0 or more.")
    profit = net_poisha - cost_poisha
    makers = makers_part(profit + discount_poisha, rate_bp, rounding)
    return Division(cost=cost_poisha, makers=makers, department=profit - makers)


def check_rate(rate_bp: int) -> None:
    """Raise ValueError for a rate outside the law."""
    if not LEAST_BP <= rate_bp <= MOST_BP:
        raise ValueError("The share of the makers is at least 50 % and at most 70 %.")


def makers_part(profit_poisha: int, rate_bp: int, rounding: str) -> int:
    """Return the makers' part of a profit, by a lawful rate; of a loss they bear nothing."""
    return money.apply_rate(profit_poisha, rate_bp, rounding) if profit_poisha > 0 else 0


def weights_over(pieces: Sequence[Piece]) -> dict[str, int]:
    """Return one weight per maker over all pieces of a line, the earlier production record first.

    Each unit counts the same, whatever batch it is of, and is shared within its batch by the batch's own
    weights, hours or pieces: maker m weighs Σ quantity × weight(m) / weights of the batch, brought to whole
    numbers.
    """
    totals = [sum(part["weight"] for part in piece["makers"]) for piece in pieces]
    if not pieces or not all(totals):
        raise ValueError("Each piece has makers who worked on it.")
    common = math.lcm(*totals)
    weights: dict[str, int] = {}
    for piece, total in zip(pieces, totals, strict=True):
        for part in piece["makers"]:
            weight = piece["quantity"] * part["weight"] * (common // total)
            weights[part["maker"]] = weights.get(part["maker"], 0) + weight
    return weights


def shares(makers_poisha: int, pieces: Sequence[Piece]) -> dict[str, int]:
    """Split the makers' part of a line by weight of work, in poisha by maker, to the poisha.

    Poisha left over go by largest remainder, ties to the earlier production record. A maker may have 0.
    """
    if makers_poisha == 0:
        return {}
    weights = weights_over(pieces)
    return dict(zip(weights, money.allocate(makers_poisha, list(weights.values())), strict=True))


def deducted(costs: Mapping[str, int], kinds: frozenset[str]) -> dict[str, int]:
    """Return the costs of the kinds that a policy deducts, without zeros."""
    return {kind: poisha for kind, poisha in costs.items() if kind in kinds and poisha}


def taken_back(
    left: Mapping[int, int],
    paid: Sequence[int],
    added: Sequence[int],
    net_poisha: int,
    quantity: int,
    of_quantity: int,
) -> dict[int, int]:
    """Return by position how much of a share's transfers goes back with `quantity` of its `of_quantity` units.

    `left` is what is not yet reversed of each transfer. Of those that the price `paid` for goes back
    `net_poisha` in all, of those that the department `added` to cover a loss the same part of the units; each
    split over the amounts left (largest remainder is not monotone, so never as a difference of two allocations).
    """
    lost = sum(left[position] for position in added)
    back_of_loss = money.part_of_units(lost, quantity, of_quantity)
    amounts: dict[int, int] = {}
    for positions, poisha in ((paid, net_poisha), (added, back_of_loss)):
        if poisha:
            parts = money.allocate(poisha, [left[position] for position in positions])
            amounts |= dict(zip(positions, parts, strict=True))
    return {position: poisha for position, poisha in amounts.items() if poisha}
