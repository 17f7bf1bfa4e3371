"""iCalendar as a strict reader takes it (RFC 5545): lines, folds, escapes, and the parts an event must have."""

import datetime
import re
from typing import NamedTuple


class Property(NamedTuple):
    value: str
    parameters: dict[str, str]


def unfolded(content: bytes) -> list[str]:
    """Return the content lines; asserts line ends, lengths in octets and that no letter is torn by a fold."""
    assert content.endswith(b"\r\n")
    physical = content[:-2].split(b"\r\n")
    for line in physical:
        assert b"\n" not in line
        assert b"\r" not in line
        assert len(line) <= 75, line
        line.decode()
    lines: list[str] = []
    for line in physical:
        if line.startswith(b" "):
            lines[-1] += line[1:].decode()
        else:
            lines.append(line.decode())
    return lines


def event(content: bytes) -> dict[str, Property]:
    """Return the properties of the one event."""
    lines = unfolded(content)
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    assert "VERSION:2.0" in lines
    assert any(line.startswith("PRODID:") for line in lines)
    start, end = lines.index("BEGIN:VEVENT"), lines.index("END:VEVENT")
    found: dict[str, Property] = {}
    for line in lines[start + 1 : end]:
        matched = re.fullmatch(r"([A-Z-]+)((?:;[A-Z-]+=[^:;]+)*):(.*)", line, re.DOTALL)
        assert matched, line
        name, parameters, value = matched.groups()
        assert name not in found, name
        pairs = dict(part.split("=", 1) for part in parameters.split(";") if part)
        found[name] = Property(value, pairs)
    assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= set(found)
    return found


def text(value: str) -> str:
    """Return a TEXT value as it was meant; asserts that nothing stands in it unescaped."""
    assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", value)
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def instant(value: str) -> datetime.datetime:
    return datetime.datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=datetime.UTC)
