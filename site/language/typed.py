"""Bangla digits typed where the house has no field of its own: dates in any form, Wagtail's too, and addresses.

Whole and decimal numbers need nothing here: Python reads every script's digits, and the box of a number is a text box
(templates/django/forms/widgets/number.html). See ADR 0056.
"""

import functools
import re
import unicodedata
from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseBase

from bangla import digits

_UNSEEN = re.compile("[\u200b-\u200f\u2060\ufeff]")
# A page's number, a year, a fiscal year, a quarter, a date. What readers search for is shown again as they typed it.
_CODE = re.compile(r"\d{1,4}(?:[-/]q?\d{1,4}){0,2}")
_FREE_TEXT = frozenset({"q", "memo", "number", "order", "reference", "text"})
# Open data have one address for one answer, in ASCII.
_OF_PEOPLE = ("/bn/", "/en/", "/admin/")
# How the first bytes of a Bangla digit stand in an address.
_BANGLA_DIGIT = "%E0%A7%A"


def plain(value: object) -> str:
    """Return what was typed in ASCII digits, without the spaces around it and the invisible letters of keyboards."""
    return digits.to_ascii(_UNSEEN.sub("", unicodedata.normalize("NFKC", str(value)))).strip()


def teach_fields() -> None:
    """Let every field of a date or a time read Bangla digits; once, when the site starts.

    Django reads them by `strptime`, which knows ASCII digits alone, and Wagtail, its blocks and its filters make such
    fields in a dozen places that no setting reaches.
    """
    classes: tuple[Any, ...] = (forms.DateField, forms.TimeField, forms.DateTimeField)
    for field in classes:
        if not hasattr(field.to_python, "__wrapped__"):
            field.to_python = _in_ascii(field.to_python)


def _in_ascii(to_python: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    @functools.wraps(to_python)
    def read(self: Any, value: Any) -> Any:
        return to_python(self, plain(value) if isinstance(value, str) else value)

    return read


class TypedAddresses:
    """Middleware: numbers, years and dates in the query of a page's address may be typed in Bangla digits."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        is_typed = _BANGLA_DIGIT in request.META.get("QUERY_STRING", "").upper()
        if is_typed and request.path_info.startswith(_OF_PEOPLE):
            asked = request.GET.copy()
            for name, values in asked.lists():
                if name not in _FREE_TEXT:
                    asked.setlist(name, [_code(value) for value in values])
            asked._mutable = False  # type: ignore[attr-defined]
            request.GET = asked  # type: ignore[assignment]
        return self.get_response(request)


def _code(value: str) -> str:
    code = plain(value)
    return code if _CODE.fullmatch(code) else value
