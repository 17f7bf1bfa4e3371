"""Many events told at once: the same book as told one by one, all of it or nothing."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import clock
from shop.ledger import accounts, balances, journal, verification
from shop.ledger.journal import Posting, Telling
from shop.ledger.models import Account, Balance, Entry, Transfer
from tests import at_once
from tests.ledger.conftest import AT, MAKER

CODES = [
    "bank",
    "vat",
    "advances:cj-dhaka",
    f"inmate:{MAKER}:pending",
    f"inmate:{MAKER}:available",
    f"inmate:{MAKER.replace('1', '2')}:pending",
]
postings = st.builds(Posting, st.sampled_from(CODES), st.sampled_from(CODES), st.integers(1, 20)).filter(
    lambda posting: posting.debit != posting.credit
)
tellings = st.builds(
    Telling,
    key=st.sampled_from([f"sold:{number}" for number in range(30)]),
    kind=st.just("told"),
    effective_at=st.sampled_from([AT, AT + datetime.timedelta(days=1)]),
    narrative=st.just("A story."),
    transfers=st.lists(postings, min_size=1, max_size=4),
    recorded_by_id=st.sampled_from(["", "7"]),
)
stories = st.lists(tellings, max_size=8, unique_by=lambda telling: telling.key)
# The database stays as it is between examples, for each takes back what it did.
on_one_database = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@contextmanager
def taken_back(*, opening: int = 0) -> Iterator[None]:
    """Take back what is told within; `opening` poisha stand on every account with a floor before."""
    with transaction.atomic(), clock.set_to(AT):
        if opening:
            journal.post_all([telling("opening", *(("bank", code, opening) for code in CODES[3:]))])
        yield
        transaction.set_rollback(True)


def book() -> dict[str, object]:
    """Return all that the book holds, without the ids of rows."""
    return {
        "entries": sorted(Entry.objects.values_list("key", "digest")),
        "transfers": sorted(
            Transfer.objects.values_list("entry__key", "position", "debit__code", "credit__code", "poisha")
        ),
        "balances": dict(Balance.objects.values_list("account__code", "poisha")),
    }


def one_by_one(story: list[Telling]) -> None:
    for telling in story:
        journal.post(**telling._asdict())


@on_one_database
@given(stories)
def test_what_can_be_told_one_by_one_can_be_told_at_once_and_is_the_same_book(
    db: None, story: list[Telling]
) -> None:
    with taken_back(opening=1000):
        one_by_one(story)
        singly = book()
    with taken_back(opening=1000):
        entries = journal.post_all(story)
        assert [entry.key for entry in entries] == [telling.key for telling in story]
        assert book() == singly
        assert list(verification.findings()) == []


@on_one_database
@given(stories)
def test_all_of_it_is_told_or_nothing(db: None, story: list[Telling]) -> None:
    with taken_back():
        before = book()
        ends_below = any(poisha < 0 for poisha in floors_after(story).values())
        try:
            journal.post_all(story)
        except journal.BelowFloor:
            assert ends_below
            assert book() == before
        else:
            assert not ends_below
            assert {code: poisha for code, poisha in floors_after(story).items() if poisha} == {
                code: poisha
                for code, poisha in book()["balances"].items()
                if poisha  # type: ignore[attr-defined]
            }
        assert sum(balances.trial_balance().values()) == 0


def floors_after(story: list[Telling]) -> dict[str, int]:
    """Return what would stand on each account with a floor, by plain arithmetic."""
    standing = {code: 0 for code in CODES if code.startswith("inmate:")}
    for telling in story:
        for debit, credit, poisha in telling.transfers:
            for code, change in ((debit, -poisha), (credit, poisha)):
                if code in standing:
                    standing[code] += change
    return standing


@on_one_database
@given(stories, st.data())
def test_telling_again_in_other_company_changes_nothing(
    db: None, story: list[Telling], data: st.DataObject
) -> None:
    with taken_back(opening=1000):
        first = journal.post_all(story)
        told = book()
        again = data.draw(st.permutations(story)) if story else []
        with clock.set_to(AT + datetime.timedelta(days=9)):
            assert {entry.pk for entry in journal.post_all(again + again)} == {entry.pk for entry in first}
        assert book() == told


def telling(key: str, *transfers: tuple[str, str, int], narrative: str = "A story.") -> Telling:
    return Telling(key, "told", AT, narrative, [Posting(*transfer) for transfer in transfers])


def test_the_same_key_with_other_content_is_refused_within_one_telling_and_across_two(db: None) -> None:
    with pytest.raises(journal.Conflict, match="told twice"):
        journal.post_all([telling("sold:1", ("bank", "vat", 5)), telling("sold:1", ("bank", "vat", 6))])
    journal.post_all([telling("sold:1", ("bank", "vat", 5))])
    with pytest.raises(journal.Conflict, match="holds"):
        journal.post_all([telling("sold:2", ("bank", "vat", 5)), telling("sold:1", ("bank", "vat", 6))])
    assert book()["transfers"] == [("sold:1", 0, "bank", "vat", 5)]


def test_an_account_may_pass_below_its_floor_while_many_are_told_and_not_end_there(db: None) -> None:
    pending = CODES[3]
    journal.post_all([telling("taken:1", (pending, "bank", 5)), telling("sold:1", ("bank", pending, 5))])
    with pytest.raises(journal.BelowFloor, match=pending):
        journal.post_all([telling("sold:2", ("bank", pending, 5)), telling("taken:2", (pending, "bank", 6))])
    assert Entry.objects.count() == 2


def test_nothing_is_told_of_nothing(db: None) -> None:
    assert journal.post_all([]) == []


def test_one_bad_telling_keeps_all_others_out(db: None) -> None:
    for bad, error in (
        (telling("sold:2", ("bank", "nonsense", 1)), accounts.UnknownAccount),
        (telling("sold:2"), journal.Refused),
        (telling("", ("bank", "vat", 1)), journal.Refused),
    ):
        with pytest.raises(error):
            journal.post_all([telling("sold:1", ("bank", "vat", 5)), bad])
    assert not Entry.objects.exists()
    assert not Account.objects.exists()


def test_a_thousand_events_take_fewer_than_sixty_statements_and_one_at_most_eleven(db: None) -> None:
    many = [
        telling(f"sold:{number}", *(("advances:cj-dhaka", code, 1) for code in CODES[3:]))
        for number in range(1000)
    ]
    journal.post_all(many[:1])
    with CaptureQueriesContext(
        connection,
    ) as queries:
        journal.post_all(many[1:])
    assert len(queries) < 60
    with CaptureQueriesContext(connection) as queries:
        journal.post(**telling("sold:x", ("advances:cj-dhaka", CODES[3], 1))._asdict())
    assert len(queries) <= 11


@pytest.mark.django_db(transaction=True)
def test_the_same_events_told_at_once_in_eight_processes_and_in_different_orders_are_told_once() -> None:
    story = [
        telling(f"sold:{number}", ("advances:cj-dhaka", CODES[3 + number % 3], 1)) for number in range(20)
    ]

    def act(who: int) -> int:
        turned = story[who:] + story[:who]
        journal.post_all(turned if who % 2 else turned[::-1])
        journal.post(**turned[0]._asdict())
        return 0

    assert at_once.run(act, range(8)) == [0] * 8
    assert Entry.objects.count() == 20
    assert list(verification.findings()) == []


@pytest.mark.django_db(transaction=True)
def test_who_keeps_accounts_still_first_never_waits_in_a_ring() -> None:
    """Each moves money back and forth between two accounts, in an order of its own."""
    journal.post_all([telling("sold:1", *(("advances:cj-dhaka", code, 100) for code in CODES[3:5]))])

    def act(who: int) -> int:
        one, other = CODES[3:5] if who % 2 else CODES[3:5][::-1]
        for number in range(5):
            with transaction.atomic():
                standing = journal.keep_still([one, other, "bank"])
                journal.post(**telling(f"there:{who}:{number}", (one, "bank", 3))._asdict())
                journal.post(**telling(f"back:{who}:{number}", ("bank", other, 3))._asdict())
                assert balances.of(one) == standing[one] - 3
        return 0

    assert at_once.run(act, range(8)) == [0] * 8
    assert sum(Balance.objects.values_list("poisha", flat=True)) == 200
    assert list(verification.findings()) == []


def test_keeping_still_tells_what_stands_on_accounts_with_a_floor_and_needs_a_transaction(db: None) -> None:
    journal.post_all([telling("sold:1", ("advances:cj-dhaka", CODES[3], 100))])
    assert journal.keep_still(CODES[:5]) == {CODES[3]: 100, CODES[4]: 0}
    with pytest.raises(accounts.UnknownAccount):
        journal.keep_still(["nonsense"])


@pytest.mark.django_db(transaction=True)
def test_nothing_is_kept_still_without_a_transaction() -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        journal.keep_still([CODES[3]])
