"""Releasing what is pending, and spending it first in, first out; many servers: tests/proof/test_at_once.py."""

import datetime
import io

import pytest
from django.core.management import call_command

import clock
from shop.ledger.models import Entry
from shop.wages import checks, credits, payouts, releases, shares
from shop.wages.models import Credit
from tests.wages.accounts import Desk, day


@pytest.mark.parametrize(
    ("hour", "days", "ends"),
    [
        (0, 7, datetime.date(2026, 3, 9)),
        (23, 7, datetime.date(2026, 3, 9)),
        (12, 0, datetime.date(2026, 3, 2)),
    ],
)
def test_the_window_is_whole_days_of_dhaka(hour: int, days: int, ends: datetime.date) -> None:
    assert shares.window_ends(day(1, hour), days) == clock.midnight(ends)


def test_what_is_due_is_released_once_and_the_rest_waits(desk: Desk) -> None:
    desk.earn(300, day(1))
    desk.earn(200, day(2))
    desk.release(day(8, 23))
    assert desk.parts() == (500, 0, 0, 0)
    for _again in range(2):
        desk.release(day(9, 0))
        assert desk.parts() == (200, 300, 0, 0)
    desk.release(day(10, 0))
    assert (desk.parts(), Entry.objects.filter(kind="release").count()) == ((0, 500, 0, 0), 2)


def test_more_than_one_round_is_released_and_each_is_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(releases, "AT_A_TIME", 2)
    for number in range(5):
        desk.earn(100 + number, day(1))
    told: list[int] = []
    with clock.set_to(day(9)):
        assert releases.release(told=told.append) == 5
    assert told == [2, 2, 1]
    assert desk.parts() == (0, 510, 0, 0)


def test_the_command_releases_and_says_how_much(desk: Desk) -> None:
    desk.earn(300, day(1))
    out = io.StringIO()
    with clock.set_to(day(9)):
        call_command("release_wages", stdout=out)
    assert "1" in out.getvalue()
    assert desk.parts() == (0, 300, 0, 0)


def test_credits_are_spent_first_in_first_out_and_never_beyond_what_is_there(desk: Desk) -> None:
    for number, poisha in enumerate((300, 200, 100), 1):
        desk.earn(poisha, day(number))
    desk.release(day(20))
    assert [(spent.credit.poisha, spent.poisha) for spent in spend(desk, 350)] == [(300, 300), (200, 50)]
    assert [(spent.credit.poisha, spent.poisha) for spent in spend(desk, 200)] == [(200, 150), (100, 50)]
    with pytest.raises(credits.TooLittle):
        spend(desk, 51)
    assert sum(Credit.objects.values_list("spent_poisha", flat=True)) == 550


def spend(desk: Desk, poisha: int) -> list[credits.Spent]:
    return credits.spend(maker_id=desk.maker.pk, poisha=poisha)


def test_what_is_still_pending_is_not_spent(desk: Desk) -> None:
    desk.earn(300, day(1))
    with pytest.raises(credits.TooLittle):
        spend(desk, 1)


def test_ledger_verify_names_what_credits_say_and_payouts_and_refunds_do_not(desk: Desk) -> None:
    desk.earn(300, day(1))
    desk.earn(200, day(2))
    desk.release(day(20))
    with clock.set_to(day(20)):
        payouts.draft(by=desk.finance, office=desk.office)
    assert said() == []
    first = Credit.objects.order_by("pk").first()
    assert first is not None
    row = Credit.objects.filter(pk=first.pk)
    row.update(recoverable_poisha=7)
    assert said() == [f"recoverable:{desk.office.code} stands at 0 poisha, by the credits at 7"]
    row.update(spent_poisha=290)
    assert said() == [
        f"of {desk.maker.pk}'s credits 490 poisha are spent, 500 were paid or deducted",
        f"{first.entry_key}: an office bears what still stands on {desk.maker.pk}'s account",
        f"recoverable:{desk.office.code} stands at 0 poisha, by the credits at 7",
    ]


def said() -> list[str]:
    return [str(finding) for finding in checks.spent_and_borne_is_accounted_for()]
