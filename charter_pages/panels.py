"""What the forms of charters have of their own: headquarters' rows above an office's, amounts typed in taka."""

import uuid
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.panels import Panel
from wagtail.models import Page

from language.forms import DigitsIntegerField, TakaField
from publishing.pages import PublishedForm

COUNTED = ("time_amount", "working_days")


class PoishaField(TakaField):
    """An amount typed in taka, in Bangla or ASCII digits, stored as whole poisha."""

    def __init__(self, *, min_value: Any = None, max_value: Any = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)


def _in_taka(field: Any) -> dict[str, Any]:
    if field.name != "fee_poisha":
        return {}
    return {"form_class": PoishaField, "label": gettext_lazy("amount in taka")}


def _in_digits(field: Any) -> dict[str, Any]:
    return {"form_class": DigitsIntegerField} if field.name in COUNTED else {}


register_form_field_override(models.PositiveBigIntegerField, override=_in_taka)
register_form_field_override(models.PositiveSmallIntegerField, override=_in_digits)


class HeadquartersRows(Panel):
    """The rows that the charter takes over, each with its choices; empty for an office that follows no master."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "charter_pages/admin/headquarters_rows.html"

        def is_shown(self) -> bool:
            page = self.instance
            return bool(page.pk and page.office_id and page.follows_master and self.lines)

        @property
        def lines(self) -> list[Any]:
            # Models stand below: what reads them is named when it is needed.
            from charter_pages.charters import reading
            from charter_pages.charters.inheriting import Origin

            if not hasattr(self, "_lines"):
                charter = reading.read(self.instance)
                self._lines = [line for line in charter.lines if line.origin != Origin.LOCAL]
            return self._lines

        def get_context_data(self, parent_context: Any = None) -> Any:
            context = super().get_context_data(parent_context)
            return {**context, "lines": self.lines, "page": self.instance}


class StandsFor(Panel):
    """Says, in a row of the office's own, for which row of headquarters it stands."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "charter_pages/admin/stands_for.html"

        def is_shown(self) -> bool:
            return self.form is not None and getattr(self.instance, "overrides", None) is not None

        def get_context_data(self, parent_context: Any = None) -> Any:
            names = _names_of_headquarters(self.request, self.instance)
            name = names.get(self.instance.overrides)
            return {**super().get_context_data(parent_context), "name": name, "row": self.instance}


def _page_of(request: Any, row: Any) -> Any:
    """Return the page of a row; a row of a form that was sent knows it not yet, so the address says it.

    Left to itself the missing page would be taken for an empty row, in silence: templates do so.
    """
    try:
        return row.page
    except ObjectDoesNotExist:
        found = Page.objects.filter(pk=request.resolver_match.kwargs.get("page_id")).first()
        return found.specific if found is not None else None


def _names_of_headquarters(request: Any, row: Any) -> dict[uuid.UUID, str]:
    """Return the names of the master's rows by their keys, asked once for all rows of a form."""
    from charter_pages.charters import fetching, reading

    if not hasattr(request, "names_of_headquarters"):
        page = _page_of(request, row)
        master = reading.master_of(page) if page is not None else None
        rows = fetching.of(master).services if master else []
        request.names_of_headquarters = {each.translation_key: each.name for each in rows}
    names: dict[uuid.UUID, str] = request.names_of_headquarters
    return names


class CharterForm(PublishedForm):
    """Lets a row stand only for one of headquarters' that this office follows."""

    def clean(self) -> Any:
        cleaned = super().clean()
        rows = self.formsets.get("services")
        if rows is None or not hasattr(rows.model, "overrides"):
            return cleaned
        known = self._known_keys()
        seen: set[uuid.UUID] = set()
        for row in rows.forms:
            key = getattr(row, "cleaned_data", {}).get("overrides")
            if key is None or row.cleaned_data.get("DELETE"):
                continue
            if key not in known:
                row.add_error(None, ValidationError(_("Headquarters' charter has no such row any more.")))
            elif key in seen:
                row.add_error(None, ValidationError(_("Another of your rows stands for the same one.")))
            seen.add(key)
        return cleaned

    def _known_keys(self) -> set[uuid.UUID]:
        """Return the keys of headquarters' rows, and of those that rows of this page stood for before."""
        from charter_pages.charters import fetching, reading

        page = self.instance
        if not page.office_id:
            page.office_id = getattr(getattr(self.parent_page, "specific", None), "office_id", None)
        master = reading.master_of(page)
        keys = {row.translation_key for row in fetching.of(master).services} if master else set()
        known = (row.initial.get("overrides") for row in self.formsets["services"].initial_forms)
        return keys | {key for key in known if key is not None}
