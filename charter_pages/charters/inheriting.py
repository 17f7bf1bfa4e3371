"""How an office's own rows stand beside headquarters'. Pure: it knows rows by what they say of themselves.

The rules, in the order in which they hold:

1. Headquarters' rows stand in their order; the office's own follow those of their table.
2. An own row that names one of headquarters' stands in its place; headquarters' is kept beside it.
3. A row of headquarters' that the office does not offer is withheld, its parts with it, unless the office has
   words of its own for a part.
4. An own row whose master row is gone stands as a local one: nothing that an office wrote is lost.
5. An own part of a service stands after the row that the office wrote it below.
"""

import dataclasses
import enum
import uuid
from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar


class Row(Protocol):
    """What is asked of a row; the models' rows say it."""

    @property
    def section(self) -> str: ...
    @property
    def is_part(self) -> bool: ...
    @property
    def translation_key(self) -> uuid.UUID: ...


class OwnRow(Row, Protocol):
    @property
    def overrides(self) -> uuid.UUID | None: ...
    @property
    def withholds(self) -> bool: ...


MasterT = TypeVar("MasterT", bound=Row)
OwnT = TypeVar("OwnT", bound=OwnRow)


class Origin(enum.StrEnum):
    INHERITED = "inherited"
    OVERRIDE = "override"
    LOCAL = "local"
    WITHHELD = "withheld"


@dataclasses.dataclass(frozen=True)
class EffectiveRow(Generic[MasterT, OwnT]):
    """A row as the office's charter has it: whose it is, and what headquarters says in its place."""

    origin: Origin
    own: OwnT | None = None
    headquarters: MasterT | None = None

    @property
    def is_offered(self) -> bool:
        return self.origin != Origin.WITHHELD

    @property
    def row(self) -> MasterT | OwnT:
        """Return the row whose words stand."""
        row = self.own if self.own is not None and self.origin != Origin.WITHHELD else self.headquarters
        if row is None:
            raise ValueError("A row is the office's own or headquarters'.")
        return row


def effective(masters: Sequence[MasterT], own: Sequence[OwnT]) -> list[EffectiveRow[MasterT, OwnT]]:
    """Return the rows of an office's charter in their order, those withheld among them."""
    keys = {row.translation_key for row in masters}
    standing: dict[uuid.UUID, OwnT] = {}
    local: list[OwnT] = []
    # Where an own part goes: after this row of headquarters', or into the row of its own that it belongs to.
    parts_of: dict[uuid.UUID, list[OwnT]] = {}
    above: uuid.UUID | None = None
    for row in own:
        if row.overrides in keys and row.overrides not in standing:
            standing[row.overrides] = row  # type: ignore[index]  # None is no key
            above = row.overrides
        elif row.is_part and above is not None:
            parts_of.setdefault(above, []).append(row)
        else:
            local.append(row)
            above = None
    made: list[EffectiveRow[MasterT, OwnT]] = []
    for section in _sections(masters, own):
        withheld_whole = False
        for master in masters:
            if master.section != section:
                continue
            mine = standing.get(master.translation_key)
            if not master.is_part:
                withheld_whole = mine is not None and mine.withholds
            made.append(_stand(master, mine, withheld_whole and master.is_part))
            made += [
                EffectiveRow(Origin.LOCAL, own=part) for part in parts_of.get(master.translation_key, [])
            ]
        made += [EffectiveRow(Origin.LOCAL, own=row) for row in local if row.section == section]
    return made


def _stand(master: MasterT, mine: OwnT | None, withheld_with_its_whole: bool) -> EffectiveRow[MasterT, OwnT]:
    if mine is not None:
        return EffectiveRow(
            Origin.WITHHELD if mine.withholds else Origin.OVERRIDE, own=mine, headquarters=master
        )
    origin = Origin.WITHHELD if withheld_with_its_whole else Origin.INHERITED
    return EffectiveRow(origin, headquarters=master)


def _sections(masters: Sequence[Row], own: Sequence[Row]) -> list[str]:
    """Return the tables in the order in which they first appear, headquarters' first."""
    return list(dict.fromkeys(row.section for row in (*masters, *own)))


def serials(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Return of each row its number in its table and, for a part, its place below it (0 for a whole service).

    A part with no service above it counts as one.
    """
    counted: list[tuple[int, int]] = []
    last: dict[str, tuple[int, int]] = {}
    for row in rows:
        number, part = last.get(row.section, (0, 0))
        numbered = (number, part + 1) if row.is_part and number else (number + 1, 0)
        last[row.section] = numbered
        counted.append(numbered)
    return counted
