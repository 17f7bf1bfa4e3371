import pytest

from accounts.roles import Role
from shop.fulfilment import consignments
from shop.ledger import verification
from shop.orders.models import SoldLine
from shop.payments import attempts, cash
from shop.payments.models import PaymentAttempt
from shop.payments.providers import demonstration
from tests import selling

pytestmark = pytest.mark.django_db


@pytest.fixture
def sold():
    """One order by card and one in cash of two prisons, delivered and in the book; one still on its way."""
    natore, bogura = selling.prison(), selling.prison("dj-bogura")
    stool = selling.for_sale(
        natore, price="333.33", costs={"materials": 1003, "power": 11}, weights=(5, 3, 2)
    )
    chair = selling.for_sale(bogura, price="99.99", costs={"materials": 200_001})
    for provider in ("cash", "demonstration"):
        purchase = selling.place(selling.basket((stool, 3), (chair, 1)), provider_code=provider)
        if provider == "demonstration":
            attempts.open(purchase=purchase)
            demonstration.move(token=purchase.attempts.get().provider_reference, to="paid")
            attempts.ask_about(purchase=purchase)
        for office in (natore, bogura):
            deliver(purchase.consignments.get(office=office), with_cash=provider == "cash")
    selling.place(selling.basket((stool, 1)))
    return purchase


def deliver(parcel, *, with_cash: bool) -> None:
    packer = selling.staff(Role.PARCELS, parcel.office)
    consignments.pack(by=packer, consignment=parcel)
    consignments.ship(by=packer, consignment=parcel, courier="কুরিয়ার", tracking_number="123")
    consignments.deliver(by=packer, consignment=parcel, cash_collected=with_cash)
    if with_cash:
        due = consignments.cash_due(parcel)
        cash.record_hand_in(by=selling.staff(Role.CASH_RECORDER, parcel.office), due=due, slip_number="S-1")
        cash.confirm_hand_in(by=selling.staff(Role.CASH_CONFIRMER, parcel.office), due=due)


def found() -> list[str]:
    return [str(finding) for _name, finding in verification.findings()]


def test_the_book_is_true_after_sales_by_card_and_in_cash_below_and_above_cost(sold):
    assert found() == []
    assert SoldLine.objects.filter(credited_at__isnull=False).count() == 4


def test_a_line_altered_from_outside_is_named(sold):
    line = sold.lines.first()
    SoldLine.objects.filter(pk=line.pk).update(costs={"materials": 1})
    SoldLine.objects.filter(pk=sold.lines.last().pk).update(credited_at=None, entry_key="")

    said = " ".join(found())

    assert f"line {line.reference} has other costs than its pieces" in said
    assert f"line {sold.lines.last().reference} is paid and delivered, and not credited" in said
    assert f"share:{line.reference}" in said


def test_money_that_is_in_hand_and_not_in_the_book_is_named(sold):
    PaymentAttempt.objects.update(amount_poisha=1)

    assert any("1 poisha are in hand" in text for text in found())
