import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

import clock
from accounts.roles import Role
from letters.models import Letter
from shop.fulfilment import consignments
from shop.fulfilment.models import Consignment
from shop.ledger import balances
from shop.orders.models import SoldLine
from shop.payments import attempts, cash
from shop.payments.models import CashDue
from shop.payments.providers import demonstration
from shop.production import checks as production_checks
from shop.wages import policy
from tests import selling

pytestmark = pytest.mark.django_db


@pytest.fixture
def packer(natore):
    return selling.staff(Role.PARCELS, natore)


def sent(packer, parcel: Consignment) -> Consignment:
    consignments.pack(by=packer, consignment=parcel)
    return consignments.ship(by=packer, consignment=parcel, courier="সুন্দরবন কুরিয়ার", tracking_number="SB-১২৩৪")


def test_a_parcel_handed_over_takes_the_goods_off_the_shelf_once(natore, packer):
    stool = selling.for_sale(natore, quantity=5)
    parcel = selling.place(selling.basket((stool, 2))).consignments.get()

    sent(packer, parcel)
    again = consignments.ship(
        by=packer, consignment=parcel, courier="সুন্দরবন কুরিয়ার", tracking_number="SB-1234"
    )

    stool.refresh_from_db()
    assert (stool.num_in_stock, stool.num_allocated) == (3, 0)
    assert (again.state, again.tracking_number) == ("shipped", "SB-1234")
    batch = parcel.purchase.lines.get().pieces[0]["batch"]
    from shop.production.models import Batch

    assert Batch.objects.get(pk=batch).gone_quantity == 2
    assert Letter.objects.filter(template="order_shipped").count() == 1


def test_steps_out_of_turn_and_strangers_are_refused(natore, packer):
    stool = selling.for_sale(natore)
    parcel = selling.place(selling.basket((stool, 1))).consignments.get()

    with pytest.raises(consignments.Refused):
        consignments.ship(by=packer, consignment=parcel, courier="কুরিয়ার", tracking_number="123")
    with pytest.raises(consignments.Refused):
        consignments.deliver(by=packer, consignment=parcel)
    with pytest.raises(PermissionDenied):
        consignments.pack(by=selling.staff(Role.PARCELS, selling.prison("dj-bogura")), consignment=parcel)
    parcel.refresh_from_db()
    assert parcel.state == "reserved"


def test_an_unpaid_order_is_not_packed(natore, packer):
    stool = selling.for_sale(natore)
    parcel = selling.place(selling.basket((stool, 1)), provider_code="demonstration").consignments.get()

    assert not Consignment.objects.for_user(packer).exists()
    with pytest.raises(consignments.Refused):
        consignments.pack(by=packer, consignment=parcel)


def test_cash_on_delivery_credits_nobody_until_it_is_handed_in_and_confirmed(natore, packer):
    stool = selling.product(natore)
    hands = selling.stock(stool, natore, quantity=1, costs={"materials": 30000}, weights=(5, 3, 2))
    purchase = selling.place(selling.basket((stool, 1)))
    parcel = sent(packer, purchase.consignments.get())
    recorder, confirmer = (selling.staff(role, natore) for role in (Role.CASH_RECORDER, Role.CASH_CONFIRMER))
    line = purchase.lines.get()

    consignments.deliver(by=packer, consignment=parcel)
    assert not selling.credited(line)
    consignments.collect_cash(by=packer, consignment=parcel)
    assert not selling.credited(line)
    due = purchase.cash_dues.get()
    cash.record_hand_in(by=recorder, due=due, slip_number="সো-৭৭".replace("সো", "S"))
    assert not selling.credited(line)
    assert balances.trial_balance() == {}

    cash.confirm_hand_in(by=confirmer, due=due)

    assert selling.credited(line)
    assert [selling.pending(maker) for maker in hands] == [23750, 14250, 9500]
    assert balances.trial_balance() == {
        "bank": 131000,  # the slip is the bank's word: nobody else holds this money any more
        "delivery:dj-natore": -6000,
        "materials:dj-natore": -30000,
        "department:dj-natore": -47500,
        **{
            f"inmate:{maker.pk}:pending": -poisha
            for maker, poisha in zip(hands, (23750, 14250, 9500), strict=True)
        },
    }
    cash.confirm_hand_in(by=confirmer, due=due)
    assert (balances.of("bank"), balances.of("clearing:cash")) == (131000, 0)


def test_a_slip_is_not_confirmed_by_the_one_who_recorded_it_not_even_by_a_superuser(natore, packer):
    stool = selling.for_sale(natore)
    purchase = selling.place(selling.basket((stool, 1)))
    consignments.deliver(
        by=packer, consignment=sent(packer, purchase.consignments.get()), cash_collected=True
    )
    boss = selling.User.objects.create_superuser("boss", password=None)
    due = purchase.cash_dues.get()
    with pytest.raises(cash.Refused):
        cash.confirm_hand_in(by=boss, due=due)  # no slip yet
    cash.record_hand_in(by=boss, due=due, slip_number="S-77")

    with pytest.raises(cash.Refused):
        cash.confirm_hand_in(by=boss, due=due)
    with pytest.raises(IntegrityError), transaction.atomic():
        CashDue.objects.filter(pk=due.pk).update(confirmed_by=boss)
    with pytest.raises(cash.Refused):
        cash.record_hand_in(by=boss, due=due, slip_number="another")


def test_cash_is_divided_at_the_rate_of_the_day_it_was_paid_at_the_door(natore, packer):
    """50 % today, 60 % from midnight: paid at the door today, handed in tomorrow."""
    stool = selling.for_sale(natore, quantity=2)
    first, second = (selling.place(selling.basket((stool, 1))) for _ in range(2))
    raise_share_at_midnight()
    recorder, confirmer = (selling.staff(role, natore) for role in (Role.CASH_RECORDER, Role.CASH_CONFIRMER))

    consignments.deliver(by=packer, consignment=sent(packer, first.consignments.get()), cash_collected=True)
    tomorrow = clock.now() + datetime.timedelta(days=1)
    with clock.set_to(tomorrow):
        consignments.deliver(
            by=packer, consignment=sent(packer, second.consignments.get()), cash_collected=True
        )
        for purchase in (first, second):
            due = purchase.cash_dues.get()
            cash.record_hand_in(by=recorder, due=due, slip_number="S-1")
            cash.confirm_hand_in(by=confirmer, due=due)

    assert [first.lines.get().policy.rate_bp, second.lines.get().policy.rate_bp] == [5000, 6000]


def raise_share_at_midnight() -> None:
    hq = selling.headquarters()
    midnight = clock.midnight(clock.today() + datetime.timedelta(days=1))
    proposed = policy.propose(
        by=selling.staff(Role.HQ_POLICY, hq),
        rate_bp=6000,
        in_force_from=midnight,
        memo_number="৫৮.০৪.০০০০.০২১.০৩.০২০.২৬-১০১",
    )
    policy.approve(by=selling.staff(Role.HQ_POLICY_APPROVER, hq), policy=proposed)


def test_paid_by_card_before_midnight_and_delivered_after_it_is_credited_at_the_old_rate(natore, packer):
    stool = selling.for_sale(natore)
    purchase = selling.place(selling.basket((stool, 1)), provider_code="demonstration")
    attempts.open(purchase=purchase)
    raise_share_at_midnight()
    demonstration.move(token=purchase.attempts.get().provider_reference, to="paid")

    with clock.set_to(
        clock.midnight(clock.today() + datetime.timedelta(days=1)) + datetime.timedelta(hours=9)
    ):
        attempts.ask_about(purchase=purchase)  # the provider's answer comes after midnight, too
        consignments.deliver(by=packer, consignment=sent(packer, purchase.consignments.get()))

    line = purchase.lines.get()
    assert line.policy.rate_bp == 5000
    assert balances.of("department:dj-natore") == 62500
    assert SoldLine.objects.get(pk=line.pk).entry_key == f"share:{line.reference}"


def test_a_parcel_refused_at_the_door_brings_no_cash_and_no_credit(natore, packer):
    stool = selling.for_sale(natore)
    purchase = selling.place(selling.basket((stool, 1)))

    consignments.refuse(by=packer, consignment=sent(packer, purchase.consignments.get()))

    assert purchase.cash_dues.get().state == "refused"
    assert not selling.credited(purchase.lines.get())
    with pytest.raises(cash.Refused):
        cash.collect(by=packer, due=purchase.cash_dues.get())


def test_delivered_twice_credits_once_and_writes_once(natore, packer):
    stool = selling.for_sale(natore)
    purchase = selling.place(selling.basket((stool, 1)), provider_code="demonstration")
    attempts.open(purchase=purchase)
    demonstration.move(token=purchase.attempts.get().provider_reference, to="paid")
    attempts.ask_about(purchase=purchase)
    parcel = sent(packer, purchase.consignments.get())

    consignments.deliver(by=packer, consignment=parcel)
    consignments.deliver(by=packer, consignment=parcel)

    assert balances.of("department:dj-natore") == 62500
    assert Letter.objects.filter(template="order_delivered").count() == 1


def test_another_tracking_number_for_a_parcel_under_way_takes_no_goods_twice(natore, packer):
    stool = selling.for_sale(natore, quantity=5)
    parcel = selling.place(selling.basket((stool, 1))).consignments.get()
    selling.place(selling.basket((stool, 2)))  # whose units a second hand-over would take
    sent(packer, parcel)

    with pytest.raises(consignments.Refused):
        consignments.ship(by=packer, consignment=parcel, courier="Pathao", tracking_number="999")

    stool.refresh_from_db()
    assert (stool.num_in_stock, stool.num_allocated) == (4, 2)
    assert not list(production_checks.stock_is_what_batches_say())


def test_a_parcel_whose_cash_was_received_is_not_refused_at_the_door(natore, packer):
    purchase = selling.place(selling.basket((selling.for_sale(natore), 1)))
    parcel = sent(packer, purchase.consignments.get())
    consignments.collect_cash(by=packer, consignment=parcel)

    with pytest.raises(consignments.Refused):
        consignments.refuse(by=packer, consignment=parcel)

    assert purchase.consignments.get().state == "shipped"
    assert purchase.cash_dues.get().state == "collected"
