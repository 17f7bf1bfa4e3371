from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.roles import Role
from tests.whole_site.wall.world import World


@pytest.fixture(scope="module")
def walls_laid(lay_once: Callable[[Callable[[], Any]], Any]) -> World:
    laid: World = lay_once(World)
    return laid


@pytest.fixture
def walls(walls_laid: World, db: None) -> World:
    """One department for all the questions of a module; each takes back what it changed."""
    return walls_laid


@pytest.fixture
def signed_in(walls: World) -> Callable[..., Client]:
    def sign_in(role: Role, code: str) -> Client:
        client = Client()
        client.force_login(walls.person(role, code))
        return client

    return sign_in
