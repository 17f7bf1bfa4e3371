import copy
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests import laying
from tests.served import Served
from tests.whole_site import crawl, planted, planted_forms
from tests.whole_site.planted import World


@pytest.fixture(scope="session")
def whole(site: Served) -> Iterator[crawl.Crawl]:
    """Everything that a reader without a cookie can reach."""
    return crawl.everything(site.address)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """One planted world for all the questions of a module."""
    with django_db_blocker.unblock(), laying.laid(django_db_blocker, World) as laid:
        yield laid


@pytest.fixture
def taken_back(world: World) -> Iterator[None]:
    """Take back what a question changed in the module's world."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def as_laid(world: World, django_db_blocker: Any) -> planted.Standing:
    """Every row of the world, before any question was asked."""
    with django_db_blocker.unblock():
        return planted.standing()


@pytest.fixture(scope="module")
def forms_laid(world: World, django_db_blocker: Any) -> dict[str, dict[str, Any]]:
    with django_db_blocker.unblock():
        return planted_forms.forms(world)


@pytest.fixture
def forms(forms_laid: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """What each address of the table takes: a copy, as an uploaded file is read but once."""
    return copy.deepcopy(forms_laid)
