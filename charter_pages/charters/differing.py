"""What a reader finds changed between two states of a charter, as data that a version keeps. Pure.

Only what changed is named; nothing changed, and the answer is empty:

- `added`, `removed`: services, each `{"key", "name"}`; `because` stands beside one that an office does not offer
  any more, or does not offer from the beginning.
- `changed`: services, each `{"key", "name", "columns": {column: [old, new]}}`. Columns are those of `Line`; `officer`
  and `superior` say which post answers, not who holds it.
- `moved`: services that stand in another place among the others.
- `words`: `{"title" | "office" | "vision" | "mission" | "warning": [old, new]}`.
- `expectations`: `{"added": [text], "removed": [text], "reordered": True}`.
- `levels`: `{"added": [{"number", "when"}], "removed": [...], "changed": [{"number", "when", "columns"}]}`.
- `officers`: posts of which holder or ways to reach them changed: `{"title", "office", "columns": {"holder": [...]}}`,
  each once, however many rows name it.
"""

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from charter_pages.charters.content import Charter, Level, Line, Officer

WORDS = ("title", "office", "language", "vision", "mission", "warning")
COLUMNS = ("section", "is_part", "task", "name", "method", "papers", "fee", "time", "origin")
LEVEL_COLUMNS = ("when", "whom", "address", "working_days")
DETAILS = ("holder", "phone", "email", "room")

Pair = tuple[Officer | None, Officer | None]


def between(before: Charter | None, after: Charter) -> dict[str, Any]:
    """Return what changed since `before`; without one, everything that there is was added.

    What headquarters says in the place of an office's own words is no change of the office's charter.
    """
    before = before or Charter(title="", office="", language=after.language)
    found = {
        **_services(before.lines, after.lines),
        "words": {
            name: pair
            for name in WORDS
            if (pair := [getattr(before, name), getattr(after, name)])[0] != pair[1]
        },
        "expectations": _expectations(before.expectations, after.expectations),
        "levels": _levels(before.levels, after.levels),
        "officers": _officers(_posts(before, after)),
    }
    return {name: each for name, each in found.items() if each}


def _services(before: Sequence[Line], after: Sequence[Line]) -> dict[str, list[dict[str, Any]]]:
    old, new = ({line.key: line for line in lines} for lines in (before, after))
    # A row added above renumbers all below it: numbers say something by themselves only where the rows are the same.
    renumbered = [line.key for line in before if line.is_offered] == [
        line.key for line in after if line.is_offered
    ]
    changed = []
    for key, line in new.items():
        if key in old and old[key].is_offered == line.is_offered:
            columns = _columns(old[key], line, numbers=renumbered)
            if columns:
                changed.append({"key": key, "name": line.name, "columns": columns})
    return {
        "added": [_named(line) for key, line in new.items() if _came(old.get(key), line)],
        "removed": [_named(new.get(key, line)) for key, line in old.items() if _went(line, new.get(key))],
        "changed": changed,
        "moved": [_named(new[key]) for key in _moved([*old], [*new])],
    }


def _came(old: Line | None, new: Line) -> bool:
    return old is None or (new.is_offered and not old.is_offered)


def _went(old: Line, new: Line | None) -> bool:
    return new is None or (old.is_offered and not new.is_offered)


def _named(line: Line) -> dict[str, str]:
    named = {"key": line.key, "name": line.name}
    return named if line.is_offered else {**named, "because": line.withheld_because}


def _columns(old: Line, new: Line, *, numbers: bool) -> dict[str, list[Any]]:
    if not new.is_offered:
        # Of a service that is not offered a reader finds its name and the reason.
        names: tuple[str, ...] = ("name", "withheld_because")
    else:
        names = (*COLUMNS, "number") if numbers else COLUMNS
    columns = {name: [getattr(old, name), getattr(new, name)] for name in names}
    if new.is_offered:
        for name in ("officer", "superior"):
            columns[name] = [_called(getattr(old, name)), _called(getattr(new, name))]
    return {name: [_plain(each) for each in pair] for name, pair in columns.items() if pair[0] != pair[1]}


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, str) else value


def _called(officer: Officer | None) -> str:
    """Return a post with its office, as it tells it from every other."""
    if officer is None:
        return ""
    return f"{officer.title}, {officer.office}" if officer.office else officer.title


def _moved(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """Return of the keys that are in both those that do not stand in the order in which they stood."""
    common = {*old} & {*new}
    stayed_old = [key for key in old if key in common]
    stayed_new = [key for key in new if key in common]
    still: set[str] = set()
    for block in difflib.SequenceMatcher(None, stayed_old, stayed_new, autojunk=False).get_matching_blocks():
        still.update(stayed_new[block.b : block.b + block.size])
    return [key for key in stayed_new if key not in still]


def _expectations(before: Sequence[str], after: Sequence[str]) -> dict[str, Any]:
    added, removed = Counter(after) - Counter(before), Counter(before) - Counter(after)
    found: dict[str, Any] = {"added": [*added.elements()], "removed": [*removed.elements()]}
    common = Counter(before) & Counter(after)
    if _common(before, common) != _common(after, common):
        found["reordered"] = True
    return {name: each for name, each in found.items() if each}


def _common(texts: Iterable[str], common: Counter[str]) -> list[str]:
    left = common.copy()
    kept = []
    for text in texts:
        if left[text] > 0:
            left[text] -= 1
            kept.append(text)
    return kept


def _levels(before: Sequence[Level], after: Sequence[Level]) -> dict[str, Any]:
    """Compare levels by their number: the second level stays the second, whatever it says."""
    changed = []
    for number, (old, new) in enumerate(zip(before, after, strict=False), start=1):
        columns = {name: [getattr(old, name), getattr(new, name)] for name in LEVEL_COLUMNS}
        columns["officer"] = [_called(old.officer), _called(new.officer)]
        differing = {name: pair for name, pair in columns.items() if pair[0] != pair[1]}
        if differing:
            changed.append({"number": number, "when": new.when, "columns": differing})
    found = {
        "added": _numbered(after, len(before)),
        "removed": _numbered(before, len(after)),
        "changed": changed,
    }
    return {name: each for name, each in found.items() if each}


def _numbered(levels: Sequence[Level], first: int) -> list[dict[str, Any]]:
    return [
        {"number": number, "when": level.when} for number, level in enumerate(levels[first:], start=first + 1)
    ]


def _posts(before: Charter, after: Charter) -> Iterator[Pair]:
    """Yield the officer of each place that is in both charters, before and after."""
    old = {line.key: line for line in before.lines if line.is_offered}
    for line in after.lines:
        if line.is_offered and line.key in old:
            yield old[line.key].officer, line.officer
            yield old[line.key].superior, line.superior
    for was, level in zip(before.levels, after.levels, strict=False):
        yield was.officer, level.officer


def _officers(pairs: Iterable[Pair]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for old, new in pairs:
        if old is None or new is None or _called(old) != _called(new):
            continue
        columns = {name: [getattr(old, name), getattr(new, name)] for name in DETAILS}
        columns = {name: pair for name, pair in columns.items() if pair[0] != pair[1]}
        entry = {"title": new.title, "office": new.office, "columns": columns}
        if columns and entry not in found:
            found.append(entry)
    return found
