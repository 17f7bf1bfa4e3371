"""A proof that cannot fail proves nothing: each of these breaks the code on purpose, and the histories must see it.

What was broken by hand and found besides, while this was written: both transfers of a maker's share taken back (the
second was forgotten), a share told twice on SQLite, the refund of a line given away, an office that went on bearing
what a failed payout had brought back.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError
from django.db.models import F

import clock
from shop.ledger import journal, money
from shop.orders import lines, refunds
from shop.production import pieces
from shop.wages import credits, holds, payouts, policy, releases, rules, shares, takings
from shop.wages.models import Credit
from shop.wages.models.accounts import CreditQuerySet
from tests.proof import machine, world

Break = Callable[[pytest.MonkeyPatch], None]
MOST = 200
# The checker, a constraint of the database, or the book's own refusal: never a mistake in the breaking.
SEEN_BY = (AssertionError, IntegrityError, journal.Refused)


def rounds_down(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        rules.money, "apply_rate", lambda poisha, rate, _rounding="": poisha * rate // money.WHOLE_BP
    )


def gives_the_poisha_left_over_to_the_last(patch: pytest.MonkeyPatch) -> None:
    def allocate(poisha: int, weights: Any) -> list[int]:
        parts = [poisha * weight // sum(weights) for weight in weights]
        parts[-1] += poisha - sum(parts)
        return parts

    patch.setattr(rules.money, "allocate", allocate)


def forgets_the_makers_of_the_second_batch(patch: pytest.MonkeyPatch) -> None:
    whole = rules.weights_over
    patch.setattr(rules, "weights_over", lambda pieces: whole(pieces[:1]))


def asks_for_the_policy_of_today(patch: pytest.MonkeyPatch) -> None:
    in_force = policy.in_force_for

    def other(*, at: Any, places: Any) -> Any:
        return in_force(at=clock.now(), places=places)

    patch.setattr(policy, "in_force_for", other)


def lets_the_trade_go_before_the_prison(patch: pytest.MonkeyPatch) -> None:
    def other(newest: Any, place: Any, _at: Any) -> Any:
        office_id, trade_code = place
        scopes = ((None, trade_code), (office_id, None), policy.NATIONAL)
        return next(newest[scope] for scope in scopes if scope in newest and not newest[scope].as_wider)

    patch.setattr(policy, "_first_that_counts", other)


def credits_what_is_only_delivered(patch: pytest.MonkeyPatch) -> None:
    def credit(sold: Any) -> None:
        for line in sold:
            if line.delivered_at is None or line.captured_at is not None:
                continue
            found = policy.in_force(at=clock.now(), office_id=line.office_id, trade_code=line.trade_code)
            sale = shares.Sale(
                key=f"share:{line.reference}",
                line_ref=line.reference,
                office_code=line.office.code,
                at=clock.now(),
                delivered_at=line.delivered_at,
                policy_id=found.pk,
                net_poisha=line.net_poisha,
                costs=line.costs,
                pieces=line.pieces,
            )
            shares.credit(sale)

    patch.setattr(lines, "_credit_where_both", credit)


def releases_before_the_window_ends(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(CreditQuerySet, "due", lambda self, _now: self.filter(released_at__isnull=True))


def ends_the_window_a_day_early(patch: pytest.MonkeyPatch) -> None:
    ends = shares.window_ends
    patch.setattr(shares, "window_ends", lambda at, days: ends(at, days - 1))


def notes_no_credit_as_taken_back(patch: pytest.MonkeyPatch) -> None:
    cover = takings._cover

    def other(reference: str, share_key: str, *rest: Any) -> None:
        cover(reference, share_key, *rest)
        Credit.objects.filter(entry_key=share_key).update(taken_back_poisha=0)

    patch.setattr(takings, "_cover", other)


def takes_back_from_the_account_what_was_paid_out(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Credit, "own_poisha", property(lambda self: self.poisha - self.taken_back_poisha))


def lets_the_wrong_office_bear_it(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(shares, "HEADQUARTERS", "dj-natore")


def spends_the_newest_credit_first(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(CreditQuerySet, "in_turn", lambda self: self.order_by("-credited_at", "-pk"))


def keeps_bearing_what_never_left(patch: pytest.MonkeyPatch) -> None:
    def unspend(parts: Any) -> dict[str, int]:
        for part in parts:
            row = Credit.objects.filter(pk=part.credit_id)
            row.update(spent_poisha=F("spent_poisha") - part.poisha)
        return {}

    patch.setattr(credits, "unspend", unspend)


def gives_a_withdrawn_payout_back_twice(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(payouts, "_answer", lambda *_, **__: True)


def drafts_in_halves(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(payouts, "draft", payouts.draft.__wrapped__)  # type: ignore[attr-defined]


def forgets_what_refunds_took_of_a_hold(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(holds, "take", lambda **_: None)


def ends_no_hold(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(holds.Hold, "left_poisha", property(lambda hold: hold.poisha))


def lets_nobody_bear_what_is_spoiled(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(takings, "_bear_spoiled", lambda *_: None)


def puts_goods_back_without_their_cost(patch: pytest.MonkeyPatch) -> None:
    back = pieces.give_back
    patch.setattr(pieces, "give_back", lambda **facts: back(**{**facts, "costs": {}}))


def takes_back_half_of_what_is_refunded(patch: pytest.MonkeyPatch) -> None:
    worth = refunds.worth
    patch.setattr(refunds, "worth", lambda *of: tuple(poisha // 2 for poisha in worth(*of)))


def releases_from_pending_to_pending(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(releases.credits, "account", lambda maker, _part: f"inmate:{maker}:pending")


BREAKS: list[Break] = [
    rounds_down,
    gives_the_poisha_left_over_to_the_last,
    forgets_the_makers_of_the_second_batch,
    asks_for_the_policy_of_today,
    lets_the_trade_go_before_the_prison,
    credits_what_is_only_delivered,
    releases_before_the_window_ends,
    ends_the_window_a_day_early,
    notes_no_credit_as_taken_back,
    takes_back_from_the_account_what_was_paid_out,
    lets_the_wrong_office_bear_it,
    spends_the_newest_credit_first,
    keeps_bearing_what_never_left,
    gives_a_withdrawn_payout_back_twice,
    drafts_in_halves,
    forgets_what_refunds_took_of_a_hold,
    ends_no_hold,
    lets_nobody_bear_what_is_spoiled,
    puts_goods_back_without_their_cost,
    takes_back_half_of_what_is_refunded,
    releases_from_pending_to_pending,
]


@pytest.mark.once
@pytest.mark.parametrize("broken", BREAKS, ids=lambda broken: broken.__name__)
def test_histories_find_code_that(db: None, monkeypatch: pytest.MonkeyPatch, broken: Break) -> None:
    laid = world.lay()
    broken(monkeypatch)
    with pytest.raises(SEEN_BY) as found:
        machine.run(laid, histories=MOST, seed_=11)
    print(f"{broken.__name__}: {type(found.value).__name__}: {str(found.value)[:200]}")
