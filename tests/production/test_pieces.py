"""Units leave their batches first in, first out, and their costs add up to the batch's."""

import io

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shop.ledger import money
from shop.production import pieces
from shop.production.models import Batch, BatchCost
from tests import at_once
from tests.production.conftest import Prison, goods


def test_the_earliest_confirmed_batch_is_sold_first(dhaka: Prison) -> None:
    stool = goods(dhaka.office)
    first, second = dhaka.make(stool, quantity=3), dhaka.make(stool, quantity=3)
    assert [(p.batch_id, p.quantity) for p in pieces.take(stockrecord_id=stool.pk, quantity=2)] == [
        (first.pk, 2)
    ]
    assert [(p.batch_id, p.quantity) for p in pieces.take(stockrecord_id=stool.pk, quantity=3)] == [
        (first.pk, 1),
        (second.pk, 2),
    ]
    with pytest.raises(pieces.NotEnough):
        pieces.take(stockrecord_id=stool.pk, quantity=2)
    assert Batch.objects.get(pk=second.pk).sold_quantity == 2, "what cannot be had whole is not begun"


def test_a_piece_carries_its_makers_and_the_first_units_the_dearer_poisha(dhaka: Prison) -> None:
    stool, (one, two) = goods(dhaka.office), dhaka.makers(2)
    dhaka.make(stool, quantity=3, costs={"materials": 100, "power": 2}, makers=[(two, 3), (one, 5)])
    pieces_ = [pieces.take(stockrecord_id=stool.pk, quantity=1)[0] for _ in range(3)]
    assert [piece.costs for piece in pieces_] == [
        {"materials": 34, "power": 1},
        {"materials": 33, "power": 1},
        {"materials": 33, "power": 0},
    ]
    assert pieces_[0].makers == [{"maker": str(two.pk), "weight": 3}, {"maker": str(one.pk), "weight": 5}]
    assert pieces_[0].trade_code == "furniture"


@given(st.integers(0, 10**9), st.integers(1, 300), st.data())
def test_a_part_of_a_cost_is_what_allocate_makes_of_it(poisha: int, left: int, data: st.DataObject) -> None:
    quantity = data.draw(st.integers(1, left))
    assert pieces.part_of(poisha, left, quantity) == sum(money.allocate(poisha, [1] * left)[:quantity])


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cost=st.integers(1, 10_000), moves=st.lists(st.tuples(st.booleans(), st.integers(1, 5)), max_size=12))
def test_however_units_go_and_come_back_their_costs_add_up(
    dhaka: Prison, cost: int, moves: list[tuple[bool, int]]
) -> None:
    stool = goods(dhaka.office)
    batch = dhaka.make(stool, quantity=11, costs={"materials": cost})
    out: list[pieces.Piece] = []
    left = 11
    for comes_back, quantity in moves:
        if comes_back and out:
            piece = out.pop(quantity % len(out))
            pieces.give_back(batch_id=batch.pk, quantity=piece.quantity, costs=piece.costs)
            left += piece.quantity
        elif quantity <= left:
            out += pieces.take(stockrecord_id=stool.pk, quantity=quantity)
            left -= quantity
        assert BatchCost.objects.get(batch=batch).taken_poisha == sum(p.costs["materials"] for p in out)
    if left:
        out += pieces.take(stockrecord_id=stool.pk, quantity=left)
    assert sum(piece.costs["materials"] for piece in out) == cost


def test_no_more_comes_back_or_leaves_than_was_taken(dhaka: Prison) -> None:
    stool = goods(dhaka.office)
    batch = dhaka.make(stool, quantity=5, costs={"materials": 10})
    (piece,) = pieces.take(stockrecord_id=stool.pk, quantity=3)
    pieces.go(batch_id=batch.pk, quantity=2)
    with pytest.raises(ValueError, match="leave"):
        pieces.go(batch_id=batch.pk, quantity=2)
    with pytest.raises(ValueError, match="given back"):
        pieces.give_back(batch_id=batch.pk, quantity=2, costs={"materials": 4})
    with pytest.raises(ValueError, match="cost"):
        pieces.give_back(batch_id=batch.pk, quantity=1, costs={"materials": 7})
    pieces.give_back(batch_id=batch.pk, quantity=1, costs={"materials": 2})
    pieces.give_back(batch_id=batch.pk, quantity=2, costs={"materials": 4}, had_gone=True)
    batch.refresh_from_db()
    assert (batch.sold_quantity, batch.gone_quantity, batch.costs.get().taken_poisha) == (0, 0, 0)
    assert piece.costs == {"materials": 6}


def test_the_next_unit_of_each_product_is_found_in_one_query(
    dhaka: Prison, natore: Prison, django_assert_num_queries: object
) -> None:
    stool, chair, bare, none = (
        goods(dhaka.office),
        goods(natore.office),
        goods(dhaka.office),
        goods(dhaka.office),
    )
    dhaka.make(stool, quantity=1)
    later = dhaka.make(stool, quantity=3, costs={"materials": 100, "other": 7})
    chairs = natore.make(chair, quantity=2, costs={"power": 9})
    cheap = dhaka.make(bare, costs={})
    pieces.take(stockrecord_id=stool.pk, quantity=2)
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = pieces.next_for([stool.pk, chair.pk, bare.pk, none.pk])
    assert {pk: (piece.batch_id, piece.costs) for pk, piece in found.items()} == {
        stool.pk: (later.pk, {"materials": 33, "other": 2}),
        chair.pk: (chairs.pk, {"power": 5}),
        bare.pk: (cheap.pk, {}),
    }


@pytest.mark.django_db(transaction=True)
def test_eight_processes_take_five_units_once_each(dhaka: Prison) -> None:
    stool = goods(dhaka.office)
    dhaka.make(stool, quantity=2, costs={"materials": 101})
    dhaka.make(stool, quantity=3, costs={"materials": 100})

    @transaction.atomic
    def take(who: int) -> int:
        try:
            return sum(piece.costs["materials"] for piece in pieces.take(stockrecord_id=stool.pk, quantity=1))
        except pieces.NotEnough:
            return 0

    assert sorted(at_once.run(take, range(8))) == [0, 0, 0, 33, 33, 34, 50, 51]  # type: ignore[type-var]
    assert list(Batch.objects.order_by("pk").values_list("sold_quantity", flat=True)) == [2, 3]


def test_verification_compares_stock_with_the_batches(dhaka: Prison) -> None:
    stool = goods(dhaka.office)
    dhaka.make(stool, quantity=5)
    call_command("ledger_verify", stdout=io.StringIO())
    type(stool).objects.filter(pk=stool.pk).update(num_in_stock=6)
    err = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("ledger_verify", stdout=io.StringIO(), stderr=err)
    assert f"stock record {stool.pk}: 6 in stock and 0 allocated, by its batches 5 and 0" in err.getvalue()
