"""The verbs: begin a translation, keep what was written, submit it, publish it.

Until it is published the English page stays what it was: the Bangla text, with the note that says so (ADR 0057).
Wagtail-localize's own way would show a half-translated page as an English one, and publishes without approval.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Locale, Page, Revision, WorkflowState
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.strings import StringValue, validate_translation_links

from accounts.models import User
from bangla import digits
from language.spoken import active
from portal.translating import reading
from portal.translating.reading import SOURCE, TARGET, Text
from publishing import pairing
from publishing.pages import Published


def require(*, by: User, page: Page) -> None:
    """Raise PermissionDenied unless the user edits the page, in both languages where it stands in both."""
    pages = [page, *Page.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk)]
    if not all(each.specific.permissions_for_user(by).can_edit() for each in pages):
        raise PermissionDenied


@transaction.atomic
def begin(*, by: User, page: Published) -> Translation:
    """Take the texts of a public Bangla page for translating, or take them again after it changed.

    Raises ValidationError where nothing is public, or where the English page was written by itself.
    """
    require(by=by, page=page)
    # Two who begin at once: the second finds what the first one made.
    Page.objects.select_for_update().get(pk=page.pk)
    page = page.specific_class.objects.get(pk=page.pk)
    if page.language != SOURCE or not page.live:
        raise ValidationError(_("A page is translated once it is public in Bangla."))
    pairing.pair(page)
    translation = reading.translation_of(page)
    english = reading.english_of(page)
    if translation is None and english is not None and english.alias_of_id is None:
        raise ValidationError(_("The English page was written by itself: edit it there."))
    source, made = TranslationSource.get_or_create_from_instance(page)
    if not made:
        source.update_from_db()
    translation, _made = Translation.objects.update_or_create(
        source=source, target_locale=Locale.objects.get(language_code=TARGET), defaults={"enabled": True}
    )
    return translation


@transaction.atomic
def keep(*, by: User, page: Published, translation: Translation, written: Mapping[int, str]) -> None:
    """Keep texts by the numbers of their segments; an empty one is a text that is not translated yet."""
    require(by=by, page=page)
    _write(reading.texts(page, translation), by=by, translation=translation, written=written)


def _write(known: Iterable[Text], *, by: User, translation: Translation, written: Mapping[int, str]) -> None:
    texts = {text.pk: text for text in known}
    for pk, typed in written.items():
        text = texts.get(pk)
        if text is None:
            continue  # gone from the Bangla page since the form was drawn
        place = {
            "translation_of_id": text.string_id,
            "locale": translation.target_locale,
            "context_id": text.context_id,
        }
        if not typed.strip():
            StringTranslation.objects.filter(**place).delete()
            continue
        told = {"data": read(text, typed), "translation_type": "manual", "last_translated_by": by}
        StringTranslation.objects.update_or_create(
            **place, defaults={**told, "tool_name": "", "has_error": False, "field_error": ""}
        )


def read(text: Text, typed: str) -> str:
    """Return what was typed for a text, as wagtail-localize keeps it. Raises ValidationError."""
    if not text.marked_up:
        return str(StringValue.from_plaintext(typed.strip().replace("\r\n", "\n")).data)
    try:
        value = StringValue.from_translated_html(typed.strip())
        validate_translation_links(text.bangla, value.data)
    except ValueError as wrong:
        raise ValidationError(
            _("Keep the marks of the Bangla text as they are, <b> and </b> for example, and add no others.")
        ) from wrong
    return str(value.data)


@transaction.atomic
def draft(*, by: User, page: Published, translation: Translation) -> Revision:
    """Make the draft of the English page of what was translated. Raises ValidationError while a text is missing."""
    require(by=by, page=page)
    texts = reading.texts(page, translation)
    left = reading.missing(texts)
    if left:
        said = ngettext(
            "%(number)s text is not in English yet.", "%(number)s texts are not in English yet.", len(left)
        )
        raise ValidationError(said % {"number": digits.in_language(str(len(left)), active())})
    _write(texts, by=by, translation=translation, written=_as_shown(texts))
    source = translation.source
    standing = reading.english_of(page)
    if standing is None:
        raise ValidationError(_("A page is translated once it is public in Bangla."))
    shown: Any = source.get_ephemeral_translated_instance(translation.target_locale, fallback=True)
    # Its place and its address are those of the page that stands; that it follows the Bangla one ends with publishing.
    shown.slug, shown.alias_of_id, shown.change_note = standing.slug, None, _note(standing)
    source.sync_view_restrictions(page, standing)
    revision: Revision = shown.save_revision(user=by, log_action=True)
    return revision


def _as_shown(texts: Iterable[Text]) -> dict[int, str]:
    """Return the texts that are the same in English but for their digits: the form shows them filled in."""
    return {text.pk: text.english for text in texts if not reading.BANGLA_LETTER.search(text.bangla)}


def _note(english: Published) -> str:
    return "" if english.alias_of_id is not None else "The translation follows the Bangla page."


def submit(*, by: User, page: Published, translation: Translation) -> None:
    """Submit a translation as a page of the office is submitted: to the division, then to headquarters."""
    with transaction.atomic():
        english = _free_to_go(page)
        draft(by=by, page=page, translation=translation)
        english = reading.english_of(page) or english
        state = english.current_workflow_state
        if state is not None:
            state.resume(user=by)
        else:
            english.get_workflow().start(english, by)


def publish(*, by: User, page: Published, translation: Translation) -> None:
    """Publish a translation at once; raises PermissionDenied for whoever does not publish the page."""
    english = _free_to_go(page)
    if not english.permissions_for_user(by).can_publish():
        raise PermissionDenied
    draft(by=by, page=page, translation=translation).publish(user=by)


def _free_to_go(page: Published) -> Published:
    english = reading.english_of(page)
    if english is None:
        raise ValidationError(_("A page is translated once it is public in Bangla."))
    state = english.current_workflow_state
    if state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS:
        raise ValidationError(_("This translation was submitted already and waits for approval."))
    return english
