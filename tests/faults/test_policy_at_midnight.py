"""Row 18: the share is raised at midnight in Dhaka while the shop sells, and what providers tell comes after it."""

import datetime
import random
import time
from collections.abc import Iterator
from typing import Any

import pytest

import clock
from accounts.models import User
from accounts.roles import Role
from offices.models import Office
from shop.fulfilment import consignments
from shop.fulfilment.models import Consignment
from shop.ledger import balances
from shop.orders.models import Purchase, SoldLine
from shop.payments import attempts, cash, inbox
from shop.payments.models import InboxEvent
from shop.wages import policy
from tests import at_once, selling
from tests.faults import paying, writers
from tests.payments import fake_stripe
from tests.payments.fake_stripe import FakeStripe

MIDNIGHT = datetime.datetime(2026, 3, 2, tzinfo=clock.DHAKA)
SECOND = datetime.timedelta(seconds=1)
MINUTE = datetime.timedelta(minutes=1)
HOUR = datetime.timedelta(hours=1)

pytestmark = pytest.mark.django_db(transaction=True)


class StripeOfThatNight(FakeStripe):
    """The fake Stripe, on whose clock it is the evening of this story."""

    def create(self, params: dict[str, Any]) -> dict[str, Any]:
        ahead = int(params["expires_at"]) - int((MIDNIGHT - 10 * MINUTE).timestamp())
        return super().create({**params, "expires_at": str(int(time.time()) + ahead)})


@pytest.fixture
def stripe(settings: Any) -> Iterator[FakeStripe]:
    fake = StripeOfThatNight()
    settings.STRIPE_SECRET_KEY = fake_stripe.SECRET_KEY
    settings.STRIPE_WEBHOOK_SECRET = fake_stripe.WEBHOOK_SECRET
    settings.STRIPE_API_BASE = fake.address
    yield fake
    fake.stop()


def raise_the_share() -> None:
    """Headquarters raises the share to 60 % from midnight on, three hours before it."""
    headquarters = selling.headquarters()
    with clock.set_to(MIDNIGHT - 3 * HOUR):
        proposed = policy.propose(
            by=selling.staff(Role.HQ_POLICY, headquarters),
            rate_bp=6000,
            in_force_from=MIDNIGHT,
            memo_number="৫৮.০৪.০০০০.০২১.০৩.০২০.২৬-১৮",
        )
        policy.approve(by=selling.staff(Role.HQ_POLICY_APPROVER, headquarters), policy=proposed)


def card(goods: Any) -> tuple[Purchase, str]:
    """Order one piece by card ten minutes before midnight; return the order and Stripe's name for its session."""
    with clock.set_to(MIDNIGHT - 10 * MINUTE):
        purchase = selling.place(selling.basket((goods, 1)), provider_code="stripe")
        attempts.open(purchase=purchase)
    return purchase, purchase.attempts.get().provider_reference


def told(event: tuple[bytes, str]) -> int:
    """Bring an event to the shop's door, as Stripe does, two hours after midnight."""
    with clock.set_to(MIDNIGHT + 2 * HOUR):
        return paying.at_the_door(*event)


def work(_which: int) -> int:
    """What a worker does, a minute later."""
    with clock.set_to(MIDNIGHT + 2 * HOUR + MINUTE):
        return inbox.process()


def send(packer: User, purchase: Purchase, *, at: datetime.datetime, cash_collected: bool = False) -> None:
    with clock.set_to(at):
        parcel = Consignment.objects.get(purchase=purchase)
        consignments.pack(by=packer, consignment=parcel)
        consignments.ship(by=packer, consignment=parcel, courier="পরীক্ষামূলক", tracking_number="RP-1")
        consignments.deliver(by=packer, consignment=parcel, cash_collected=cash_collected)


def hand_in(office: Office, purchase: Purchase) -> None:
    with clock.set_to(MIDNIGHT + 9 * HOUR):
        due = purchase.cash_dues.get()
        cash.record_hand_in(by=selling.staff(Role.CASH_RECORDER, office), due=due, slip_number="S-77")
        cash.confirm_hand_in(by=selling.staff(Role.CASH_CONFIRMER, office), due=due)


def test_a_raise_at_midnight_divides_each_sale_by_the_instant_that_its_money_moved(
    stripe: FakeStripe,
) -> None:
    office = selling.prison()
    packer = selling.staff(Role.PARCELS, office)
    with clock.set_to(MIDNIGHT - 24 * HOUR):
        stool = selling.product(office)
        hands = selling.stock(stool, office, quantity=8, costs={"materials": 8 * 30000})
        shawl = selling.product(office, price="999.99")
        selling.stock(shawl, office, quantity=2, costs={"materials": 2 * 33333}, made_by=hands)
    raise_the_share()

    # By name: the order, and when Stripe says that its money moved.
    paid_at = {
        "told in time": -MINUTE,
        "told late": -SECOND,
        "never told": -30 * SECOND,
        "at midnight": 0 * SECOND,
        "just after": SECOND,
        "told twice, in disorder": MINUTE,
        "shawl told late": -SECOND,
        "shawl at midnight": 0 * SECOND,
    }
    orders = {name: card(shawl if "shawl" in name else stool) for name in paid_at}
    with clock.set_to(MIDNIGHT - 10 * MINUTE):
        at_door = {name: selling.place(selling.basket((stool, 1))) for name in ("before", "after")}
    for name, (_purchase, session) in orders.items():
        stripe.pay(session, at=int((MIDNIGHT + paid_at[name]).timestamp()), fee=3930)

    # One event comes before midnight, like the cash of one parcel; all the others only two hours after it.
    in_time = stripe.event(orders["told in time"][1])
    with clock.set_to(MIDNIGHT - 30 * SECOND):
        inbox.receive(provider_code="stripe", body=in_time[0], headers={"Stripe-Signature": in_time[1]})
        assert inbox.process() == 1
    send(packer, at_door["before"], at=MIDNIGHT - MINUTE, cash_collected=True)
    send(packer, at_door["after"], at=MIDNIGHT + MINUTE, cash_collected=True)

    late = [
        stripe.event(session)
        for name, (_purchase, session) in orders.items()
        if name not in ("told in time", "never told")
    ]
    twice = orders["told twice, in disorder"][1]
    late += [stripe.event(twice), stripe.event(twice, "checkout.session.async_payment_succeeded"), in_time]
    random.Random(18).shuffle(late)
    # At once, each in a process of its own, and three workers after them.
    assert at_once.run(told, late) == [200] * len(late)
    assert InboxEvent.objects.count() == 8
    at_once.run(work, range(3))
    assert not InboxEvent.objects.filter(processed_at__isnull=True).exists()

    # The event that was lost is found by asking.
    lost = orders["never told"][0]
    lost.refresh_from_db()
    assert lost.state == Purchase.State.AWAITS_PAYMENT
    with clock.set_to(MIDNIGHT + 3 * HOUR):
        attempts.sweep()
    for purchase, _session in orders.values():
        send(packer, purchase, at=MIDNIGHT + 30 * HOUR)
    for purchase in at_door.values():
        hand_in(office, purchase)

    rates = dict(SoldLine.objects.values_list("purchase_id", "policy__rate_bp"))
    for name, (purchase, _session) in orders.items():
        assert rates[purchase.pk] == (5000 if paid_at[name] < 0 * SECOND else 6000), name
    assert [rates[at_door[name].pk] for name in ("before", "after")] == [5000, 6000]
    # By hand. A stool: 1,250.00 − 300.00 = 950.00; at 50 % the makers have 475.00 (237.50, 142.50, 95.00), at
    # 60 % 570.00 (285.00, 171.00, 114.00); four of each. A shawl: 999.99 − 333.33 = 666.66; at 50 % 333.33
    # (166.66, 100.00, 66.67), at 60 % 399.996, that is 400.00 (200.00, 120.00, 80.00); one of each.
    five = 4 * 23750 + 4 * 28500 + 16666 + 20000
    three = 4 * 14250 + 4 * 17100 + 10000 + 12000
    two = 4 * 9500 + 4 * 11400 + 6667 + 8000
    assert balances.trial_balance() == {
        "bank": 2 * 131000,
        "clearing:stripe": 6 * 131000 + 2 * 105999 - 8 * 3930,
        "fees:stripe": 8 * 3930,
        "delivery:dj-natore": -10 * 6000,
        "materials:dj-natore": -(8 * 30000 + 2 * 33333),
        "department:dj-natore": -(4 * 47500 + 4 * 38000 + 33333 + 26666),
        f"inmate:{hands[0].pk}:pending": -five,
        f"inmate:{hands[1].pk}:pending": -three,
        f"inmate:{hands[2].pk}:pending": -two,
    }
    assert writers.findings() == []
