"""The public Bangla pages of some offices with how far each is on its way into English: a few queries for any number."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from wagtail.models import Page, WorkflowState
from wagtail_localize.models import Translation

from portal.translating import reading
from portal.translating.reading import SOURCE, STATES, TARGET, Facts, State

# What one list asks for; the rest is asked for by its second page.
SHELVES: dict[str, tuple[State, ...]] = {
    "behind": (State.BEHIND,),
    "begun": (State.BEGUN, State.RETURNED),
    "waiting": (State.WAITING,),
    "missing": (State.MISSING,),
    "public": (State.PUBLIC, State.BY_HAND),
}


@dataclass(frozen=True)
class Row:
    """A public Bangla page and how far it is."""

    pk: int
    title: str
    state: State
    english_title: str

    @property
    def told(self) -> Any:
        return STATES[self.state]


def rows(pages: QuerySet[Page]) -> list[Row]:
    """Return each public Bangla page among `pages`, what was published last first."""
    sources = list(
        pages.filter(live=True, locale__language_code=SOURCE, alias_of__isnull=True, depth__gt=1)
        .order_by("-last_published_at", "pk")
        .values("pk", "title", "translation_key", "last_published_at")
    )
    keys = [row["translation_key"] for row in sources]
    english: dict[Any, dict[str, Any]] = {
        row["translation_key"]: row
        for row in Page.objects.filter(locale__language_code=TARGET, translation_key__in=keys).values(
            "pk", "title", "translation_key", "alias_of_id", "live", "has_unpublished_changes"
        )
    }
    taken = dict(
        Translation.objects.filter(
            target_locale__language_code=TARGET, enabled=True, source__object_id__in=keys
        ).values_list("source__object_id", "source__last_updated_at")
    )
    workflows = _workflows(row["pk"] for row in english.values())
    return [
        Row(
            row["pk"],
            row["title"],
            _state(row, english.get(row["translation_key"]), taken, workflows),
            english.get(row["translation_key"], {}).get("title", ""),
        )
        for row in sources
    ]


def _workflows(pks: Iterable[int]) -> dict[int, str]:
    """Return the state of the approval that each page is in."""
    wanted = {str(pk) for pk in pks}
    page_type = ContentType.objects.get_for_model(Page)
    active = WorkflowState.objects.active().filter(base_content_type=page_type)
    return {int(pk): status for pk, status in active.values_list("object_id", "status") if pk in wanted}


def _state(
    page: dict[str, Any], english: dict[str, Any] | None, taken: dict[Any, Any], workflows: dict[int, str]
) -> State:
    taken_at, published_at = taken.get(page["translation_key"]), page["last_published_at"]
    if english is None:
        return reading.state(Facts(taken_at, published_at))
    return reading.state(
        Facts(
            taken_at,
            published_at,
            has_english=True,
            follows=english["alias_of_id"] is not None,
            is_live=english["live"],
            has_draft=english["has_unpublished_changes"],
            workflow=workflows.get(english["pk"]),
        )
    )
