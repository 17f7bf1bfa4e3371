"""What carrying a parcel and taking its payment cost the prison: part of a line's snapshot, from then on fixed."""

import datetime
from typing import Any

import pytest

import clock
from offices.models import Office
from shop.orders import lines, purchases
from shop.orders.models import DeliveryFee, Purchase, SoldLine
from shop.payments import attempts
from shop.payments.models import DemonstrationSession
from shop.payments.providers import demonstration
from shop.storefront.models import DeliveryCharge
from shop.wages import shares
from shop.wages.models import SharePolicy
from tests import selling

pytestmark = pytest.mark.django_db


def sold(purchase: Purchase) -> list[SoldLine]:
    return list(purchase.lines.order_by("pk"))


def order(*wanted: tuple[Any, int], borne: dict[Office, int] | None = None, **more: Any) -> Purchase:
    by_office = {office.pk: poisha for office, poisha in (borne or {}).items()}
    return selling.place(selling.basket(*wanted), borne_poisha_by_office=by_office, **more)


def pay(purchase: Purchase) -> None:
    """Pay on the demonstration provider's page."""
    attempts.open(purchase=purchase)
    pay_late(purchase)


def pay_late(purchase: Purchase) -> None:
    token = purchase.attempts.get().provider_reference
    demonstration.move(token=token, to=DemonstrationSession.State.PAID)
    attempts.settle(attempt=purchase.attempts.get())


def test_what_carrying_costs_beyond_the_charge_is_divided_by_net_price_to_the_poisha() -> None:
    prison = selling.prison()
    stool = selling.for_sale(prison, price="1000.00", costs={"materials": 100_00})
    mat = selling.for_sale(prison, price="500.00")
    purchase = order((stool, 1), (mat, 1), borne={prison: 20_00})
    first, second = sold(purchase)
    # Of 2000 poisha two thirds and one third; the odd poisha goes to the larger remainder.
    assert first.costs == {"materials": 10_00, "delivery": 13_33}
    assert second.costs == {"delivery": 6_67}
    fee = DeliveryFee.objects.get()
    assert (fee.poisha, fee.borne_poisha) == (60_00, 20_00)
    assert purchase.total_poisha == 1500_00 + 60_00, (
        "the buyer pays the charge, and not what the prison bears"
    )


def test_each_prison_bears_the_way_of_its_own_parcel() -> None:
    natore, pabna = selling.prison("dj-natore"), selling.prison("dj-pabna")
    purchase = order(
        (selling.for_sale(natore), 1), (selling.for_sale(pabna), 2), borne={natore: 7_01, pabna: 0}
    )
    assert [line.costs for line in sold(purchase)] == [{"delivery": 7_01}, {}]


def test_by_default_the_courier_takes_what_the_buyer_pays_and_nothing_is_borne() -> None:
    charges = DeliveryCharge.objects.all()
    assert [charge.borne_poisha for charge in charges] == [0, 0, 0]
    free = DeliveryCharge(charge_poisha=0, cost_poisha=60_00)
    assert free.borne_poisha == 60_00
    dear = DeliveryCharge(charge_poisha=90_00, cost_poisha=60_00)
    assert dear.borne_poisha == 0, "what the buyer pays too much is no cost below nothing"


def test_goods_given_away_bear_their_way_evenly() -> None:
    assert lines.part_by_price(7, [0, 0]) == [4, 3]
    assert lines.part_by_price(7, []) == []


def test_what_the_provider_took_comes_onto_the_lines_with_the_money() -> None:
    prison = selling.prison()
    stool = selling.for_sale(prison, price="1000.00", costs={"materials": 100_00})
    mat = selling.for_sale(prison, price="333.00")
    purchase = order((stool, 1), (mat, 1), provider_code="demonstration")
    assert all("fee" not in line.costs for line in sold(purchase)), "before the money moved nobody took of it"

    pay(purchase)
    # 1.5 % of 1393.00 taka are 2089.5 poisha, half up 2090, by 1000 to 333.
    first, second = sold(purchase)
    assert first.costs == {"materials": 10_00, "fee": 15_68}
    assert second.costs == {"fee": 5_22}
    attempts.ask_about(purchase=purchase)
    purchases.capture(purchase=purchase, at=clock.now(), fee_poisha=99_00)
    lines.record_captured(sold=[first], at=clock.now(), fee_poisha=99_00)
    assert [line.costs for line in sold(purchase)] == [first.costs, second.costs], "once"


def test_cash_costs_no_fee() -> None:
    prison = selling.prison()
    purchase = order((selling.for_sale(prison), 1))
    (line,) = sold(purchase)
    lines.record_captured(sold=[line], at=clock.now())
    assert sold(purchase)[0].costs == {}


def test_a_line_that_is_held_again_keeps_what_its_way_costs() -> None:
    prison = selling.prison()
    stool = selling.for_sale(prison, quantity=3, costs={"materials": 300_00})
    purchase = order((stool, 1), borne={prison: 20_00}, provider_code="demonstration")
    attempts.open(purchase=purchase)
    purchases.expire(purchase=purchase)
    pay_late(purchase)
    purchase.refresh_from_db()
    assert purchase.state == Purchase.State.PLACED
    # 1.5 % of 1310.00 taka.
    assert sold(purchase)[0].costs == {"materials": 100_00, "delivery": 20_00, "fee": 19_65}


def test_a_policy_that_deducts_them_has_something_to_deduct_and_another_has_not() -> None:
    prison = selling.prison()
    stool = selling.for_sale(prison, quantity=1, costs={"materials": 300_00}, weights=(1,))
    purchase = order((stool, 1), borne={prison: 20_00}, provider_code="demonstration")
    with clock.set_to(clock.now() + datetime.timedelta(minutes=1)):
        pay(purchase)
    (line,) = sold(purchase)
    snapshot = {
        "net_poisha": line.net_poisha,
        "costs": line.costs,
        "pieces": line.pieces,
    }
    founding = SharePolicy.objects.get()
    assert shares.of(policy=founding, **snapshot).division.makers == (1250_00 - 300_00) // 2
    both = SharePolicy(rate_bp=5000, deduct_delivery=True, deduct_fee=True)
    share = shares.of(policy=both, **snapshot)
    assert share.costs == {"materials": 300_00, "delivery": 20_00, "fee": 19_65}
    # 1250.00 − 300.00 − 20.00 − 19.65 = 910.35; half of it, half a poisha up.
    assert share.division.makers == 455_18
