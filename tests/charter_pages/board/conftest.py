"""Eighty offices and what they owed in twenty quarters, laid once for all tests of a module."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.charter_pages.board import countries
from tests.charter_pages.board.countries import KINDS, Country


@pytest.fixture(scope="module")
def whole_country(lay_once: Callable[[Callable[[], Any]], Any]) -> Country:
    """80 offices × 20 quarters × 5 duties."""

    def lay() -> Country:
        laid = countries.country(8, 71)
        countries.fill(laid.offices, KINDS, 20)
        return laid

    found: Country = lay_once(lay)
    return found


@pytest.fixture
def small(db: None) -> Country:
    """Headquarters, two divisions and four prisons that owe nothing yet."""
    return countries.country(2, 4)
