"""Telephone numbers, however they are typed."""

import pytest

from bangla import phones


@pytest.mark.parametrize(
    "typed",
    [
        "01712345678",
        "০১৭১২৩৪৫৬৭৮",
        "০১৭১২-৩৪৫৬৭৮",
        "+880 1712 345678",
        "8801712345678",
        "008801712345678",
        "+৮৮০১৭১২৩৪৫৬৭৮",
        " 01712 345 678 ",
        "1712345678",
        "(017) 12345678",
        "01712\u200b345678",
        "０１７１２３４５６７８",
    ],
)
def test_a_bangladeshi_mobile_has_one_form(typed: str) -> None:
    assert phones.normalise(typed) == "+8801712345678"


@pytest.mark.parametrize(
    ("typed", "kept"), [("+44 7911 123456", "+447911123456"), ("0097150123456", "+97150123456")]
)
def test_foreign_numbers_are_accepted(typed: str, kept: str) -> None:
    assert phones.normalise(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["", "0171234567", "017123456789", "01212345678", "+88012345678", "abc", "৯৯৯", "+0123456789", "+1" * 9],
)
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="telephone"):
        phones.normalise(typed)


def test_a_mobile_is_shown_in_the_digits_of_the_language() -> None:
    assert phones.display("+8801712345678", "bn") == "০১৭১২-৩৪৫৬৭৮"
    assert phones.display("+8801712345678", "en") == "01712-345678"
    assert phones.display("+447911123456", "en") == "+447911123456"
