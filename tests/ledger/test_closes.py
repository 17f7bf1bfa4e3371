"""Closing the days: each entry lies in exactly one close, and the closes in one chain."""

import datetime
import random
import time

import pytest
from django.db import transaction

import clock
from shop.ledger import closes, digests, journal, verification
from shop.ledger.models import DayClose, Entry
from tests import at_once
from tests.ledger.conftest import AT, PENDING, Book

DAY = datetime.timedelta(days=1)
FIRST = datetime.date(2026, 3, 1)


def test_a_close_hashes_the_one_before_it_its_own_figures_and_its_entries(book: Book) -> None:
    one = book.post("sold:1", ("advances:cj-dhaka", PENDING, 70), ("bank", "vat", 5))
    two = book.post("sold:2", ("bank", "vat", 6))
    with clock.set_to(AT + DAY):
        first = closes.close()
    three = book.post("sold:3", ("bank", "vat", 7))
    with clock.set_to(AT + 2 * DAY):
        second = closes.close()
    assert (first.on, first.from_entry_id, first.to_entry_id) == (FIRST, 1, two.pk)
    assert (first.entries, first.transfers, first.poisha, first.previous) == (2, 3, 81, "")
    assert (second.on, second.from_entry_id, second.to_entry_id) == (FIRST + DAY, two.pk + 1, three.pk)
    assert (second.entries, second.transfers, second.poisha, second.previous) == (1, 1, 7, first.sha256)
    # By hand, as an auditor would make it from a print.
    assert (
        first.sha256
        == digests.hashlib.sha256(
            f'\n["2026-03-01",1,{two.pk},2,3,81,"2026-03-02T06:00:00.000000+00:00"]\n'
            f"{one.digest}\n{two.digest}\n".encode()
        ).hexdigest()
    )
    assert (
        second.sha256
        == digests.hashlib.sha256(
            f'{first.sha256}\n["2026-03-02",{three.pk},{three.pk},1,1,7,"2026-03-03T06:00:00.000000+00:00"]\n'
            f"{three.digest}\n".encode()
        ).hexdigest()
    )
    assert list(verification.findings()) == []


def test_a_day_is_closed_once_and_not_before_it_is_over_in_dhaka(book: Book) -> None:
    book.post("sold:1", ("bank", "vat", 5))
    # 17:59 UTC is a minute before midnight in Dhaka.
    evening = datetime.datetime(2026, 3, 1, 17, 59, tzinfo=datetime.UTC)
    with clock.set_to(evening), pytest.raises(closes.NotOver):
        closes.close(FIRST)
    with clock.set_to(evening + datetime.timedelta(minutes=1)):
        day = closes.close(FIRST)
        book.post("sold:2", ("bank", "vat", 6))
        assert closes.close() == day
        assert closes.close(FIRST) == day
    assert DayClose.objects.get().entries == 1


def test_a_missed_day_is_covered_by_the_next_close(book: Book) -> None:
    book.post("sold:1", ("bank", "vat", 5))
    with clock.set_to(AT + 5 * DAY):
        day = closes.close(FIRST + 3 * DAY)
        assert closes.close(FIRST) == day
        assert closes.close(FIRST + 3 * DAY) == day
    assert [(day.on, day.entries) for day in DayClose.objects.all()] == [(FIRST + 3 * DAY, 1)]


def test_a_day_without_entries_is_closed_too_and_leaves_no_gap(book: Book) -> None:
    with clock.set_to(AT + DAY):
        closes.close()
    entry = book.post("sold:1", ("bank", "vat", 5))
    for days in (2, 3, 4):
        with clock.set_to(AT + days * DAY):
            closes.close()
    ranges = [(day.from_entry_id, day.to_entry_id, day.entries) for day in DayClose.objects.order_by("on")]
    assert ranges == [(1, 0, 0), (1, entry.pk, 1), (entry.pk + 1, entry.pk, 0), (entry.pk + 1, entry.pk, 0)]
    assert list(verification.findings()) == []


def test_an_entry_told_late_of_a_closed_day_lies_in_the_open_one(book: Book) -> None:
    book.post("sold:1", ("bank", "vat", 5))
    with clock.set_to(AT + DAY):
        closes.close()
    late = book.post("sold:0", ("bank", "vat", 6), at=AT - DAY)
    assert late.pk > DayClose.objects.get().to_entry_id
    assert list(verification.findings()) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("closers", [2, 8])
def test_each_entry_lies_in_one_close_while_four_post_and_many_close_the_same_days(closers: int) -> None:
    """Those who post draw an id, dawdle and then commit or take it back, so that ids come out of order."""
    days, posters, told = 6, 4, 15

    def act(who: int) -> int:
        chance = random.Random(who)
        if who < posters:
            for number in range(told):
                with transaction.atomic():
                    Book().post(f"sold:{who}:{number}", ("advances:cj-dhaka", PENDING, 1), ("bank", "vat", 2))
                    time.sleep(chance.uniform(0, 0.02))
                    if number % 3 == 2:
                        transaction.set_rollback(True)
            return 0
        for day in range(1, days + 1):
            with clock.set_to(AT + day * DAY):
                closes.close()
            time.sleep(chance.uniform(0, 0.05))
        return 0

    everybody = range(posters + closers)
    assert at_once.run(act, everybody) == [0] * len(everybody)
    with clock.set_to(AT + (days + 1) * DAY):
        closes.close()
    closed = list(DayClose.objects.order_by("on"))
    assert [day.on for day in closed] == [FIRST + number * DAY for number in range(days + 1)]
    assert sum(day.entries for day in closed) == Entry.objects.count() == posters * told * 2 // 3
    for entry in Entry.objects.all():
        assert sum(day.from_entry_id <= entry.pk <= day.to_entry_id for day in closed) == 1
    assert list(verification.findings()) == []


@pytest.mark.django_db(transaction=True)
def test_a_close_waits_for_an_entry_whose_id_is_drawn_and_not_yet_committed() -> None:
    Book().post("sold:0", ("bank", "vat", 5))

    def act(who: int) -> float:
        if who == 0:
            with transaction.atomic():
                Book().post("sold:1", ("bank", "vat", 5))
                time.sleep(1)
                return time.monotonic()
        time.sleep(0.3)
        if who == 1:
            # Draws a later id, and is done while the first still dawdles (on SQLite it waits for it).
            Book().post("sold:2", ("bank", "vat", 5))
            return 0
        time.sleep(0.3)
        with clock.set_to(AT + DAY):
            closes.close()
        return time.monotonic()

    committed, _, closed = at_once.run(act, range(3))
    assert isinstance(committed, float)
    assert isinstance(closed, float)
    assert closed >= committed
    assert DayClose.objects.get().entries in (2, 3)
    assert list(verification.findings()) == []


@pytest.mark.django_db(transaction=True)
def test_who_keeps_accounts_still_posts_although_a_close_is_waiting() -> None:
    """One posts and waits for a balance that another holds, who has yet to post, behind the waiting close."""
    Book().post("sold:0", ("advances:cj-dhaka", PENDING, 100))

    def act(who: int) -> str:
        if who == 2:
            time.sleep(0.2)
            with clock.set_to(AT + DAY):
                closes.close()
            return "closed"
        with transaction.atomic():
            if who == 0:
                journal.keep_still([PENDING])
                time.sleep(0.5)
            else:
                time.sleep(0.1)
            Book().post(f"sold:{who + 1}", ("advances:cj-dhaka", PENDING, 1))
        return "posted"

    assert at_once.run(act, range(3)) == ["posted", "posted", "closed"]
    assert list(verification.findings()) == []
