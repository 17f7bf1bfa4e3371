"""What readers see of decisions: only of those that headquarters made public; how it stands, and no name of anybody."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Q, QuerySet

import clock
from charter_pages.decisions import counting
from charter_pages.decisions.models import Followed, Task
from charter_pages.decisions.words import Standing
from charter_pages.models import Decision, MinutesPage
from offices.models import Office
from publishing.pages import Published

MOST_OF_AN_OFFICE = 6


@dataclass(frozen=True)
class Shown:
    """A public decision: its words in the page's language, how it stands, by when."""

    standing: Standing
    number: str
    text: str
    due_on: datetime.date | None
    url: str = ""


def _shown(
    decisions: QuerySet[Followed], rows: dict[Any, Decision], urls: dict[int, str] | None = None
) -> list[Shown]:
    found = list(decisions.annotate(last_due_on=Max("tasks__due_on")))
    if not found:
        return []
    counts = counting.of(Followed.objects.filter(pk__in=[each.pk for each in found]), clock.today())
    shown = []
    for each in found:
        row = rows.get(each.decision_key)
        words = (row.number, row.text) if row is not None else (each.number, each.text)
        last: Any = getattr(each, "last_due_on")  # noqa: B009 (annotated)
        url = (urls or {}).get(each.minutes_id, "")
        shown.append(Shown(Standing(each, counts[each.pk]), *words, last, url))
    return shown


def of_minutes(page: Published) -> list[Shown]:
    """Return what became of the public decisions of minutes, in the page's language; one query where there are none."""
    decided = Followed.objects.filter(is_public=True, minutes__translation_key=page.translation_key)
    if not decided.exists():
        return []
    rows = {row.translation_key: row for row in Decision.objects.filter(page_id=page.pk)}
    order = {key: place for place, key in enumerate(rows)}
    return sorted(
        _shown(decided, rows), key=lambda each: order.get(each.standing.followed.decision_key, len(order))
    )


def of_office(office: Office, language: str) -> list[Shown]:
    """Return the public decisions that an office has a task of or that its meetings made, the newest first."""
    own = Task.objects.filter(office=office).exclude(state=Task.State.DROPPED)
    decided = Followed.objects.filter(is_public=True, minutes__live=True)
    chosen = decided.filter(Q(pk__in=own.values("followed_id")) | Q(office=office))
    newest = chosen.order_by("-meeting_on", "pk").select_related("minutes")[:MOST_OF_AN_OFFICE]
    found = list(newest)
    if not found:
        return []
    keys = {each.minutes.translation_key for each in found}
    pages = {
        page.translation_key: page
        for page in MinutesPage.objects.live().in_language(language).filter(translation_key__in=keys)
    }
    rows = {
        row.translation_key: row
        for row in Decision.objects.filter(
            page__in=list(pages.values()), translation_key__in=[each.decision_key for each in found]
        )
    }
    urls = {
        each.minutes_id: page.url or ""
        for each in found
        if (page := pages.get(each.minutes.translation_key)) is not None
    }
    return _shown(Followed.objects.filter(pk__in=[each.pk for each in found]), rows, urls)
