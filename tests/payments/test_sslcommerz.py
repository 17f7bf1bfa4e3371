"""Paying by SSLCommerz: offered, opened, paid, and the buyer's way back."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

import clock
from accounts.roles import Role
from letters.models import Letter
from shop.ledger import balances
from shop.orders.models import Purchase
from shop.payments import attempts, inbox, providers
from shop.payments.checks import check_providers
from shop.payments.models import PaymentAttempt
from shop.wages import policy
from tests import selling
from tests.payments.sslcommerz_orders import attempt_of, opened, ordered, state, steps, told

pytestmark = pytest.mark.django_db

State = PaymentAttempt.State
MINUTE = datetime.timedelta(minutes=1)


def test_without_a_store_or_its_password_it_is_absent(settings, fake):
    def codes() -> list[str]:
        return [way.code for way in providers.offered(amount_poisha=100_000)]

    assert codes() == ["cash", "demonstration", "sslcommerz"]
    settings.SSLCOMMERZ_STORE_PASSWORD = ""
    assert codes() == ["cash", "demonstration"]
    with pytest.raises(LookupError):
        providers.get("sslcommerz")


@pytest.mark.parametrize(
    ("amount", "currency", "is_taken"),
    [(999, "BDT", False), (1000, "BDT", True), (50_000_000, "BDT", True), (50_000_001, "BDT", False),
     (1000, "USD", False)],
)  # fmt: skip
def test_it_takes_from_10_to_500000_taka_from_any_country(fake, amount, currency, is_taken):
    way = providers.get("sslcommerz")
    for country in ("BD", "GB"):
        assert way.takes(amount_poisha=amount, currency=currency, country=country) is is_taken


def test_the_session_says_the_order_to_the_poisha_and_of_the_buyer_what_is_mandatory(settings, fake, stool):
    purchase = ordered(stool, 2)

    url = attempts.open(purchase=purchase)

    (path, said), (_key, asked) = fake.calls[0], next(iter(fake.sessions.items()))
    attempt = attempt_of(purchase)
    assert path == "/gwprocess/v4/api.php"
    assert url == attempt.redirect_url
    assert str(url).startswith(f"{fake.address}/gwprocess/v4/gw.php")
    assert (asked["total_amount"], asked["currency"]) == ("2560.00", "BDT")
    assert asked["tran_id"] == attempt.provider_reference != attempt.token
    assert asked["success_url"] == asked["fail_url"] == asked["cancel_url"] == attempt.return_url
    assert asked["ipn_url"] == f"{settings.SITE_URL}/payments/sslcommerz/events/"
    personal = {name: value for name, value in said.items() if name.startswith(("cus_", "ship_"))}
    assert personal == {
        "cus_name": "রহিমা খাতুন",
        "cus_phone": "+8801712345678",
        "cus_email": "no-reply@prison.gov.bd",
        "cus_add1": "Department of Prisons",
        "cus_city": "Dhaka",
        "cus_postcode": "1211",
        "cus_country": "Bangladesh",
    }
    everything = str(said)
    for private in (purchase.address_line, purchase.upazila_name, "6400", "টুল", purchase.number):
        assert private not in everything


def test_a_buyers_own_address_for_mail_gets_the_receipt_unless_it_is_too_long(fake, stool):
    for email, receipt_to in (
        ("r@example.com", "r@example.com"),
        (f"{'r' * 50}@x.bd", "no-reply@prison.gov.bd"),
    ):
        buyer = selling.placing.Buyer(name="রহিমা", phone="+8801712345678", email=email, language="bn")
        attempts.open(purchase=ordered(stool, buyer=buyer))
        assert fake.session()["cus_email"] == receipt_to


def test_opening_again_answers_the_same_address(fake, stool):
    purchase = ordered(stool)
    assert attempts.open(purchase=purchase) == attempts.open(purchase=purchase)
    assert len(fake.sessions) == 1


def test_an_amount_that_it_refuses_holds_no_goods(settings, fake, stool):
    settings.SSLCOMMERZ_STORE_PASSWORD = "another"
    purchase = ordered(stool)

    with pytest.raises(attempts.NotPayable):
        attempts.open(purchase=purchase)

    assert attempt_of(purchase).state == State.FAILED
    assert attempt_of(purchase).failure == "Store Credential Error Or Store is De-active"
    assert attempts.retry(purchase=purchase, provider_code="cash") is None


def test_a_refusal_that_repeats_what_was_said_of_a_buyer_is_not_kept(monkeypatch, fake, stool):
    reason = "Invalid cus_name: রহিমা খাতুন"
    monkeypatch.setattr(fake, "_begin", lambda _fields: {"status": "FAILED", "failedreason": reason})
    purchase = ordered(stool)
    with pytest.raises(attempts.NotPayable):
        attempts.open(purchase=purchase)
    assert attempt_of(purchase).failure == "refused"


def test_a_paid_session_places_the_order_books_the_money_and_tells_the_buyer(fake, stool):
    purchase = opened(stool)
    done = fake.pay(store_amount="1277.25")

    assert told(fake.notice(done)) == 200
    assert state(purchase) == Purchase.State.AWAITS_PAYMENT  # the notice is only kept
    assert inbox.process() == 1

    assert state(purchase) == Purchase.State.PLACED
    assert balances.trial_balance() == {
        "clearing:sslcommerz": 127725,
        "fees:sslcommerz": 3275,
        "advances:dj-natore": -125000,
        "delivery:dj-natore": -6000,
    }
    line = purchase.lines.get()
    assert line.costs == {"materials": 10000, "fee": 3275}  # 1,310.00 paid, 1,277.25 for us
    assert Letter.objects.filter(template="order_paid").count() == 1
    asked = [fields for path, fields in fake.calls if path.endswith("/validationserverAPI.php")]
    assert asked == [{"val_id": done["val_id"]}]


def test_the_money_moved_when_the_validation_says_by_a_clock_in_dhaka(fake, stool):
    purchase = opened(stool)
    fake.pay(at=datetime.datetime(2026, 11, 21, 19, 30, 5, tzinfo=datetime.UTC))
    attempts.ask_about(purchase=purchase)
    assert attempt_of(purchase).captured_at == datetime.datetime(2026, 11, 22, 1, 30, 5, tzinfo=clock.DHAKA)
    assert fake.transactions[0]["tran_date"] == "2026-11-22 01:30:05"


def test_a_notice_that_never_comes_is_found_by_asking_after_five_minutes(fake, stool):
    purchase = opened(stool)
    fake.pay()

    assert attempts.sweep() == 0
    with clock.set_to(clock.now() + 6 * MINUTE):
        assert attempts.sweep() == 1
    assert state(purchase) == Purchase.State.PLACED


def test_of_several_tries_under_one_name_the_paid_one_counts(fake, stool):
    purchase = opened(stool)
    now = clock.now()
    fake.pay(at=now - 2 * MINUTE)
    fake.try_to_pay(status="FAILED", at=now - 3 * MINUTE)
    fake.try_to_pay(status="CANCELLED", at=now - MINUTE)
    attempts.ask_about(purchase=purchase)
    assert state(purchase) == Purchase.State.PLACED


@pytest.mark.parametrize(
    ("status", "becomes", "failure"),
    [("FAILED", State.FAILED, "Declined by the bank"), ("CANCELLED", State.EXPIRED, ""),
     ("EXPIRED", State.EXPIRED, ""), ("UNATTEMPTED", State.EXPIRED, ""), ("PENDING", State.PROCESSING, ""),
     ("SOMETHING_NEW", State.OPEN, "")],
)  # fmt: skip
def test_what_is_not_paid_is_told_as_it_is(fake, stool, status, becomes, failure):
    purchase = opened(stool)
    done = fake.try_to_pay(status=status)
    assert told(fake.notice(done)) == 200
    inbox.process()
    attempt = attempt_of(purchase)
    assert (attempt.state, attempt.failure) == (becomes, failure)
    assert state(purchase) == Purchase.State.AWAITS_PAYMENT


def test_a_declined_payment_may_be_tried_again_under_another_name(fake, stool):
    purchase = opened(stool)
    fake.try_to_pay()
    attempts.ask_about(purchase=purchase)

    again = attempts.retry(purchase=purchase)

    assert again == attempt_of(purchase).redirect_url
    assert len({session["tran_id"] for session in fake.sessions.values()}) == 2
    fake.pay()
    attempts.ask_about(purchase=purchase)
    assert list(purchase.attempts.values_list("state", flat=True)) == ["failed", "paid"]


def test_the_way_back_by_post_is_only_a_way_to_come_by_get(fake, stool):
    purchase = opened(stool)
    back = f"/payments/return/{attempt_of(purchase).token}/"
    browser = Client(enforce_csrf_checks=True)
    forged = {
        "status": "VALID",
        "val_id": "1",
        "amount": "1310.00",
        "tran_id": attempt_of(purchase).provider_reference,
    }
    calls = len(fake.calls)

    answer = browser.post(f"{back}?status=VALID", forged)

    assert (answer.status_code, answer["Location"]) == (303, back)
    assert len(fake.calls) == calls
    assert browser.post("/payments/return/guessed/", forged).status_code == 303
    assert browser.get("/payments/return/guessed/").status_code == 404
    assert browser.get(f"{back}?status=VALID&val_id=1").status_code == 302
    assert steps(purchase) == ["created", "open"]

    fake.pay()
    browser.post(back, forged)
    assert state(purchase) == Purchase.State.AWAITS_PAYMENT
    browser.get(back)
    assert state(purchase) == Purchase.State.PLACED


def test_the_page_that_sends_a_buyer_to_sslcommerz_may_do_so_by_its_content_policy(client, fake):
    policy = client.get(reverse("shop:checkout")).headers["Content-Security-Policy"]
    allowed = next(part for part in policy.split("; ") if part.startswith("form-action")).split()
    assert {"https://securepay.sslcommerz.com", "https://epay-gw.sslcommerz.com", fake.address} <= set(
        allowed
    )


# What must not be deployed


def test_half_a_key_or_another_address_is_not_deployed(settings):
    def found() -> list[str]:
        return [error.id for error in check_providers(None) if error.id in ("payments.E003", "payments.E004")]

    assert found() == []
    settings.SSLCOMMERZ_STORE_ID = "store"
    assert found() == ["payments.E003"]
    settings.SSLCOMMERZ_STORE_PASSWORD = "password"
    assert found() == []
    settings.SSLCOMMERZ_API_BASE = "https://sandbox.sslcommerz.com"
    assert found() == ["payments.E004"]
    settings.SSLCOMMERZ_API_BASE = "https://securepay.sslcommerz.com"
    assert found() == []
    settings.SSLCOMMERZ_STORE_ID = ""
    assert found() == ["payments.E003"]


# Which policy


def test_the_policy_is_the_one_in_force_at_the_validated_instant_on_either_side_of_midnight_in_dhaka(
    fake, stool
):
    midnight = datetime.datetime(2026, 3, 2, tzinfo=clock.DHAKA)
    headquarters, hour = selling.headquarters(), 60 * MINUTE
    with clock.set_to(midnight - 3 * hour):
        proposed = policy.propose(
            by=selling.staff(Role.HQ_POLICY, headquarters),
            rate_bp=6000,
            in_force_from=midnight,
            memo_number="৫৮.০৪.০০০০.০২১.০৩.০২০.২৬-১৮",
        )
        policy.approve(by=selling.staff(Role.HQ_POLICY_APPROVER, headquarters), policy=proposed)
    rates = []
    for moved_at in (midnight - datetime.timedelta(seconds=1), midnight):
        with clock.set_to(midnight - 10 * MINUTE):
            purchase = opened(stool)
        done = fake.pay(at=moved_at)
        with clock.set_to(midnight + 2 * hour):  # both notices come long after it
            told(fake.notice(done))
            inbox.process()
        rates.append(purchase.lines.get().policy.rate_bp)
    assert rates == [5000, 6000]
