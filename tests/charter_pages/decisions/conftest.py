import copy
from collections.abc import Callable
from typing import Any

import pytest

from tests.charter_pages.decisions import committee
from tests.charter_pages.decisions.committee import Committee


@pytest.fixture(scope="module")
def met_laid(lay_once: Callable[[Callable[[], Any]], Any]) -> Committee:
    found: Committee = lay_once(committee.lay)
    return found


@pytest.fixture
def met(met_laid: Committee, db: None) -> Committee:
    """A committee that has met twice, its minutes, and the people around it."""
    return copy.deepcopy(met_laid)
