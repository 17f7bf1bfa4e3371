import copy
from collections.abc import Callable
from typing import Any

import pytest

from tests.charter_pages.duties import country
from tests.charter_pages.duties.country import Country


@pytest.fixture(scope="module")
def laid(lay_once: Callable[[Callable[[], Any]], Any]) -> Country:
    found: Country = lay_once(country.lay)
    return found


@pytest.fixture
def owing(laid: Country, db: None) -> Country:
    """Four offices that owe, with their people."""
    return copy.deepcopy(laid)
