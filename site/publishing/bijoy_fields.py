"""Bijoy that stands in a page's form when it is sent: told at its field, and made Unicode at one press.

Nothing is changed unasked, and English never waits: what looks like Bijoy and is none can be kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue

from bangla import bijoy_detection
from publishing import pasting

# The name of the two buttons, and what they say.
CHOICE, CONVERT, KEEP = "bijoy", "convert", "keep"
# Set by a hook on the page of a draft that Wagtail keeps by itself: nobody is there to be asked.
BY_ITSELF = "is_kept_by_itself"
_NO_PROSE = (forms.URLField, forms.EmailField, forms.RegexField, forms.JSONField)
LONGEST_SHOWN = 120


@dataclass(frozen=True, slots=True)
class Found:
    """A field that holds Bijoy, with its value as it would be in Unicode."""

    form: Any
    name: str
    value: Any
    reading: str


def look_at(form: Any) -> None:
    """Do with the Bijoy of a page's form what its writer chose; tell of it where nothing was chosen."""
    choice = form.data.get(CHOICE, "")
    if choice == KEEP or any(getattr(page, BY_ITSELF, False) for page in (form.instance, form.parent_page)):
        return
    for found in find(form):
        if choice == CONVERT:
            found.form.cleaned_data[found.name] = found.value
            if found.form is not form:
                # A row has been written into its object already; the page itself is later.
                setattr(found.form.instance, found.name, found.value)
        else:
            found.form.add_error(found.name, told(found))


def find(form: Any) -> Iterator[Found]:
    """Yield the fields of a form, and of the rows below it, that hold Bijoy which the published page has not."""
    yield from _in_fields(form)
    for formset in getattr(form, "formsets", {}).values():
        for row in formset.forms:
            if row.is_valid() and not (formset.can_delete and formset._should_delete_form(row)):
                yield from find(row)


def told(found: Found) -> SafeString:
    """Return the message with its two buttons, which stand in the form as their field does."""
    shown = " ".join(found.reading.split())
    if len(shown) > LONGEST_SHOWN:
        shown = shown[:LONGEST_SHOWN] + "…"
    return format_html(
        '{} <q lang="bn">{}</q> '
        '<button type="submit" class="button button-small" name="{choice}" value="{convert}">{}</button> '
        '<button type="submit" class="button button-small button-secondary" name="{choice}" value="{keep}">{}</button>',
        _("This is in Bijoy. In Unicode it reads:"),
        shown,
        _("Convert all of it and save"),
        _("It is not Bijoy: save it as it is"),
        choice=CHOICE,
        convert=CONVERT,
        keep=KEEP,
    )


def _in_fields(form: Any) -> Iterator[Found]:
    for name, value in list(getattr(form, "cleaned_data", {}).items()):
        field = form.fields.get(name)
        if name == "slug" or field is None or not value:
            continue
        converted: Any
        if isinstance(value, StreamValue):
            converted, reading = _of_stream(value)
        elif not isinstance(value, str) or not _is_prose(field):
            continue
        elif getattr(field.widget, "accepts_features", False):  # Wagtail's editor of rich text
            made = pasting.convert_rich_text(value)
            converted, reading = (
                (made.text, pasting.convert_html(made.text).text) if made.changed else ("", "")
            )
        else:
            made = bijoy_detection.convert(value)
            converted = reading = made.text if made.changed else ""
        if reading and value != _published(form, name):
            yield Found(form, name, converted, reading)


def _is_prose(field: forms.Field) -> bool:
    return (
        type(field) is not forms.ChoiceField
        and isinstance(field, forms.CharField)
        and not isinstance(field, _NO_PROSE)
    )


def _published(form: Any, name: str) -> Any:
    """Return what the field says in public: what was kept once is not asked about for ever."""
    instance = form.instance
    if not instance.pk or not getattr(instance, "live", True):
        return None
    stored = type(instance)._default_manager.filter(pk=instance.pk).first()
    return getattr(stored, name, None)


def _of_stream(value: StreamValue) -> tuple[Any, str]:
    """Return the blocks of a text in Unicode, and how they read; no reading where none is in Bijoy."""
    readings: list[str] = []

    def walk(part: Any, key: str = "") -> Any:
        if isinstance(part, dict):
            return {each: walk(inner, each) for each, inner in part.items()}
        if isinstance(part, list):
            return [walk(inner, key) for inner in part]
        if not isinstance(part, str) or key in ("id", "type"):
            return part
        made = pasting.convert_rich_text(part) if "<" in part else bijoy_detection.convert(part)
        if made.changed:
            readings.append(pasting.convert_html(made.text).text)
        return made.text

    raw = walk(value.get_prep_value())
    if not readings:
        return value, ""
    return value.stream_block.to_python(raw), " … ".join(readings)
