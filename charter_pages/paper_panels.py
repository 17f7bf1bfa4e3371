"""What the forms of minutes and letters have of their own: the paper that was given, both calendars, what is left."""

import datetime
from typing import Any

from django.utils.translation import ngettext
from wagtail.admin.panels import MultiFieldPanel, Panel

from bangla import calendar, digits
from charter_pages import dating
from charter_pages.circulation.forms import CorrigendumForm
from charter_pages.papers import prefixes, register
from language.spoken import active


class PaperForm(CorrigendumForm):
    """Asks, before a paper goes to readers, about the lines of it that stand in no field."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        left = [line for line in (cleaned.get("remainder") or "").splitlines() if line.strip()]
        if left and "remainder" in self.fields and self.goes_public():
            self.add_error(
                "remainder",
                ngettext(
                    "One line of the paper stands in no field. Move it to its field, or delete it here: "
                    "the paper as it was given is kept.",
                    "%(number)s lines of the paper stand in no field. Move each to its field, or delete it here: "
                    "the paper as it was given is kept.",
                    len(left),
                )
                % {"number": digits.in_language(str(len(left)), active())},
            )
        return cleaned


class Source(MultiFieldPanel):  # type: ignore[misc]
    """The lines that were placed nowhere, with the text of the paper beside them; for imported papers only."""

    class BoundPanel(MultiFieldPanel.BoundPanel):  # type: ignore[misc]
        template_name = "charter_pages/papers/source_panel.html"

        def is_shown(self) -> bool:
            return bool(self.instance.source_text or self.instance.remainder)

        def get_context_data(self, parent_context: Any = None) -> Any:
            context = super().get_context_data(parent_context)
            return {**context, "page": self.instance, "lines": self.instance.source_text.splitlines()}


class BothCalendars(Panel):
    """Says what day the other calendar has, and where what was typed is another one; and whose number it seems."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "charter_pages/papers/both_calendars.html"

        def is_shown(self) -> bool:
            return bool(self.instance.issued_on or self.instance.memo_number)

        def get_context_data(self, parent_context: Any = None) -> Any:
            page = self.instance
            return {
                **super().get_context_data(parent_context),
                "computed": computed(page.issued_on),
                "differ": dating.differ(page.issued_on, page.issued_on_bangla),
                "question": prefixes.question(register.key_of(page.memo_number), page.office),
            }


def computed(issued_on: datetime.date | None) -> str:
    """Return a day in the Bangla calendar, empty before the calendar's first day."""
    try:
        return calendar.format_bangla(issued_on) if issued_on else ""
    except ValueError:
        return ""
