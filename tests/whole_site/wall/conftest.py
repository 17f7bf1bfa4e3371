from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from tests import laying
from tests.whole_site.readers import Reader
from tests.whole_site.wall.world import World


@pytest.fixture(scope="package")
def walls_laid(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The department, laid once for all modules that ask it: in a transaction around all their tests."""
    with laying.laid(django_db_blocker, World) as laid:
        yield laid


@pytest.fixture
def walls(walls_laid: World, db: None) -> World:
    """One department for all questions; each takes back what it changed."""
    return walls_laid


@pytest.fixture
def signed_in(walls: World) -> Callable[..., Client]:
    return lambda role, code: Reader(walls.person(role, code))
