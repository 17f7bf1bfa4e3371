"""What stands in the review form: read at first, then typed. Nothing of it is lost between two looks at it."""

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from charter_pages.papers.taking import fields

# What may be sent: a paper of forty pages has some hundred rows.
MOST_ROWS, MOST_LINES, LONGEST = 2_000, 10_000, 200_000
LEAVE_OUT = "leave-out"
FLAGS = {"is_online", "decisions_are_a_table", "is_copy"}


@dataclasses.dataclass
class Typed:
    """The form's texts: single ones by name, rows by relation, and the lines that were placed nowhere."""

    kind: str = fields.MINUTES
    values: dict[str, str] = dataclasses.field(default_factory=dict)
    rows: dict[str, list[dict[str, str]]] = dataclasses.field(default_factory=dict)
    lines: list[str] = dataclasses.field(default_factory=list)
    # Where lines are to go, by their place, as long as nobody has moved them.
    targets: dict[int, str] = dataclasses.field(default_factory=dict)

    def texts(self) -> Iterator[str]:
        """Yield every text that stands in a field, but not the lines that are left."""
        names = fields.names_of(self.kind)
        yield from (self.values.get(name, "") for name in names if name not in FLAGS)
        for rows in fields.rows_of(self.kind):
            for row in self.rows.get(rows.name, ()):
                yield from (row.get(name, "") for name in rows.fields if name not in FLAGS)

    def as_json(self) -> dict[str, Any]:
        return {"kind": self.kind, "values": self.values, "rows": self.rows, "lines": self.lines}


def from_json(kept: Mapping[str, Any]) -> Typed:
    return Typed(
        kept.get("kind", fields.MINUTES),
        dict(kept.get("values", {})),
        {name: [dict(row) for row in rows] for name, rows in kept.get("rows", {}).items()},
        list(kept.get("lines", [])),
    )


def from_post(sent: Mapping[str, str], before: Typed) -> Typed:
    """Return what was sent; a field that the form did not show stays as it was."""
    typed = Typed(before.kind, dict(before.values), dict(before.rows))
    for name in fields.names_of(before.kind):
        if name in FLAGS:
            typed.values[name] = "on" if sent.get(name) else ""
        elif name in sent:
            typed.values[name] = _clean(sent[name])
    for rows in fields.rows_of(before.kind):
        count = _count(sent.get(f"{rows.name}-count", ""), MOST_ROWS)
        if count is None:
            continue
        typed.rows[rows.name] = [
            {name: _cell(sent, rows.name, place, name) for name in rows.fields} for place in range(count)
        ]
    count = _count(sent.get("lines-count", ""), MOST_LINES)
    places = range(count or 0)
    typed.lines = (
        list(before.lines) if count is None else [_clean(sent.get(f"line-{at}", "")) for at in places]
    )
    typed.targets = {at: target for at in places if (target := sent.get(f"to-{at}", ""))}
    return typed


def _cell(sent: Mapping[str, str], rows: str, place: int, name: str) -> str:
    text = sent.get(f"{rows}-{place}-{name}", "")
    return ("on" if text else "") if name in FLAGS else _clean(text)


def _clean(text: str) -> str:
    return text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")[:LONGEST].rstrip()


def _count(text: str, most: int) -> int | None:
    return min(int(text), most) if text.isascii() and text[:6].isdigit() else None


def act(typed: Typed, deed: str) -> None:
    """Do what a button of the form says: `add:decisions`, `below:decisions:3`, `remove:decisions:3`, `move`."""
    verb, _colon, rest = deed.partition(":")
    name, _colon, at = rest.partition(":")
    place = int(at) if at.isascii() and at.isdigit() else None
    known = fields.every_rows().get(name)
    if verb == "move":
        move(typed)
    elif known is not None and verb == "add":
        typed.rows.setdefault(name, []).append(dict.fromkeys(known.fields, ""))
    elif known is not None and place is not None and place < len(typed.rows.get(name, [])):
        if verb == "below":
            typed.rows[name].insert(place + 1, dict.fromkeys(known.fields, ""))
        elif verb == "remove":
            row = typed.rows[name].pop(place)
            # What stood in the row is left over: it goes where nothing is lost.
            typed.lines += [
                text for key in known.fields if key not in FLAGS and (text := row.get(key, "").strip())
            ]


def move(typed: Typed) -> None:
    """Put the lines that were given a place there: at the end of a field, or into a row of their own."""
    stay = []
    for at, line in enumerate(typed.lines):
        target = typed.targets.get(at, "")
        rows = fields.every_rows().get(target.removeprefix("row:")) if target.startswith("row:") else None
        if target == LEAVE_OUT:
            continue
        if rows is not None and rows in fields.rows_of(typed.kind):
            typed.rows.setdefault(rows.name, []).append({**dict.fromkeys(rows.fields, ""), rows.takes: line})
        elif target in fields.names_of(typed.kind) and target not in FLAGS:
            before = typed.values.get(target, "")
            between = "\n" if target in fields.LONG else " "
            typed.values[target] = f"{before}{between}{line}".strip() if before else line
        else:
            stay.append(line)
    typed.lines, typed.targets = [line for line in stay if line.strip()], {}


def become(typed: Typed, kind: str) -> None:
    """Make it a paper of another kind: what that kind has no field for is left over, word by word."""
    if kind == typed.kind or kind not in fields.PAGES:
        return
    names, relations = set(fields.names_of(kind)), {rows.name for rows in fields.rows_of(kind)}
    if kind == fields.LETTER:
        typed.values["subject"] = typed.values.get("subject") or typed.values.pop("printed_title", "")
        _pour(typed, "body", ("opening", "closing", "annex"))
    else:
        typed.values["printed_title"] = typed.values.pop("subject", "")
        _pour(typed, "annex", ("body",))
    left = [typed.values.pop(name, "") for name in fields.names_of(typed.kind) if name not in names | FLAGS]
    for rows in fields.rows_of(typed.kind):
        if rows.name not in relations:
            for row in typed.rows.pop(rows.name, []):
                left.append(" ".join(text for key in rows.fields if (text := row.get(key, "").strip())))
    typed.lines += [line for text in left for line in text.splitlines() if line.strip()]
    typed.kind = kind


def _pour(typed: Typed, into: str, out_of: tuple[str, ...]) -> None:
    """Put what stands in fields that go behind what stands in one that stays."""
    texts = [typed.values.get(into, ""), *(typed.values.pop(name, "") for name in out_of)]
    typed.values[into] = "\n".join(text for text in texts if text.strip())
