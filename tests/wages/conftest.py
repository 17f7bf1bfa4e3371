"""The people and the prison of production's tests, and those who decide on the share."""

import datetime

import pytest

import clock
from accounts.models import User
from accounts.roles import Role
from offices.models import Office
from shop.wages import holds, payouts
from tests.production.conftest import Prison, dhaka, hq, natore, person
from tests.wages import accounts
from tests.wages.accounts import Desk, day

__all__ = ["dhaka", "hq", "natore"]


@pytest.fixture
def proposer(hq: Office) -> User:
    return person("proposer", hq, Role.HQ_POLICY)


@pytest.fixture
def approver(hq: Office) -> User:
    return person("approver", hq, Role.HQ_POLICY_APPROVER)


@pytest.fixture
def desk(dhaka: Prison, hq: Office) -> Desk:
    return accounts.desk(dhaka, hq)


@pytest.fixture
def march(desk: Desk, proposer: User, approver: User) -> Desk:
    """A month in which every kind of movement happened once; it ends with something in each part."""
    desk.earn(10_000, day(1, month=2))
    desk.earn(20_000, day(2))
    desk.release(day(20))
    with clock.set_to(day(21)):
        desk.enter("daily_wage")  # 20 days of 2 taka
        desk.enter("adjustment", adds=True, poisha=500)
        desk.enter("adjustment", adds=False, poisha=200, reason="wrong_hours")
        statute = accounts.approved_statute(proposer, approver)
        desk.enter("deduction", poisha=300, statute=statute)
    with clock.set_to(day(22)):
        payout = payouts.send(
            by=desk.finance,
            payout=payouts.approve(
                by=desk.approver, payout=payouts.draft(by=desk.finance, office=desk.office)
            ),
        )
        payouts.settle(by=desk.finance, line=payout.lines.get())
    desk.earn(5_000, day(8))
    desk.release(day(23))
    with clock.set_to(day(23)):
        payouts.draft(by=desk.finance, office=desk.office)
    desk.earn(3_000, day(9))
    desk.release(day(24))
    with clock.set_to(day(24)):
        holds.place(
            by=desk.recorder, maker=desk.maker, poisha=1_000, reason="inquiry", memo_number="৫৮.০৪-৮",
            until=datetime.date(2026, 4, 30),
        )  # fmt: skip
    desk.earn(700, day(30))
    return desk
