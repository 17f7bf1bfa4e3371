"""The register as its page shows it: each promise with its measures, bars, horizons in words and history."""

import dataclasses
import datetime
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

import clock
from bangla import calendar, digits
from language.spoken import active
from portal.models.measures import Measure, Progress
from portal.plan import counting, horizons
from portal.plan.horizons import Count, Standing, State

NAMES = {
    "short": gettext_lazy("Short term"),
    "middle": gettext_lazy("Middle term"),
    "long": gettext_lazy("Long term"),
}
COUNTED = Measure.CountedBy


@dataclasses.dataclass(frozen=True)
class Horizon:
    """A time of the plan with the target that a measure has in it."""

    name: Any
    begins: datetime.date
    ends: datetime.date
    target: int
    follows: str
    standing: Standing
    said: str

    @property
    def is_missed(self) -> bool:
        return self.standing.state in (State.MISSED, State.LATE)

    @property
    def is_kept(self) -> bool:
        return self.standing.state in (State.KEPT, State.EARLY)


@dataclasses.dataclass(frozen=True)
class Shown:
    """A measure as its bar, its horizons and its history tell of it."""

    measure: Measure
    reached: int | None
    on: datetime.date | None
    target: int
    percent: int
    last: Progress | None
    is_counted: bool
    horizons: Sequence[Horizon]
    history: Sequence[dict[str, Any]]


def of_page(page: Any) -> dict[str, Any]:
    """Return what the register's template shows beside the words of the plan."""
    rows = list(page.initiatives.all())
    shown = of_initiatives(page, [row.translation_key for row in rows])
    return {"promises": [{"initiative": row, "measures": shown.get(row.translation_key, [])} for row in rows]}


def of_initiatives(page: Any, keys: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[Shown]]:
    """Return the measures of initiatives, in a fixed number of queries."""
    measures = list(Measure.objects.filter(initiative__in=list(keys)))
    if not measures:
        return {}
    progress: dict[int, list[Progress]] = defaultdict(list)
    found = Progress.objects.filter(measure__in=measures).select_related(
        "page", "page__locale", "document", "corrected_by"
    )
    for row in found.order_by("measured_on", "pk"):
        progress[row.measure_id].append(row)
    prisons = counting.Prisons()
    told: dict[uuid.UUID, list[Shown]] = defaultdict(list)
    for measure in measures:
        told[measure.initiative].append(_shown(page, measure, progress[measure.pk], prisons))
    return told


def _shown(page: Any, measure: Measure, rows: list[Progress], prisons: counting.Prisons) -> Shown:
    today = clock.today()
    standing = [row for row in rows if getattr(row, "corrected_by", None) is None]
    counts = [Count(row.measured_on, row.reached) for row in standing]
    last = standing[-1] if standing else None
    is_counted = measure.counted_by != COUNTED.HAND
    if is_counted:
        counts.append(Count(today, counting.COUNTS[measure.counted_by]()))
    times = _times(page, measure, counts, prisons, today)
    target = times[-1].target if times else 0
    now = counts[-1] if counts else None
    return Shown(
        measure=measure,
        reached=now.reached if now else None,
        on=now.on if now else None,
        target=target,
        percent=horizons.percent(now.reached, target) if now else 0,
        last=None if is_counted else last,
        is_counted=is_counted,
        horizons=times,
        history=_history(rows, target),
    )


def _times(
    page: Any, measure: Measure, counts: list[Count], prisons: counting.Prisons, today: datetime.date
) -> list[Horizon]:
    dates = {
        "short": (page.short_from, page.short_until),
        "middle": (page.middle_from, page.middle_until),
        "long": (page.long_from, page.long_until),
    }
    found = []
    for name, (begins, ends) in dates.items():
        follows = getattr(measure, f"{name}_of")
        # "All prisons" are those of its last day; until then, those of today.
        target = prisons.on(min(ends, today), follows) if follows else getattr(measure, f"{name}_target")
        if target is None:
            continue
        kept = horizons.standing(counts, target=target, begins=begins, ends=ends, today=today)
        reached = counts[-1].reached if counts else 0
        said = in_words(kept, lacking=max(0, target - reached), begins=begins, ends=ends)
        label = getattr(measure, f"get_{name}_of_display")() if follows else ""
        found.append(Horizon(NAMES[name], begins, ends, target, label, kept, said))
    return found


def in_words(found: Standing, *, lacking: int, begins: datetime.date, ends: datetime.date) -> str:
    """Return how a horizon stands, as a reader is told."""
    if found.state is State.TO_COME:
        return _("Begins on %(day)s") % {"day": _day(begins)}
    if found.state is State.RUNNING:
        text = ngettext(
            "Running until %(day)s: %(number)s is lacking",
            "Running until %(day)s: %(number)s are lacking",
            lacking,
        )
        return text % {"day": _day(ends), "number": _number(lacking)}
    if found.state is State.EARLY:
        return _("Reached already, before %(day)s") % {"day": _day(ends)}
    if found.state is State.KEPT:
        return _("Ended, and kept")
    if found.state is State.UNKNOWN:
        return _("Ended; until then nobody had counted")
    missed = ngettext(
        "Ended without being reached: %(number)s was lacking on its last day",
        "Ended without being reached: %(number)s were lacking on its last day",
        found.missed_by,
    ) % {"number": _number(found.missed_by)}
    if found.state is State.LATE and found.reached_on is not None:
        if not found.missed_by:
            return _("Reached late, on %(day)s") % {"day": _day(found.reached_on)}
        return _("%(missed)s. Reached late, on %(day)s") % {"missed": missed, "day": _day(found.reached_on)}
    return missed


def _history(rows: list[Progress], target: int) -> list[dict[str, Any]]:
    """Return the rows, the newest first, each with its bar and what shows it."""
    largest = max([target, *(row.reached for row in rows)]) or 1
    return [
        {
            "row": row,
            "bar": row.reached * 1000 // largest,
            "is_corrected": getattr(row, "corrected_by", None) is not None,
            "evidence": evidence_of(row),
        }
        for row in reversed(rows)
    ]


def evidence_of(row: Progress) -> dict[str, str] | None:
    """Return where what proves a row is found: only what readers can open."""
    if row.page is not None:
        if not row.page.live:
            return None
        return {"url": row.page.url or "", "title": row.page.title, "lang": row.page.locale.language_code}
    if row.document is not None:
        url = reverse("wagtaildocs_serve", args=[row.document_id, row.document.filename])
        return {"url": url, "title": row.document.title}
    if row.address:
        return {"url": row.address, "title": row.address.split("://", 1)[-1].split("/", 1)[0]}
    return None


def _day(day: datetime.date) -> str:
    return calendar.format_day(day, active())


def _number(number: int) -> str:
    return digits.in_language(str(number), active())
