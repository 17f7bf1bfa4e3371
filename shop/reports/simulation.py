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

    @property
    def department(self) -> int:
        return self.sales - self.cost - self.makers


@dataclasses.dataclass
class Cell:
    """The sums of one office and trade: lines and sales, and under each plan cost and makers' part.

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

    def part(self, plan: int) -> Part:
        """Return the sums under a plan."""
        return Part(self.sales, *self.plans[plan])


def empty(plans: int) -> Cell:
    """Return the cell of no line, for so many plans and the lines' own."""
    return Cell([[0, 0] for _plan in range(plans + 1)])


def run(lines: Iterable[Line], plans: Sequence[Plan], own: Mapping[int, Plan]) -> dict[Place, Cell]:
    """Divide every line by its own policy (`own`, by policy id) and by each of the plans; return the sums."""
    for plan in (*plans, *own.values()):
        rules.check_rate(plan.rate_bp)
    cells: dict[Place, Cell] = {}
    sides = {policy_id: [plan, *plans] for policy_id, plan in own.items()}
    for line in lines:
        cell = cells.get(line.place)
        if cell is None:
            cell = cells[line.place] = empty(len(plans))
        side = sides[line.policy_id]
        cell.lines += 1
        cell.sales += line.net_poisha
        if line.refunds:
            cell.sales -= sum(refund.net_poisha for refund in line.refunds)
            divided = after_refunds(line, side)
        else:
            divided = divide(line, side)
        for sums, (cost, makers) in zip(cell.plans, divided, strict=True):
            sums[0] += cost
            sums[1] += makers
    return cells


def compare(line: Line, plans: Sequence[Plan]) -> list[Part]:
    """Return what each plan makes of one line, less what was refunded of it since."""
    divided = after_refunds(line, plans) if line.refunds else divide(line, plans)
    sales = line.net_poisha - sum(refund.net_poisha for refund in line.refunds)
    return [Part(sales, cost, makers) for cost, makers in divided]


def divide(line: Line, plans: Sequence[Plan]) -> list[tuple[int, int]]:
    """Return by plan the deducted cost of a whole line and its makers' part."""
    found = []
    kinds, cost = None, 0
    for rate_bp, deducted, deducts_discounts, rounding in plans:
        if deducted != kinds:  # plans that stand side by side differ in their rate, seldom in their base
            kinds, cost = deducted, sum(rules.deducted(line.costs, deducted).values())
        profit = line.net_poisha - cost + (0 if deducts_discounts else line.discount_poisha)
        found.append((cost, rules.makers_part(profit, rate_bp, rounding)))
    return found


def after_refunds(line: Line, plans: Sequence[Plan]) -> list[tuple[int, int]]:
    """Return by plan the cost and the makers' part that are left of a line of which units went back."""
    found: dict[Plan, tuple[int, int]] = {}
    for plan in plans:
        if plan not in found:
            found[plan] = _after_refunds(line, plan)
    return [found[plan] for plan in plans]


def _after_refunds(line: Line, plan: Plan) -> tuple[int, int]:
    """Divide the whole line as the book did, then take each refund's part back as the book does."""
    ((_cost, makers),) = divide(line, [plan])
    deducted = rules.deducted(line.costs, plan.kinds)
    division = rules.Division(
        cost=sum(deducted.values()),
        makers=makers,
        department=line.net_poisha - sum(deducted.values()) - makers,
    )
    share = shares.Share(division, deducted, rules.shares(makers, line.pieces))
    postings = shares.transfers(office_code="", net_poisha=line.net_poisha, share=share)
    left = {place: posting.poisha for place, posting in enumerate(postings)}
    paid = [place for place in left if postings[place].debit.startswith("advances:")]
    added = [place for place in left if not postings[place].debit.startswith("advances:")]
    costs = [place for place in left if postings[place].credit.startswith(("materials:", "costs:"))]
    spoiled, units = 0, line.quantity
    for refund in line.refunds:
        back = rules.taken_back(left, paid, added, refund.net_poisha, refund.quantity, units)
        for place, poisha in back.items():
            left[place] -= poisha
        if not refund.sound:
            spoiled += sum(back.get(place, 0) for place in costs)
        units -= refund.quantity
    kept = sum(poisha for place, poisha in left.items() if postings[place].credit.startswith("inmate:"))
    # The department bears what was spoiled: its cost stays, though the price went back.
    return sum(left[place] for place in costs) + spoiled, kept
