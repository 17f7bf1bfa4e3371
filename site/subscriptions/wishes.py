"""What a reader asks for, and whether a paper is among it. Pure: rows and forms are made of it elsewhere."""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any, Self

DAILY = "daily"


@dataclasses.dataclass(frozen=True)
class Wishes:
    """Which offices, which kinds of paper, in which language, how often."""

    language: str
    rhythm: str = DAILY
    of_every_office: bool = True
    # The office's id, and whether all below it are meant too.
    offices: Mapping[int, bool] = dataclasses.field(default_factory=dict)
    of_every_kind: bool = True
    kinds: frozenset[str] = frozenset()
    with_changes: bool = False

    def want(self, kind: str, offices: Sequence[int], *, is_change: bool = False) -> bool:
        """Return whether a paper is wanted. `offices` begins with the paper's own and goes up to headquarters."""
        if is_change and not self.with_changes:
            return False
        if not self.of_every_kind and kind not in self.kinds:
            return False
        if self.of_every_office:
            return True
        own, *above = offices or [0]
        return own in self.offices or any(self.offices.get(office, False) for office in above)

    def as_json(self) -> dict[str, Any]:
        told = dataclasses.asdict(self)
        return {**told, "offices": sorted(self.offices.items()), "kinds": sorted(self.kinds)}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Self:
        offices = {int(office): bool(below) for office, below in told["offices"]}
        return cls(**{**told, "offices": offices, "kinds": frozenset(told["kinds"])})
