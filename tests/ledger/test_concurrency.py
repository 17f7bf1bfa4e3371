"""Eight processes at once, each with a connection of its own to the same database."""

import multiprocessing
from collections.abc import Callable

import pytest
from django.db import connections

from shop.ledger import balances, journal
from shop.ledger.models import Account, Balance, Entry, Transfer
from tests.ledger.conftest import AT, PENDING


def tell(key: str, *transfers: tuple[str, str, int]) -> None:
    journal.post(
        key=key,
        kind="told",
        effective_at=AT,
        narrative="A story.",
        transfers=[journal.Posting(*transfer) for transfer in transfers],
    )


def at_once(act: Callable[[int], int], number: int = 8) -> list[int]:
    """Run `act` in several processes that begin together; return what each answered."""
    connections.close_all()  # a connection does not survive being in two processes
    fork = multiprocessing.get_context("fork")
    start, answers = fork.Barrier(number), fork.Queue()

    def run(who: int) -> None:
        start.wait(30)
        try:
            answers.put(act(who))
        except Exception as error:  # told to the parent, which fails
            answers.put(error)
        finally:
            connections.close_all()

    processes = [fork.Process(target=run, args=(who,)) for who in range(number)]
    for process in processes:
        process.start()
    found = [answers.get(timeout=60) for _ in processes]
    for process in processes:
        process.join(30)
    for answer in found:
        if isinstance(answer, Exception):
            raise answer
    return found


@pytest.mark.django_db(transaction=True)
def test_the_same_event_in_eight_processes_is_one_entry() -> None:
    def act(who: int) -> int:
        for _ in range(5):
            tell("sold:1", ("advances:cj-dhaka", PENDING, 7), ("advances:cj-dhaka", "vat", 1))
        return who

    at_once(act)
    assert (Entry.objects.count(), Transfer.objects.count(), Account.objects.count()) == (1, 2, 3)
    assert Balance.objects.get().poisha == 7


@pytest.mark.django_db(transaction=True)
def test_different_events_that_use_an_account_for_the_first_time_open_it_once() -> None:
    def act(who: int) -> int:
        # Half of them name the accounts the other way round.
        pair = (PENDING, "vat") if who % 2 else ("vat", PENDING)
        tell(f"sold:{who}", *(("advances:cj-dhaka", code, 3) for code in pair))
        return who

    at_once(act)
    assert Account.objects.count() == 3
    assert balances.trial_balance() == {"advances:cj-dhaka": 48, "vat": -24, PENDING: -24}
    assert Balance.objects.get().poisha == 24


@pytest.mark.django_db(transaction=True)
def test_eight_processes_never_take_more_than_stands_on_an_account() -> None:
    tell("sold:1", ("advances:cj-dhaka", PENDING, 100))

    def act(who: int) -> int:
        taken = 0
        for number in range(3):
            try:
                tell(f"taken:{who}:{number}", (PENDING, "bank", 9))
                taken += 1
            except journal.BelowFloor:
                pass
        return taken

    assert sum(at_once(act)) == 11
    assert (Balance.objects.get().poisha, balances.of(PENDING), balances.of("bank")) == (1, 1, -99)


@pytest.mark.django_db(transaction=True)
def test_eight_partial_reversals_never_take_back_more_than_was_posted() -> None:
    tell("sold:1", ("advances:cj-dhaka", PENDING, 100))

    def act(who: int) -> int:
        try:
            journal.reverse(
                key=f"back:{who}",
                entry_key="sold:1",
                effective_at=AT,
                narrative="Taken back.",
                poisha_by_position={0: 30},
            )
        except journal.Refused:
            return 0
        return 1

    assert sum(at_once(act)) == 3
    assert balances.of(PENDING) == 10
