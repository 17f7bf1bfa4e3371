"""Digits, numbers and money, as Bangladesh writes them."""

import pytest
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
