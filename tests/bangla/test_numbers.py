"""Digits, numbers and money, as Bangladesh writes them."""

import unicodedata

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from bangla import digits, numbers


@given(st.text())
def test_digits_come_back_from_bangla(text: str) -> None:
    assert digits.to_ascii(digits.to_bangla(text)) == digits.to_ascii(text)


@given(st.integers())
def test_a_grouped_number_keeps_its_value(value: int) -> None:
    assert int(numbers.group(value).replace(",", "")) == value


@pytest.mark.parametrize(
    ("value", "grouped"),
    [
        (0, "0"),
        (999, "999"),
        (1_000, "1,000"),
        (99_999, "99,999"),
        (1_00_000, "1,00,000"),
        (12_34_567, "12,34,567"),
        (1_00_00_000, "1,00,00,000"),
        (123_45_67_890, "1,23,45,67,890"),
        (-1_00_000, "-1,00,000"),
    ],
)
def test_numbers_are_grouped_by_thousand_lakh_and_crore(value: int, grouped: str) -> None:
    assert numbers.group(value) == grouped


@pytest.mark.parametrize(
    ("poisha", "decimals", "in_bangla", "in_english"),
    [
        (0, None, "৳০", "৳0"),
        (5, None, "৳০.০৫", "৳0.05"),
        (5_000, None, "৳৫০", "৳50"),
        (12_34_567_50, None, "৳১২,৩৪,৫৬৭.৫০", "৳12,34,567.50"),
        (5_000, True, "৳৫০.০০", "৳50.00"),
        (33_349, False, "৳৩৩৩", "৳333"),
        (33_350, False, "৳৩৩৪", "৳334"),
        (-12_550, None, "-৳১২৫.৫০", "-৳125.50"),
        (-40, False, "৳০", "৳0"),
    ],
)
def test_poisha_are_shown_as_taka(
    poisha: int, decimals: bool | None, in_bangla: str, in_english: str
) -> None:
    assert numbers.taka(poisha, "bn", decimals) == in_bangla
    assert numbers.taka(poisha, "en", decimals) == in_english


@pytest.mark.parametrize(("rate", "shown"), [(5000, "৫০%"), (6250, "৬২.৫%"), (7001, "৭০.০১%"), (0, "০%")])
def test_basis_points_are_shown_as_percent(rate: int, shown: str) -> None:
    assert numbers.percent(rate, "bn") == shown


# What Unicode's CLDR writes behind the figures (common/rbnf/bn.xml, %digits-ordinal).
CLDR_ENDINGS = {"one": "ম", "two": "য়", "few": "র্থ", "many": "ষ্ঠ", "other": "তম"}


def test_ordinals_end_as_unicodes_rules_say() -> None:
    kind = Locale("bn").ordinal_form
    for value in range(1, 1200):
        ending = unicodedata.normalize("NFC", CLDR_ENDINGS[kind(value)])
        assert numbers.ordinal(value, "bn") == digits.to_bangla(value) + ending


def test_english_ordinals_end_as_unicodes_rules_say() -> None:
    endings = {"one": "st", "two": "nd", "few": "rd", "other": "th"}
    kind = Locale("en").ordinal_form
    for value in range(1, 1200):
        assert numbers.ordinal(value, "en") == f"{value}{endings[kind(value)]}"


@pytest.mark.parametrize(
    ("size", "in_bangla", "in_english"),
    [
        (0, "০ বাইট", "0 bytes"),
        (1, "১ বাইট", "1 byte"),
        (972, "৯৭২ বাইট", "972 bytes"),
        (1_023, "১ কিলোবাইট", "1 KB"),
        (1_024, "১ কিলোবাইট", "1 KB"),
        (1_536, "১.৫ কিলোবাইট", "1.5 KB"),
        (1_048_575, "১ মেগাবাইট", "1 MB"),
        (2_516_582, "২.৪ মেগাবাইট", "2.4 MB"),
        (1_500 * 1024**3, "১,৫০০ গিগাবাইট", "1,500 GB"),
    ],
)
def test_file_sizes_are_told_to_a_tenth(size: int, in_bangla: str, in_english: str) -> None:
    assert numbers.file_size(size, "bn") == in_bangla
    assert numbers.file_size(size, "en") == in_english


@given(st.text())
def test_a_page_shows_the_digits_of_its_language_alone(text: str) -> None:
    assert not set(digits.in_language(text, "en")) & set(digits.BANGLA)
    assert not set(digits.in_language(text, "bn")) & set(digits.ASCII)
