"""What stands in lists and in the history of changes says its day as people write it."""

import datetime

import pytest
from django.utils import translation

from offices.models import Holiday

VICTORY = Holiday(on=datetime.date(2026, 12, 16), name_bn="মহান বিজয় দিবস", name_en="Victory Day")


@pytest.mark.parametrize(
    ("language", "title"),
    [("bn", "মহান বিজয় দিবস (১৬ ডিসেম্বর ২০২৬)"), ("en", "Victory Day (16 December 2026)")],
)
def test_a_holiday_is_called_by_its_name_and_its_day_in_the_readers_language(
    language: str, title: str
) -> None:
    with translation.override(language):
        assert str(VICTORY) == title
