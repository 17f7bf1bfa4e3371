"""Headquarters raises the share from 50 to 60 % at the midnight that begins 10 March, while people are buying."""

import datetime

import clock
from shop.orders.models import Purchase
from tests import ordering, selling
from tests.stories.conftest import Prison

MIDNIGHT = clock.midnight(datetime.date(2026, 3, 10))
ONE_SECOND = datetime.timedelta(seconds=1)


def test_a_raise_at_midnight(natore: Prison) -> None:
    with natore.on(8):
        natore.raise_share(6000, day=10)

    # Four stools at 1,000.00, of 200.00 materials each: a profit of 800.00 each, paid on the 9th.
    with natore.on(9):
        bought = [natore.sell(100_000, costs={"materials": 20_000}, delivered=False) for _ in range(4)]
    assert [row.lines.get().policy.rate_bp for row in bought] == [5000] * 4

    # One more is paid a second before midnight, and one at midnight; the provider tells of both at noon.
    with natore.on(9):
        late = [unpaid(natore), unpaid(natore)]
    with natore.on(10):
        ordering.pay(late[0], at=MIDNIGHT - ONE_SECOND)
        ordering.pay(late[1], at=MIDNIGHT)
    assert [row.lines.get().policy.rate_bp for row in late] == [5000, 6000]

    # Delivered on the 12th, all of them under 60 %; what counts is when the buyer's money moved.
    with natore.on(12):
        for row in (*bought, *late):
            ordering.deliver(Purchase.objects.get(pk=row.pk))
        assert natore.book() == {
            "clearing": 600_000,
            "materials": -120_000,
            # Five times 400.00 and once 480.00 for the makers: 2,480.00, by 5:3:2.
            "five pending": -124_000,
            "three pending": -74_400,
            "two pending": -49_600,
            # Five times 400.00 and once 320.00.
            "department": -232_000,
        }


def unpaid(natore: Prison) -> Purchase:
    goods = selling.product(natore.office)
    selling.stock(goods, natore.office, quantity=1, costs={"materials": 20_000}, made_by=natore.makers)
    return ordering.place([ordering.Wanted(goods, natore.office, 100_000)])
