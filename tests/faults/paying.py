"""Sales paid by the fake Stripe, told step by step, and what must be true of them whatever happened."""

import contextlib
import datetime
import os
import signal
from collections.abc import Callable
from typing import Any
from unittest import mock

from django.db.models import Sum
from django.test import Client

import clock
from accounts.models import User
from accounts.roles import Role
from letters import outbox
from letters.models import Letter
from offices.models import Office
from shop.ledger import balances, verification
from shop.ledger.models import Entry, Transfer
from shop.orders.models import Purchase, StateChange
from shop.payments import attempts, inbox, refund_calls, refunds
from shop.payments.models import PaymentAttempt, Refund
from shop.payments.refunds import Parts
from tests import at_once, selling
from tests.faults import writers
from tests.payments.fake_stripe import FakeStripe

# Three stools at 1,250.00 and 60.00 for the way.
STOOL, WAY = 1250_00, 60_00
TOTAL = 3 * STOOL + WAY
PROFIT = STOOL - 300_00  # of one stool


def ordered(stool: Any, quantity: int = 1) -> Purchase:
    """Place an order by card and open its payment with Stripe."""
    purchase = selling.place(selling.basket((stool, quantity)), provider_code="stripe")
    attempts.open(purchase=purchase)
    return purchase


def session_of(purchase: Purchase) -> str:
    return purchase.attempts.latest("pk").provider_reference


def paid(fake: FakeStripe, stool: Any, quantity: int = 1) -> Purchase:
    """Place an order and pay it; what Stripe would tell of it is thrown away, the shop asks."""
    purchase = ordered(stool, quantity)
    fake.pay(session_of(purchase))
    attempts.ask_about(purchase=purchase)
    assert purchase.state == Purchase.State.PLACED
    fake.told.clear()
    return purchase


def at_the_door(body: bytes, signature: str) -> int:
    """Bring an event to the shop's door, as Stripe does; return the answer's status."""
    answer = Client().post(
        "/payments/stripe/events/",
        data=body,
        content_type="application/json",
        headers={"stripe-signature": signature},
    )
    return answer.status_code


def hear(fake: FakeStripe, order: Callable[[list[Any]], list[Any]] = list) -> None:
    """Bring all that Stripe would tell, in this order, each acted on before the next comes."""

    def take(body: bytes, signature: str) -> int:
        status = at_the_door(body, signature)
        inbox.process()
        return status

    fake.deliver(take, order)


def staff(role: str, office: Office | None = None) -> User:
    return selling.staff(role, office or selling.headquarters())


def steps(of: Purchase, kind: str) -> list[str]:
    """Return the states that things of this kind of an order went through, in order."""
    told = StateChange.objects.filter(purchase=of, subject_kind=f"payments.{kind}").order_by("pk")
    return list(told.values_list("to_state", flat=True))


def given_at(fake: FakeStripe, purchase: Purchase) -> int:
    """Return what Stripe itself has given back of an order."""
    sessions = {f"pi_{one.provider_reference}" for one in purchase.attempts.all()}
    return sum(
        refund["amount"]
        for refund in fake.refunds.values()
        if refund["payment_intent"] in sessions and refund["status"] != "failed"
    )


def assert_sound() -> None:
    """What holds after every fault: the book is true, and nobody paid or got back more than there was."""
    assert [f"{name}: {finding}" for name, finding in verification.findings()] == []
    for purchase in Purchase.objects.all():
        captured = sum(
            Transfer.objects.filter(
                entry__kind="capture", entry__key__startswith=f"capture:{purchase.number}:"
            ).values_list("poisha", flat=True)
        )
        paid = purchase.attempts.filter(state=PaymentAttempt.State.PAID).count()
        assert captured <= purchase.total_poisha * max(1, paid)
        assert purchase.refunded_poisha <= captured
        back = purchase.refunds.exclude(state__in=["requested", "withdrawn"]).exclude(reason="mismatch")
        assert (back.aggregate(sum=Sum("amount_poisha"))["sum"] or 0) <= captured
    assert Entry.objects.values("key").distinct().count() == Entry.objects.count()


def assert_letters_go() -> None:
    """Every letter that was written can be read and sent; the time that it waits for has come."""
    with later(days=1):
        outbox.send_due()
    left = Letter.objects.filter(sent_at=None)
    assert list(left.values_list("template", "failure")) == []


def refund_rows() -> list[tuple[str, str, int]]:
    return list(Refund.objects.order_by("pk").values_list("reason", "state", "amount_poisha"))


def makers() -> int:
    """Return what all makers have, in poisha."""
    return -sum(poisha for code, poisha in balances.trial_balance().items() if code.startswith("inmate:"))


def asked_for(purchase: Purchase, units: int = 1, goodwill: int = 0) -> Refund:
    natore = selling.prison()
    line = purchase.lines.select_related("office").get()
    return refunds.request(
        purchase=purchase,
        reason="goodwill" if goodwill else "returned",
        parts=Parts({line: units} if units else {}, {}, {natore: goodwill} if goodwill else {}),
        by=selling.staff(Role.ORDER_DESK, natore),
    )


def fail_later(fake: FakeStripe, purchase: Purchase) -> Refund:
    """Give one back; the provider says that it is done, and days later that the bank turned it away."""
    refund = asked_for(purchase)
    assert refund_calls.send_due() == 1
    hear(fake)
    refund.refresh_from_db()
    assert refund.state == "succeeded"
    fake.fail_refund(refund.provider_reference)
    hear(fake, lambda told: [*told, *told])
    refund.refresh_from_db()
    return refund


def later(**by: int) -> contextlib.AbstractContextManager[object]:
    return clock.set_to(clock.now() + datetime.timedelta(**by))


# Processes that die


def killed_while(verb: Callable[[], object], reached: Any) -> None:
    """Run `verb` in a process and end it as kill -9 does once the event `reached` is set."""
    with writers.at_work([verb]) as [process]:
        assert reached.wait(30), "it never came so far"
        writers.kill(process)
        process.join(30)
    assert process.exitcode == -signal.SIGKILL


def killed_at(place: Any, name: str, verb: Callable[[], object]) -> None:
    """Run `verb` in a process that ends as by kill -9 where it would call `name` of the module `place`."""

    def die(*_: object, **__: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def doomed() -> None:
        with mock.patch.object(place, name, die):
            verb()

    with writers.at_work([doomed]) as [process]:
        process.join(30)
        assert process.exitcode == -signal.SIGKILL, f"it never called {name}"


def in_processes(verb: Callable[[Any], object], arguments: list[Any]) -> list[object]:
    return at_once.run(verb, arguments)
