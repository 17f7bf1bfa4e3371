"""A charter as its reader meets it, in one language: what the page, its paper and each kept version are made of."""

import dataclasses
import enum
import hashlib
import json
from collections.abc import Mapping
from typing import Any, Self

from charter_pages.charters.inheriting import Origin

# The order of the guideline, with its printed numbers.
SECTIONS = {"citizen": "2.1", "institutional": "2.2", "internal": "2.3"}


@dataclasses.dataclass(frozen=True)
class Officer:
    """A post, and its holder on the day where one is named in public."""

    title: str
    office: str = ""
    holder: str = ""
    phone: str = ""
    email: str = ""
    room: str = ""

    @classmethod
    def from_data(cls, data: Mapping[str, Any] | None) -> Self | None:
        return None if data is None else cls(**data)


@dataclasses.dataclass(frozen=True)
class Line:
    """A row of a service table. `key` is the same in both languages and in every version."""

    key: str
    section: str
    number: str
    is_part: bool
    task: str
    name: str
    method: str
    papers: str
    fee: str
    time: str
    origin: Origin = Origin.LOCAL
    officer: Officer | None = None
    superior: Officer | None = None
    # Of a row of the office's own words, what headquarters says where it says something else: field → words.
    headquarters: Mapping[str, str] = dataclasses.field(default_factory=dict)
    withheld_because: str = ""
    # Figures for those who reckon with them: {"time_kind", "time_amount", "fee_kind", "fee_poisha"}.
    figures: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def anchor(self) -> str:
        """Return the row's place in the page's address: a part of a service has its own beside the whole one's."""
        return self.task if self.task and not self.is_part else f"service-{self.key[:8]}"

    @property
    def is_offered(self) -> bool:
        return self.origin != Origin.WITHHELD

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        given = dict(data)
        given["origin"] = Origin(given["origin"])
        for name in ("officer", "superior"):
            given[name] = Officer.from_data(given.get(name))
        return cls(**given)


@dataclasses.dataclass(frozen=True)
class Level:
    """A level of redress."""

    when: str
    working_days: int
    officer: Officer | None = None
    whom: str = ""
    address: str = ""

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        return cls(**{**data, "officer": Officer.from_data(data.get("officer"))})


@dataclasses.dataclass(frozen=True)
class Table:
    """One of the three tables of section 2."""

    section: str
    number: str
    lines: tuple[Line, ...]

    @property
    def services(self) -> list[tuple[Line, ...]]:
        """Return each service with its parts behind it; a part that has no service above it stands by itself."""
        found: list[list[Line]] = []
        for line in self.lines:
            if line.is_part and found:
                found[-1].append(line)
            else:
                found.append([line])
        return [tuple(service) for service in found]

    @property
    def has_superior(self) -> bool:
        """Return whether the field form's eighth column stands: only where somebody is named in it."""
        return any(line.superior for line in self.lines)


@dataclasses.dataclass(frozen=True)
class Charter:
    title: str
    office: str
    language: str
    vision: str = ""
    mission: str = ""
    warning: str = ""
    lines: tuple[Line, ...] = ()
    expectations: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()

    @property
    def tables(self) -> list[Table]:
        """Return the tables that have rows, in the guideline's order; what an office does not offer is left out."""
        return [
            Table(section, number, lines)
            for section, number in SECTIONS.items()
            if (lines := tuple(line for line in self.lines if line.section == section and line.is_offered))
        ]

    @property
    def withheld(self) -> list[Line]:
        """Return what headquarters lays down and the office does not offer; a part that goes with its service is
        not told again.
        """
        return [
            line for line in self.lines if not line.is_offered and (line.withheld_because or not line.is_part)
        ]

    @property
    def follows_headquarters(self) -> bool:
        """Return whether headquarters' rows stand in it, beside which own ones are marked."""
        return any(line.origin != Origin.LOCAL for line in self.lines)

    @property
    def tasks(self) -> list[Line]:
        """Return the services that citizens come for."""
        return [line for line in self.lines if line.task and not line.is_part and line.is_offered]

    @property
    def words(self) -> str:
        """Return the words of the services that are offered, for a search."""
        said = [(line.name, line.method, line.papers) for line in self.lines if line.is_offered]
        return "\n".join(word for words in said for word in words if word)

    def as_data(self) -> dict[str, Any]:
        """Return the charter as JSON holds it."""
        return {
            **{
                name: getattr(self, name)
                for name in ("title", "office", "language", "vision", "mission", "warning")
            },
            "lines": [_as_data(line) for line in self.lines],
            "expectations": list(self.expectations),
            "levels": [_as_data(level) for level in self.levels],
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Return the charter of `as_data`."""
        given = dict(data)
        given["lines"] = tuple(Line.from_data(each) for each in given["lines"])
        given["levels"] = tuple(Level.from_data(each) for each in given["levels"])
        given["expectations"] = tuple(given["expectations"])
        return cls(**given)

    def sha256(self) -> str:
        """Return the hash of the charter's canonical JSON."""
        return hash_of(self.as_data())


def hash_of(data: Mapping[str, Any]) -> str:
    """Return the hash of a charter as JSON holds it, whatever the order of its names."""
    canonical = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _as_data(row: Line | Level | Officer) -> dict[str, Any]:
    """Return a row as JSON holds it. Like `dataclasses.asdict`, which copies each word: eighty charters feel it."""
    data: dict[str, Any] = {}
    for name, value in vars(row).items():
        if isinstance(value, Officer):
            value = _as_data(value)
        elif isinstance(value, Mapping):
            value = dict(value)
        elif isinstance(value, enum.Enum):
            value = value.value
        data[name] = value
    return data
