"""The questions about pictures in a page's form: each picture shown, three questions, yes or no (ADR 0046).

They stand in every page's form that has pictures, also those chosen a moment ago. What was answered once is ticked
already; another file in the picture's place is asked about anew.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import Panel
from wagtail.blocks import StreamValue

from publishing import bijoy_fields, picture_answers
from publishing.models import PictureAnswer, PortalImage

PREFIX = "picture"
YES, NO = "yes", "no"
WORDS = {
    "shows_face": gettext_lazy("Can a face be recognised: of a prisoner, a child or a visitor?"),
    "shows_name": gettext_lazy("Can a name or a register number be read?"),
    "shows_paper": gettext_lazy("Can a paper or a board of a ward or a court be read?"),
}


@dataclass
class Asked:
    """One picture in the form: what was answered before, what is answered now, and what is wrong with that."""

    picture: PortalImage
    before: PictureAnswer | None
    given: dict[str, str]
    error: str = ""

    @property
    def key(self) -> str:
        return f"{PREFIX}-{self.picture.pk}"

    @property
    def file_name(self) -> str:
        return str(self.picture.file.name)

    @property
    def is_whole(self) -> bool:
        return all(self.given.get(name) in (YES, NO) for name in WORDS)

    @property
    def shows(self) -> list[str]:
        """Return the questions that were answered with yes."""
        return [name for name in WORDS if self.given.get(name) == YES]

    @property
    def is_new(self) -> bool:
        """Return whether the answers are others than were kept last."""
        return self.is_whole and (
            self.before is None
            or any(getattr(self.before, name) != (self.given[name] == YES) for name in WORDS)
        )

    @property
    def questions(self) -> list[dict[str, Any]]:
        return [
            {"name": f"{self.key}-{name}", "words": words, "given": self.given.get(name, "")}
            for name, words in WORDS.items()
        ]


def of_form(form: Any) -> list[Asked]:
    """Return the pictures that a page's form names, as it was sent or as it is shown first."""
    if not form.is_bound:
        named, data = picture_answers.pictures_of(form.instance), {}
    else:
        named, data = picture_answers.in_order(_sent(form)), form.data
    return [_asked(each, data) for each in picture_answers.look_at(named)]


def look_at(form: Any) -> None:
    """Take the answers of a page's form; where it is to become public, refuse it without them.

    A draft that keeps itself is asked nothing, and one that is only kept may wait with the answers.
    """
    if any(getattr(page, bijoy_fields.BY_ITSELF, False) for page in (form.instance, form.parent_page)):
        form.pictures_asked = []
        return
    form.pictures_asked = of_form(form)
    if not form.goes_public():
        return
    wrong = 0
    for asked in form.pictures_asked:
        if not asked.is_whole:
            asked.error = _("Look at this picture and answer all three questions.")
        elif asked.shows:
            asked.error = _("What this picture shows must not be public. Cover it or choose another picture.")
        wrong += bool(asked.error)
    if wrong:
        form.add_error(None, picture_answers.told(wrong))


def keep(form: Any) -> None:
    """Keep the answers of a form that is saved."""
    for asked in getattr(form, "pictures_asked", []):
        if asked.is_new and form.for_user is not None:
            picture_answers.answer(
                by=form.for_user,
                picture=asked.picture,
                **{name: asked.given[name] == YES for name in WORDS},
            )


def _asked(each: picture_answers.Looked, data: Any) -> Asked:
    key = f"{PREFIX}-{each.picture.pk}"
    # The file on the screen: answers about another one are none about this.
    if data.get(f"{key}-file") == each.picture.file.name:
        given = {name: str(data.get(f"{key}-{name}", "")) for name in WORDS}
    elif each.answer is not None:
        given = {name: YES if getattr(each.answer, name) else NO for name in WORDS}
    else:
        given = {}
    return Asked(each.picture, each.answer, given)


def _sent(form: Any) -> Iterator[int]:
    """Yield the numbers of the pictures that a form and the rows below it were sent with, valid or not."""
    for name, field in form.fields.items():
        value = field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
        if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
            if field.queryset.model is PortalImage and str(value).isascii() and str(value).isdigit():
                yield int(value)
        elif isinstance(value, StreamValue):
            for model, pk, *_path in value.stream_block.extract_references(value):
                if model is PortalImage:
                    yield int(pk)
    for rows in getattr(form, "formsets", {}).values():
        for row in rows.forms:
            if not is_taken_away(row):
                yield from _sent(row)


def is_taken_away(row: Any) -> bool:
    """Return whether a row was sent to be deleted, valid or not."""
    box = row.fields.get(DELETION_FIELD_NAME)
    name = row.add_prefix(DELETION_FIELD_NAME)
    return box is not None and bool(box.widget.value_from_datadict(row.data, row.files, name))


class PicturesPanel(Panel):  # type: ignore[misc]
    """Where the questions stand: behind everything else of the page's content."""

    class BoundPanel(Panel.BoundPanel):  # type: ignore[misc]
        template_name = "publishing/pictures_asked.html"

        @cached_property
        def asked(self) -> list[Asked]:
            if self.form is None:
                return []
            found: list[Asked] | None = getattr(self.form, "pictures_asked", None)
            return of_form(self.form) if found is None else found

        def is_shown(self) -> bool:
            return bool(super().is_shown()) and bool(self.asked)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, "asked": self.asked, "yes": YES, "no": NO}
