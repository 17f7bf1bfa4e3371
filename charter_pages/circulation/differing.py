"""What a corrigendum corrects, field by field, in words: computed from two versions, never typed.

A list of entries in the order of the paper, each `{"what", "row", "column", "old", "new"}`: `what` is a field or a kind
of row, `row` the number or first words of the row and `column` its field where it is a row. A row that was added has no
`old`, one that was struck out no `new`; rows in another order say `moved`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from charter_pages.circulation import content

Entry = dict[str, str]
LONGEST_NAME = 60


def between(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Entry]:
    """Return what a reader finds changed; empty where every word stands as it stood."""
    found: list[Entry] = []
    names = [*new, *(name for name in old if name not in new)]
    for name in names:
        if name == "kind" or name in content.LAYOUT:
            continue
        before, after = old.get(name), new.get(name)
        if _is_rows(before) or _is_rows(after):
            found += _of_rows(name, before or [], after or [])
        elif _is_stream(before) or _is_stream(after):
            found += _of_pieces(name, before, after)
        elif content.words(before) != content.words(after):
            found.append(_entry(name, content.words(before), content.words(after)))
    return found


def _entry(what: str, old: str, new: str, *, row: str = "", column: str = "") -> Entry:
    return {"what": what, "row": row, "column": column, "old": old, "new": new}


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and "key" in value[0]


def _is_stream(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and "type" in value[0]


def _of_rows(
    name: str, before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]
) -> list[Entry]:
    old = {row["key"]: row for row in before}
    new = {row["key"]: row for row in after}
    found: list[Entry] = []
    for key, row in old.items():
        if key not in new:
            found.append(_entry(name, _whole(row), "", row=_name(row)))
    for key, row in new.items():
        if key not in old:
            found.append(_entry(name, "", _whole(row), row=_name(row)))
            continue
        for column in row:
            was, now = content.words(old[key].get(column)), content.words(row[column])
            if column != "key" and was != now:
                found.append(_entry(name, was, now, row=_name(old[key]), column=column))
    if [key for key in old if key in new] != [key for key in new if key in old]:
        found.append({**_entry(name, "", ""), "moved": "yes"})
    return found


def _name(row: Mapping[str, Any]) -> str:
    """Return what tells a row from the others: its number, else its first words."""
    number = content.words(row.get("number"))
    if number:
        return number
    first = next((content.words(value) for column, value in row.items() if column != "key" and value), "")
    return first if len(first) <= LONGEST_NAME else first[:LONGEST_NAME].rstrip() + "…"


def _whole(row: Mapping[str, Any]) -> str:
    told = (content.words(value) for column, value in row.items() if column != "key" and value is not True)
    return " · ".join(each for each in told if each)


def _of_pieces(name: str, before: Any, after: Any) -> list[Entry]:
    old, new = dict(content.pieces(before)), dict(content.pieces(after))
    found = [_entry(name, text, "") for key, text in old.items() if key not in new and text]
    for key, text in new.items():
        if old.get(key, "") != text:
            found.append(_entry(name, old.get(key, ""), text))
    if [key for key in old if key in new] != [key for key in new if key in old]:
        found.append({**_entry(name, "", ""), "moved": "yes"})
    return found
