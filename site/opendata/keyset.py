"""Pages of a long list that stay right while it grows: the next page begins after the last row that was read.

Counting rows from the top (OFFSET) reads all of them again for each page, and repeats or leaves out rows when
something is published in between.
"""

import base64
import binascii
import datetime
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q


class Step(NamedTuple):
    """One field of an order that leaves no two rows equal."""

    field: str
    read: Callable[[str], Any]
    descending: bool = False


def order(steps: Sequence[Step]) -> list[str]:
    return [f"-{step.field}" if step.descending else step.field for step in steps]


def behind(steps: Sequence[Step], place: Sequence[Any]) -> Q:
    """Return which rows stand behind a place of the list."""
    found, equal = Q(), Q()
    for step, value in zip(steps, place, strict=True):
        found |= equal & Q(**{f"{step.field}__{'lt' if step.descending else 'gt'}": value})
        equal &= Q(**{step.field: value})
    return found


def at(steps: Sequence[Step], place: Sequence[Any]) -> Q:
    """Return which row stands at a place of the list."""
    return Q(**{step.field: value for step, value in zip(steps, place, strict=True)})


def place_of(steps: Sequence[Step], row: Mapping[str, Any]) -> list[Any]:
    return [row[step.field] for step in steps]


def write(place: Sequence[Any]) -> str:
    """Return a place as an address holds it. Nobody is to read more into it than that it can be given back."""
    plain = json.dumps([str(value) for value in place], separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(plain).decode().rstrip("=")


def read(steps: Sequence[Step], text: str) -> list[Any]:
    """Return the place that an address holds; raises ValueError where it holds none of this list."""
    try:
        told = json.loads(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, UnicodeDecodeError, RecursionError, ValueError) as wrong:
        raise ValueError("This is no place of a list.") from wrong
    if (
        not isinstance(told, list)
        or len(told) != len(steps)
        or not all(isinstance(each, str) for each in told)
    ):
        raise ValueError("This is no place of this list.")
    return [step.read(value) for step, value in zip(steps, told, strict=True)]


def code(text: str) -> str:
    """Read a code of the register; raises ValueError."""
    if not text or len(text) > 40 or not all(each.isalnum() or each in "-_" for each in text):
        raise ValueError("This is no code.")
    return text


def number(text: str) -> int:
    """Read a number that a database can hold; raises ValueError."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ValueError("This is no number.")
    return int(text)


DAY = datetime.date.fromisoformat
INSTANT = datetime.datetime.fromisoformat
KEY = UUID
