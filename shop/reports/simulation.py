"""What another policy would have paid: the wage rule on the snapshots of lines that were sold.

Pure but for the shape of a share's transfers, which is the book's own: no database is asked, nothing is written.
The amounts of a line under its own policy are those in the book, to the poisha.
"""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from shop.wages import rules, shares

# Office and trade of a line.
Place = tuple[int, str]


class Plan(NamedTuple):
    """What a line is divided by: a rate, the kinds of cost that are deducted, who bears discounts, rounding."""

    rate_bp: int
    kinds: frozenset[str]
    deduct_discounts: bool
    rounding: str


class Refund(NamedTuple):
    """Units that went back: their net price, how many, and whether they can be sold again."""

    net_poisha: int
    quantity: int
    sound: bool


class Line(NamedTuple):
    """A credited line as it was kept when it was sold; pieces only where units of it were refunded."""

    place: Place
    net_poisha: int
    discount_poisha: int
    costs: Mapping[str, int]
    policy_id: int
    quantity: int
    refunds: Sequence[Refund] = ()
    pieces: Sequence[rules.Piece] = ()


class Part(NamedTuple):
    """What is left of a line's proceeds after its refunds, in poisha: sales = cost + makers + department."""

    sales: int
    cost: int
    makers: int
    department: int


@dataclasses.dataclass
class Cell:
    """The sums of one office and trade: lines and sales, and under each plan cost, makers, department.

    The first plan of a cell is that of the lines themselves, whatever policy was in force for each.
    """

    plans: list[list[int]]
    lines: int = 0
    sales: int = 0

    def add(self, other: "Cell") -> None:
        self.lines += other.lines
        self.sales += other.sales
        for mine, theirs in zip(self.plans, other.plans, strict=True):
            for place, poisha in enumerate(theirs):
                mine[place] += poisha


def empty(plans: int) -> Cell:
    """Return the cell of no line, for so many plans and the lines' own."""
    return Cell([[0, 0, 0] for _plan in range(plans + 1)])


def run(lines: Iterable[Line], plans: Sequence[Plan], own: Mapping[int, Plan]) -> dict[Place, Cell]:
    """Divide every line by its own policy (`own`, by policy id) and by each of the plans; return the sums."""
    cells: dict[Place, Cell] = {}
    sides = {policy_id: [plan, *plans] for policy_id, plan in own.items()}
    for line in lines:
        cell = cells.get(line.place)
        if cell is None:
            cell = cells[line.place] = empty(len(plans))
        parts = compare(line, sides[line.policy_id])
        cell.lines += 1
        cell.sales += parts[0].sales
        for sums, part in zip(cell.plans, parts, strict=True):
            sums[0] += part.cost
            sums[1] += part.makers
            sums[2] += part.department
    return cells


def compare(line: Line, plans: Sequence[Plan]) -> list[Part]:
    """Return what each plan makes of a line, less what was refunded of it since."""
    if line.refunds:
        return [_after_refunds(line, plan) for plan in plans]
    parts, kinds, cost = [], None, 0
    for plan in plans:
        if plan.kinds != kinds:  # plans that stand side by side differ in their rate, seldom in their base
            kinds, cost = plan.kinds, sum(rules.deducted(line.costs, plan.kinds).values())
        division = rules.divide(
            line.net_poisha,
            cost,
            plan.rate_bp,
            plan.rounding,
            discount_poisha=0 if plan.deduct_discounts else line.discount_poisha,
        )
        parts.append(Part(line.net_poisha, cost, division.makers, division.department))
    return parts


def _after_refunds(line: Line, plan: Plan) -> Part:
    """Divide the whole line as the book did, then take each refund's part back as the book does."""
    if (
        sum(refund.quantity for refund in line.refunds) == line.quantity
        and line.refunds[0].sound
        and len(line.refunds) == 1
    ):
        return Part(0, 0, 0, 0)
    deducted = rules.deducted(line.costs, plan.kinds)
    division = rules.divide(
        line.net_poisha,
        sum(deducted.values()),
        plan.rate_bp,
        plan.rounding,
        discount_poisha=0 if plan.deduct_discounts else line.discount_poisha,
    )
    share = shares.Share(division, deducted, rules.shares(division.makers, line.pieces))
    postings = shares.transfers(office_code="", net_poisha=line.net_poisha, share=share)
    left = {place: posting.poisha for place, posting in enumerate(postings)}
    paid = [place for place in left if postings[place].debit.startswith("advances:")]
    added = [place for place in left if not postings[place].debit.startswith("advances:")]
    costs = [place for place in left if postings[place].credit.startswith(("materials:", "costs:"))]
    spoiled, units, sales = 0, line.quantity, line.net_poisha
    for refund in line.refunds:
        back = rules.taken_back(left, paid, added, refund.net_poisha, refund.quantity, units)
        for place, poisha in back.items():
            left[place] -= poisha
        if not refund.sound:
            spoiled += sum(back.get(place, 0) for place in costs)
        units -= refund.quantity
        sales -= refund.net_poisha
    makers = sum(poisha for place, poisha in left.items() if postings[place].credit.startswith("inmate:"))
    # The department bears what was spoiled: its cost stays, though the price went back.
    cost = sum(left[place] for place in costs) + spoiled
    return Part(sales, cost, makers, sales - cost - makers)
