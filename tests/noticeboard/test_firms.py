"""Of who won a tender the name of the firm is told, and nothing of a person."""

import pytest
from django.core.exceptions import ValidationError

from noticeboard import firms


@pytest.mark.parametrize(
    "text",
    [
        "মেসার্স নমুনা, মোবাইল ০১৭১২৩৪৫৬৭৮",
        "Sample Traders +880 1712-345678",
        "sample@example.org",
        "নমুনা ট্রেডার্স, স্বত্বাধিকারী অমুক",
        "Sample Traders, proprietor N. N.",
        "NID 1990123456789",
        "নমুনা, পিতা: অমুক",
    ],
)
def test_nothing_of_a_person_is_taken_for_the_name_of_a_firm(text: str) -> None:
    with pytest.raises(ValidationError):
        firms.refuse_what_is_personal(text)


@pytest.mark.parametrize("text", ["মেসার্স নমুনা ট্রেডার্স", "Sample (Pvt.) Ltd., Unit 2", "নমুনা ১৯৭১ লিমিটেড"])
def test_the_name_of_a_firm_is_taken(text: str) -> None:
    firms.refuse_what_is_personal(text)
