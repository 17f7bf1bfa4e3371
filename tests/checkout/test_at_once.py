"""Stock Oscar sells the last unit up to eight times (MONEY.md); here eight real processes ask for it."""

import pytest

from letters.models import Letter
from shop.orders.models import Purchase
from shop.payments import attempts, cash, inbox
from shop.payments.models import DemonstrationSession, InboxEvent, PaymentAttempt
from tests import at_once, selling

pytestmark = pytest.mark.django_db(transaction=True)

BUYERS = 8


def order(basket_id: int) -> str:
    """Order what a basket holds, and go to pay for it."""
    basket = selling.Basket.objects.get(pk=basket_id)
    purchase = selling.place(basket, token=f"form-{basket_id}", provider_code="demonstration")
    attempts.open(purchase=purchase)
    return purchase.number


def test_eight_processes_buying_the_last_unit_make_one_order_and_seven_are_told_sold_out_and_not_charged():
    """Row 10 of MONEY.md's list."""
    stool = selling.for_sale(selling.prison(), quantity=1)
    baskets = [selling.basket((stool, 1)).pk for _ in range(BUYERS)]

    answers = at_once.run(order, baskets)

    assert answers.count("SoldOut") == BUYERS - 1
    bought = Purchase.objects.get()
    assert [attempt.purchase_id for attempt in PaymentAttempt.objects.all()] == [bought.pk]
    assert DemonstrationSession.objects.count() == 1, "of the seven nobody asked for money"
    assert Letter.objects.count() == 1
    stool.refresh_from_db()
    assert (stool.num_in_stock, stool.num_allocated) == (1, 1)
    assert selling.Basket.objects.filter(status="Open").count() == BUYERS - 1


def test_eight_processes_buying_three_of_ten_each_never_take_more_than_there_are():
    stool = selling.for_sale(selling.prison(), quantity=10)
    baskets = [selling.basket((stool, 3)).pk for _ in range(BUYERS)]

    answers = at_once.run(order, baskets)

    assert answers.count("SoldOut") == BUYERS - 3
    stool.refresh_from_db()
    assert stool.num_allocated == 9
    assert (
        sum(piece["quantity"] for bought in Purchase.objects.all() for piece in bought.lines.get().pieces)
        == 9
    )


def order_in_a_tab(argument: tuple[int, str]) -> str:
    basket_id, form = argument
    return selling.place(selling.Basket.objects.get(pk=basket_id), token=form).number


@pytest.mark.parametrize("forms", [["one"] * BUYERS, [f"tab-{number}" for number in range(BUYERS)]])
def test_a_double_click_and_eight_tabs_on_one_basket_make_one_order(forms):
    """Row 9 of MONEY.md's list."""
    stool = selling.for_sale(selling.prison(), quantity=10)
    basket = selling.basket((stool, 1)).pk

    answers = at_once.run(order_in_a_tab, [(basket, form) for form in forms])

    assert set(answers) == {Purchase.objects.get().number}
    stool.refresh_from_db()
    assert stool.num_allocated == 1


def test_two_buyers_of_the_same_goods_in_reverse_order_do_not_wait_for_each_other_for_ever():
    natore = selling.prison()
    stool, chair = selling.for_sale(natore, quantity=50), selling.for_sale(natore, quantity=50)
    baskets = [
        selling.basket(*([(stool, 1), (chair, 1)] if number % 2 else [(chair, 1), (stool, 1)])).pk
        for number in range(BUYERS)
    ]

    at_once.run(order, baskets)

    assert Purchase.objects.count() == BUYERS


def process_inbox(_: int) -> int:
    return inbox.process()


def test_the_same_event_acted_on_by_eight_processes_is_one_capture():
    from shop.ledger import balances
    from shop.payments.providers import demonstration
    from shop.payments.providers.interface import Event

    stool = selling.for_sale(selling.prison())
    purchase = selling.place(selling.basket((stool, 1)), provider_code="demonstration")
    attempts.open(purchase=purchase)
    token = purchase.attempts.get().provider_reference
    demonstration.move(token=token, to="paid")
    inbox.keep(provider_code="demonstration", event=Event("e1", "session.paid", token))

    at_once.run(process_inbox, range(BUYERS))

    # What the card took of it, 1.5 % of 1,310.00, is booked once, too.
    assert balances.of("clearing:demonstration") == purchase.total_poisha - 1965
    assert balances.of("fees:demonstration") == 1965
    assert InboxEvent.objects.get().processed_at is not None
    assert purchase.attempts.get().state == "paid"


def confirm(due_and_user: tuple[int, int]) -> str:
    due = cash.CashDue.objects.get(pk=due_and_user[0])
    cash.confirm_hand_in(by=selling.User.objects.get(pk=due_and_user[1]), due=due)
    return due.state


def test_a_hand_in_confirmed_by_eight_clicks_at_once_is_booked_once():
    from accounts.roles import Role
    from shop.fulfilment import consignments
    from shop.ledger import balances

    natore = selling.prison()
    packer = selling.staff(Role.PARCELS, natore)
    purchase = selling.place(selling.basket((selling.for_sale(natore), 1)))
    parcel = purchase.consignments.get()
    consignments.pack(by=packer, consignment=parcel)
    consignments.ship(by=packer, consignment=parcel, courier="কুরিয়ার", tracking_number="123")
    consignments.deliver(by=packer, consignment=parcel, cash_collected=True)
    due = purchase.cash_dues.get()
    cash.record_hand_in(by=selling.staff(Role.CASH_RECORDER, natore), due=due, slip_number="S-77")
    confirmer = selling.staff(Role.CASH_CONFIRMER, natore)

    answers = at_once.run(confirm, [(due.pk, confirmer.pk)] * BUYERS)

    assert "handed_in" in answers
    assert (balances.of("bank"), balances.of("clearing:cash")) == (purchase.total_poisha, 0)
    assert balances.of("department:dj-natore") == 62500
