"""Which figures of a quarter may be said in public: the rule of ten people, differences included.

A quarter falls apart into cells, one for each division and trade. A cell in which fewer than ten people earned
is never told alone: cells are pooled into **atoms** until ten people stand behind each. Every figure that is
published is a sum of whole atoms; so whatever is added to or taken from whatever else, the result is either
nothing or speaks of all the people of at least one atom. Pure: no database, no framework.
"""

import dataclasses
from collections.abc import Iterable, Mapping

# DOMAIN.md, "Never public": a published figure is an aggregate over at least so many people.
FEWEST_PEOPLE = 10


@dataclasses.dataclass(frozen=True)
class Amounts:
    """How proceeds were divided, in poisha: sales = cost + makers + department; a loss is the department's."""

    sales: int = 0
    cost: int = 0
    makers: int = 0
    department: int = 0

    @property
    def profit(self) -> int:
        return self.makers + self.department

    def __add__(self, other: "Amounts") -> "Amounts":
        return Amounts(
            self.sales + other.sales,
            self.cost + other.cost,
            self.makers + other.makers,
            self.department + other.department,
        )

    def __bool__(self) -> bool:
        return any(dataclasses.astuple(self))


@dataclasses.dataclass(frozen=True)
class Sum:
    """Amounts, and the random ids of the people who earned in them."""

    amounts: Amounts = Amounts()
    people: frozenset[str] = frozenset()

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(self.amounts + other.amounts, self.people | other.people)


# Division and trade, by their codes.
Place = tuple[str, str]


@dataclasses.dataclass(frozen=True)
class Atom:
    """The smallest thing that is told of a quarter: certain trades in certain divisions, all of them together.

    Nothing of its people is kept: a figure never says over how many it is.
    """

    divisions: tuple[str, ...]
    trades: tuple[str, ...]
    amounts: Amounts


def atoms(cells: Mapping[Place, Sum], fewest: int = FEWEST_PEOPLE) -> list[Atom]:
    """Return a partition of the cells into atoms with at least so many people each; empty where none can be.

    Every cell with any amount lies in exactly one atom.
    """
    told = {place: cell for place, cell in cells.items() if cell.amounts or cell.people}
    groups: dict[tuple[str, ...], dict[str, Sum]] = {}
    for (division, trade), cell in sorted(told.items()):
        groups.setdefault((division,), {})[trade] = cell
    found = []
    for divisions, trades in _standing(groups, fewest).items():
        found += [Atom(divisions, names, one.amounts) for names, one in _pooled(trades, fewest)]
    return sorted(found, key=lambda atom: (atom.divisions, len(atom.trades) > 1, atom.trades))


def total(sums: Iterable[Amounts]) -> Amounts:
    return sum(sums, Amounts())


def by_division(atoms: Iterable[Atom]) -> dict[tuple[str, ...], Amounts]:
    """Return what each division, or group of divisions that is told together, comes to."""
    found: dict[tuple[str, ...], Amounts] = {}
    for atom in atoms:
        found[atom.divisions] = found.get(atom.divisions, Amounts()) + atom.amounts
    return found


def by_trade(atoms: Iterable[Atom]) -> dict[str, Amounts]:
    """Return what each trade comes to where it is told by itself; under "" what is told of several together.

    So no trade's whole is told where a part of it is told in a pool only: the difference would tell the part.
    """
    found: dict[str, Amounts] = {}
    for atom in sorted(atoms, key=lambda atom: (len(atom.trades) > 1, atom.trades)):
        code = atom.trades[0] if len(atom.trades) == 1 else ""
        found[code] = found.get(code, Amounts()) + atom.amounts
    return found


def _standing(
    groups: dict[tuple[str, ...], dict[str, Sum]], fewest: int
) -> dict[tuple[str, ...], dict[str, Sum]]:
    """Return the divisions in groups that have people enough: one that has not takes a second with it."""
    groups = dict(groups)
    while groups:
        by_size = sorted(groups, key=lambda each: (_size(groups[each].values()), each))
        smallest, *others = by_size
        if _size(groups[smallest].values()) >= fewest:
            return groups
        if not others:
            return {}
        first, second = groups.pop(smallest), groups.pop(others[0])
        merged = {
            trade: first.get(trade, Sum()) + second.get(trade, Sum()) for trade in sorted({*first, *second})
        }
        groups[tuple(sorted(smallest + others[0]))] = merged
    return groups


def _pooled(trades: Mapping[str, Sum], fewest: int) -> list[tuple[tuple[str, ...], Sum]]:
    """Return the trades of a group that has people enough: those that stand alone, the others in one pool.

    A pool that is too small itself takes the smallest that could stand alone with it, and the next.
    """
    alone = sorted(trades, key=lambda each: (len(trades[each].people), each))
    pool = [trade for trade in alone if len(trades[trade].people) < fewest]
    alone = alone[len(pool) :]
    while pool and _size(trades[trade] for trade in pool) < fewest:
        pool.append(alone.pop(0))
    found: list[tuple[tuple[str, ...], Sum]] = [((trade,), trades[trade]) for trade in alone]
    if pool:
        found.append((tuple(sorted(pool)), sum((trades[trade] for trade in pool), Sum())))
    return found


def _size(sums: Iterable[Sum]) -> int:
    people: frozenset[str] = frozenset()
    return len(people.union(*(each.people for each in sums)))
