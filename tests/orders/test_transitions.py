import pytest
from django.db import IntegrityError, transaction

from shop.orders import transitions
from shop.orders.models import Purchase, SoldLine, StateChange
from tests import selling

pytestmark = pytest.mark.django_db


@pytest.fixture
def purchase() -> Purchase:
    stool = selling.for_sale(selling.prison())
    return selling.place(selling.basket((stool, 1)), provider_code="demonstration")


def test_an_illegal_step_is_an_error_and_writes_nothing(purchase):
    before = StateChange.objects.count()

    with pytest.raises(transitions.IllegalStep):
        transitions.step(subject=purchase, to="awaits_payment")
    with pytest.raises(transitions.IllegalStep):
        transitions.step(subject=purchase.consignments.get(), to="delivered")

    assert StateChange.objects.count() == before


def test_of_two_who_step_at_once_the_second_is_told(purchase):
    mine, theirs = Purchase.objects.get(pk=purchase.pk), Purchase.objects.get(pk=purchase.pk)
    transitions.step(subject=mine, to="cancelled", note="the buyer asked")

    with pytest.raises(transitions.Overtaken):
        transitions.step(subject=theirs, to="expired")

    told = StateChange.objects.filter(purchase=purchase, subject_kind="orders.Purchase").last()
    assert (told.from_state, told.to_state, told.note) == ("awaits_payment", "cancelled", "the buyer asked")


@pytest.mark.django_db(transaction=True)
def test_a_step_outside_a_transaction_is_refused(purchase):
    with pytest.raises(RuntimeError):
        transitions.step(subject=purchase, to="cancelled")


@pytest.mark.parametrize(
    "wrong",
    [
        {"net_poisha": 1},
        {"quantity": 0},
        {"captured_at": "2026-01-01T00:00Z"},
        {"credited_at": "2026-01-01T00:00Z"},
        {"purchase": None},
    ],
)
def test_the_database_refuses_a_line_that_cannot_be(purchase, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        SoldLine.objects.filter(purchase=purchase).update(**wrong)
