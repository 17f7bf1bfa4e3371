"""What a tender's terms were: kept at each publication that changes them, told to readers beside what they are."""

import datetime
import itertools
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

import clock
from noticeboard.models.tenders import TERMS, TenderPage, TenderTerms


@transaction.atomic
def record(*, page: TenderPage) -> TenderTerms | None:
    """Keep the terms of a tender that became public, where they are others than before."""
    last = TenderTerms.objects.filter(translation_key=page.translation_key).order_by("-number").first()
    terms = as_kept(page)
    if last is not None and last.terms == terms:
        return None
    return TenderTerms.objects.create(
        translation_key=page.translation_key,
        number=last.number + 1 if last else 1,
        terms=terms,
        since=clock.now(),
    )


def as_kept(page: TenderPage) -> dict[str, Any]:
    """Return the terms as JSON keeps them: instants in UTC, days, poisha."""
    return {name: _plain(getattr(page, name)) for name in TERMS}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat()
    return value.isoformat() if isinstance(value, datetime.date) else value


def told(page: TenderPage) -> list[dict[str, Any]]:
    """Return each change of the terms, the newest first: since when, and what was and became; one query."""
    rows = list(TenderTerms.objects.filter(translation_key=page.translation_key).order_by("number"))
    steps = [
        {"since": now.since, "changes": _differences(page, before.terms, now.terms)}
        for before, now in itertools.pairwise(rows)
    ]
    return [step for step in reversed(steps) if step["changes"]]


def _differences(page: TenderPage, before: dict[str, Any], now: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "term": page._meta.get_field(name).verbose_name,
            "before": _shown(page, name, before.get(name)),
            "was_given": before.get(name) not in (None, ""),
            "now": _shown(page, name, now.get(name)),
        }
        for name in TERMS
        if before.get(name) != now.get(name)
    ]


def _shown(page: TenderPage, name: str, value: Any) -> str:
    """Return a kept term in the words of the page's language."""
    from language.templatetags import language

    if value in (None, ""):
        return _("not given")
    if name.endswith("_poisha"):
        return language.taka(value)
    if name in ("submission_by", "opens_at"):
        return language.moment(datetime.datetime.fromisoformat(value))
    if name == "sale_until":
        return language.day(datetime.date.fromisoformat(value))
    choices = dict(getattr(page._meta.get_field(name), "flatchoices", ()))
    return str(choices.get(value, value))
