import copy
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import clock
from tests.charter_pages.grievances import world
from tests.charter_pages.grievances.world import World


@pytest.fixture(scope="module")
def offices_laid(lay_once: Callable[[Callable[[], Any]], Any]) -> World:
    with clock.set_to(world.START):
        found: World = lay_once(world.lay)
    return found


@pytest.fixture
def offices(offices_laid: World, db: None) -> Iterator[World]:
    """Offices, posts and officers, on the day on which the stories begin."""
    with clock.set_to(world.START):
        yield copy.deepcopy(offices_laid)
