"""Pay by card at Stripe, come back or do not: the order is paid, once."""

import time

import httpx
from playwright.sync_api import Browser, expect

from tests.journeys.people import Shopper, on_a_phone, press
from tests.payments.fake_stripe import FakeStripe
from tests.served import Served

RUG = "পাটের পাপোশ"
PAID = "মূল্য পরিশোধ হয়েছে"


def tell(site: Served, stripe: FakeStripe) -> None:
    """Let Stripe bring its events, each of them twice."""

    def take(body: bytes, signature: str) -> int:
        sent = {"stripe-signature": signature, "content-type": "application/json"}
        address = f"{site.address}/payments/stripe/events/"
        return httpx.post(address, content=body, headers=sent, timeout=30).status_code

    stripe.deliver(take, lambda told: [*told, *told])


def captures_of(site: Served, number: str) -> str:
    """Return how often the book tells that an order's money came, and in what state its attempts are."""
    said = site.manage(
        "shell", "-v0", "-c",
        "from shop.ledger.models import Entry\n"
        "from shop.payments.models import PaymentAttempt as A\n"
        f"print(Entry.objects.filter(key__startswith='capture:{number}').count(), "
        f"[a.state for a in A.objects.filter(purchase__number='{number}')])",
    )  # fmt: skip
    return said.strip()


def wait_for(site: Served, number: str, told: str) -> None:
    """See that it comes to this: the site's own worker may be at it when ours asks."""
    until = time.monotonic() + 30
    while captures_of(site, number) != told and time.monotonic() < until:
        time.sleep(0.5)
    assert captures_of(site, number) == told


def go_to_stripe(shopper: Shopper) -> str:
    """Order a rug to be paid at Stripe; return the session's id."""
    shopper.put_into_basket(RUG)
    shopper.go_to_checkout()
    shopper.say_where()
    shopper.order(pays="কার্ড (Stripe)")
    expect(shopper.page.get_by_role("button", name="Pay")).to_be_visible()
    return shopper.page.url.rpartition("/")[2]


def test_a_buyer_pays_at_stripe_comes_back_and_is_charged_once(
    shopper: Shopper, site: Served, stripe: FakeStripe
) -> None:
    page = shopper.page
    session = go_to_stripe(shopper)
    press(page, "Back")
    expect(page.get_by_text("মূল্য এখনো পরিশোধ হয়নি")).to_be_visible()
    number = shopper.order_number()

    press(page, "এখনই পরিশোধ করুন: কার্ড (Stripe)")
    assert stripe.sessions[session]["status"] == "expired", "the page left behind cannot be paid any more"
    assert not page.url.endswith(session)
    press(page, "Pay")
    expect(page.get_by_role("heading", level=1)).to_have_text("ধন্যবাদ, আপনার অর্ডার গৃহীত হয়েছে")
    expect(page.get_by_text(PAID).first).to_be_visible()
    assert shopper.order_number() == number

    page.go_back()
    page.goto(f"{site.address}/bn/shop/orders/")
    tell(site, stripe)
    site.manage("shell", "-v0", "-c", "from worker import rounds; rounds.work_once()")
    wait_for(site, number, "1 ['expired', 'paid']")  # the second button is another try
    assert "no findings" in site.manage("ledger_verify")


def test_a_buyer_who_closes_the_browser_after_paying_gets_the_order(
    browser: Browser, site: Served, stripe: FakeStripe
) -> None:
    with on_a_phone(browser, site) as page:
        gone = Shopper(page, site)
        session = go_to_stripe(gone)
        stripe.pay(session)
    tell(site, stripe)
    site.manage("shell", "-v0", "-c", "from worker import rounds; rounds.work_once()")
    number = site.manage(
        "shell", "-v0", "-c",
        "from shop.payments.models import PaymentAttempt as A\n"
        f"print(A.objects.get(provider_reference='{session}').purchase.number)",
    ).strip()  # fmt: skip
    wait_for(site, number, "1 ['paid']")

    with on_a_phone(browser, site) as page:
        Shopper(page, site).look_up(number, gone.phone)
        expect(page.get_by_text(PAID).first).to_be_visible()
