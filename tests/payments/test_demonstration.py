import re

import pytest

from shop.orders.models import Purchase
from shop.payments import attempts, inbox
from shop.payments.models import PaymentAttempt
from tests import selling

pytestmark = pytest.mark.django_db


@pytest.fixture
def purchase() -> Purchase:
    stool = selling.for_sale(selling.prison())
    return selling.place(selling.basket((stool, 1)), provider_code="demonstration")


def hosted_page(purchase: Purchase) -> str:
    url = attempts.open(purchase=purchase)
    assert url is not None
    return re.sub(r"^https?://[^/]+", "", url)


def test_declined_once_then_paid_by_a_new_attempt_on_the_same_order(client, purchase):
    page = hosted_page(purchase)
    client.post(page, {"choice": "decline"})
    attempts.ask_about(purchase=purchase)
    assert (purchase.state, purchase.attempts.get().state) == ("awaits_payment", "failed")

    again = re.sub(r"^https?://[^/]+", "", attempts.retry(purchase=purchase))
    assert again != page
    answer = client.post(again, {"choice": "pay"})
    assert "/payments/return/" in answer["Location"]
    client.get(re.sub(r"^https?://[^/]+", "", answer["Location"]))

    purchase.refresh_from_db()
    assert purchase.state == Purchase.State.PLACED
    assert list(purchase.attempts.values_list("state", flat=True)) == ["failed", "paid"]


def test_a_browser_closed_after_paying_still_gets_its_order(client, purchase):
    client.post(hosted_page(purchase), {"choice": "pay"})

    assert inbox.process() == 1

    purchase.refresh_from_db()
    assert purchase.state == Purchase.State.PLACED


def test_coming_back_later_leaves_the_order_waiting_and_the_page_open(client, purchase):
    page = hosted_page(purchase)
    shown = client.get(page).content.decode()
    back = f"/payments/return/{purchase.attempts.get().token}/"
    assert back in shown
    assert "1310" in shown or "১,৩১০" in shown

    client.get(back)

    purchase.refresh_from_db()
    assert purchase.state == Purchase.State.AWAITS_PAYMENT
    assert hosted_page(purchase) == page


def test_the_back_button_after_paying_pays_nothing_twice(client, purchase):
    page = hosted_page(purchase)
    client.post(page, {"choice": "pay"})
    client.post(page, {"choice": "pay"})
    client.post(page, {"choice": "decline"})
    attempts.ask_about(purchase=purchase)
    attempts.ask_about(purchase=purchase)

    assert purchase.attempts.get().state == PaymentAttempt.State.PAID
    assert attempts.retry(purchase=purchase) is None
    assert purchase.attempts.count() == 1


def test_a_declined_card_may_become_cash_on_delivery(client, purchase):
    client.post(hosted_page(purchase), {"choice": "decline"})

    assert attempts.retry(purchase=purchase, provider_code="cash") is None

    purchase.refresh_from_db()
    assert (purchase.state, purchase.provider) == ("placed", "cash")
    assert purchase.cash_dues.get().amount_poisha == purchase.total_poisha


def test_changing_to_cash_with_the_card_page_still_open_closes_that_page(client, purchase):
    page = hosted_page(purchase)

    attempts.retry(purchase=purchase, provider_code="cash")
    client.post(page, {"choice": "pay"})
    inbox.process()

    assert purchase.attempts.get().state == PaymentAttempt.State.EXPIRED


def test_the_page_does_not_exist_without_the_demonstration(client, purchase, settings):
    page = hosted_page(purchase)
    settings.DEMONSTRATION = False
    assert client.get(page).status_code == 404
