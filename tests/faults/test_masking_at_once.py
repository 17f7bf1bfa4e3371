"""The daily command that forgets buyers, run by eight servers in the same second: each order once, and nothing more."""

import datetime
import io
import json
import uuid
from collections import Counter
from typing import Any

import pytest
from django.core.management import call_command

import clock
from accounts.models import User
from accounts.roles import Role
from letters import outbox
from letters.models import Letter
from offices.models import Office
from shop.checkout import placing
from shop.fulfilment import cancelling, closing, complaints, consignments
from shop.fulfilment.models import OrderComplaint
from shop.ledger import verification
from shop.ledger.models import Entry, Transfer
from shop.orders import codes, privacy
from shop.orders.models import AddressCode, Purchase, StateChange
from shop.payments import attempts, cash
from tests import at_once, selling

pytestmark = pytest.mark.django_db(transaction=True)

SERVERS = 8
EXPIRED, CANCELLED, DELIVERED = 16, 8, 4
BEGINS = datetime.datetime(2026, 3, 1, 6, tzinfo=datetime.UTC)
PERSONAL = ("রহিমা", "88017123", "example.org", "স্টেশন", "নাটোর সদর", "6400")


@pytest.fixture
def natore() -> Office:
    return selling.prison()


@pytest.fixture
def due(natore: Office) -> set[int]:
    """Lay orders that expired, were cancelled, and were delivered and paid; return the keys of all of them."""
    with clock.set_to(BEGINS):
        stool = selling.for_sale(natore, quantity=40)
        found = [order(stool, number, "demonstration") for number in range(EXPIRED)]
        cancelled = [order(stool, 100 + number) for number in range(CANCELLED)]
        delivered = [order(stool, 200 + number) for number in range(DELIVERED)]
        for purchase in (*cancelled, *delivered):
            codes.send(purchase=purchase)
        for purchase in cancelled:
            cancelling.by_buyer(purchase=purchase)
        roles = (Role.PARCELS, Role.CASH_RECORDER, Role.CASH_CONFIRMER)
        people = [selling.staff(role, natore) for role in roles]
        for purchase in delivered:
            bring(purchase, *people)
        written = complaints.write(
            purchase=delivered[0], office=natore, text="রহিমার বাড়ি স্টেশন রোডে", form_key=uuid.uuid4()
        )
        complaints.answer(by=selling.staff(Role.ORDER_DESK, natore), complaint=written, text="রহিমা, ঠিক আছে।")
    with clock.set_to(BEGINS + datetime.timedelta(hours=1)):
        attempts.expire_due()
        outbox.send_due()
    return {purchase.pk for purchase in (*found, *cancelled, *delivered)}


def order(stool: Any, number: int, provider_code: str = "cash") -> Purchase:
    # Two buyers and two share a telephone: the letters of one order are found among those of another.
    shared = number // 2
    buyer = placing.Buyer("রহিমা খাতুন", f"+88017123{shared:05}", f"buyer{shared}@example.org", "bn")
    return selling.place(selling.basket((stool, 1)), provider_code=provider_code, buyer=buyer)


def bring(purchase: Purchase, packer: User, recorder: User, confirmer: User) -> None:
    parcel = purchase.consignments.get()
    consignments.pack(by=packer, consignment=parcel)
    consignments.ship(by=packer, consignment=parcel, courier="কুরিয়ার", tracking_number="123")
    consignments.deliver(by=packer, consignment=parcel, cash_collected=True)
    due = purchase.cash_dues.get()
    cash.record_hand_in(by=recorder, due=due, slip_number="S-1")
    cash.confirm_hand_in(by=confirmer, due=due)


def everybody(**later: int) -> Counter[str]:
    """Let eight servers run the command, in rounds of three orders so that they meet; return what all did together."""

    def daily(server: int) -> dict[str, int]:
        closing.AT_A_TIME = 3
        said = io.StringIO()
        # Not the same second on any two: an order masked twice would say the later one's.
        with clock.set_to(BEGINS + datetime.timedelta(**later, seconds=server)):
            call_command("mask_buyers", json=True, stdout=said)
        told: dict[str, int] = json.loads(said.getvalue())
        return told

    done: Counter[str] = Counter()
    for answer in at_once.run(daily, range(SERVERS)):
        assert isinstance(answer, dict), f"a server died of {answer}"
        done.update(answer)
    return done


def the_book() -> list[Any]:
    return [list(model.objects.order_by("pk").values()) for model in (Entry, Transfer)]


def masked() -> dict[int, datetime.datetime | None]:
    return dict(Purchase.objects.filter(masked_at__isnull=False).values_list("pk", "masked_at"))


def history() -> Counter[tuple[str, int, str]]:
    return Counter(StateChange.objects.values_list("subject_kind", "subject_id", "to_state"))


def test_eight_servers_close_each_parcel_and_mask_each_order_once(due: set[int], natore: Office) -> None:
    with clock.set_to(BEGINS + datetime.timedelta(days=190)):
        young = order(selling.for_sale(natore), 900)
    book = the_book()

    assert everybody(days=9) == {"closed": DELIVERED, "masked": 0}
    assert everybody(days=9 + 185) == {"closed": 0, "masked": len(due)}
    then = masked()
    assert everybody(days=9 + 186) == {"closed": 0, "masked": 0}

    assert set(then) == due
    assert masked() == then, "nothing is masked a second time"
    assert set(history().values()) == {1}, "no step is written twice"
    left = Purchase.objects.filter(pk__in=due).values(*privacy.FIELDS)
    letters = [row for row in Letter.objects.values() if young.number not in row["key"].split(":")]
    texts = OrderComplaint.objects.values_list("text", "answer")
    told = str([*left, *letters, *texts])
    assert [word for word in PERSONAL if word in told] == []
    assert not AddressCode.objects.exists()
    young.refresh_from_db()
    assert young.phone, "the order of last week keeps its buyer"
    assert the_book() == book
    assert [str(finding) for _, finding in verification.findings()] == []
