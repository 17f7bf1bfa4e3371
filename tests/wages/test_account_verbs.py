"""What the verbs on a maker's account refuse, and what the database refuses whoever asks."""

import datetime
import re
import uuid
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import DatabaseError, IntegrityError, connection, transaction

import clock
from accounts.models import User
from accounts.roles import Role
from offices.models import Office
from shop.ledger import balances
from shop.ledger.models import Entry
from shop.wages import entries, holds
from shop.wages.models import Hold, Statute, WageEntry
from tests import at_once
from tests.production.conftest import Prison, person
from tests.wages import accounts
from tests.wages.accounts import Desk, day


@pytest.fixture
def desk(dhaka: Prison, hq: Office) -> Desk:
    """A maker with 50 taka available."""
    desk = accounts.desk(dhaka, hq)
    desk.earn(5_000, day(2))
    desk.release(day(20))
    return desk


def hold_facts(desk: Desk, **more: Any) -> dict[str, Any]:
    until = clock.today() + datetime.timedelta(days=30)
    usual = {"by": desk.recorder, "maker": desk.maker, "poisha": 1_000, "reason": "inquiry"}
    return {**usual, "memo_number": "৫৮.০৪-৮", "until": until, **more}


def raw(sql: str, *values: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


# Holds.


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"poisha": 0}, "poisha"),
        ({"poisha": -1}, "poisha"),
        ({"poisha": 5_001}, "poisha"),
        ({"reason": "because"}, "reason"),
        ({"memo_number": "  "}, "memo_number"),
        ({"until": datetime.date(2026, 3, 20)}, "until"),
        ({"until": datetime.date(2026, 9, 18)}, "until"),
    ],
)
def test_a_hold_that_cannot_be_is_refused_and_moves_nothing(
    desk: Desk, wrong: dict[str, Any], field: str
) -> None:
    with clock.set_to(day(21)), pytest.raises(holds.Refused) as refusal:
        holds.place(**hold_facts(desk, **wrong))
    assert list(refusal.value.message_dict) == [field]
    assert desk.parts() == (0, 5_000, 0, 0)
    assert not Hold.objects.exists()


def test_a_hold_sets_aside_is_lifted_once_and_stays_within_its_prison(desk: Desk, natore: Prison) -> None:
    with clock.set_to(day(21)):
        hold = holds.place(**hold_facts(desk))
        assert desk.parts() == (0, 4_000, 1_000, 0)
        stranger = person("stranger", natore.office, Role.WAGE_RECORDER)
        for by in (stranger, desk.confirmer, desk.reader):
            with pytest.raises(PermissionDenied):
                holds.place(**hold_facts(desk, by=by))
            with pytest.raises(PermissionDenied):
                holds.lift(by=by, hold=hold)
        for _twice in range(2):
            holds.lift(by=desk.recorder, hold=hold)
    assert desk.parts() == (0, 5_000, 0, 0)
    assert Entry.objects.filter(kind="hold_lifted").count() == 1


def _end_holds(_number: int) -> object:
    return holds.lift_expired()


@pytest.mark.django_db(transaction=True)
def test_a_hold_whose_time_is_over_ends_once_in_eight_processes(desk: Desk) -> None:
    with clock.set_to(day(21)):
        for _hold in range(2):
            holds.place(**hold_facts(desk, until=datetime.date(2026, 3, 25)))
        later = holds.place(**hold_facts(desk, poisha=500, until=datetime.date(2026, 9, 1)))
    with clock.set_to(day(25, 23)):
        assert holds.lift_expired() == 0, "the last day counts"
    with clock.set_to(day(26, 0)):
        assert sum(int(str(ended)) for ended in at_once.run(_end_holds, range(8))) == 2
        assert list(Hold.objects.standing()) == [later]
    assert desk.parts() == (0, 4_500, 500, 0)
    assert Entry.objects.filter(kind="hold_lifted", recorded_by_id="").count() == 2


def _place(ids: tuple[int, str, str]) -> object:
    from shop.production.models import Maker

    by, maker = User.objects.get(pk=ids[0]), Maker.objects.get(pk=ids[1])
    until = clock.today() + datetime.timedelta(days=1)
    form_key = uuid.UUID(ids[2]) if ids[2] else None
    facts: dict[str, Any] = {"reason": "inquiry", "memo_number": "1", "until": until, "form_key": form_key}
    return holds.place(by=by, maker=maker, poisha=1_000, **facts) is not None


@pytest.mark.django_db(transaction=True)
def test_eight_holds_at_once_take_no_more_than_is_there(desk: Desk) -> None:
    given = (desk.recorder.pk, str(desk.maker.pk), "")
    answers = at_once.run(_place, [given] * 8)
    assert sorted(map(str, answers)) == ["Refused"] * 3 + ["True"] * 5
    assert desk.parts() == (0, 0, 5_000, 0)


@pytest.mark.django_db(transaction=True)
def test_eight_clicks_at_once_place_one_hold(desk: Desk) -> None:
    given = (desk.recorder.pk, str(desk.maker.pk), str(uuid.uuid4()))
    assert at_once.run(_place, [given] * 8) == [True] * 8
    assert desk.parts() == (0, 4_000, 1_000, 0)


# Entries by hand.


def test_a_daily_wage_is_its_days_and_may_be_paid_at_once(desk: Desk, settings: Any) -> None:
    settings.DAILY_WAGE_POISHA = 350
    with clock.set_to(day(21)):
        entry = desk.propose("daily_wage", days=10)
        assert desk.parts() == (0, 5_000, 0, 0), "a proposal posts nothing"
        for _twice in range(2):
            entries.confirm(by=desk.confirmer, entry=entry)
    assert desk.parts() == (0, 8_500, 0, 0)
    assert balances.of("daily_wages:cj-dhaka") == 3_500


@pytest.mark.parametrize(
    ("kind", "wrong", "field"),
    [
        ("daily_wage", {"days": 0}, "days"),
        ("daily_wage", {"days": 32, "end": datetime.date(2026, 3, 20)}, "days"),
        ("daily_wage", {"days": None}, "days"),
        ("daily_wage", {"end": None}, "end"),
        ("daily_wage", {"end": datetime.date(2026, 3, 22)}, "end"),
        ("daily_wage", {"end": datetime.date(2026, 2, 1)}, "end"),
        ("daily_wage", {"memo_number": " "}, "memo_number"),
        ("adjustment", {"poisha": 0}, "poisha"),
        ("adjustment", {"poisha": -100}, "poisha"),
        ("adjustment", {"poisha": entries.LARGEST_POISHA + 1}, "poisha"),
        ("adjustment", {"reason": ""}, "reason"),
        ("adjustment", {"document": None}, "document"),
        ("deduction", {}, "statute"),
    ],
)
def test_a_proposal_that_cannot_be_is_refused(
    desk: Desk, kind: str, wrong: dict[str, Any], field: str
) -> None:
    with clock.set_to(day(21)), pytest.raises(entries.Refused) as refusal:
        desk.propose(kind, **wrong)
    assert list(refusal.value.message_dict) == [field]
    assert not WageEntry.objects.exists()


def test_nobody_confirms_what_they_proposed_superusers_included(desk: Desk) -> None:
    root = User.objects.create_superuser("root")
    with clock.set_to(day(21)):
        entry = desk.propose("daily_wage", by=root)
        with pytest.raises(entries.Refused):
            entries.confirm(by=root, entry=entry)
        for by in (desk.recorder, desk.reader, desk.finance):
            with pytest.raises(PermissionDenied):
                entries.confirm(by=by, entry=entry)
    assert desk.parts() == (0, 5_000, 0, 0)
    sql = "UPDATE wages_wageentry SET state = 'confirmed', decided_by_id = proposed_by_id, decided_at = proposed_at"
    with pytest.raises(IntegrityError, match="another_person_confirms_a_wage_entry"):
        raw(sql)
    with pytest.raises(IntegrityError, match="another_person_confirms_a_wage_entry"), transaction.atomic():
        WageEntry.objects.filter(pk=entry.pk).update(
            state="confirmed", decided_by=root, decided_at=clock.now()
        )


def test_nobody_approves_the_statute_that_they_entered(desk: Desk, proposer: User) -> None:
    root = User.objects.create_superuser("root")
    facts = {"title_bn": "আইন", "title_en": "Act"}
    statute = entries.record_statute(by=root, reference="1", **facts)
    with pytest.raises(entries.Refused):
        entries.approve_statute(by=root, statute=statute)
    with pytest.raises(PermissionDenied):
        entries.approve_statute(by=proposer, statute=statute)
    with pytest.raises(entries.Refused, match="আগেই"):
        entries.record_statute(by=proposer, reference=" 1 ", **facts)
    with pytest.raises(IntegrityError, match="another_person_approves_a_statute"):
        raw("UPDATE wages_statute SET approved_by_id = recorded_by_id, approved_at = recorded_at")
    assert not Statute.objects.filter(approved_at__isnull=False).exists()


def test_nothing_is_deducted_but_by_an_approved_statute(desk: Desk, proposer: User, approver: User) -> None:
    statute = entries.record_statute(by=proposer, reference="1", title_bn="আইন", title_en="Act")
    with clock.set_to(day(21)):
        with pytest.raises(entries.Refused):
            desk.propose("deduction", statute=statute)
        entries.approve_statute(by=approver, statute=statute)
        desk.enter("deduction", statute=statute, poisha=5_000)
        entry = desk.propose("deduction", statute=statute, poisha=1)
        with pytest.raises(entries.Refused):
            entries.confirm(by=desk.confirmer, entry=entry)
    assert desk.parts() == (0, 0, 0, 0)
    assert balances.of("deductions:cj-dhaka") == 5_000
    entry.refresh_from_db()
    assert entry.state == "proposed", "what is refused stays open, and nothing of it is posted"
    for change in ("statute_id = NULL", "kind = 'deduction', statute_id = NULL", "adds = %s"):
        with pytest.raises(DatabaseError):
            raw(f"UPDATE wages_wageentry SET {change}", *([True] if "%s" in change else []))


def columns_of(entry: WageEntry) -> dict[str, Any]:
    return {field.column: getattr(entry, field.attname) for field in WageEntry._meta.concrete_fields}


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("a_deduction_has_a_statute_and_nothing_else_has", {"kind": "deduction", "adds": False}),
        ("an_adjustment_has_a_reason_and_a_paper", {"document": ""}),
        ("an_adjustment_has_a_reason_and_a_paper", {"reason": ""}),
        ("a_wage_entry_is_more_than_nothing", {"poisha": -5}),
        ("a_wage_entry_cites_an_order", {"memo_number": ""}),
        ("a_daily_wage_is_its_days_times_its_rate", {"kind": "daily_wage"}),
        ("a_wage_entry_is_decided_by_someone_at_an_instant", {"state": "withdrawn"}),
    ],
)
def test_the_database_refuses_an_entry_that_breaks_a_rule(
    desk: Desk, constraint: str, change: dict[str, Any]
) -> None:
    with clock.set_to(day(21)):
        entry = desk.propose("adjustment", adds=True)
    values = {**columns_of(entry), "form_key": "0" * 32, **change}
    values.pop("id")
    values = {name: str(value) if name in ("document",) else value for name, value in values.items()}
    values["maker_id"] = entry.maker_id.hex if connection.vendor == "sqlite" else str(entry.maker_id)
    if connection.vendor != "sqlite":
        values["form_key"] = "00000000-0000-0000-0000-000000000000"
    names = ", ".join(f'"{name}"' for name in values)
    with pytest.raises(IntegrityError, match=constraint):
        raw(
            f"INSERT INTO wages_wageentry ({names}) VALUES ({', '.join(['%s'] * len(values))})",
            *values.values(),
        )


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE wages_wageentry SET poisha = poisha + 1",
        "UPDATE wages_wageentry SET memo_number = 'x'",
        "UPDATE wages_wageentry SET document = 'x'",
        "UPDATE wages_wageentry SET state = 'proposed', decided_by_id = NULL, decided_at = NULL",
        "UPDATE wages_wageentry SET state = 'withdrawn'",
        "DELETE FROM wages_wageentry",
        "UPDATE wages_hold SET poisha = 1",
        "UPDATE wages_hold SET until = '2030-01-01'",
        "DELETE FROM wages_hold",
        "UPDATE wages_credit SET poisha = poisha + 1",
        "DELETE FROM wages_credit",
        "UPDATE wages_statute SET reference = 'x'",
        "UPDATE wages_statute SET approved_at = NULL, approved_by_id = NULL",
        "DELETE FROM wages_statute",
    ],
)
def test_the_database_keeps_what_was_decided(desk: Desk, proposer: User, approver: User, change: str) -> None:
    with clock.set_to(day(21)):
        desk.enter("adjustment", adds=True)
        holds.place(**hold_facts(desk))
        accounts.approved_statute(proposer, approver)
    table = (re.search(r"wages_\w+", change) or [""])[0]
    model = {f"wages_{model.__name__.lower()}": model for model in (WageEntry, Hold, Statute)}.get(table)
    before = list(model.objects.values()) if model else []
    with pytest.raises(DatabaseError):
        raw(change)
    assert (list(model.objects.values()) if model else []) == before


def test_an_adjustment_takes_no_more_than_is_available(desk: Desk) -> None:
    with clock.set_to(day(21)):
        holds.place(**hold_facts(desk, poisha=4_000))
        entry = desk.propose("adjustment", adds=False, poisha=1_001)
        with pytest.raises(entries.Refused):
            entries.confirm(by=desk.confirmer, entry=entry)
        assert desk.parts() == (0, 1_000, 4_000, 0)
        desk.enter("adjustment", adds=False, poisha=1_000)
    assert desk.parts() == (0, 0, 4_000, 0)
    assert balances.of("adjustments:cj-dhaka") == -1_000


def test_what_is_withdrawn_is_never_posted_and_what_is_posted_never_withdrawn(desk: Desk) -> None:
    with clock.set_to(day(21)):
        gone, stands = desk.propose("daily_wage"), desk.propose("daily_wage")
        for _twice in range(2):
            entries.withdraw(by=desk.recorder, entry=gone)
        with pytest.raises(entries.Refused):
            entries.confirm(by=desk.confirmer, entry=gone)
        entries.confirm(by=desk.confirmer, entry=stands)
        with pytest.raises(entries.Refused):
            entries.withdraw(by=desk.confirmer, entry=stands)
    assert desk.parts() == (0, 5_000 + 20 * 200, 0, 0)


def _confirm(ids: tuple[int, int]) -> object:
    by, entry = User.objects.get(pk=ids[0]), WageEntry.objects.get(pk=ids[1])
    return entries.confirm(by=by, entry=entry).state


@pytest.mark.django_db(transaction=True)
def test_eight_who_confirm_at_once_post_once(desk: Desk) -> None:
    with clock.set_to(day(21)):
        entry = desk.propose("adjustment", adds=True, document=ContentFile(accounts.PDF, name="paper.pdf"))
    assert at_once.run(_confirm, [(desk.confirmer.pk, entry.pk)] * 8) == ["confirmed"] * 8
    assert desk.parts() == (0, 5_500, 0, 0)
    assert Entry.objects.filter(kind="adjustment").count() == 1
