"""A paper as `read_paper` prints it: for machines as plain values, for people as lines. Pure."""

import dataclasses
from collections.abc import Iterator
from typing import Any

from charter_pages.papers.paper import Paper

# Reckoned while reading, of no use behind it.
_INNER = ("copied", "has_several_chairs")


def as_values(paper: Paper) -> dict[str, Any]:
    """Return a paper as values of JSON: days as YYYY-MM-DD, what it does not say as "", null or []."""
    values = dataclasses.asdict(paper)
    for name in _INNER:
        del values[name]
    values["kind"] = paper.kind.value
    for name in ("meeting_on", "issued_on"):
        day = getattr(paper, name)
        values[name] = day.isoformat() if day is not None else None
    values["issued_on_bangla"] = bangla_day(paper.issued_on_bangla)
    return values


def bangla_day(figures: tuple[int, int, int] | None) -> str | None:
    """Return the figures of a Bangla date, year first: (1427, 9, 8) → "1427-09-08"."""
    return "{:04d}-{:02d}-{:02d}".format(*figures) if figures is not None else None


def as_lines(paper: Paper) -> Iterator[str]:
    """Yield a paper field by field, without what it does not say."""
    for name, value in as_values(paper).items():
        yield from _lines(name, value, "")


def _lines(name: str, value: Any, indent: str) -> Iterator[str]:
    if value in ("", None, [], {}, False):
        return
    if isinstance(value, dict):
        if any(value.values()):
            yield f"{indent}{name}:"
            for key, each in value.items():
                yield from _lines(key, each, f"{indent}  ")
    elif isinstance(value, list):
        yield f"{indent}{name}:"
        for number, each in enumerate(value, start=1):
            if isinstance(each, dict):
                yield from _lines(str(number), each, f"{indent}  ")
            else:
                said = " | ".join(map(str, each)) if isinstance(each, list) else str(each)
                yield f"{indent}  {said}"
    else:
        yield f"{indent}{name}: {value}"
