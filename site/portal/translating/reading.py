"""What of a page there is to translate, what of it is English already, and how far each page is."""

import dataclasses
import datetime
import enum
import re
from collections.abc import Iterable
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page, WorkflowState
from wagtail_localize.models import StringSegment, Translation, TranslationSource
from wagtail_localize.strings import StringValue
from wagtail_localize.views.edit_translation import (
    FieldHasNoEditPanelError,
    TabHelper,
    get_segment_location_info,
)

from bangla import digits
from publishing.pages import Published

SOURCE, TARGET = "bn", "en"
# The address of a page is the same in both languages; a note of what changed is written anew each time.
NOT_TRANSLATED = frozenset({"slug", "change_note"})
BANGLA_LETTER = re.compile(r"[\u0985-\u09b9\u09dc-\u09df\u09ce]")
# What prose has beside its words: bold, italics, links. A line break is written as one.
MARKED_UP = re.compile(r"<(?!br\b)[a-z]")


class State(enum.StrEnum):
    """How far a page is on its way into English."""

    MISSING = "missing"
    BEGUN = "begun"
    WAITING = "waiting"
    RETURNED = "returned"
    PUBLIC = "public"
    BEHIND = "behind"
    BY_HAND = "by_hand"


STATES: dict[State, Any] = {
    State.MISSING: _("Not translated: readers find the Bangla text, and are told so."),
    State.BEGUN: _("Begun. Readers find the Bangla text until the translation is approved."),
    State.WAITING: _("Submitted, and waits for approval."),
    State.RETURNED: _("Returned with a reason."),
    State.PUBLIC: _("Public in English."),
    State.BEHIND: _("Public in English; the Bangla page was changed afterwards."),
    State.BY_HAND: _("The English page was written by itself and is edited like any page."),
}


@dataclasses.dataclass(frozen=True)
class Text:
    """One text of a page: where it stands, in Bangla, and in English as far as it is."""

    pk: int
    label: str
    bangla: str
    english: str
    marked_up: bool
    string_id: int
    context_id: int

    @property
    def name(self) -> str:
        """Return the name of its field in the form."""
        return f"text-{self.pk}"

    @property
    def is_long(self) -> bool:
        return len(self.bangla) > 60 or "\n" in self.bangla


def source_of(page: Page) -> TranslationSource | None:
    """Return what wagtail-localize keeps of a Bangla page that somebody began to translate."""
    found: TranslationSource | None = TranslationSource.objects.filter(
        object_id=page.translation_key, locale__language_code=SOURCE
    ).first()
    return found


def translation_of(page: Page) -> Translation | None:
    found: Translation | None = (
        Translation.objects.filter(
            source__object_id=page.translation_key, target_locale__language_code=TARGET, enabled=True
        )
        .select_related("source", "target_locale")
        .first()
    )
    return found


def english_of(page: Page) -> Published | None:
    """Return the page's English one, translated or not, in full."""
    found = Page.objects.filter(translation_key=page.translation_key, locale__language_code=TARGET).first()
    specific = found.specific if found is not None else None
    return specific if isinstance(specific, Published) else None


@dataclasses.dataclass(frozen=True)
class Facts:
    """What decides how far a page is; `workflow` is the state of the approval that the English page is in."""

    taken_at: datetime.datetime | None
    published_at: datetime.datetime | None
    has_english: bool = False
    follows: bool = False
    is_live: bool = False
    has_draft: bool = False
    workflow: str | None = None


def state(of: Facts) -> State:
    """Return how far a Bangla page is on its way: the one rule, for one page and for lists."""
    if of.taken_at is None:
        return State.BY_HAND if of.has_english and not of.follows else State.MISSING
    if not of.has_english:
        return State.BEGUN
    if of.workflow is not None:
        return State.RETURNED if of.workflow == WorkflowState.STATUS_NEEDS_CHANGES else State.WAITING
    if of.follows or not of.is_live or of.has_draft:
        return State.BEGUN
    return State.BEHIND if was_changed_since(of.taken_at, of.published_at) else State.PUBLIC


def was_changed_since(taken_at: datetime.datetime, published_at: datetime.datetime | None) -> bool:
    """Return whether a Bangla page was published again since its texts were taken."""
    return published_at is not None and published_at > taken_at


def state_of(page: Page, english: Published | None, translation: Translation | None) -> State:
    """Return how far a Bangla page is."""
    taken_at = translation.source.last_updated_at if translation is not None else None
    if english is None:
        return state(Facts(taken_at, page.last_published_at))
    workflow = english.current_workflow_state
    return state(
        Facts(
            taken_at,
            page.last_published_at,
            has_english=True,
            follows=english.alias_of_id is not None,
            is_live=english.live,
            has_draft=english.has_unpublished_changes,
            workflow=workflow.status if workflow is not None else None,
        )
    )


def reason_of(english: Published) -> str:
    """Return why a translation came back."""
    state = english.current_workflow_state
    step = state.current_task_state if state is not None else None
    return str(step.comment) if step is not None else ""


def is_behind(page: Page, translation: Translation) -> bool:
    """Return whether the Bangla page was published again since its texts were taken."""
    return was_changed_since(translation.source.last_updated_at, page.last_published_at)


def texts(page: Published, translation: Translation) -> list[Text]:
    """Return the texts of a page in the order of its form; three queries."""
    source, tabs = translation.source, TabHelper(page)
    segments = StringSegment.objects.filter(source=source).order_by("order", "pk")
    rows = segments.annotate_translation(Locale.objects.get(language_code=TARGET)).select_related(
        "string", "context"
    )
    found = []
    for row in rows:
        if row.context.path in NOT_TRANSLATED:
            continue
        try:
            told = get_segment_location_info(page, tabs, row.context.path, row.context.get_field_path(page))
        except FieldHasNoEditPanelError:
            continue
        found.append(_text(row, told))
    return found


def _text(row: StringSegment, told: dict[str, Any]) -> Text:
    data, english = row.string.data, row.translation or ""
    marked_up = bool(MARKED_UP.search(data))
    if not english and not BANGLA_LETTER.search(strip_tags(data)):
        # Numbers, names in Latin letters: the same in English, in its digits.
        english = digits.to_ascii(data)
    if not marked_up:
        data, english = _plain(data), _plain(english)
    label = " · ".join(str(part) for part in (told["field"], told["subField"]) if part)
    return Text(row.pk, label, data, english, marked_up, row.string_id, row.context_id)


def _plain(data: str) -> str:
    return str(StringValue(data).render_text()) if data else ""


def missing(shown: Iterable[Text]) -> list[Text]:
    """Return the texts that are not English yet."""
    return [text for text in shown if not text.english.strip()]
