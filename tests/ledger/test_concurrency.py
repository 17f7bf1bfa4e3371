"""Eight processes at once, each with a connection of its own to the same database."""

import pytest

from shop.ledger import balances, journal, verification
from shop.ledger.models import Account, Balance, Entry, Transfer
from tests import at_once
from tests.ledger.conftest import AT, PENDING


def tell(key: str, *transfers: tuple[str, str, int]) -> None:
    journal.post(
        key=key,
        kind="told",
        effective_at=AT,
        narrative="A story.",
        transfers=[journal.Posting(*transfer) for transfer in transfers],
    )


@pytest.mark.django_db(transaction=True)
def test_the_same_event_in_eight_processes_is_one_entry() -> None:
    def act(who: int) -> int:
        for _ in range(5):
            tell("sold:1", ("advances:cj-dhaka", PENDING, 7), ("advances:cj-dhaka", "vat", 1))
        return who

    assert at_once.run(act, range(8)) == list(range(8))
    assert (Entry.objects.count(), Transfer.objects.count(), Account.objects.count()) == (1, 2, 3)
    assert Balance.objects.get().poisha == 7


@pytest.mark.django_db(transaction=True)
def test_different_events_that_use_an_account_for_the_first_time_open_it_once() -> None:
    def act(who: int) -> int:
        # Half of them name the accounts the other way round.
        pair = (PENDING, "vat") if who % 2 else ("vat", PENDING)
        tell(f"sold:{who}", *(("advances:cj-dhaka", code, 3) for code in pair))
        return who

    assert at_once.run(act, range(8)) == list(range(8))
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

    assert sum(at_once.run(act, range(8))) == 11
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

    assert sum(at_once.run(act, range(8))) == 3
    assert balances.of(PENDING) == 10


@pytest.mark.django_db(transaction=True)
def test_verification_reads_one_picture_while_others_write() -> None:
    tell("sold:1", ("advances:cj-dhaka", PENDING, 100))

    def act(who: int) -> int:
        if who:
            for number in range(10):
                tell(f"sold:{who}:{number}", ("advances:cj-dhaka", PENDING, 1))
            return 0
        return sum(len(list(verification.findings())) for _ in range(3))

    assert at_once.run(act, range(4)) == [0, 0, 0, 0]
    assert list(verification.findings()) == []
    tell("sold:2", ("advances:cj-dhaka", PENDING, 1))  # the connection writes again
