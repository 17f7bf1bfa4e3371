"""One history of the Department: its people sell, refund, release, hold and pay, while processes die under them.

Each verb is one method, told with small numbers that choose among what is there. After each, the book is looked at
(`checker`), whatever happened: done, refused, cut off and told again, or told twice.
"""

import datetime
import uuid
from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction

import clock
from offices.models import Office
from shop.ledger import balances, closes, journal, verification
from shop.orders import lines, numbers, purchases, refunds
from shop.orders.models import Purchase, SoldLine
from shop.payments import refunding
from shop.production.models import Maker
from shop.wages import entries, holds, payouts, policy, releases
from shop.wages.models import Hold, Payout, PayoutLine, SharePolicy, WageEntry
from tests import ordering
from tests.proof import crashes, world
from tests.proof.checker import Checker
from tests.proof.picture import Picture, Row

# What people are told when they ask for what may not be: the book stays as it is.
REFUSALS = (
    ValidationError,
    lines.SoldOut,
    refunding.TooMuch,
    refunds.TooMany,
    refunds.NotPaid,
    journal.Conflict,
)


class Mishap(NamedTuple):
    """What goes wrong with a verb: nothing, a second telling, or a crash at the nth write and a second telling."""

    kind: str = "none"
    nth: int = 1
    after: bool = False


WELL = Mishap()


class History:
    """One history; `end` checks it as a whole."""

    def __init__(self, laid: world.World, watch: crashes.Watch, did: Counter[str]) -> None:
        self.world, self.watch, self.did = laid, watch, did
        self.now = world.BEGINS.astimezone(datetime.UTC)
        self.begun = self.now
        watch.touched.clear()
        self.picture = Picture()
        self.checker = Checker(
            self.picture,
            dict(Office.objects.values_list("pk", "code")),
            {trade.pk: trade.code for trade in laid.trades},
            laid.planted,
        )
        self.checker.check(set(self.picture.tables))

    # -- telling ---------------------------------------------------------------------------------

    def tell(
        self,
        name: str,
        verb: Callable[[], object],
        mishap: Mishap = WELL,
        then: Callable[[], object] = lambda: None,
        whole: bool = True,
    ) -> bool:
        """Tell a verb and look at the book; return whether it was done, not refused.

        `then` notes what it must have done. `whole`: it is one transaction, so that cut off it leaves nothing.
        """
        with clock.set_to(self.now):
            before = self.picture.facts()
            done = mishap.kind == "crash" and self._survives(name, verb, mishap)
            if mishap.kind == "crash" and not done:
                self._look()
                if whole and before != self.picture.facts():
                    raise AssertionError(f"{name} was cut off {self.watch.point} and left something behind.")
            done = done or self._told(name, verb)
            if done:
                then()
            self._look()
            after = self.picture.facts()
            if not done and whole and before != after:
                raise AssertionError(f"{name} was refused and left something behind.")
            if done and mishap.kind != "none":
                self._told(f"{name}, told again", verb)
                self._look()
                if after != self.picture.facts():
                    raise AssertionError(f"{name}, told again, was done again.")
        self.now += datetime.timedelta(minutes=7)
        return done

    def _told(self, name: str, verb: Callable[[], object]) -> bool:
        try:
            verb()
        except REFUSALS as refusal:
            self.did[f"{name}: {type(refusal).__name__}"] += 1
            return False
        self.did[name] += 1
        return True

    def _survives(self, name: str, verb: Callable[[], object], mishap: Mishap) -> bool:
        """Tell a verb that is cut off at a point; return whether it never came there and was done."""
        try:
            with self.watch.cut_off(mishap.nth, mishap.after):
                return self._told(name, verb)
        except (crashes.Crash, crashes.CommitLost):
            self.did[f"crash {self.watch.point}"] += 1
            return False

    def _look(self) -> None:
        touched = set(self.watch.touched)
        self.watch.touched.clear()
        self.picture.look(touched)
        self.checker.check(touched)

    def rows(self, table: str, **values: object) -> list[Row]:
        """Return the rows of a table that have these values, in order."""
        found = self.picture.tables[table].values()
        return [row for row in found if all(row[name] == value for name, value in values.items())]

    def standing(self, maker: Maker, part: str) -> int:
        return -self.picture.balance[f"inmate:{maker.pk}:{part}"]

    # -- selling ---------------------------------------------------------------------------------

    def sell(self, wanted: list[tuple[int, int, int, int]], delivery: int, mishap: Mishap = WELL) -> None:
        """Place an order for (good, quantity, discount in parts of 8, VAT)."""
        number = numbers.draw()
        key = uuid.uuid4().hex
        self.tell("sell", lambda: self._place(number, key, wanted, delivery), mishap)

    def _place(self, number: str, key: str, wanted: list[tuple[int, int, int, int]], delivery: int) -> None:
        if Purchase.objects.filter(idempotency_token=key).exists():
            return
        items = []
        for good, quantity, eighths, vat in wanted:
            row = pick(self.world.goods, good)
            unit = self.world.price_poisha[row.pk]
            discount = unit * quantity * eighths // 8
            items.append(ordering.Wanted(row, self.world.office[row.pk], unit, quantity, discount, vat))
        borne = 1_111 if delivery % 3 == 2 else 0
        ordering.place(items, delivery_poisha=delivery, borne_poisha=borne, key=key, number=number)

    def unpaid(self) -> list[Row]:
        return [row for row in self.rows("orders_purchase") if row.state in ("awaits_payment", "expired")]

    def capture(self, which: int, late_hours: int, fee: bool, mishap: Mishap = WELL) -> None:
        """Take an order's money, which moved some hours ago (the provider's word comes late)."""
        row = pick(self.unpaid(), which)
        at = max(self.now - datetime.timedelta(hours=late_hours), self.begun)

        def take() -> None:
            purchase = Purchase.objects.get(pk=row.id)
            fee_poisha = purchase.total_poisha * 25 // 1000 if fee else 0
            if not ordering.pay(purchase, at=at, fee_poisha=fee_poisha):
                raise ValidationError("its goods are gone")

        self.tell("capture late" if late_hours else "capture", take, mishap)

    def waiting(self) -> list[Row]:
        out = {row.purchase_id for row in self.rows("orders_soldline") if row.handed_over_at is not None}
        return [row for row in self.rows("orders_purchase", state="awaits_payment") if row.id not in out]

    def expire(self, which: int, mishap: Mishap = WELL) -> None:
        row = pick(self.waiting(), which)

        def end() -> None:
            purchase = Purchase.objects.get(pk=row.id)
            if purchase.state != Purchase.State.EXPIRED:
                purchases.expire(purchase=purchase)

        self.tell("expire", end, mishap)

    def to_deliver(self) -> list[Row]:
        ended = {row.id for row in self.rows("orders_purchase", state="expired")}
        return [
            row for row in self.rows("orders_soldline", delivered_at=None) if row.purchase_id not in ended
        ]

    def hand_over(self, which: int, deliver: bool, mishap: Mishap = WELL) -> None:
        """Hand a line to the courier, and with `deliver` to its buyer: also before its money is in hand."""
        row = pick(self.to_deliver(), which)

        def carry() -> None:
            line = SoldLine.objects.select_related("office").get(pk=row.id)
            if line.handed_over_at is None:
                with transaction.atomic():
                    lines.hand_over(sold=[line])
            if deliver:
                with transaction.atomic():
                    lines.record_delivered(sold=[line], at=clock.now())

        paid = "paid" if row.captured_at is not None else "unpaid"
        self.tell(f"deliver {paid}" if deliver else "hand over", carry, mishap, whole=False)

    # -- giving back -----------------------------------------------------------------------------

    def refund(
        self, row: Row, units: int, *, all_lines: bool, sound: bool, more: int = 0, mishap: Mishap = WELL
    ) -> None:
        """Give back units of one line or all; `more`: 1 delivery, 2 goodwill, too."""
        own = self.rows("orders_soldline", purchase_id=row.id)
        own = own if all_lines else [own[units % len(own)]]
        back = {
            # All that is left, a part of it, or now and then too much.
            line.id: left if units % 3 == 0 else 1 + units % (max(1, left) + (units % 8 == 1))
            for line in own
            for left in [line.quantity - line.refunded_quantity]
        }
        back = {pk: quantity for pk, quantity in back.items() if quantity}
        office = Office.objects.get(pk=own[0].office_id)
        delivery = {office: 1 + units % 50} if more & 1 else {}
        goodwill = {office: 1 + units % 9} if more & 2 else {}
        reference = uuid.uuid4().hex[:12]

        def give() -> None:
            sold = {line: back[line.pk] for line in SoldLine.objects.filter(pk__in=back)}
            ordering.refund(
                purchase=Purchase.objects.get(pk=row.id), reference=reference, provider=ordering.PROVIDER, units=sold,
                delivery=delivery, goodwill=goodwill, sound=sound,
            )  # fmt: skip

        def note() -> None:
            for spent, kept in ((delivery, self.checker.delivery_back), (goodwill, self.checker.goodwill)):
                for code, poisha in spent.items():
                    kept[code.code] += poisha

        names = sorted({self._standing_of(line) for line in own})
        self.tell(f"refund {'sound' if sound else 'spoiled'} {' and '.join(names)}", give, mishap, note)

    def _standing_of(self, line: Row) -> str:
        """Return where the makers' money of a line is, for the tally of what histories came to."""
        found = [row for row in self.rows("wages_credit") if row.line_ref == line.reference]
        if line.credited_at is None:
            return "before delivery"
        if not found or found[0].released_at is None:
            return "in the window"
        states = {
            self.picture.payoutline[part.line_id].state
            for part in self.rows("wages_payoutpart")
            if part.credit_id in {row.id for row in found}
        }
        if "settled" in states:
            return "after payout"
        if states & {"waiting", "sent", "unknown"}:
            return "while in payout"
        held = {row.maker_id for row in self.rows("wages_hold", lifted_at=None)}
        return "while held" if held & {row.maker_id for row in found} else "after release"

    # -- makers' accounts ------------------------------------------------------------------------

    def release(self, mishap: Mishap = WELL) -> None:
        def work() -> None:
            releases.release()
            holds.lift_expired()

        self.tell("release", work, mishap, whole=False)
        at = self.now - datetime.timedelta(minutes=7)
        due = [row for row in self.rows("wages_credit", released_at=None) if row.release_at <= at]
        if due:
            raise AssertionError(f"{len(due)} credits are due and not released.")

    def with_available(self) -> list[Maker]:
        found = [maker for own in self.world.makers.values() for maker in own]
        return [maker for maker in found if self.standing(maker, "available") > 0]

    def place_hold(self, which: int, quarters: int, days: int, mishap: Mishap = WELL) -> None:
        maker, key = pick(self.with_available(), which), uuid.uuid4()
        poisha = self.standing(maker, "available") * quarters // 4 + (quarters in (0, 5))
        until = clock.local(self.now).date() + datetime.timedelta(days=days)
        self.tell(
            "hold",
            lambda: holds.place(
                by=self.world.one, maker=maker, poisha=poisha, reason="inquiry", memo_number="1", until=until,
                form_key=key,
            ),
            mishap,
        )  # fmt: skip

    def lift(self, which: int, mishap: Mishap = WELL) -> None:
        row = pick(self.rows("wages_hold", lifted_at=None), which)
        self.tell(
            "lift",
            lambda: holds.lift(
                by=self.world.other,
                hold=Hold.objects.select_related("maker__office__parent__parent").get(pk=row.id),
            ),
            mishap,
        )

    def propose(
        self, which: int, kind: str, poisha: int, adds: bool, mishap: Mishap = WELL, *, decided: bool = False
    ) -> None:
        makers = [maker for own in self.world.makers.values() for maker in own]
        if kind != "daily_wage":
            makers = self.with_available() or makers
        maker, key, today = pick(makers, which), uuid.uuid4(), clock.local(self.now).date()
        facts: dict[str, Any] = {
            "daily_wage": {
                "days": 1 + poisha % 30,
                "start": today - datetime.timedelta(days=29),
                "end": today,
            },
            "adjustment": {"poisha": poisha, "adds": adds, "reason": "audit", "document": "wages/0.pdf"},
            "deduction": {"poisha": poisha, "statute": self.world.statute},
        }[kind]
        self.tell(
            f"propose {kind}",
            lambda: entries.propose(
                by=self.world.one, maker=maker, kind=kind, memo_number="1", form_key=key, **facts
            ),
            mishap,
        )
        waiting = self.rows("wages_wageentry", state="proposed")
        if decided and waiting:
            self.decide(len(waiting) - 1, True, mishap)

    def decide(self, which: int, confirm: bool, mishap: Mishap = WELL) -> None:
        row = pick(self.rows("wages_wageentry", state="proposed"), which)
        verb = entries.confirm if confirm else entries.withdraw
        self.tell(
            f"{verb.__name__} {row.kind}{'' if row.adds else ', taking'}",
            lambda: verb(
                by=self.world.other,
                entry=WageEntry.objects.select_related("maker__office__parent__parent").get(pk=row.id),
            ),
            mishap,
        )

    # -- payouts ---------------------------------------------------------------------------------

    def draft(self, office: Office, mishap: Mishap = WELL) -> None:
        self.tell("draft", lambda: payouts.draft(by=self.world.one, office=office), mishap)

    def step(self, row: Row, verb: str, mishap: Mishap = WELL) -> None:
        """Take a payout a step on: approve, send, discard, mark_unknown, whether that is its next or not."""
        by = self.world.one if verb == "send" else self.world.other
        self.tell(verb, lambda: getattr(payouts, verb)(by=by, payout=_payout(row.id)), mishap)

    def answer(self, row: Row, settled: bool, mishap: Mishap = WELL) -> None:
        def told() -> None:
            line = PayoutLine.objects.select_related("payout__office__parent__parent").get(pk=row.id)
            if settled:
                payouts.settle(by=self.world.one, line=line)
            else:
                payouts.fail(by=self.world.one, line=line, answer="R03")

        self.tell(f"{'settle' if settled else 'fail'} {row.state}", told, mishap)

    def approve_own(self, row: Row) -> None:
        """Try to do both halves alone."""
        if self.tell("approve one's own", lambda: payouts.approve(by=self.world.one, payout=_payout(row.id))):
            raise AssertionError("One person drafted and approved a payout.")

    # -- policy, days ----------------------------------------------------------------------------

    def decree(self, facts: dict[str, Any], scope: int, at_midnight: bool, mishap: Mishap = WELL) -> None:
        """Propose and approve a policy: national, for one of the prisons, or for one of the trades."""
        places = [{}] * 2
        places += [{"scope_office": prison} for prison in self.world.prisons]
        places += [{"scope_trade": trade} for trade in self.world.trades]
        where, key = pick(places, scope), uuid.uuid4()
        begins = self.now + datetime.timedelta(minutes=11)
        if at_midnight:
            begins = clock.midnight(clock.local(self.now).date() + datetime.timedelta(days=1))
        facts = {**facts, **where, "as_wider": facts["as_wider"] and bool(where)}

        @transaction.atomic
        def decree() -> None:
            proposed = SharePolicy.objects.filter(form_key=key).first() or SharePolicy.objects.create(
                in_force_from=begins, memo_number="1", proposed_by=self.world.one, proposed_at=self.now,
                form_key=key, **facts,
            )  # fmt: skip
            policy.approve(by=self.world.other, policy=proposed)

        self.tell("policy" + "".join(f" for one {name[6:]}" for name in where), decree, mishap)

    def close(self, mishap: Mishap = WELL) -> None:
        self.tell("close", closes.close, mishap)

    def make(self, good: int, sort: int) -> None:
        row = pick(self.world.goods, good)
        pair = (self.world.one, self.world.other)
        self.tell("make", lambda: world.make(self.world, row, sort, by=pair))

    def jump(self, days: int, to_midnight: bool) -> None:
        """Let time pass: so many days, and with `to_midnight` to a few minutes before Dhaka's midnight."""
        self.now += datetime.timedelta(days=days)
        if to_midnight:
            today = clock.local(self.now).date()
            midnight = clock.midnight(today + datetime.timedelta(days=1))
            self.now = max(self.now, midnight - datetime.timedelta(minutes=3))
        self.did["clock"] += 1

    # -- the end ---------------------------------------------------------------------------------

    def end(self) -> None:
        """Read everything anew, ask `ledger_verify`, and try some past dates."""
        with clock.set_to(self.now):
            found = [f"{name}: {finding}" for name, finding in verification.findings()]
            if found:
                raise AssertionError(f"ledger_verify found {found}")
            afresh = Picture()
            # Posted rows are what they were when they were first read.
            if (afresh.entries, afresh.transfers) != (self.picture.entries, self.picture.transfers):
                raise AssertionError("Posted rows have changed.")
            if afresh.facts() != self.picture.facts():
                raise AssertionError("A table was changed by no statement that was seen.")
            self._past(afresh)

    def _past(self, picture: Picture) -> None:
        day = (
            clock.local(self.begun).date()
            + (clock.local(self.now).date() - clock.local(self.begun).date()) / 2
        )
        ends = clock.midnight(day + datetime.timedelta(days=1))
        stood: Counter[str] = Counter()
        for told in picture.entries.values():
            for moved in picture.transfers[told.pk] if told.effective_at < ends else ():
                stood[moved.debit] += moved.poisha
                stood[moved.credit] -= moved.poisha
        said = balances.trial_balance(day)
        if sum(said.values()) or said != {code: poisha for code, poisha in stood.items() if poisha}:
            raise AssertionError(f"The trial balance of {day} is not what its entries add up to.")


def pick(rows: list[Any], which: int) -> Any:
    return rows[which % len(rows)]


def _payout(pk: int) -> Payout:
    # With the offices above: who may step is asked of them, too.
    return Payout.objects.select_related("office__parent__parent").get(pk=pk)
