"""Settlements by slip: recorded by one of finance, confirmed by another, then in the book and reconciled."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

import clock
from accounts.models import User
from accounts.roles import Role
from bangla import digits
from shop.ledger import balances, journal
from shop.ledger.models import Entry
from shop.ledger.verification import findings
from shop.payments import attempts, comparing, reconciling, slips
from shop.payments.models import Break, SlipSettlement
from tests import at_once, selling
from tests.payments.fake_sslcommerz import FakeSslcommerz
from tests.payments.sslcommerz_orders import opened
from tests.selling import signed_in

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
TOTAL = 3810_00


@pytest.fixture
def held_there(sslcommerz_there: FakeSslcommerz) -> None:
    """3,810 taka of an order, with SSLCommerz."""
    purchase = opened(selling.for_sale(selling.prison(), quantity=3), 3)
    sslcommerz_there.pay(at=clock.now())
    attempts.ask_about(purchase=purchase)
    assert balances.of("clearing:sslcommerz") == TOTAL


def people() -> tuple[User, User]:
    hq = selling.headquarters()
    return selling.staff(Role.FINANCE, hq, "finance-1"), selling.staff(Role.FINANCE, hq, "finance-2")


def recorded(by: User, **other: Any) -> SlipSettlement:
    facts = {"provider": "sslcommerz", "poisha": 3700_50, "slip_number": "SB-৪৭১১", "on": clock.today()}
    return slips.record(by=by, **{**facts, **other})


def breaks(on: datetime.date) -> list[tuple[str, str]]:
    reconciling.reconcile(provider_code="sslcommerz", on=on)
    return list(Break.objects.standing().values_list("kind", "reference"))


def test_only_what_another_person_confirmed_is_booked_and_reconciled(held_there: None) -> None:
    first, second = people()
    slip = recorded(first, fee_poisha=10_00)
    assert (slip.slip_number, balances.of("clearing:sslcommerz")) == ("SB-4711", TOTAL)
    assert not Entry.objects.filter(kind="settlement").exists()

    for _ in range(2):
        slips.confirm(by=second, slip=slip)

    assert (balances.of("bank"), balances.of("fees:sslcommerz")) == (3700_50, 10_00)
    assert balances.of("clearing:sslcommerz") == TOTAL - 3710_50
    entry = Entry.objects.get(key=f"settlement:sslcommerz:slip:{slip.pk}")
    assert (entry.kind, entry.recorded_by_id) == ("settlement", str(second.pk))
    assert entry.effective_at == clock.midnight(slip.on)
    assert breaks(clock.today()) == []
    assert list(findings()) == []


def test_a_slip_of_an_earlier_day_is_found_by_that_day(held_there: None) -> None:
    first, second = people()
    on = clock.today() - 3 * DAY
    slip = slips.confirm(by=second, slip=recorded(first, on=on))
    assert breaks(on) == []
    due = comparing.causes.of_day("sslcommerz", clock.midnight(on), clock.midnight(on + DAY))
    assert due[f"settlement:sslcommerz:slip:{slip.pk}"].poisha == -3700_50


def test_a_slip_that_is_not_in_the_book_and_an_entry_without_its_slip_are_breaks(held_there: None) -> None:
    first, second = people()
    slip = recorded(first)
    SlipSettlement.objects.update(confirmed_by=second, confirmed_at=clock.now())
    assert breaks(clock.today()) == [("book", f"settlement:sslcommerz:slip:{slip.pk}")]
    assert [name for name, _finding in findings()] == ["bank slips are in the book"]
    Break.objects.all().delete()
    journal.post(
        key="settlement:sslcommerz:slip:99999",
        kind="settlement",
        effective_at=clock.now(),
        narrative="Nobody stated this",
        transfers=[journal.Posting("bank", "clearing:sslcommerz", 1)],
    )
    assert ("entry", "settlement:sslcommerz:slip:99999") in breaks(clock.today())
    assert len(list(findings())) == 2


def test_a_slip_changed_after_it_was_booked_is_a_break_and_cannot_be_booked_anew(held_there: None) -> None:
    first, second = people()
    slip = slips.confirm(by=second, slip=recorded(first))
    SlipSettlement.objects.update(poisha=3700_51)
    assert breaks(clock.today()) == [("book", f"settlement:sslcommerz:slip:{slip.pk}")]
    SlipSettlement.objects.update(confirmed_by=None, confirmed_at=None)
    with pytest.raises(journal.Conflict):
        slips.confirm(by=second, slip=slip)


def test_who_recorded_does_not_confirm_in_the_database_either(held_there: None) -> None:
    first, _second = people()
    slip = recorded(first)
    with pytest.raises(slips.Refused):
        slips.confirm(by=first, slip=slip)
    superuser = User.objects.create_superuser("root")
    by_superuser = recorded(superuser, slip_number="SB-1")
    with pytest.raises(slips.Refused):
        slips.confirm(by=superuser, slip=by_superuser)
    with pytest.raises(IntegrityError), transaction.atomic():
        SlipSettlement.objects.filter(pk=slip.pk).update(confirmed_by=first, confirmed_at=clock.now())
    assert balances.of("bank") == 0


def test_a_slip_counts_once_for_all_providers_until_it_is_withdrawn(held_there: None) -> None:
    first, second = people()
    slip = recorded(first)
    assert recorded(first).pk == slip.pk, "the same button twice"
    for by, other in (
        (second, {}),
        (first, {"poisha": 1}),
        (first, {"provider": "stripe", "slip_number": "sb-4711"}),
    ):
        with pytest.raises(slips.Refused) as refused:
            recorded(by, **other)
        assert list(refused.value.message_dict) == ["slip_number"]

    slips.withdraw(by=first, slip=slip)
    slips.withdraw(by=first, slip=slip)
    with pytest.raises(slips.Refused):
        slips.confirm(by=second, slip=slip)
    again = slips.confirm(by=second, slip=recorded(first))
    with pytest.raises(slips.Refused):
        slips.withdraw(by=first, slip=again)
    assert balances.of("bank") == 3700_50


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"provider": "cash"}, "provider"),
        ({"provider": ""}, "provider"),
        ({"poisha": 0}, "poisha"),
        ({"fee_poisha": -1}, "fee_poisha"),
        ({"slip_number": "1"}, "slip_number"),
        ({"on": None}, "on"),
        ({"on": clock.today() + 2 * DAY}, "on"),
        ({"on": clock.today() - 400 * DAY}, "on"),
    ],
)
def test_what_is_no_slip_is_refused_at_its_field(wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(slips.Refused) as refused:
        recorded(people()[0], **wrong)
    assert list(refused.value.message_dict) == [field]
    assert not SlipSettlement.objects.exists()


def test_of_a_provider_that_tells_its_payouts_no_slip_is_taken() -> None:
    journal.post(
        key="settlement:demonstration:payout-1",
        kind="settlement",
        effective_at=clock.now(),
        narrative="Payout",
        transfers=[journal.Posting("bank", "clearing:demonstration", 1)],
    )
    with pytest.raises(slips.Refused) as refused:
        recorded(people()[0], provider="demonstration")
    assert list(refused.value.message_dict) == ["provider"]


def test_only_finance_at_headquarters_records_and_confirms() -> None:
    slip = recorded(people()[0])
    others = [
        selling.staff(Role.AUDITOR, selling.headquarters()),
        selling.staff(Role.FINANCE, selling.prison()),
    ]
    for by in others:
        for verb in (slips.confirm, slips.withdraw):
            with pytest.raises(PermissionDenied):
                verb(by=by, slip=slip)
        with pytest.raises(PermissionDenied):
            recorded(by, slip_number="SB-2")


def confirm(argument: tuple[int, int]) -> str:
    slip, by = SlipSettlement.objects.get(pk=argument[0]), User.objects.get(pk=argument[1])
    try:
        slips.confirm(by=by, slip=slip)
    except slips.Refused:
        return "told"
    return "booked"


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_confirm_at_once_one_books(sslcommerz_there: FakeSslcommerz) -> None:
    slip = recorded(people()[0])
    by = [selling.staff(Role.FINANCE, selling.headquarters(), f"other-{number}") for number in range(8)]
    answers = at_once.run(confirm, [(slip.pk, person.pk) for person in by])
    assert sorted(map(str, answers)) == ["booked"] + ["told"] * 7
    assert balances.of("bank") == 3700_50


def record_same(user_id: int) -> str:
    try:
        return str(recorded(User.objects.get(pk=user_id)).pk)
    except slips.Refused:
        return "told"


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_record_one_slip_at_once_one_does(sslcommerz_there: FakeSslcommerz) -> None:
    by = [selling.staff(Role.FINANCE, selling.headquarters(), f"finance-{number}") for number in range(8)]
    answers = at_once.run(record_same, [person.pk for person in by])
    assert answers.count("told") == 7
    assert SlipSettlement.objects.count() == 1


def test_the_screens_show_the_balance_before_and_after_and_keep_what_was_typed(
    client: Client, held_there: None
) -> None:
    signed_in(client, Role.FINANCE, office=selling.headquarters())
    assert "কোনো ব্যাংক রসিদ নেই" in client.get(reverse("slip_settlements")).content.decode()
    typed = {"provider": "sslcommerz", "poisha": "৩,৭০০.৫০", "slip_number": "SB-4711", "on": ""}
    wrong = client.post(reverse("record_slip_settlement"), typed).content.decode()
    assert "রসিদের তারিখ লিখুন" in wrong
    assert "৩,৭০০.৫০" in wrong
    typed["on"] = clock.today().isoformat()
    answer = client.post(reverse("record_slip_settlement"), typed, follow=True).content.decode()
    told = digits.to_ascii(answer)
    assert "3,810" in told
    assert "109.50" in told
    assert 'value="confirm"' not in told, "one's own slip is another's to confirm"

    slip = SlipSettlement.objects.get()
    second = Client()
    signed_in(second, Role.FINANCE, office=selling.headquarters())
    address = reverse("slip_settlement", args=[slip.pk])
    assert 'value="confirm"' in second.get(address).content.decode()
    second.post(address, {"step": "confirm"})
    assert balances.of("bank") == 3700_50
    shelf = digits.to_ascii(client.get(reverse("slip_settlements"), {"shelf": "confirmed"}).content.decode())
    assert "SB-4711" in shelf

    doubled = client.post(reverse("record_slip_settlement"), typed).content.decode()
    assert "এই রসিদ আগেই লিপিবদ্ধ হয়েছে" in doubled
    assert "৩,৭০০.৫০" in doubled
