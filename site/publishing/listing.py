"""Pages of a long list, and what of it is asked for."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import gettext as _

from bangla import digits
from language import spoken

PER_PAGE = 20


def page_of(rows: Any, request: HttpRequest, per_page: int = PER_PAGE) -> dict[str, Any]:
    """Return the page of `rows` that the address asks for; a number out of range gives the nearest page."""
    asked = digits.to_ascii(request.GET.get("page", "1"))
    return {"page_of": Paginator(rows, per_page).get_page(asked)}


def office_of(row: Mapping[str, Any]) -> str:
    """Return the office of a page's row by its name in the language that is spoken; '' for a page of none."""
    return spoken.or_bangla(row["office__name_bn"] or "", row["office__name_en"])


def language_of(row: Mapping[str, Any]) -> str:
    """Return the language of a row's words: a page that nobody has translated shows the Bangla ones."""
    return "bn" if row["alias_of_id"] else str(row["language"])


class Filters(forms.Form):
    """The filters above a list, asked by its address; whatever is not chosen, or cannot be, is not asked."""

    def offer(self, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
        """Let one of these be chosen, or all."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("All")), *choices]

    def chosen(self) -> dict[str, str]:
        """Return what was chosen and can be: an office or year that does not exist is not asked for."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
