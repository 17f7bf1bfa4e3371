"""Figures of reports: read as numbers, drawn as bars, and never over fewer than ten people (DOMAIN.md, "Never public")."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from bangla import digits
from language.spoken import active

FEWEST = 10
REFUSED = _("A published figure is never over fewer than ten people, nor is the difference of two figures.")
ASKED = _("This figure, or the difference, is smaller than ten. Is it people who are counted?")
# What is no count of anybody, however small.
MEASURE = re.compile(
    r"%|শতাংশ|শতকরা|per ?cent|৳|টাকা|taka|Tk|লাখ|কোটি|দিন|ঘণ্টা|ঘন্টা|মিনিট|মাস|বছর|day|hour|minute|month|year|কেজি|kg|মিটার|বর্গ",
    re.IGNORECASE,
)
NUMBER = re.compile(r"\d+(?:\.\d+)?")
# Words by which a figure says itself that it counts people.
PEOPLE = re.compile(
    r"\d\s*জন(?![ক-হ])|বন্দি|বন্দী|কয়েদি|কয়েদি|হাজতি|(?<![ক-হ])শিশু|(?<![ক-হ])মায়ের|দর্শনার্থী|prisoner|inmate|convict|detainee|people|person|children|mothers|women|visitors",
    re.IGNORECASE,
)
# A count of something that people are only named with: calls of prisoners, rooms for visitors.
THINGS = re.compile(
    r"টি(?![ক-হ])|কল|ফোন|পাঠ|ক্লাস|কক্ষ|বই|বুথ|call|lesson|class|room|book|booth|visit(?!or)", re.IGNORECASE
)


def read(text: str) -> float | None:
    """Return the number of a figure in either digits; None where there is none, or more than one ("2 hours 40")."""
    found = _numbers(text)
    return found[0] if len(found) == 1 else None


def _numbers(text: str) -> list[float]:
    return [float(number) for number in NUMBER.findall(digits.to_ascii(text).replace(",", ""))]


def shown(text: str) -> str:
    """Return a figure in the digits of the page's language, whichever it was written in."""
    return digits.in_language(digits.to_ascii(text), active())


def is_small(before: str, after: str) -> bool:
    """Return whether a figure, or the difference of both, is over fewer than ten of whatever is counted."""
    if MEASURE.search(f"{before} {after}"):
        return False
    was, then = _numbers(before), _numbers(after)
    differ = [abs(one - other) for one in was for other in then]
    return any(0 < number < FEWEST for number in (*was, *then, *differ))


def names_people(label: str, before: str, after: str) -> bool:
    """Return whether the words themselves say that people are counted."""
    words = digits.to_ascii(f"{label} {before} {after}")
    return bool(PEOPLE.search(words)) and not THINGS.search(words)


def content_sha256(label: str, before: str, after: str) -> str:
    """Return what tells one figure from another: its words and numbers, however they are spaced."""
    told = "\n".join(" ".join(digits.to_ascii(part).split()) for part in (label, before, after))
    return hashlib.sha256(told.encode()).hexdigest()


@dataclass(frozen=True)
class Drawn:
    """A figure with both numbers, as the chart shows it."""

    label: str
    bars: list[dict[str, Any]]
    largest: int


def drawn(rows: Iterable[Any]) -> tuple[list[Drawn], list[Any]]:
    """Return the figures that have two numbers, to draw, and the others, to list."""
    charts, others = [], []
    for row in rows:
        told = read(row.before), read(row.after)
        if told[0] is None or told[1] is None or max(told[0], told[1]) <= 0:
            others.append(row)
            continue
        # Bars are whole numbers: of a figure with a fraction its hundredths are drawn.
        by = 1 if all(number is not None and number.is_integer() for number in told) else 100
        words = (_("Before"), _("After"))
        bars: list[dict[str, Any]] = [
            {"label": word, "value": int((number or 0) * by), "text": shown(text)}
            for word, number, text in zip(words, told, (row.before, row.after), strict=True)
        ]
        charts.append(Drawn(row.label, bars, max(bar["value"] for bar in bars)))
    return charts, others
