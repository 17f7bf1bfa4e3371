"""A shop under everything at once: buyers, staff, couriers, banks and the worker, each step by the shop's own verbs.

Each process takes one step after another by chance. What the rules refuse is counted; anything else that is raised, or
logged as an error, is a fault.
"""

import dataclasses
import datetime
import logging
import multiprocessing
import random
import secrets
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connections
from django.db.models import QuerySet

import clock
from accounts.models import User
from accounts.roles import Role
from shop.checkout import placing
from shop.fulfilment import cancelling, consignments
from shop.fulfilment.models import Consignment
from shop.orders.models import Purchase, SoldLine
from shop.payments import attempts, cash, inbox, refunds
from shop.payments.models import (
    CashDue,
    DemonstrationSession,
    PaymentAttempt,
    Refund,
)
from shop.payments.providers import demonstration
from shop.payments.providers.interface import Event
from tests import selling
from worker import rounds

PROCESSES = 8
# So many of them do the worker's rounds between their other steps.
WORKERS = 2
PRICES = ("1250.00", "90.00", "433.33", "2800.00", "19.99")
# What the rules say no to; anything else that is raised is a fault.
REFUSALS = (
    placing.NotPlaced,
    attempts.NotPayable,
    attempts.ProviderUnavailable,
    cancelling.TooLate,
    ValidationError,
)
LATER = datetime.timedelta(minutes=10)


class Nothing(Exception):
    """There is nothing to do this to just now."""


@dataclass
class World:
    """Two prisons, five products, the people who may do things, by their ids: processes share no objects."""

    prisons: list[int]
    goods: list[int]
    people: dict[tuple[Role, int], int]
    boss: dict[Role, int]
    made: dict[int, int]


@dataclass
class Told:
    """What was done: so often by verb, refused by verb and kind, and the faults."""

    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def add(self, other: "Told") -> None:
        self.done.update(other.done)
        self.refused.update(other.refused)
        self.faults += other.faults


def lay(units: int) -> World:
    """Lay the world: so many units of each of five products, three of one prison and two of the other."""
    prisons = [selling.prison("dj-natore"), selling.prison("dj-bogura")]
    people = {
        (role, prison.pk): selling.staff(role, prison).pk
        for prison in prisons
        for role in (Role.PARCELS, Role.ORDER_DESK, Role.CASH_RECORDER, Role.CASH_CONFIRMER)
    }
    boss = {
        role: selling.staff(role, selling.headquarters()).pk for role in (Role.REFUND_APPROVER, Role.FINANCE)
    }
    # The same three makers made everything of a prison: their wages are what all orders meet on.
    made_by = {prison.pk: selling.makers(prison, 3) for prison in prisons}
    goods = []
    for place, price in enumerate(PRICES):
        prison = prisons[place % 2]
        stockrecord = selling.product(prison, price=price)
        costs = {"materials": units * int(float(price) * 30), "power": units * 7}
        for part in (units // 2, units - units // 2):
            selling.stock(stockrecord, prison, quantity=part, costs=costs, made_by=made_by[prison.pk])
        goods.append(stockrecord.pk)
    return World([prison.pk for prison in prisons], goods, people, boss, dict.fromkeys(goods, units))


class Soaker:
    """One process: it takes steps by chance until its time is over."""

    def __init__(self, world: World, seed: int) -> None:
        self.world, self.chance = world, random.Random(seed)
        self.told = Told()
        self.steps: list[tuple[int, Callable[[], None]]] = [
            (20, self.place),
            (18, self.pay),
            (5, self.decline_and_try_again),
            (3, self.pay_without_an_event),
            (3, self.let_the_reservation_end),
            (3, self.pay_what_has_ended),
            (5, self.cancel_as_buyer),
            (3, self.cancel_as_staff),
            (12, self.pack),
            (12, self.ship),
            (12, self.deliver),
            (2, self.turn_away),
            (4, self.receive_back),
            (6, self.hand_cash_in),
            (6, self.confirm_cash),
            (6, self.refund),
            (3, self.decide),
        ]

    def run(self, until: float, *, also_works: bool) -> Told:
        verbs = [verb for _, verb in self.steps]
        weights = [weight for weight, _ in self.steps]
        while time.monotonic() < until:
            if also_works and self.chance.random() < 0.1:
                self.take(self.work)
            self.take(self.chance.choices(verbs, weights)[0])
        return self.told

    def take(self, verb: Callable[[], None]) -> None:
        name = verb.__name__
        try:
            verb()
        except Nothing:
            return
        except REFUSALS as error:
            self.told.refused[f"{name}: {type(error).__name__}"] += 1
            return
        except Exception:
            self.told.faults.append(f"{name}\n{traceback.format_exc()}")
            return
        self.told.done[name] += 1

    # What there is to do it to: one of the newest, so that processes meet.
    def one(self, rows: QuerySet[Any]) -> Any:
        ids = list(rows.order_by("-pk").values_list("pk", flat=True)[:12])
        if not ids:
            raise Nothing
        return rows.model._default_manager.get(pk=self.chance.choice(ids))

    def person(self, role: Role, office_id: int) -> User:
        return User.objects.get(pk=self.world.people[(role, office_id)])

    def place(self) -> None:
        self.place_by("cash" if self.chance.random() < 0.3 else "demonstration")

    def place_by(self, way: str) -> None:
        wanted = self.chance.sample(self.world.goods, self.chance.randint(1, 3))
        rows = [(selling.StockRecord.objects.get(pk=pk), self.chance.randint(1, 3)) for pk in wanted]
        basket = selling.basket(*rows)
        token = secrets.token_hex(8)
        buyer = dataclasses.replace(selling.BUYER, phone=f"+88017{self.chance.randrange(10**8):08}")
        bought = selling.place(basket, provider_code=way, token=token, buyer=buyer)
        if self.chance.random() < 0.2:  # the button twice
            again = selling.place(basket, provider_code=way, token=token, buyer=buyer)
            assert again.pk == bought.pk, "one form is one order"

    def session(self, purchase: Purchase) -> str:
        if attempts.open(purchase=purchase) is None:
            raise Nothing
        attempt = attempts.live_attempt(purchase)
        if attempt is None or not attempt.provider_reference:
            raise Nothing
        return attempt.provider_reference

    def unpaid(self) -> Purchase:
        bought: Purchase = self.one(Purchase.objects.filter(state=Purchase.State.AWAITS_PAYMENT))
        return bought

    def pay(self) -> None:
        """Pay, with the same event up to three times, and the buyer's return beside it."""
        bought = self.unpaid()
        token = self.session(bought)
        demonstration.move(token=token, to="paid")
        event = Event(f"paid-{token}", "session.paid", token)
        for _ in range(self.chance.randint(1, 3)):
            inbox.keep(provider_code="demonstration", event=event)
        if self.chance.random() < 0.5:
            attempts.ask_about(purchase=bought)

    def decline_and_try_again(self) -> None:
        bought = self.unpaid()
        demonstration.move(token=self.session(bought), to="declined")
        attempts.ask_about(purchase=bought)
        attempts.retry(purchase=bought, provider_code=self.chance.choice(["demonstration", "cash"]))

    def pay_without_an_event(self) -> None:
        """Pay, and nobody hears of it until the sweeper asks: the attempt is as old as it must be for that."""
        bought = self.unpaid()
        demonstration.move(token=self.session(bought), to="paid")
        PaymentAttempt.objects.filter(purchase=bought).update(created_at=clock.now() - LATER, asked_at=None)

    def let_the_reservation_end(self) -> None:
        Purchase.objects.filter(pk=self.unpaid().pk, state=Purchase.State.AWAITS_PAYMENT).update(
            reserve_expires_at=clock.now()
        )

    def pay_what_has_ended(self) -> None:
        """Let the provider take money for a session that was over: late, or beside another attempt."""
        over = PaymentAttempt.objects.filter(state__in=["expired", "failed"]).exclude(provider_reference="")
        token = self.one(over).provider_reference
        ended = DemonstrationSession.objects.filter(token=token, state__in=["expired", "declined"])
        if not ended.update(state="paid", paid_at=clock.now()):
            raise Nothing
        inbox.keep(provider_code="demonstration", event=Event(f"late-{token}", "session.paid", token))

    def cancel_as_buyer(self) -> None:
        standing = [Purchase.State.AWAITS_PAYMENT, Purchase.State.PLACED]
        cancelling.by_buyer(purchase=self.one(Purchase.objects.filter(state__in=standing)))

    def parcel(self, *states: str) -> Consignment:
        placed = Consignment.objects.filter(state__in=states, purchase__state=Purchase.State.PLACED)
        found: Consignment = self.one(placed)
        return found

    def cancel_as_staff(self) -> None:
        parcel = self.parcel("reserved", "packed")
        units = {
            line: self.chance.randint(0, line.quantity - line.refunded_quantity)
            for line in consignments.lines_of(parcel)
        }
        by = self.person(Role.ORDER_DESK, parcel.office_id)
        cancelling.by_staff(by=by, consignment=parcel, units=units, note="not to be had")

    def pack(self) -> None:
        parcel = self.parcel("reserved")
        consignments.pack(by=self.person(Role.PARCELS, parcel.office_id), consignment=parcel)

    def ship(self) -> None:
        parcel = self.parcel("packed")
        by = self.person(Role.PARCELS, parcel.office_id)
        consignments.ship(by=by, consignment=parcel, courier="soak", tracking_number=f"RP-{parcel.pk}")

    def deliver(self) -> None:
        parcel = self.parcel("shipped")
        by = self.person(Role.PARCELS, parcel.office_id)
        collected = consignments.cash_due(parcel) is not None and self.chance.random() < 0.9
        consignments.deliver(by=by, consignment=parcel, cash_collected=collected)

    def turn_away(self) -> None:
        parcel = self.parcel("shipped")
        consignments.refuse(by=self.person(Role.PARCELS, parcel.office_id), consignment=parcel)

    def receive_back(self) -> None:
        parcel = self.parcel("refused")
        by = self.person(Role.PARCELS, parcel.office_id)
        consignments.receive_back(by=by, consignment=parcel, sound=self.chance.random() < 0.7)

    def hand_cash_in(self) -> None:
        due = self.one(CashDue.objects.filter(state="collected", recorded_by=None))
        by = self.person(Role.CASH_RECORDER, due.office_id)
        cash.record_hand_in(by=by, due=due, slip_number=f"S-{due.pk}")

    def confirm_cash(self) -> None:
        due = self.one(CashDue.objects.filter(state="collected", recorded_by__isnull=False))
        cash.confirm_hand_in(by=self.person(Role.CASH_CONFIRMER, due.office_id), due=due)

    def refund(self) -> None:
        """Give units of one prison back, or something in goodwill; above the limit that waits for a decision."""
        line = self.one(SoldLine.objects.filter(captured_at__isnull=False, purchase__state="placed"))
        units = {line: self.chance.randint(1, line.quantity)}
        goodwill = {line.office: self.chance.randint(1, 9999)} if self.chance.random() < 0.2 else {}
        refunds.request(
            purchase=line.purchase,
            reason=self.chance.choice(["returned", "faulty"]),
            parts=refunds.Parts({} if goodwill else units, {}, goodwill),
            sound=self.chance.random() < 0.6,
            by=self.person(Role.ORDER_DESK, line.office_id),
        )

    def decide(self) -> None:
        refund = self.one(Refund.objects.filter(state="requested"))
        by = User.objects.get(pk=self.world.boss[Role.REFUND_APPROVER])
        if self.chance.random() < 0.8:
            refunds.approve(by=by, refund=refund)
        else:
            refunds.withdraw(by=by, refund=refund, note="not agreed")

    def work(self) -> None:
        rounds.work_once()


class _Errors(logging.Handler):
    """What is logged as an error is a fault: the worker logs what failed and goes on."""

    def __init__(self, told: Told) -> None:
        super().__init__(logging.ERROR)
        self.told = told

    def emit(self, record: logging.LogRecord) -> None:
        said = record.msg if isinstance(record.msg, dict) else {"event": record.getMessage()}
        fault = "".join(traceback.format_exception(*record.exc_info)) if record.exc_info else ""
        self.told.faults.append(f"logged: {said} {fault}")


def soak(world: World, *, seconds: float, seed: int) -> Told:
    """Let the processes loose for so long; return what they did."""
    context = multiprocessing.get_context("fork")
    barrier = context.Barrier(PROCESSES)
    answers: Any = context.Queue()
    connections.close_all()  # a connection shared by two processes answers one with the other's rows

    def process(place: int) -> None:
        soaker = Soaker(world, seed * PROCESSES + place)
        logging.getLogger().addHandler(_Errors(soaker.told))
        connections["default"].ensure_connection()
        barrier.wait(60)
        told = soaker.run(time.monotonic() + seconds, also_works=place < WORKERS)
        connections.close_all()
        answers.put(told)

    processes = [context.Process(target=process, args=(place,)) for place in range(PROCESSES)]
    for each in processes:
        each.start()
    whole = Told()
    for _ in processes:
        whole.add(answers.get(timeout=seconds + 120))
    for each in processes:
        each.join(60)
    return whole


def settle_down() -> Told:
    """Let the worker do what is left, at an hour at which everything is due that still waits."""
    told = Told()
    handler = _Errors(told)
    logging.getLogger().addHandler(handler)
    try:
        for _ in range(60):
            with clock.set_to(clock.now() + LATER):
                done = rounds.work_once()
            told.done.update({f"worker: {name}": count for name, count in done.items() if count})
            if not any(done.values()):
                break
    finally:
        logging.getLogger().removeHandler(handler)
    return told
