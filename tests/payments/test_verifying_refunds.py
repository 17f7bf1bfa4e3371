"""`ledger_verify` names a refund, a debt or a dispute that the book does not know, or knows otherwise."""

import pytest

import clock
from shop.ledger import journal, verification
from shop.ledger.journal import Posting
from shop.payments.models import Dispute, Refund
from tests import ordering, selling
from tests.ordering import Wanted

pytestmark = pytest.mark.django_db

STOOL = 1250_00


@pytest.fixture
def refund() -> Refund:
    """One of two stools, given back."""
    natore = selling.prison()
    purchase = ordering.place([Wanted(selling.for_sale(natore), natore, STOOL, 2)])
    ordering.pay(purchase)
    ordering.refund(purchase=purchase, reference="one", units={purchase.lines.get(): 1})
    assert named() == []
    return Refund.objects.select_related("purchase").get()


def named() -> list[str]:
    return sorted({name for name, _finding in verification.findings()})


def test_a_refund_of_another_sum_than_the_book_s_is_named(refund: Refund) -> None:
    Refund.objects.update(amount_poisha=STOOL - 1)
    assert named() == ["refunds are in the book"]


def test_a_refund_that_is_in_the_book_and_nowhere_else_is_named(refund: Refund) -> None:
    Refund.objects.update(state="withdrawn")
    [(_, finding)] = verification.findings()
    assert str(finding) == (
        f"refund:{refund.purchase.number}:one: 0 poisha were given back, {STOOL} are in the book"
    )


def test_a_refund_that_the_book_was_not_told_of_is_named(refund: Refund) -> None:
    Refund.objects.create(
        purchase=refund.purchase,
        provider=refund.provider,
        state="submitted",
        reason="cancelled",
        amount_poisha=1,
        reference="two",
        idempotency_key="two",
        requested_at=clock.now(),
        submitted_at=clock.now(),
    )
    assert named() == ["refunds are in the book"]


def test_a_refund_that_failed_and_is_not_owed_is_named(refund: Refund) -> None:
    Refund.objects.update(state="failed")
    assert named() == ["what is owed and disputed adds up"]


@pytest.mark.parametrize("account", ["owed:stripe", "disputed:stripe"])
def test_money_owed_or_disputed_for_no_reason_is_named(refund: Refund, account: str) -> None:
    journal.post(
        key="stray", kind="settlement", effective_at=clock.now(), narrative="Stray.",
        transfers=[Posting("bank", account, 1)],
    )  # fmt: skip
    assert named() == ["what is owed and disputed adds up"]


def test_a_dispute_that_the_book_was_not_told_of_is_named(refund: Refund) -> None:
    Dispute.objects.create(
        purchase=refund.purchase,
        attempt=refund.purchase.attempts.get(),
        provider="stripe",
        provider_reference="du_1",
        state="opened",
        amount_poisha=1,
        opened_at=clock.now(),
    )
    assert named() == ["what is owed and disputed adds up"]
