"""Every field of a number, a date or a time takes Bangla digits, ours and everybody's, and so does an address."""

import datetime
from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import pytest
from django import forms
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import get_resolver
from django.utils import translation
from wagtail import blocks

from bangla import digits
from language import typed

TYPED = {
    forms.IntegerField: ("৪২", 42),
    forms.DecimalField: ("৪২.৫", Decimal("42.5")),
    forms.FloatField: ("৪২.৫", 42.5),
    forms.DateField: ("২০২৬-১১-২২", datetime.date(2026, 11, 22)),
    forms.TimeField: ("১০:৩০", datetime.time(10, 30)),
}


@pytest.mark.parametrize("language", ["bn", "en"])
@pytest.mark.parametrize("field", TYPED)
def test_djangos_own_fields_read_bangla_digits(field: type[forms.Field], language: str) -> None:
    text, meant = TYPED[field]
    with translation.override(language):
        assert field().clean(text) == field().clean(digits.to_ascii(text)) == meant


@pytest.mark.parametrize("text", ["২২/১১/২০২৬ ১০:৩০", "২০২৬-১১-২২ ১০:৩০", "\u200b২২/১১/২০২৬ 10:30 "])
def test_a_moment_is_read_as_bangladesh_writes_it(text: str) -> None:
    with translation.override("bn"):
        moment = forms.DateTimeField().clean(text)
    assert (moment.year, moment.month, moment.day, moment.minute) == (2026, 11, 22, 30)


def test_blocks_of_wagtails_read_them_too() -> None:
    assert blocks.DateBlock().field.clean("২০২৬-১১-২২") == datetime.date(2026, 11, 22)
    assert blocks.IntegerBlock().field.clean("১২") == 12


def test_no_box_of_a_number_refuses_what_is_typed() -> None:
    shown = str(forms.IntegerField(min_value=1, max_value=9).widget.render("n", 4, {"id": "n", "min": 1}))
    assert 'type="text"' in shown
    assert 'inputmode="numeric"' in shown
    assert 'value="4"' in shown
    assert " min=" not in shown
    assert 'inputmode="decimal"' in forms.DecimalField(decimal_places=2).widget.render(
        "n", "", {"step": "0.01"}
    )


def _every_form(above: type[Any] = forms.BaseForm) -> Iterator[type[Any]]:
    for form in above.__subclasses__():
        yield from _every_form(form)
        if hasattr(form, "base_fields"):
            yield form


def test_every_form_of_the_house_takes_them() -> None:
    assert get_resolver().url_patterns  # with them every screen is loaded
    asked = 0
    for form in _every_form():
        for name, field in form.base_fields.items():
            kind = next((kind for kind in TYPED if isinstance(field, kind)), None)
            if kind is None or isinstance(field, forms.DateTimeField):
                continue
            asked += 1
            text, meant = TYPED[kind]
            assert field.to_python(text) == meant, (form, name)
            assert 'type="number"' not in str(field.widget.render(name, None, {})), (form, name)
    assert asked > 50


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("page=২", "2"),
        ("year=২০২৬", "2026"),
        ("year=২০২৬-২০২৭", "2026-2027"),
        ("quarter=২০২৬-q২", "2026-q2"),
        ("on=২০২৬-১১-২২", "2026-11-22"),
        ("name=কক্ষ ২", "কক্ষ ২"),
        ("q=২০২৬", "২০২৬"),
        ("memo=২৬২", "২৬২"),
    ],
)
def test_an_address_may_be_typed_in_bangla_digits(query: str, seen: str) -> None:
    assert asked("/bn/search/", query) == asked("/admin/book/", query) == seen


def test_machines_are_asked_in_ascii() -> None:
    assert asked("/open-data/figures.csv", "quarter=২০২৬-q২") == "২০২৬-q২"
    assert asked("/api/v1/minutes.json", "limit=২") == "২"


def asked(path: str, query: str) -> str:
    """Return what a view is asked that is behind the middleware."""
    name, _, value = query.partition("=")
    found: list[str] = []

    def answer(request: HttpRequest) -> HttpResponse:
        found.append(request.GET[name])
        return HttpResponse()

    typed.TypedAddresses(answer)(RequestFactory().get(f"{path}?{name}={quote(value)}"))
    return found[0]
