"""An event as iCalendar (RFC 5545), for the reader's own calendar."""

import datetime
from urllib.parse import urlsplit

from django.conf import settings

from noticeboard.models.events import EventPage

PRODUCT = "-//Department of Prisons//Portal//BN"
OCTETS_OF_A_LINE = 75


def of_event(page: EventPage) -> bytes:
    """Return one event; the same event has the same name in both languages, so that a calendar keeps one of it."""
    changed = page.last_published_at or page.starts_at
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    lines = [
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", PRODUCT),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("BEGIN", "VEVENT"),
        ("UID", f"{page.translation_key}@{host}"),
        ("DTSTAMP", _instant(changed)),
        ("LAST-MODIFIED", _instant(changed)),
        # A later publication has the larger number: calendars take the newer one.
        ("SEQUENCE", str(int(changed.timestamp()) if changed else 0)),
        ("DTSTART", _instant(page.starts_at)),
        ("DTEND", _instant(page.ending)),
        (f"SUMMARY;LANGUAGE={page.text_language}", _text(page.title)),
        (f"DESCRIPTION;LANGUAGE={page.text_language}", _text(page.not_held_reason or page.lead)),
        ("LOCATION", _text(page.venue)),
        ("URL", page.full_url or ""),
        ("STATUS", "CANCELLED" if page.not_held_reason else "CONFIRMED"),
        ("END", "VEVENT"),
        ("END", "VCALENDAR"),
    ]
    return b"".join(_folded(f"{name}:{value}") for name, value in lines if value)


def _instant(moment: datetime.datetime | None) -> str:
    return moment.astimezone(datetime.UTC).strftime("%Y%m%dT%H%M%SZ") if moment else ""


def _text(text: str) -> str:
    """Return a text with what RFC 5545 (3.3.11) asks to be escaped; of line breaks the sign for them."""
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """Return a line of at most 75 octets, continued below where it is longer; no letter is torn (3.1)."""
    parts: list[bytes] = []
    part = b""
    for letter in line:
        octets = letter.encode()
        # What continues begins with a space, which counts.
        if len(part) + len(octets) > OCTETS_OF_A_LINE - (1 if parts else 0):
            parts.append(part)
            part = b""
        part += octets
    return b"\r\n ".join([*parts, part]) + b"\r\n"
