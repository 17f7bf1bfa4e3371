"""What waits for a person: seen without anybody's address, tried again with one press, and by whom is written down."""

import datetime
import io
import json
import re
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client

import clock
from accounts.roles import Role
from letters import outbox
from letters.models import Letter
from shop.orders.models import Purchase
from shop.payments import attempts, inbox, refund_calls, refunds, stuck
from shop.payments.models import (
    MOST_TRIES,
    DemonstrationRefund,
    InboxEvent,
    PaymentAttempt,
    Refund,
    Replay,
)
from shop.payments.providers import demonstration
from shop.payments.providers.interface import Event
from shop.payments.refunds import Parts
from tests import selling

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def by() -> Any:
    return selling.staff(Role.ICT_CELL, selling.headquarters())


@pytest.fixture
def purchase() -> Purchase:
    """An order paid at the provider, of which we were told by an event."""
    bought = selling.place(
        selling.basket((selling.for_sale(selling.prison()), 2)), provider_code="demonstration"
    )
    attempts.open(purchase=bought)
    token = bought.attempts.get().provider_reference
    demonstration.move(token=token, to="paid")
    inbox.keep(provider_code="demonstration", event=Event("e1", "session.paid", token))
    return bought


def dead_event(purchase: Purchase) -> InboxEvent:
    InboxEvent.objects.update(attempts=inbox.MOST_ATTEMPTS, outcome="Unreachable")
    return InboxEvent.objects.get()


def said(command: str) -> dict[str, dict[str, int]]:
    out = io.StringIO()
    call_command(command, "--json", stdout=out)
    told: dict[str, dict[str, int]] = json.loads(out.getvalue())
    return told


def test_an_event_given_up_is_acted_on_after_one_press(purchase: Purchase, by: Any) -> None:
    event = dead_event(purchase)
    assert said("inbox") == {"done": {"events": 0}, "left": {"waiting": 0, "stuck": 1}}

    assert stuck.try_again(by=by, kind="event", subject_id=event.pk)
    assert not stuck.try_again(by=by, kind="event", subject_id=event.pk), "it is dead no more"

    assert said("inbox") == {"done": {"events": 1}, "left": {"waiting": 0, "stuck": 0}}
    purchase.refresh_from_db()
    assert purchase.state == Purchase.State.PLACED
    replay = Replay.objects.get()
    assert (replay.kind, replay.subject_id, replay.by, replay.tries, replay.failure) == (
        "event",
        event.pk,
        by,
        inbox.MOST_ATTEMPTS,
        "Unreachable",
    )


def test_a_refund_that_no_try_could_send_goes_out_after_one_press(purchase: Purchase, by: Any) -> None:
    attempts.ask_about(purchase=purchase)
    desk = selling.staff(Role.ORDER_DESK, selling.prison())
    parts = Parts({purchase.lines.select_related("office").get(): 1}, {})
    refund = refunds.request(purchase=purchase, reason="returned", parts=parts, by=desk)
    Refund.objects.update(tries=MOST_TRIES, failure="Unreachable", due_at=clock.now() + DAY)
    assert refund_calls.send_due() == 0

    assert stuck.try_all_again(by=by) == 1

    told = said("outbox")
    assert told["done"]["refunds"] == 1
    refund.refresh_from_db()
    assert (refund.state, DemonstrationRefund.objects.count()) == ("succeeded", 1)
    assert said("outbox")["done"] == {"refunds": 0, "letters": 0}


def test_a_letter_goes_out_after_one_press_and_one_whose_address_is_forgotten_never(
    purchase: Purchase, by: Any
) -> None:
    attempts.ask_about(purchase=purchase)
    Letter.objects.update(attempts=outbox.MOST_ATTEMPTS, failure="SMTPServerDisconnected")
    letters = Letter.objects.count()
    forgotten = Letter.objects.order_by("pk")[0]
    Letter.objects.filter(pk=forgotten.pk).update(to=outbox.FORGOTTEN)

    assert stuck.try_all_again(by=by) == letters - 1
    assert not stuck.try_again(by=by, kind="letter", subject_id=forgotten.pk)
    assert said("outbox")["done"]["letters"] == letters - 1


def test_a_payment_open_for_more_than_a_day_is_asked_about_at_once(purchase: Purchase, by: Any) -> None:
    InboxEvent.objects.all().delete()
    PaymentAttempt.objects.update(created_at=clock.now() - 2 * DAY, asked_at=clock.now())
    assert said("sweep")["left"]["stuck"] == 1

    assert stuck.try_again(by=by, kind="attempt", subject_id=purchase.attempts.get().pk)

    assert said("sweep")["done"]["attempts"] == 1
    assert (said("sweep")["left"]["stuck"], purchase.attempts.get().state) == (0, "paid")


def test_an_event_about_what_is_not_ours_is_not_stuck(by: Any) -> None:
    inbox.keep(provider_code="demonstration", event=Event("e9", "session.paid", "somebody-else-s"))
    inbox.process()
    assert (stuck.count(), stuck.strangers().count()) == (0, 1)
    client = Client()
    client.force_login(by)
    assert "যেসব বার্তা আমাদের কিছু নিয়ে নয়" in client.get("/admin/stuck/").content.decode()


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.PARCELS, Role.HQ_POLICY])
def test_nobody_else_tries_again(purchase: Purchase, role: Role) -> None:
    event = dead_event(purchase)
    with pytest.raises(PermissionDenied):
        stuck.try_again(by=selling.staff(role, selling.headquarters()), kind="event", subject_id=event.pk)
    with pytest.raises(PermissionDenied):
        stuck.try_all_again(by=selling.staff(Role.FINANCE, selling.prison()))
    assert stuck.count() == 1


def test_the_page_names_no_buyer_and_its_button_works(purchase: Purchase, by: Any) -> None:
    attempts.ask_about(purchase=purchase)
    Letter.objects.update(attempts=outbox.MOST_ATTEMPTS, failure="ValueError")
    dead_event(purchase)
    client = Client()
    client.force_login(by)

    shown = client.get("/admin/stuck/").content.decode()
    for word in (purchase.buyer_name, purchase.phone, purchase.phone[-8:], purchase.address_line):
        assert word not in shown
    assert "order_paid" in shown
    assert "SMTP" not in shown
    answer = client.post("/admin/stuck/", {"kind": "all"}, follow=True).content.decode()
    assert "কিছুই আটকে নেই" in answer
    assert re.search(r"আবার চেষ্টা করা হচ্ছে", answer)
    for nonsense in ({"kind": "event", "subject": "x"}, {"kind": "", "subject": "1"}, {}):
        assert client.post("/admin/stuck/", nonsense).status_code == 302
