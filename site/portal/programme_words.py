"""How a programme stands: its period in words, whether it goes on, and what of its activities is done."""

import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

import clock
from bangla import digits
from language.spoken import active
from language.templatetags import language as words

if TYPE_CHECKING:
    from portal.models.programmes import ProgrammePage

MONTHS_OF_A_YEAR = 12


def period(page: "ProgrammePage") -> str:
    """Return the period as printed, or in words from its days; empty where neither is given."""
    if page.period_text:
        return page.period_text
    first, last = page.started_on, page.ended_on
    if first and last:
        told = {"first": words.day(first), "last": words.day(last), "length": length(first, last)}
        return (
            _("From %(first)s to %(last)s (%(length)s)") % told
            if told["length"]
            else _("From %(first)s to %(last)s") % told
        )
    if first:
        return _("From %(first)s, without an end") % {"first": words.day(first)}
    return _("Until %(last)s") % {"last": words.day(last)} if last else ""


def length(first: datetime.date, last: datetime.date) -> str:
    """Return how long it is from one day to another, both counted, in years and whole months."""
    after = last + datetime.timedelta(days=1)
    months = (
        (after.year - first.year) * MONTHS_OF_A_YEAR + after.month - first.month - (after.day < first.day)
    )
    years, rest = divmod(max(0, months), MONTHS_OF_A_YEAR)
    parts = []
    if years:
        parts.append(ngettext("%(number)s year", "%(number)s years", years) % {"number": _figures(years)})
    if rest:
        parts.append(ngettext("%(number)s month", "%(number)s months", rest) % {"number": _figures(rest)})
    return " ".join(parts)


def _figures(number: int) -> str:
    return digits.in_language(str(number), active())


def phase(page: "ProgrammePage") -> dict[str, str]:
    """Return whether the programme is to come, goes on or is over today, as a tag; empty without days."""
    today = clock.today()
    if page.started_on is None and page.ended_on is None:
        return {}
    if page.ended_on and page.ended_on < today:
        return {"text": _("Finished"), "kind": "quiet"}
    if page.started_on and page.started_on > today:
        return {"text": _("Not begun yet"), "kind": "quiet"}
    return {"text": _("Going on"), "kind": ""}


def changes_at(page: "ProgrammePage") -> list[datetime.datetime]:
    """Return the midnights at which the phase becomes another."""
    days = [page.started_on, page.ended_on + datetime.timedelta(days=1) if page.ended_on else None]
    return [clock.midnight(day) for day in days if day]


# By status: colour and sign, always beside the word. Gold is the makers' alone.
LOOKS = {
    "planned": ("quiet", "clock"),
    "ongoing": ("", "forward"),
    "done": ("", "check"),
    "stopped": ("red", "cross"),
}


def activities(page: "ProgrammePage") -> list[dict[str, Any]]:
    """Return the activities, each with the word, the colour and the sign of its status."""
    return [
        {
            "text": row.text,
            "status": row.get_status_display(),
            "kind": LOOKS[row.status][0],
            "icon": f"_components/icon/{LOOKS[row.status][1]}.svg",
            "note": row.status_note,
            "is_done": row.status == "done",
        }
        for row in page.activities.all()
    ]


def done(rows: list[dict[str, Any]]) -> str:
    """Return how many of the activities are done, in words; empty where there are none."""
    if not rows:
        return ""
    number = sum(row["is_done"] for row in rows)
    return _("%(done)s of %(all)s done") % {"done": _figures(number), "all": _figures(len(rows))}
