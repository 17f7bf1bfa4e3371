"""What every provider promises, asked of each through its fake, and of Stripe's own test mode where a key is there.

STRIPE_TEST_KEY=sk_test_… lets the last part speak to Stripe itself. Without it there is nobody to ask: those tests are
deselected (tests/payments/conftest.py), the one leaving-out of this suite.
"""

import datetime
import os
from typing import Any

import pytest
from django.conf import LazySettings

import clock
from letters import outbox
from letters.models import Letter
from shop.orders.models import Purchase
from shop.payments import attempts, providers
from shop.payments.models import PaymentAttempt, Refund
from shop.payments.providers import interface
from shop.payments.providers.interface import DisputeTold, MovementKind, RefundTold, Told
from tests import selling
from tests.payments.fake_stripe import FakeStripe
from tests.payments.tills import TILLS, Till, between

STOOL, WAY = 1250_00, 60_00

pytestmark = pytest.mark.django_db


@pytest.fixture(params=list(TILLS))
def till(request: pytest.FixtureRequest) -> Till:
    found: Till = TILLS[request.param](request.getfixturevalue)
    return found


def attempt_with(code: str, quantity: int = 2) -> PaymentAttempt:
    stool = selling.for_sale(selling.prison(), quantity=quantity)
    purchase = selling.place(selling.basket((stool, quantity)), provider_code=code)
    return attempt_of(purchase)


def attempt_of(purchase: Purchase) -> PaymentAttempt:
    return PaymentAttempt.objects.select_related("purchase").get(purchase=purchase)


def opened(code: str, quantity: int = 2) -> PaymentAttempt:
    return attempts.opened(attempt_with(code, quantity))


def paid(till: Till, quantity: int = 2) -> PaymentAttempt:
    attempt = opened(till.code, quantity)
    till.pay(attempt)
    return attempts.settle(attempt=attempt)


def back(attempt: PaymentAttempt, poisha: int, key: str) -> Refund:
    """Return a refund as the worker reads it, that was not sent yet."""
    return Refund.objects.create(
        purchase=attempt.purchase,
        attempt=attempt,
        provider=attempt.provider,
        state="submitted",
        reason="cancelled",
        amount_poisha=poisha,
        reference=key,
        idempotency_key=key,
        requested_at=clock.now(),
        submitted_at=clock.now(),
        tries=1,
    )


def test_it_is_offered_for_taka_in_bangladesh_and_takes_nothing_else(till: Till) -> None:
    provider = providers.get(till.code)
    assert provider.exists()
    assert provider.takes(amount_poisha=STOOL, currency="BDT", country="BD")
    for facts in ({"amount_poisha": 0, "currency": "BDT"}, {"amount_poisha": STOOL, "currency": "USD"}):
        assert not provider.takes(country="BD", **facts)  # type: ignore[arg-type]
    assert str(provider.name)
    assert provider.needs_redirect


def test_a_payment_opened_twice_has_one_name_and_is_open(till: Till) -> None:
    provider, attempt = providers.get(till.code), attempt_with(till.code)

    first, second = provider.open(attempt=attempt), provider.open(attempt=attempt)

    assert first.reference == second.reference
    assert first.url.startswith("http")
    if till.keeps_one_session:
        assert first == second
    assert till.payments() == 1
    attempt.provider_reference = first.reference
    assert provider.ask(attempt=attempt).told in (Told.OPEN, Told.PROCESSING)


def test_what_was_paid_is_told_to_the_poisha_with_our_name_and_its_instant(till: Till) -> None:
    attempt = opened(till.code)
    till.pay(attempt)

    standing = providers.get(till.code).ask(attempt=attempt)

    assert (standing.told, standing.attempt_token) == (Told.PAID, attempt.token)
    assert (standing.amount_poisha, standing.currency) == (2 * STOOL + WAY, "BDT")
    assert standing.paid_at is not None
    assert standing.paid_at.tzinfo
    assert abs(standing.paid_at - clock.now()) < datetime.timedelta(minutes=1)


def test_a_payment_that_was_closed_is_over(till: Till) -> None:
    attempt = opened(till.code)

    standing = providers.get(till.code).close(attempt=attempt)

    assert standing.told in (Told.EXPIRED, Told.FAILED)
    assert providers.get(till.code).close(attempt=attempt).told in (Told.EXPIRED, Told.FAILED), (
        "twice is once"
    )


def test_closing_what_is_paid_tells_that_it_is_paid(till: Till) -> None:
    attempt = opened(till.code)
    till.pay(attempt)

    assert providers.get(till.code).close(attempt=attempt).told == Told.PAID


def test_an_opening_whose_answer_was_lost_is_found_again(till: Till) -> None:
    attempt = attempt_with(till.code)
    till.lose_the_next_answer("open")
    if till.is_elsewhere:
        with pytest.raises(interface.Unreachable):
            providers.get(till.code).open(attempt=attempt)
    till.come_back()

    attempt = attempts.opened(attempt)

    assert attempt.state == PaymentAttempt.State.OPEN
    assert till.payments() == 1
    till.pay(attempt)
    assert attempts.settle(attempt=attempt).state == PaymentAttempt.State.PAID


def test_a_refund_asked_for_twice_under_one_key_is_one(till: Till) -> None:
    attempt = paid(till)
    refund = back(attempt, STOOL, "key-one")
    provider = providers.get(till.code)

    first = provider.refund(refund=refund)
    second = provider.refund(refund=refund)

    assert first.reference == second.reference
    assert till.refunds() == [STOOL]
    assert first.told in (RefundTold.SUCCEEDED, RefundTold.PENDING)
    assert (first.amount_poisha, first.currency) == (STOOL, "BDT")
    assert first.payment_reference == attempt.provider_reference
    assert first.key in (refund.idempotency_key, "")
    refund.provider_reference = first.reference
    asked = provider.ask_refund(refund=refund)
    assert (asked.reference, asked.amount_poisha) == (first.reference, STOOL)


def test_refunds_in_parts_may_reach_what_was_paid_and_not_a_poisha_more(till: Till) -> None:
    attempt = paid(till)
    provider = providers.get(till.code)
    for number, poisha in enumerate((STOOL, 1, STOOL - 1), 1):
        provider.refund(refund=back(attempt, poisha, f"key-{number}"))

    with pytest.raises(interface.Declined):
        provider.refund(refund=back(attempt, WAY + 1, "key-more"))
    provider.refund(refund=back(attempt, WAY, "key-rest"))
    with pytest.raises(interface.Declined):
        provider.refund(refund=back(attempt, 1, "key-again"))

    assert sum(till.refunds()) == 2 * STOOL + WAY


def test_a_refund_whose_answer_was_lost_is_given_once(till: Till) -> None:
    attempt = paid(till)
    refund = back(attempt, STOOL, "key-one")
    provider = providers.get(till.code)
    till.lose_the_next_answer("refund")
    if till.is_elsewhere:
        with pytest.raises(interface.Unreachable):
            provider.refund(refund=refund)
    till.come_back()

    standing = provider.refund(refund=refund)

    assert standing.amount_poisha == STOOL
    assert till.refunds() == [STOOL]


def test_while_it_is_away_nothing_is_decided(till: Till) -> None:
    attempt = paid(till)
    refund = back(attempt, STOOL, "key-one")
    waiting = opened(till.code)
    provider = providers.get(till.code)
    till.go_away()

    calls: list[Any] = [
        lambda: provider.open(attempt=waiting),
        lambda: provider.ask(attempt=waiting),
        lambda: provider.close(attempt=waiting),
        lambda: provider.refund(refund=refund),
    ]
    for call in calls if till.is_elsewhere else []:
        with pytest.raises(interface.Unreachable):
            call()

    till.come_back()
    assert till.refunds() == []
    assert provider.ask(attempt=waiting).told in (Told.OPEN, Told.PROCESSING)


@pytest.mark.parametrize(
    "body", [b"", b"{}", b"[]", b"\xff\xfe", b'{"id": "evt_1"}', b"status=VALID&tran_id=x"]
)
def test_an_event_that_is_not_its_own_is_forged(till: Till, body: bytes) -> None:
    with pytest.raises(interface.Forged):
        providers.get(till.code).read_event(body=body, headers={})


# What only some promise


def test_stripe_tells_refunds_made_on_its_own_screen(stripe_there: FakeStripe) -> None:
    attempt = paid(TILLS["stripe"](lambda _: stripe_there))
    provider = providers.get("stripe")
    assert isinstance(provider, interface.TellsRefunds)
    made = stripe_there.refund_at_stripe(attempt.provider_reference, 700_00)
    ours = provider.refund(refund=back(attempt, STOOL, "key-one"))

    told = provider.refund_of(reference=made)

    assert (told.amount_poisha, told.payment_reference, told.key) == (700_00, attempt.provider_reference, "")
    assert provider.refund_of(reference=ours.reference).key == "key-one"
    assert provider.refund_of(reference=f"ch_{attempt.provider_reference}") == provider.refund_of(
        reference=ours.reference
    ), "of a charge its newest"
    with pytest.raises(LookupError):
        provider.refund_of(reference="re_unknown")
    stripe_there.faults = ["500"]
    with pytest.raises(interface.Unreachable):
        provider.refund_of(reference=made)


def test_stripe_s_refunds_carry_our_key_and_name_nobody(stripe_there: FakeStripe) -> None:
    attempt = paid(TILLS["stripe"](lambda _: stripe_there))
    providers.get("stripe").refund(refund=back(attempt, STOOL, "key-one"))

    [refund] = stripe_there.refunds.values()
    assert refund["metadata"] == {"key": "key-one"}
    said = str(list(stripe_there.replies.values()))
    assert attempt.purchase.buyer_name not in said
    assert attempt.purchase.phone[-8:] not in said


def test_a_key_with_other_parameters_is_refused_by_stripe_and_decides_nothing(
    stripe_there: FakeStripe,
) -> None:
    attempt = attempt_with("stripe")
    provider = providers.get("stripe")
    provider.open(attempt=attempt)
    attempt.return_url = "https://elsewhere.example/"

    with pytest.raises(interface.Unreachable, match="IdempotencyError"):
        provider.open(attempt=attempt)


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("needs_response", DisputeTold.OPENED),
        ("under_review", DisputeTold.OPENED),
        ("won", DisputeTold.WON),
        ("lost", DisputeTold.LOST),
        ("warning_needs_response", DisputeTold.ASKED),
        ("warning_closed", DisputeTold.ASKED),
        ("prevented", DisputeTold.ASKED),
    ],
)
def test_stripe_tells_disputes(stripe_there: FakeStripe, status: str, told: DisputeTold) -> None:
    attempt = paid(TILLS["stripe"](lambda _: stripe_there))
    provider = providers.get("stripe")
    assert isinstance(provider, interface.TellsDisputes)
    name = stripe_there.dispute(attempt.provider_reference, STOOL, due_by=1_800_000_000)
    stripe_there.disputes[name]["status"] = status

    standing = provider.dispute_of(reference=name)

    assert (standing.told, standing.amount_poisha, standing.currency) == (told, STOOL, "BDT")
    assert standing.payment_reference == attempt.provider_reference
    assert standing.answer_by == datetime.datetime.fromtimestamp(1_800_000_000, datetime.UTC)
    with pytest.raises(LookupError):
        provider.dispute_of(reference="du_unknown")


def test_stripe_lists_what_moved_in_its_account_oldest_first(stripe_there: FakeStripe) -> None:
    provider = providers.get("stripe")
    assert isinstance(provider, interface.KeepsAnAccount)
    attempt = paid(TILLS["stripe"](lambda _: stripe_there))
    session = attempt.provider_reference
    refund = provider.refund(refund=back(attempt, STOOL, "key-one")).reference
    stripe_there.fail_refund(refund)
    dispute = stripe_there.dispute(session)
    stripe_there.decide(dispute, "won")
    stripe_there.pay_out(2000_00)
    total = 2 * STOOL + WAY
    hour = datetime.timedelta(hours=1)

    moved = list(provider.movements(since=clock.now() - hour, until=clock.now() + hour))

    assert [(row.kind, row.poisha, row.fee_poisha, row.about) for row in moved] == [
        (MovementKind.CHARGE, total, 3930, session),
        (MovementKind.REFUND, -STOOL, 0, refund),
        (MovementKind.REFUND_FAILED, STOOL, 0, refund),
        (MovementKind.DISPUTE, -total, 1500, dispute),
        (MovementKind.DISPUTE_WON, total, 0, dispute),
        (MovementKind.PAYOUT, -2000_00, 0, "po_5"),
    ]
    assert between(row.at for row in moved)
    assert not list(provider.movements(since=clock.now() - 3 * hour, until=clock.now() - 2 * hour))


def test_stripe_s_account_is_read_over_many_pages_and_only_in_taka(stripe_there: FakeStripe) -> None:
    attempt = paid(TILLS["stripe"](lambda _: stripe_there))
    stripe_there._move("charge", 41_00, {"id": "ch_x", "object": "charge"}, currency="usd")
    for _ in range(250):
        stripe_there.pay_out(1)
    provider = providers.get("stripe")
    assert isinstance(provider, interface.KeepsAnAccount)
    hour = datetime.timedelta(hours=1)

    moved = list(provider.movements(since=clock.now() - hour, until=clock.now() + hour))

    assert len(moved) == 251
    assert sum(row.poisha for row in moved) == attempt.amount_poisha - 250
    assert stripe_there.calls.count(("GET", "/v1/balance_transactions")) == 3


def test_every_letter_of_refunds_and_disputes_can_be_read_in_both_languages() -> None:
    context = {
        "number": "12345-67890",
        "refund_poisha": STOOL,
        "disputed_poisha": STOOL,
        "by_hand": True,
        "refund_days": 10,
        "order_page": "https://shop.example/bn/shop/orders/",
        "refund_page": "https://shop.example/admin/cash/refunds/1/",
        "dispute_page": "https://shop.example/admin/cash/refunds/",
        "answer_by": "2026-12-01T00:00:00+06:00",
    }
    for language in ("bn", "en"):
        for template in ("order_refund", "order_refunded", "staff_refund_failed", "staff_dispute"):
            kinds = {"mail": "who@example.org"} | (
                {"sms": "+8801712345678"} if template.startswith("order") else {}
            )
            for kind, to in kinds.items():
                outbox.write(
                    kind=kind, to=to, template=template, context=context, language=language,
                    key=f"{template}{kind}{language}",
                )  # fmt: skip

    assert outbox.send_due() == 12
    assert not Letter.objects.exclude(failure="").exists()


# Stripe itself


@pytest.fixture
def stripe_itself(settings: LazySettings) -> Any:
    settings.STRIPE_SECRET_KEY = os.environ["STRIPE_TEST_KEY"]
    settings.STRIPE_API_BASE = ""
    return providers.get("stripe")


@pytest.mark.stripe_itself
def test_stripe_s_test_mode_opens_asks_and_closes_as_its_fake_does(stripe_itself: Any) -> None:
    attempt = attempt_with("stripe")

    first, second = stripe_itself.open(attempt=attempt), stripe_itself.open(attempt=attempt)

    assert first == second
    attempt.provider_reference = first.reference
    standing = stripe_itself.ask(attempt=attempt)
    assert (standing.told, standing.attempt_token) == (Told.OPEN, attempt.token)
    assert (standing.amount_poisha, standing.currency) == (2 * STOOL + WAY, "BDT")
    with pytest.raises(interface.Declined):
        stripe_itself.refund(refund=back(attempt, STOOL, "key-one"))
    assert stripe_itself.close(attempt=attempt).told == Told.EXPIRED
    attempt.return_url = "https://elsewhere.example/"
    with pytest.raises(interface.Unreachable, match="IdempotencyError"):
        stripe_itself.open(attempt=attempt)


@pytest.mark.stripe_itself
def test_stripe_s_test_mode_knows_no_refunds_and_disputes_of_ours_and_lists_its_account(
    stripe_itself: Any,
) -> None:
    for find in (stripe_itself.refund_of, stripe_itself.dispute_of):
        with pytest.raises(LookupError):
            find(reference="xx_unknown")
    now = clock.now()
    moved = stripe_itself.movements(since=now - datetime.timedelta(days=7), until=now)
    assert between(row.at for row in moved)
