"""Two prisons of one division."""

import pytest

from offices.models import Office
from tests import selling


@pytest.fixture
def natore() -> Office:
    return selling.prison()


@pytest.fixture
def bogura() -> Office:
    return selling.prison("dj-bogura")
