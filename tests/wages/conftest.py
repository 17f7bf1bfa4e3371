"""The people and the prison of production's tests, and those who decide on the share."""

import pytest

from accounts.models import User
from accounts.roles import Role
from offices.models import Office
from tests.production.conftest import dhaka, hq, natore, person

__all__ = ["dhaka", "hq", "natore"]


@pytest.fixture
def proposer(hq: Office) -> User:
    return person("proposer", hq, Role.HQ_POLICY)


@pytest.fixture
def approver(hq: Office) -> User:
    return person("approver", hq, Role.HQ_POLICY_APPROVER)
