import copy
from collections.abc import Callable
from typing import Any

import pytest

from charter_pages.models import CharterPage, MasterCharterPage
from tests import publishing_samples

Both = tuple[MasterCharterPage, CharterPage]


@pytest.fixture(scope="module")
def laid(
    request: pytest.FixtureRequest,
    department_laid: publishing_samples.Site,
    lay_once: Callable[[Callable[[], Any]], Any],
) -> Both:
    both: Both = lay_once(lambda: request.module.lay(copy.deepcopy(department_laid)))
    return both


@pytest.fixture
def master(laid: Both, db: None) -> MasterCharterPage:
    """Headquarters' charter, as a module's own function `lay` publishes it."""
    return copy.deepcopy(laid[0])


@pytest.fixture
def page(laid: Both, db: None) -> CharterPage:
    """The charter of the office that follows it."""
    return copy.deepcopy(laid[1])
