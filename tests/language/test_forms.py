"""Fields take Bangla and ASCII digits alike, and show what was typed when it was wrong."""

import pytest
from django import forms

from language.forms import DigitsIntegerField, PhoneField, PostCodeField, TakaField


class Form(forms.Form):
    quantity = DigitsIntegerField(min_value=1, max_value=500)
    price = TakaField(min_poisha=100)
    phone = PhoneField()
    post_code = PostCodeField(required=False)


GOOD = {"quantity": "১২", "price": "১,২৫০.৫", "phone": "০১৭১২ ৩৪৫৬৭৮", "post_code": "১২১১"}
CLEAN = {"quantity": 12, "price": 125_050, "phone": "+8801712345678", "post_code": "1211"}


@pytest.mark.parametrize(
    "typed",
    [GOOD, {"quantity": " 12 ", "price": "৳ 1250.50", "phone": "+8801712345678", "post_code": "1211"}],
)
def test_both_digits_are_understood(typed: dict[str, str]) -> None:
    form = Form(typed)
    assert form.is_valid(), form.errors
    assert form.cleaned_data == CLEAN


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("quantity", "১২ক"),
        ("quantity", "০"),
        ("quantity", "501"),
        ("quantity", "1.5"),
        ("quantity", "9" * 5000),
        ("price", "১,২"),
        ("price", "12.345"),
        ("price", "-5"),
        ("price", "0.5"),
        ("price", "9" * 30),
        ("phone", "০১৭১২"),
        ("phone", "9" * 50),
        ("post_code", "১২১"),
        ("post_code", "abcd"),
    ],
)
def test_what_is_wrong_is_refused_and_shown_again(name: str, typed: str) -> None:
    form = Form({**GOOD, name: typed})
    assert list(form.errors) == [name]
    assert f'value="{typed}"' in str(form[name])


def test_an_empty_field_is_missed_by_name() -> None:
    assert sorted(Form({}).errors) == ["phone", "price", "quantity"]


def test_an_amount_of_the_database_is_shown_in_taka() -> None:
    assert 'value="125.50"' in str(Form(initial={"price": 12_550})["price"])
    assert 'value="125"' in str(Form(initial={"price": 12_500})["price"])


def test_an_unchanged_amount_is_no_change() -> None:
    assert not TakaField().has_changed(12_550, "১২৫.৫০")
    assert TakaField().has_changed(12_550, "x")
