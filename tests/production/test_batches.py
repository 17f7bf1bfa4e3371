"""Recorded by one, confirmed by another; stock rises then, and by exactly what was made."""

import datetime
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

import clock
from accounts.models import Appointment, User
from shop.production import batches, pieces
from shop.production.models import Batch
from tests import at_once
from tests.production.conftest import NOON, Prison, goods


def stock(record: object) -> tuple[object, object]:
    record.refresh_from_db()  # type: ignore[attr-defined]
    return record.num_in_stock, record.num_allocated  # type: ignore[attr-defined]


def test_stock_rises_on_confirmation_alone_and_by_exactly_the_quantity(dhaka: Prison) -> None:
    stool = goods(dhaka.office)
    assert stock(stool) == (None, None), "a fresh stock record has nothing, not zero"
    batch = dhaka.record(stool, quantity=12)
    assert stock(stool) == (None, None)
    batches.confirm(by=dhaka.confirmer, batch=batch)
    assert stock(stool) == (12, None)
    batches.confirm(by=dhaka.confirmer, batch=batch)
    assert stock(stool) == (12, None), "confirming again is no second rise"
    dhaka.make(stool, quantity=5)
    assert stock(stool) == (17, None)


def test_confirming_leaves_reservations_alone(dhaka: Prison) -> None:
    stool = goods(dhaka.office)
    batch = dhaka.record(stool, quantity=12)
    type(stool).objects.filter(pk=stool.pk).update(num_in_stock=3, num_allocated=2)
    batches.confirm(by=dhaka.confirmer, batch=batch)
    assert stock(stool) == (15, 2)


def test_who_recorded_a_batch_does_not_confirm_it_not_even_a_superuser(dhaka: Prison) -> None:
    root = User.objects.create_superuser("root")
    batch = batches.record(
        by=root,
        workshop=dhaka.workshop,
        stockrecord=goods(dhaka.office),
        quantity=1,
        started_on=datetime.date(2026, 2, 1),
        finished_on=datetime.date(2026, 2, 1),
        costs={},
        makers=[(maker, 1) for maker in dhaka.makers(1)],
        measure="pieces",
    )
    with pytest.raises(batches.Refused):
        batches.confirm(by=root, batch=batch)
    with pytest.raises(IntegrityError), transaction.atomic():
        Batch.objects.filter(pk=batch.pk).update(state="confirmed", confirmed_by=root, confirmed_at=NOON)


def test_a_batch_without_makers_is_recorded_but_not_confirmed(dhaka: Prison) -> None:
    stool = goods(dhaka.office)
    batch = dhaka.record(stool, makers=[])
    with pytest.raises(batches.Refused):
        batches.confirm(by=dhaka.confirmer, batch=batch)
    assert stock(stool) == (None, None)


def test_staff_of_another_prison_are_refused(dhaka: Prison, natore: Prison) -> None:
    stool = goods(dhaka.office)
    with pytest.raises(PermissionDenied):
        batches.record(
            by=natore.recorder, workshop=dhaka.workshop, stockrecord=stool, quantity=1,
            started_on=NOON.date(), finished_on=NOON.date(), costs={}, makers=[], measure="hours",
        )  # fmt: skip
    with pytest.raises(PermissionDenied):
        batches.confirm(by=natore.confirmer, batch=dhaka.record(stool))
    with pytest.raises(PermissionDenied):
        batches.confirm(by=dhaka.recorder, batch=dhaka.record(stool))


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"quantity": 0}, "quantity"),
        ({"quantity": 100_001}, "quantity"),
        ({"finished_on": datetime.date(2026, 1, 31)}, "finished_on"),
        ({"finished_on": datetime.date(2026, 3, 2)}, "finished_on"),
        ({"costs": {"materials": -1}}, "costs"),
        ({"costs": {"bribes": 1}}, "costs"),
        ({"measure": "days"}, "measure"),
    ],
)
def test_nonsense_is_refused_by_field(dhaka: Prison, facts: dict[str, object], field: str) -> None:
    with clock.set_to(NOON), pytest.raises(batches.Refused) as refused:
        dhaka.record(goods(dhaka.office), **facts)
    assert list(refused.value.error_dict) == [field]
    assert not Batch.objects.exists()


def test_products_and_makers_are_the_prisons_own(dhaka: Prison, natore: Prison) -> None:
    with pytest.raises(batches.Refused) as refused:
        dhaka.record(goods(natore.office), makers=[(natore.makers(1)[0], 1)])
    assert set(refused.value.error_dict) == {"stockrecord", "makers"}
    maker = dhaka.makers(1)[0]
    with pytest.raises(batches.Refused):
        dhaka.record(goods(dhaka.office), makers=[(maker, 1), (maker, 2)])
    with pytest.raises(batches.Refused):
        dhaka.record(goods(dhaka.office), makers=[(maker, 0)])


def test_a_form_sent_twice_records_one_batch(dhaka: Prison) -> None:
    key, stool = uuid.uuid4(), goods(dhaka.office)
    assert dhaka.record(stool, form_key=key) == dhaka.record(stool, form_key=key)
    assert Batch.objects.count() == 1


def test_a_batch_recorded_by_mistake_is_taken_away_until_it_is_confirmed(dhaka: Prison) -> None:
    stool = goods(dhaka.office)
    batches.discard(by=dhaka.recorder, batch=dhaka.record(stool))
    assert not Batch.objects.exists()
    with pytest.raises(batches.Refused):
        batches.discard(by=dhaka.recorder, batch=dhaka.make(stool))


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE production_batch SET quantity = quantity + 1",
        "UPDATE production_batch SET started_on = finished_on",
        "UPDATE production_batch SET state = 'recorded', confirmed_by_id = NULL, confirmed_at = NULL",
        "DELETE FROM production_batch",
        "UPDATE production_batchcost SET poisha = poisha + 1",
        "DELETE FROM production_batchcost",
        "INSERT INTO production_batchcost (batch_id, kind, poisha, taken_poisha) "
        "SELECT id, 'other', 5, 0 FROM production_batch",
        "UPDATE production_batchmaker SET weight = weight + 1",
        "DELETE FROM production_batchmaker",
        "UPDATE production_batch SET sold_quantity = quantity + 1",
        "UPDATE production_batch SET gone_quantity = sold_quantity + 1",
    ],
)
def test_the_database_refuses_to_change_a_confirmed_batch(dhaka: Prison, sql: str) -> None:
    stool = goods(dhaka.office)
    dhaka.make(stool)
    pieces.take(stockrecord_id=stool.pk, quantity=1)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_a_right_ends_with_the_appointment(dhaka: Prison) -> None:
    Appointment.objects.filter(user=dhaka.recorder).update(until=datetime.date(2026, 2, 28))
    with clock.set_to(NOON), pytest.raises(PermissionDenied):
        dhaka.record(goods(dhaka.office), makers=[])


@pytest.mark.django_db(transaction=True)
def test_a_form_sent_by_eight_clicks_at_once_records_one_batch(dhaka: Prison) -> None:
    stool, key = goods(dhaka.office), uuid.uuid4()
    makers = [(maker, 1) for maker in dhaka.makers(1)]

    def click(_number: object) -> int:
        return int(dhaka.record(stool, makers=makers, form_key=key).pk)

    assert set(at_once.run(click, range(8))) == {Batch.objects.get().pk}
