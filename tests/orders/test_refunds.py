"""What may be refunded, and what it does to the shelf and the batches; to the book: tests/stories/test_refunds.py."""

from typing import Any

import pytest

import clock
from offices.models import Office
from shop.ledger import balances, journal
from shop.ledger.verification import findings
from shop.orders import refunds
from shop.orders.models import LineRefund, Purchase, SoldLine
from shop.payments import refunding
from shop.production.models import Batch, BatchCost
from tests import ordering, selling
from tests.ordering import Wanted


@pytest.fixture
def office(db: None) -> Office:
    return selling.prison()


@pytest.fixture
def stool(office: Office) -> Any:
    """Five units of two batches: three at 10.00, one poisha over, and two at 20.00 of materials each."""
    row = selling.product(office)
    makers = selling.stock(row, office, quantity=3, costs={"materials": 3_001})
    selling.stock(row, office, quantity=2, costs={"materials": 4_000}, made_by=makers)
    return row


def bought(stool: Any, office: Office, quantity: int = 5, vat: int = 7, *, paid: bool = True) -> Purchase:
    purchase = ordering.place([Wanted(stool, office, 10_000, quantity, 0, vat)], delivery_poisha=6_000)
    if paid:
        ordering.pay(purchase)
    return purchase


def refund(purchase: Purchase, units: int, reference: str = "r1", **more: Any) -> list[LineRefund]:
    return ordering.refund(
        purchase=Purchase.objects.get(pk=purchase.pk),
        reference=reference,
        provider=ordering.PROVIDER,
        units={purchase.lines.get(): units} if units else {},
        **more,
    )


def shelf(stool: Any) -> tuple[int, int]:
    stool.refresh_from_db()
    return stool.num_in_stock, stool.num_allocated


def batches() -> list[tuple[int, int, int]]:
    """Return of each batch how many units are sold, how many gone, and what of its cost they carry."""
    costs = dict(BatchCost.objects.values_list("batch_id", "taken_poisha"))
    rows = Batch.objects.order_by("pk").values_list("pk", "sold_quantity", "gone_quantity")
    return [(sold, gone, costs[pk]) for pk, sold, gone in rows]


def test_units_that_never_left_go_back_to_the_batch_they_were_taken_from_last(
    stool: Any, office: Office
) -> None:
    purchase = bought(stool, office)
    assert (shelf(stool), batches()) == ((5, 5), [(3, 0, 3_001), (2, 0, 4_000)])
    (made,) = refund(
        purchase, 3, sound=False
    )  # whatever is said: what has not left cannot be spoiled on its way
    assert made.sound
    assert [(piece["quantity"], piece["costs"]) for piece in made.pieces] == [
        (2, {"materials": 4_000}),
        (1, {"materials": 1_000}),
    ]
    assert (shelf(stool), batches()) == ((5, 2), [(2, 0, 2_001), (0, 0, 0)])
    ordering.deliver(purchase)
    assert (shelf(stool), batches()) == ((3, 0), [(2, 2, 2_001), (0, 0, 0)])


@pytest.mark.parametrize("sound", [True, False])
def test_units_that_were_delivered_come_back_to_the_shelf_only_if_they_are_sound(
    stool: Any, office: Office, sound: bool
) -> None:
    purchase = bought(stool, office)
    ordering.deliver(purchase)
    assert (shelf(stool), batches()) == ((0, 0), [(3, 3, 3_001), (2, 2, 4_000)])
    refund(purchase, 1, sound=sound)
    if sound:
        assert (shelf(stool), batches()) == ((1, 0), [(3, 3, 3_001), (1, 1, 2_000)])
    else:
        assert (shelf(stool), batches()) == ((0, 0), [(3, 3, 3_001), (2, 2, 4_000)])


def test_vat_and_price_go_back_by_units_and_the_last_takes_what_is_left(stool: Any, office: Office) -> None:
    purchase = bought(stool, office, 3)
    made = [refund(purchase, 1, f"r{number}")[0] for number in range(3)]
    assert [row.vat_poisha for row in made] == [2, 3, 2]  # 7 of 3: 2⅓, of 5: 2½, and 2
    assert [row.net_poisha for row in made] == [10_000] * 3
    purchase.refresh_from_db()
    assert purchase.refunded_poisha == 30_007
    assert balances.trial_balance() == {"clearing:demonstration": 6_000, f"delivery:{office.code}": -6_000}


def test_a_refund_told_twice_is_one_and_told_otherwise_is_refused(stool: Any, office: Office) -> None:
    purchase = bought(stool, office)
    first = refund(purchase, 2)
    with clock.set_to(clock.now() + (clock.now() - purchase.placed_at)):
        assert refund(purchase, 2) == first
    book = balances.trial_balance()
    with pytest.raises(refunds.AnotherRefund):
        refund(purchase, 1)
    with pytest.raises(journal.Conflict):
        refund(purchase, 2, delivery={office: 1})
    assert (balances.trial_balance(), LineRefund.objects.count()) == (book, 1)
    assert SoldLine.objects.get().refunded_quantity == 2


@pytest.mark.parametrize(
    ("units", "more", "refusal"),
    [
        (6, {}, refunds.TooMany),
        (0, {"delivery": 6_001}, refunding.TooMuch),
        (5, {"goodwill": 6_001}, refunding.TooMuch),
        (0, {"goodwill": 56_008}, refunding.TooMuch),
    ],
)
def test_never_more_is_given_back_than_was_paid(
    stool: Any, office: Office, units: int, more: dict[str, int], refusal: type[Exception]
) -> None:
    purchase = bought(stool, office)
    before = balances.trial_balance()
    with pytest.raises(refusal):
        refund(purchase, units, **{what: {office: poisha} for what, poisha in more.items()})
    assert (balances.trial_balance(), LineRefund.objects.count()) == (before, 0)


def test_delivery_is_given_back_once(stool: Any, office: Office) -> None:
    purchase = bought(stool, office)
    refund(purchase, 0, "r1", delivery={office: 4_000})
    with pytest.raises(refunding.TooMuch):
        refund(purchase, 0, "r2", delivery={office: 2_001})
    refund(purchase, 0, "r3", delivery={office: 2_000})
    assert balances.of(f"delivery:{office.code}") == 0


def test_of_what_was_never_paid_nothing_is_given_back(stool: Any, office: Office) -> None:
    purchase = bought(stool, office, paid=False)
    ordering.deliver(purchase)
    with pytest.raises(refunds.NotPaid):
        refund(purchase, 1)
    with pytest.raises(refunding.TooMuch):
        refund(purchase, 0, goodwill={office: 1})
    assert balances.trial_balance() == {}


def test_a_line_of_another_order_is_not_refunded_with_this_one(stool: Any, office: Office) -> None:
    one, other = bought(stool, office, 1), bought(stool, office, 1)
    with pytest.raises(ValueError, match="is not of order"):
        ordering.refund(
            purchase=one, reference="r1", provider=ordering.PROVIDER, units={other.lines.get(): 1}
        )
    assert LineRefund.objects.count() == 0


@pytest.mark.parametrize("sound", [True, False])
def test_units_whose_part_of_the_share_is_not_a_poisha_are_refunded_all_the_same(
    office: Office, sound: bool
) -> None:
    """Found by `make prove`, seed 1024: three pieces for one poisha, of which two bring nothing to anybody."""
    scrap = selling.product(office)
    selling.stock(scrap, office, quantity=3)
    purchase = ordering.place([Wanted(scrap, office, 1, 3, 2)], delivery_poisha=6_000)
    ordering.pay(purchase)
    ordering.deliver(purchase)

    for reference in ("r1", "r2", "r3"):
        refund(purchase, 1, reference, sound=sound)

    line = purchase.lines.get()
    assert line.refunded_quantity == 3
    assert balances.of(f"advances:{office.code}") == 0
    assert list(findings()) == []
