"""Sales told step by step by the shop's own verbs, each step safe to repeat; and processes that are killed in them."""

import contextlib
import datetime
import itertools
import multiprocessing
import os
import random
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from multiprocessing.process import BaseProcess
from pathlib import Path

from django.conf import settings
from django.db import connections, transaction

import clock
from accounts.models import User
from accounts.roles import Role
from shop.fulfilment import consignments
from shop.fulfilment.models import Consignment
from shop.ledger import balances, journal, verification
from shop.ledger.journal import Posting
from shop.ledger.models import Entry
from shop.orders import refunds
from shop.orders.models import SoldLine
from shop.payments import attempts
from shop.payments.models import PaymentAttempt
from shop.payments.providers.interface import Standing, Told
from shop.wages import releases
from tests import selling

PAID_AT = datetime.datetime(2026, 3, 2, 12, tzinfo=clock.DHAKA)
DELIVERED_AT = PAID_AT + datetime.timedelta(days=2)
BACK_AT = PAID_AT + datetime.timedelta(days=4)
RELEASED_AT = PAID_AT + datetime.timedelta(days=30)


@dataclass(frozen=True)
class Story:
    """One order of two stools: paid, packed, shipped, delivered; one comes back; its money reaches the bank."""

    number: int
    attempt_id: int
    token: str
    amount_poisha: int
    parcel_id: int
    line_id: int
    capture_key: str
    share_key: str
    packer_id: int

    def steps(self) -> list[tuple[str, Callable[[], object]]]:
        told: list[tuple[str, Callable[[], object]]] = [
            ("paid", self.pay),
            ("packed", self.pack),
            ("shipped", self.ship),
            ("delivered", self.deliver),
            ("settled", self.settle),
            ("settled wrongly", self.settle_wrongly),
            ("set right", self.set_right),
            ("back", self.take_one_back),
            ("released", self.release),
        ]
        return [(f"{self.number}:{name}", verb) for name, verb in told]

    def keys(self, done: set[str]) -> set[str]:
        """Return the keys that must be in the book once these steps were acknowledged."""
        known = {
            "paid": self.capture_key,
            "delivered": self.share_key,
            "settled": f"settlement:{self.number}",
            "settled wrongly": f"settlement:{self.number}:wrong",
            "set right": f"settlement:{self.number}:right",
            "released": f"release:{self.share_key}",
        }
        return {key for step, key in known.items() if f"{self.number}:{step}" in done}

    def pay(self) -> None:
        standing = Standing(
            told=Told.PAID, attempt_token=self.token, amount_poisha=self.amount_poisha, currency="BDT",
            paid_at=PAID_AT, fee_poisha=3930,
        )  # fmt: skip
        with clock.set_to(PAID_AT):
            attempts.act(attempt_id=self.attempt_id, standing=standing)

    def pack(self) -> None:
        if self._parcel().state == Consignment.State.RESERVED:
            with clock.set_to(DELIVERED_AT), contextlib.suppress(consignments.Refused):
                consignments.pack(by=self._packer(), consignment=self._parcel())

    def ship(self) -> None:
        if self._parcel().state == Consignment.State.PACKED:
            with clock.set_to(DELIVERED_AT), contextlib.suppress(consignments.Refused):
                consignments.ship(
                    by=self._packer(), consignment=self._parcel(), courier="পরীক্ষামূলক", tracking_number="RP-1"
                )

    def deliver(self) -> None:
        with clock.set_to(DELIVERED_AT):
            consignments.deliver(by=self._packer(), consignment=self._parcel())

    def settle(self) -> None:
        self._post(f"settlement:{self.number}", "bank", "clearing:stripe", self.amount_poisha)

    def settle_wrongly(self) -> None:
        self._post(f"settlement:{self.number}:wrong", "bank", "clearing:stripe", 7)

    def set_right(self) -> None:
        journal.reverse(
            key=f"settlement:{self.number}:right",
            entry_key=f"settlement:{self.number}:wrong",
            effective_at=BACK_AT,
            narrative="It was another order's.",
        )

    @transaction.atomic
    def take_one_back(self) -> None:
        line = SoldLine.objects.get(pk=self.line_id)
        with clock.set_to(BACK_AT):
            refunds.take_back(
                line=line, quantity=1, reference=f"refund:{self.number}", at=BACK_AT, sound=True
            )

    def release(self) -> None:
        with clock.set_to(RELEASED_AT):
            releases.release()

    def _post(self, key: str, debit: str, credit: str, poisha: int) -> None:
        journal.post(
            key=key, kind="settlement", effective_at=DELIVERED_AT, narrative="Settled.",
            transfers=[Posting(debit, credit, poisha)],
        )  # fmt: skip

    def _parcel(self) -> Consignment:
        return Consignment.objects.select_related("office").get(pk=self.parcel_id)

    def _packer(self) -> User:
        return User.objects.get(pk=self.packer_id)


def prepare(count: int) -> list[Story]:
    """Place so many orders of two stools at 1,250.00 that await payment by card; each stool cost 300.00."""
    stories = []
    with clock.set_to(PAID_AT - datetime.timedelta(minutes=5)):
        office = selling.prison()
        packer = selling.staff(Role.PARCELS, office)
        stool = selling.for_sale(office, quantity=2 * count, costs={"materials": 2 * count * 30000})
        for number in range(count):
            purchase = selling.place(selling.basket((stool, 2)), provider_code="demonstration")
            attempt = purchase.attempts.get()
            PaymentAttempt.objects.filter(pk=attempt.pk).update(provider="stripe")
            stories.append(
                Story(
                    number=number,
                    attempt_id=attempt.pk,
                    token=attempt.token,
                    amount_poisha=attempt.amount_poisha,
                    parcel_id=purchase.consignments.get().pk,
                    line_id=purchase.lines.get().pk,
                    capture_key=f"capture:{purchase.number}:{attempt.pk}",
                    share_key=f"share:{purchase.lines.get().reference}",
                    packer_id=packer.pk,
                )
            )
    return stories


def tell(stories: Sequence[Story]) -> None:
    """Tell all the stories to their ends, whatever of them was told already."""
    for story in stories:
        for _name, verb in story.steps():
            verb()


def telling(stories: Sequence[Story], seeds: Sequence[int], notes_path: Path, place: int) -> None:
    """Tell the stories in an order of one's own, noting each step before it begins and once it is committed."""
    mixed = list(stories)
    random.Random(seeds[place]).shuffle(mixed)
    notes = os.open(notes_path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for story in mixed:
        for name, verb in story.steps():
            os.write(notes, f"begun {name}\n".encode())
            verb()
            os.write(notes, f"done {name}\n".encode())


def posting(notes_path: Path, place: int) -> None:
    """Post one small entry after another without end, noting each once it is committed."""
    notes = os.open(notes_path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for number in itertools.count():
        key = f"load:{place}:{number}"
        journal.post(
            key=key, kind="settlement", effective_at=PAID_AT, narrative="Settled.",
            transfers=[Posting("bank", "clearing:stripe", 100 + number)],
        )  # fmt: skip
        os.write(notes, f"done {key}\n".encode())


def acknowledged(notes: Path) -> tuple[set[str], set[str]]:
    """Return the steps that some process began, and those that some process was told are committed."""
    lines = [line.partition(" ") for line in notes.read_text().splitlines()] if notes.exists() else []
    begun = {name for word, _, name in lines if word == "begun"}
    return begun, {name for word, _, name in lines if word == "done"}


@contextlib.contextmanager
def at_work(verbs: Sequence[Callable[[], object]]) -> Iterator[list[BaseProcess]]:
    """Run each verb in a process of its own, all from one moment on, and kill them at the end of the block."""
    context = multiprocessing.get_context("fork")
    barrier = context.Barrier(len(verbs) + 1)

    def child(verb: Callable[[], object]) -> None:
        try:
            connections["default"].ensure_connection()
            barrier.wait(30)
            verb()
        finally:
            connections.close_all()

    connections.close_all()  # a connection shared by two processes answers one with the other's rows
    processes: list[BaseProcess] = [context.Process(target=child, args=(verb,)) for verb in verbs]
    for process in processes:
        process.start()
    try:
        barrier.wait(30)
        yield processes
    finally:
        for process in processes:
            kill(process)
        for process in processes:
            process.join(30)
    codes = [process.exitcode for process in processes]
    assert set(codes) <= {0, -signal.SIGKILL}, codes


def kill(process: BaseProcess) -> None:
    """End a process as `kill -9` does: nothing of Python's runs in it any more."""
    if process.pid and process.is_alive():
        os.kill(process.pid, signal.SIGKILL)


def kill_while(verb: Callable[[int], object], seconds: Sequence[float]) -> int:
    """Run `verb(place)` in a process for each of `seconds` and kill it after so long; return how many it hit."""
    with at_work([partial(verb, place) for place in range(len(seconds))]) as processes:
        begun = time.monotonic()
        for wait, process in sorted(zip(seconds, processes, strict=True), key=lambda pair: pair[0]):
            time.sleep(max(0.0, begun + wait - time.monotonic()))
            kill(process)
    return [process.exitcode for process in processes].count(-signal.SIGKILL)


def findings() -> list[str]:
    return [f"{name}: {finding}" for name, finding in verification.findings()]


@dataclass(frozen=True)
class Book:
    """What a whole book comes to: its trial balance, and how many entries of each kind it holds.

    Whether a unit came back before or after its wage was released changes the way, not the end: what the way
    alone decides ("cover": brought back to pending first) is not counted.
    """

    balance: dict[str, int]
    entries: dict[str, int]


def book() -> Book:
    kinds = list(Entry.objects.exclude(kind="cover").values_list("kind", flat=True))
    return Book(balances.trial_balance(), {kind: kinds.count(kind) for kind in sorted(set(kinds))})


@contextlib.contextmanager
def in_database(name: str, *, host: str = "") -> Iterator[None]:
    """Let this process and those that it forks speak to another database inside the block."""
    connection = connections["default"]
    own = {key: connection.settings_dict[key] for key in ("NAME", "HOST")}
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
    connection.settings_dict["HOST"] = host or own["HOST"]
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(own)
        settings.DATABASES["default"]["NAME"] = own["NAME"]


def by_hand(orders: int) -> dict[str, int]:
    """Return what so many orders come to, makers by the last words of their accounts.

    Two stools at 1,250.00 less 300.00 of materials: profit 1,900.00, 950.00 to the makers 5:3:2, 950.00 to the
    department. One of the two comes back sound, so half of all of it; the buyer's 2,560.00 are in the bank, and the
    provider took 39.30 for itself.
    """
    each = {
        "bank": 256000,
        "clearing:stripe": -3930,
        "fees:stripe": 3930,
        "advances:dj-natore": -125000,
        "delivery:dj-natore": -6000,
        "materials:dj-natore": -30000,
        "department:dj-natore": -47500,
        "makers": -47500,
    }
    return {account: orders * poisha for account, poisha in each.items()}


def summed(balance: dict[str, int]) -> dict[str, int]:
    """Return a trial balance with the makers' available wages as one line."""
    makers = {code: poisha for code, poisha in balance.items() if code.startswith("inmate:")}
    assert all(code.endswith(":available") for code in makers)
    assert sorted(makers.values()) == [sum(makers.values()) * part // 10 for part in (5, 3, 2)]
    rest = {code: poisha for code, poisha in balance.items() if code not in makers}
    return {**rest, "makers": sum(makers.values())}
