"""Eight processes sell, pay, cancel, refund and deliver at once for a while: nothing is sold, paid or lost twice."""

from collections.abc import Callable

import pytest
from django.db.models import F

from shop.orders.models import Purchase
from shop.payments.models import DemonstrationRefund, DemonstrationSession
from tests import selling
from tests.races import soaking, soundness

pytestmark = pytest.mark.django_db(transaction=True)

SECONDS = 10


def test_eight_processes_at_once_oversell_nothing_and_lose_or_double_no_entry() -> None:
    world = soaking.lay(units=3 * SECONDS)
    told = soaking.soak(world, seconds=SECONDS, seed=1)
    left = soaking.settle_down()

    assert told.faults + left.faults == []
    assert list(soundness.violations(world)) == []
    # What else they came to in so short a time depends on the machine.
    assert told.done["place"], told.done
    assert told.done["pay"], told.done


def sell_once(soaker: soaking.Soaker, refund: bool = False) -> None:
    soaker.place_by("demonstration")
    soaker.pay()
    soaking.settle_down()
    if refund:
        soaker.cancel_as_buyer()
        soaking.settle_down()


def allocate_one_more() -> None:
    selling.StockRecord.objects.update(num_allocated=F("num_allocated") + 1)


def lose_an_event_for_ever() -> None:
    DemonstrationSession.objects.create(
        token="lost",
        idempotency_key="lost",
        state="paid",
        amount_poisha=100,
        currency="BDT",
        return_url="",
        language="bn",
    )


def forget_what_was_given_back() -> None:
    DemonstrationRefund.objects.all().delete()


@pytest.mark.parametrize(
    ("breaking", "said"),
    [
        (allocate_one_more, "are allocated"),
        (lose_an_event_for_ever, "the provider took"),
        (forget_what_was_given_back, "is succeeded"),
    ],
)
def test_what_is_broken_is_named(breaking: Callable[[], None], said: str) -> None:
    world = soaking.lay(units=10)
    sell_once(soaking.Soaker(world, seed=3), refund=True)
    sell_once(soaking.Soaker(world, seed=4))
    assert Purchase.objects.count() == 2
    assert list(soundness.violations(world)) == []
    breaking()
    assert any(said in violation for violation in soundness.violations(world))
