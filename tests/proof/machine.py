"""The state machine: hypothesis chooses what happens next; each step is one verb of a `History`."""

import datetime
from collections import Counter
from collections.abc import Callable
from typing import Any, ClassVar

from django.db import transaction
from hypothesis import HealthCheck, Phase, Verbosity, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from tests.proof import crashes, world
from tests.proof.history import POINTS, WELL, History, Mishap

STEPS = 50
few = st.integers(0, 15)
flip = st.booleans()
# Two in three go well.
mishaps = st.one_of(
    st.just(WELL),
    st.just(WELL),
    st.builds(Mishap, st.sampled_from(("crash", "crash", "again")), st.sampled_from(POINTS), st.integers(1, 3), flip),
)
wanted = st.lists(
    st.tuples(few, st.integers(1, 5), st.sampled_from((0, 0, 0, 1, 3, 8)), st.sampled_from((0, 0, 77))),
    min_size=1,
    max_size=3,
    unique_by=lambda item: item[0] % len(world.GOODS),
)
policies = st.fixed_dictionaries(
    {
        "rate_bp": st.sampled_from((5000, 5001, 6000, 6667, 7000)),
        "rounding": st.sampled_from(("half_up", "up", "down")),
        "deduct_materials": flip,
        "deduct_other_costs": flip,
        "deduct_delivery": flip,
        "deduct_fee": flip,
        "deduct_discounts": flip,
        "refund_bearer": st.sampled_from(("prison", "hq")),
        "smallest_payout_poisha": st.sampled_from((1, 100, 5000)),
        "return_days": st.sampled_from((0, 1, 7)),
        "as_wider": flip,
    }
)


def there(has: Callable[[History], object]) -> Any:
    return precondition(lambda self: bool(has(self.history)))


class Machine(RuleBasedStateMachine):
    """A history inside one transaction that is rolled back at its end."""

    world: ClassVar[world.World]
    watch: ClassVar[crashes.Watch]
    did: ClassVar[Counter[str]]
    told: ClassVar[Callable[[int], object]]  # hears the steps of each history that held

    def __init__(self) -> None:
        super().__init__()
        self.steps = 0
        self.held = True
        self._transaction = transaction.atomic()
        self._transaction.__enter__()
        self.history = History(self.world, self.watch, self.did)

    def teardown(self) -> None:
        try:
            if self.held and self.steps >= STEPS:
                self.history.end()
                type(self).told(self.steps)
        finally:
            transaction.set_rollback(True)
            self._transaction.__exit__(None, None, None)

    def _do(self, verb: Callable[..., object], *arguments: Any, **more: Any) -> None:
        self.held = False
        verb(*arguments, **more)
        self.steps += 1
        self.held = True

    @initialize(goods=wanted, late=flip)
    def begin(self, goods: Any, late: bool) -> None:
        """Begin with an order that is paid and delivered, so that there is something to do."""
        self._do(self.history.sell, goods, 60_00)
        if self.history.unpaid():
            self.history.capture(0, 0, late)
            while self.history.to_deliver():
                self.history.hand_over(0, True)
        self.history.jump(8 * late, False)

    @rule(goods=wanted, delivery=st.sampled_from((0, 6000, 8)), mishap=mishaps)
    def sell(self, goods: Any, delivery: int, mishap: Mishap) -> None:
        self._do(self.history.sell, goods, delivery, mishap)

    @there(History.unpaid)
    @rule(which=few, late=st.sampled_from((0, 0, 5, 30)), fee=flip, mishap=mishaps)
    def capture(self, which: int, late: int, fee: bool, mishap: Mishap) -> None:
        self._do(self.history.capture, which, late, fee, mishap)

    @there(History.waiting)
    @rule(which=few, mishap=mishaps)
    def expire(self, which: int, mishap: Mishap) -> None:
        self._do(self.history.expire, which, mishap)

    @there(History.to_deliver)
    @rule(which=few, deliver=flip, mishap=mishaps)
    def hand_over(self, which: int, deliver: bool, mishap: Mishap) -> None:
        self._do(self.history.hand_over, which, deliver, mishap)

    @there(lambda history: history.rows("orders_purchase"))
    @rule(which=few, units=few, all_lines=flip, sound=flip, more=st.sampled_from((0, 0, 0, 1, 2, 3)), mishap=mishaps)
    def refund(self, which: int, units: int, mishap: Mishap, **more: Any) -> None:
        self._do(self.history.refund, which, units, mishap=mishap, **more)

    @there(History.with_available)
    @rule(which=few, units=few, sound=flip)
    def refund_what_is_old(self, which: int, units: int, sound: bool) -> None:
        """Give back of a line whose makers could already be paid: the rare places of the money."""
        released = {row.line_ref for row in self.history.rows("wages_credit") if row.released_at is not None}
        orders = {row.purchase_id for row in self.history.rows("orders_soldline") if row.reference in released}
        places = [n for n, row in enumerate(self.history.rows("orders_purchase")) if row.id in orders]
        if places:
            place = places[which % len(places)]
            self._do(self.history.refund, place, units, all_lines=True, sound=sound)
        else:
            self._do(self.history.release)

    @rule(mishap=mishaps)
    def release(self, mishap: Mishap) -> None:
        self._do(self.history.release, mishap)

    @there(History.with_available)
    @rule(which=few, quarters=st.integers(0, 5), days=st.integers(0, 4), mishap=mishaps)
    def hold(self, which: int, quarters: int, days: int, mishap: Mishap) -> None:
        self._do(self.history.place_hold, which, quarters, days, mishap)

    @there(lambda history: history.rows("wages_hold", lifted_at=None))
    @rule(which=few, mishap=mishaps)
    def lift(self, which: int, mishap: Mishap) -> None:
        self._do(self.history.lift, which, mishap)

    @rule(
        which=few,
        kind=st.sampled_from(("daily_wage", "adjustment", "deduction")),
        poisha=st.sampled_from((1, 199, 33_333)),
        adds=flip,
        mishap=mishaps,
    )
    def propose(self, which: int, kind: str, poisha: int, adds: bool, mishap: Mishap) -> None:
        self._do(self.history.propose, which, kind, poisha, adds, mishap)

    @there(lambda history: history.rows("wages_wageentry", state="proposed"))
    @rule(which=few, confirm=st.sampled_from((True, True, True, False)), mishap=mishaps)
    def decide(self, which: int, confirm: bool, mishap: Mishap) -> None:
        self._do(self.history.decide, which, confirm, mishap)

    @there(History.with_available)
    @rule(which=few, mishap=mishaps)
    def draft(self, which: int, mishap: Mishap) -> None:
        self._do(self.history.draft, which, mishap)

    @there(lambda history: history.rows("wages_payout"))
    @rule(which=few, verb=st.sampled_from(("approve", "approve", "send", "send", "discard", "mark_unknown")), mishap=mishaps)
    def step(self, which: int, verb: str, mishap: Mishap) -> None:
        self._do(self.history.step, which, verb, mishap)

    @there(lambda history: history.rows("wages_payoutline"))
    @rule(which=few, settled=flip, mishap=mishaps)
    def answer(self, which: int, settled: bool, mishap: Mishap) -> None:
        self._do(self.history.answer, which, settled, mishap)

    @there(lambda history: history.rows("wages_payout"))
    @rule(which=few)
    def approve_own(self, which: int) -> None:
        self._do(self.history.approve_own, which)

    @rule(facts=policies, scope=few, at_midnight=flip, mishap=mishaps)
    def decree(self, facts: dict[str, Any], scope: int, at_midnight: bool, mishap: Mishap) -> None:
        self._do(self.history.decree, facts, scope, at_midnight, mishap)

    @rule(mishap=mishaps)
    def close(self, mishap: Mishap) -> None:
        self._do(self.history.close, mishap)

    @rule(good=few, sort=few)
    def make(self, good: int, sort: int) -> None:
        self._do(self.history.make, good, sort)

    @rule(days=st.sampled_from((0, 0, 1, 3, 8)), to_midnight=flip)
    def jump(self, days: int, to_midnight: bool) -> None:
        self._do(self.history.jump, days, to_midnight)


def run(laid: world.World, *, histories: int, seed_: int, told: Callable[[int], object] = lambda steps: None) -> Counter[str]:
    """Tell so many histories of STEPS steps at least; raise where one does not hold, shrunk. Return what was done."""
    did: Counter[str] = Counter()
    count = 0

    def held(steps: int) -> None:
        nonlocal count
        count += 1
        did["histories"] += 1
        did["steps"] += steps
        told(steps)

    with crashes.watching() as watch:
        while count < histories:

            class This(Machine):
                pass

            This.world, This.watch, This.did, This.told = laid, watch, did, staticmethod(held)
            run_state_machine_as_test(
                seed(seed_)(This),
                settings=settings(
                    max_examples=histories - count,
                    stateful_step_count=STEPS,
                    deadline=None,
                    database=None,
                    phases=(Phase.generate, *([Phase.shrink] if not __import__("os").environ.get("NOSHRINK") else [])),
                    report_multiple_bugs=False,
                    suppress_health_check=list(HealthCheck),
                    verbosity=Verbosity.normal,
                ),
                _min_steps=STEPS,
            )
            seed_ += 1_000_003
    did["statements"] = watch.statements
    return did
