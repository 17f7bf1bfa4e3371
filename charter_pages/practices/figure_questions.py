"""The question about small figures in a report's form: is it people who are counted? (DOMAIN.md, "Never public")"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.panels import Panel

import clock
from charter_pages.practices import numbers
from publishing import bijoy_fields, picture_questions
from publishing.pages import PublishedForm

PEOPLE, THINGS = "people", "things"


@dataclass
class Asked:
    """A small figure in the form, what was said of it, and what is wrong."""

    label: str
    before: str
    after: str
    # What was kept before; None where nobody was asked.
    counts_people: bool | None
    given: str = ""
    error: str = ""

    @property
    def sha256(self) -> str:
        return numbers.content_sha256(self.label, self.before, self.after)

    @property
    def name(self) -> str:
        return f"figure-{self.sha256[:16]}"


class PracticeForm(PublishedForm):
    """A report's form: it has pictures when it becomes public, and no figure over fewer than ten people."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not getattr(self.instance, bijoy_fields.BY_ITSELF, False):
            self.figures_asked = list(_of_form(self))
            if self.goes_public():
                self._refuse_small_figures()
                if not getattr(self, "pictures_asked", []):
                    self.add_error(None, _("A best-practice report has at least one picture."))
        return cleaned

    def _refuse_small_figures(self) -> None:
        for asked in self.figures_asked:
            if numbers.names_people(asked.label, asked.before, asked.after) or asked.given == PEOPLE:
                asked.error = str(numbers.REFUSED)
            elif asked.given != THINGS:
                asked.error = str(numbers.ASKED)
        if any(asked.error for asked in self.figures_asked):
            self.add_error(None, _("Some figures are small. See below the figures."))

    def save(self, commit: bool = True) -> Any:
        for asked in getattr(self, "figures_asked", []):
            counts_people = asked.given == PEOPLE
            if asked.given and counts_people != asked.counts_people and self.for_user is not None:
                _model().objects.create(
                    content_sha256=asked.sha256,
                    label=asked.label,
                    counts_people=counts_people,
                    by=self.for_user,
                    answered_at=clock.now(),
                )
        return super().save(commit=commit)


class SmallFiguresPanel(Panel):  # type: ignore[misc]
    """Where the question stands: below the figures, once one of them is small."""

    class BoundPanel(Panel.BoundPanel):  # type: ignore[misc]
        template_name = "practices/small_figures.html"

        @cached_property
        def asked(self) -> list[Asked]:
            if self.form is None:
                return []
            found: list[Asked] | None = getattr(self.form, "figures_asked", None)
            return list(_of_form(self.form)) if found is None else found

        def is_shown(self) -> bool:
            return bool(super().is_shown()) and bool(self.asked)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, "asked": self.asked, "people": PEOPLE, "things": THINGS}


def _of_form(form: Any) -> Iterator[Asked]:
    """Yield the small figures of a form, as it was sent or as it is shown first."""
    figures = [told for told in _figures(form) if numbers.is_small(told[1], told[2])]
    hashes = {numbers.content_sha256(*told) for told in figures}
    kept = _model().objects.filter(content_sha256__in=hashes).order_by("pk") if hashes else ()
    known = {each.content_sha256: each.counts_people for each in kept}
    for told in figures:
        asked = Asked(*told, known.get(numbers.content_sha256(*told)))
        before = {True: PEOPLE, False: THINGS}.get(asked.counts_people, "")  # type: ignore[arg-type]
        asked.given = form.data.get(asked.name, before) if form.is_bound else before
        yield asked


def _figures(form: Any) -> Iterator[tuple[str, str, str]]:
    if not form.is_bound:
        for row in form.instance.figures.all():
            yield row.label, row.before, row.after
        return
    for row in form.formsets["figures"].forms if "figures" in form.formsets else ():
        if not picture_questions.is_taken_away(row):
            told = [str(row.data.get(row.add_prefix(name), "")) for name in ("label", "before", "after")]
            yield told[0], told[1], told[2]


def _model() -> Any:
    # Not above: the models of this app stand on those of the pages, which ask here.
    from charter_pages.practices.models import FigureAnswer

    return FigureAnswer
