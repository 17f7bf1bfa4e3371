"""The state machine: hypothesis throws the dice, a step is one verb of a `History`, a history is rolled back.

One rule and one die a step, from which all that the step needs is chosen with weights that bring histories to the
rare places (a refund while the money is on its way). Of the same die thrown twice the second means something else:
hypothesis likes to repeat itself, and fifty closes of one day prove nothing. A failing history is shrunk to the
steps that it takes, and told in words.
"""

import gc
import os
import random
from collections import Counter
from collections.abc import Callable
from typing import Any, ClassVar

from django.db import transaction
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from tests.proof import crashes, world
from tests.proof.history import WELL, History, Mishap

STEPS = 50


class Machine(RuleBasedStateMachine):
    """A history inside one transaction that is rolled back at its end."""

    world: ClassVar[world.World]
    watch: ClassVar[crashes.Watch]
    did: ClassVar[Counter[str]]
    seed: ClassVar[int]
    told: ClassVar[Callable[[int], object]]  # hears the steps of each history that held

    def __init__(self) -> None:
        super().__init__()
        self.steps = 0
        self.thrown: Counter[int] = Counter()
        self.words: list[str] = []
        self.opening: list[str] = []
        self.broken = False
        self._transaction = transaction.atomic()
        self._transaction.__enter__()
        self.history = History(self.world, self.watch, self.did)

    @rule(die=st.integers(0, 2**32 - 1))
    def happens(self, die: int) -> None:
        self.thrown[die] += 1
        # Nothing secret is drawn.
        chance = random.Random(f"{die}:{self.thrown[die]}")
        if self.steps == 0:
            self.opening = OPENING[: chance.choice((0, 7, 9, 10, 13))]
        steps = {name: (weight, choose) for name, (weight, choose) in STEP.items()}
        try:
            while True:
                if self.opening:
                    name, *self.opening = self.opening
                    verb = STEP[name][1](self.history, chance)
                else:
                    (name,) = chance.choices(list(steps), [weight for weight, _ in steps.values()])
                    verb = steps.pop(name)[1](self.history, chance)
                if verb is not None:
                    break
            self.words.append(f"{name} {verb[1:]}")
            verb[0](*verb[1], **verb[2])
        except BaseException as error:
            self.broken = True
            if isinstance(error, Exception):
                error.add_note("\n".join(self.words))
                error.add_note(
                    f"Seed {self.seed}; with PROVE_SHRINK=1 the history is made short, which takes minutes."
                )
            raise
        self.steps += 1

    def teardown(self) -> None:
        try:
            if not self.broken and self.steps >= STEPS:
                self.history.end()
                type(self).told(self.steps)
        finally:
            transaction.set_rollback(True)
            self._transaction.__exit__(None, None, None)


Call = tuple[Callable[..., object], tuple[Any, ...], dict[str, Any]]


def call(verb: Callable[..., object], *arguments: Any, **more: Any) -> Call:
    return verb, arguments, more


def mishap(chance: random.Random) -> Mishap:
    """Two in three go well; of the others most are cut off at some statement, a few are told twice."""
    if chance.random() < 0.67:
        return WELL
    return Mishap(chance.choice(("crash", "crash", "again")), chance.randint(0, 12), chance.random() < 0.5)


def which(chance: random.Random) -> int:
    return chance.randrange(1000)


def sell(history: History, chance: random.Random) -> Call:
    goods = chance.sample(range(len(world.GOODS)), chance.choice((1, 1, 2, 3)))
    wanted = [
        (good, chance.randint(1, 5), chance.choice((0, 0, 0, 1, 3, 8)), chance.choice((0, 0, 77)))
        for good in goods
    ]
    return call(history.sell, wanted, chance.choice((0, 6000, 8)), mishap(chance))


def capture(history: History, chance: random.Random) -> Call | None:
    late, fee = chance.choice((0, 0, 5, 30)), chance.random() < 0.5
    return call(history.capture, which(chance), late, fee, mishap(chance)) if history.unpaid() else None


def expire(history: History, chance: random.Random) -> Call | None:
    return call(history.expire, which(chance), mishap(chance)) if history.waiting() else None


def hand_over(history: History, chance: random.Random) -> Call | None:
    if not history.to_deliver():
        return None
    return call(history.hand_over, which(chance), chance.random() < 0.8, mishap(chance))


def refund(history: History, chance: random.Random) -> Call | None:
    """Half of the time of a line whose makers could already be paid: there the money lies in rare places."""
    orders = history.rows("orders_purchase")
    if chance.random() < 0.5:
        released = {row.line_ref for row in history.rows("wages_credit") if row.released_at is not None}
        of = {row.purchase_id for row in history.rows("orders_soldline") if row.reference in released}
        orders = [row for row in orders if row.id in of]
    if not orders:
        return None
    return call(
        history.refund, chance.choice(orders), which(chance), all_lines=chance.random() < 0.3,
        sound=chance.random() < 0.5, more=chance.choice((0,) * 9 + (1, 2, 3)), mishap=mishap(chance),
    )  # fmt: skip


def release(history: History, chance: random.Random) -> Call:
    return call(history.release, mishap(chance))


def place_hold(history: History, chance: random.Random) -> Call | None:
    if not history.with_available():
        return None
    return call(history.place_hold, which(chance), chance.randint(0, 5), chance.randint(0, 4), mishap(chance))


def lift(history: History, chance: random.Random) -> Call | None:
    return (
        call(history.lift, which(chance), mishap(chance))
        if history.rows("wages_hold", lifted_at=None)
        else None
    )


def propose(history: History, chance: random.Random) -> Call:
    """Half of what would take from an account is decided at once, before the money has gone on."""
    kind, poisha = chance.choice(("daily_wage", "adjustment", "deduction")), chance.choice((1, 199, 33_333))
    facts = (which(chance), kind, poisha, chance.random() < 0.5)
    return call(history.propose, *facts, mishap(chance), decided=chance.random() < 0.5)


def decide(history: History, chance: random.Random) -> Call | None:
    if not history.rows("wages_wageentry", state="proposed"):
        return None
    return call(history.decide, which(chance), chance.random() < 0.8, mishap(chance))


def draft(history: History, chance: random.Random) -> Call | None:
    free = history.with_available()
    return call(history.draft, chance.choice(free).office, mishap(chance)) if free else None


NEXT = {
    "draft": ("approve", "approve", "discard"),
    "approved": ("send", "send", "send", "discard"),
    "sent": ("mark_unknown",),
}


def step(history: History, chance: random.Random) -> Call | None:
    """Mostly the payout's next step, sometimes any."""
    rows = history.rows("wages_payout")
    going = [row for row in rows if row.state in ("draft", "approved")]
    if not rows:
        return None
    row = chance.choice(going or rows)
    legal = chance.random() < 0.85 and NEXT.get(row.state)
    verb = chance.choice(legal or ("approve", "send", "discard", "mark_unknown"))
    return call(history.step, row, verb, mishap(chance))


def answer(history: History, chance: random.Random) -> Call | None:
    """Mostly of a line that waits for an answer, sometimes of one that has it."""
    rows = history.rows("wages_payoutline")
    waiting = [row for row in rows if row.state in ("sent", "unknown")]
    if not rows:
        return None
    row = chance.choice(waiting if waiting and chance.random() < 0.9 else rows)
    return call(history.answer, row, chance.random() < 0.6, mishap(chance))


def approve_own(history: History, chance: random.Random) -> Call | None:
    drafts = history.rows("wages_payout", state="draft")
    return call(history.approve_own, chance.choice(drafts)) if drafts else None


def decree(history: History, chance: random.Random) -> Call:
    facts = {
        "rate_bp": chance.choice((5000, 5001, 6000, 6667, 7000)),
        "rounding": chance.choice(("half_up", "up", "down")),
        "refund_bearer": chance.choice(("prison", "hq")),
        "smallest_payout_poisha": chance.choice((1, 100, 5000)),
        "return_days": chance.choice((0, 1, 7)),
        "as_wider": chance.random() < 0.3,
        **{
            f"deduct_{what}": chance.random() < 0.6
            for what in ("materials", "other_costs", "delivery", "fee", "discounts")
        },
    }
    return call(history.decree, facts, which(chance), chance.random() < 0.5, mishap(chance))


def close(history: History, chance: random.Random) -> Call:
    return call(history.close, mishap(chance))


def make(history: History, chance: random.Random) -> Call:
    return call(history.make, which(chance), which(chance))


def jump(history: History, chance: random.Random) -> Call:
    return call(history.jump, chance.choice((0, 0, 1, 3, 8)), chance.random() < 0.5)


def deliver(history: History, chance: random.Random) -> Call | None:
    return call(history.hand_over, which(chance), True, mishap(chance)) if history.to_deliver() else None


def wait(history: History, chance: random.Random) -> Call:
    return call(history.jump, 8, chance.random() < 0.5)


Choose = Callable[[History, random.Random], "Call | None"]
STEP: dict[str, tuple[int, Choose]] = {
    "sell": (9, sell),
    "capture": (10, capture),
    "expire": (1, expire),
    "hand over": (12, hand_over),
    "refund": (12, refund),
    "release": (4, release),
    "hold": (6, place_hold),
    "lift": (1, lift),
    "propose": (5, propose),
    "decide": (5, decide),
    "draft": (7, draft),
    "step": (14, step),
    "answer": (12, answer),
    "approve one's own": (1, approve_own),
    "policy": (4, decree),
    "close": (2, close),
    "make": (1, make),
    "jump": (6, jump),
    "deliver": (1, deliver),
    "wait": (1, wait),
}

# So that a history has something to do: it may begin with goods sold, with wages free, or on their way to the bank.
OPENING = [
    *("sell", "sell", "capture", "capture", "deliver", "deliver", "deliver"),
    *("wait", "release"),
    *("hold", "draft", "step", "step"),
]


def run(
    laid: world.World,
    *,
    histories: int,
    seed_: int,
    told: Callable[[int], object] = bool,
) -> Counter[str]:
    """Tell so many histories of STEPS steps at least; raise where one does not hold. Return what was done."""
    did: Counter[str] = Counter()

    def held(steps: int) -> None:
        did["histories"] += 1
        did["steps"] += steps
        told(steps)
        gc.collect(1)

    gc.disable()
    try:
        with crashes.watching() as watch:
            while did["histories"] < histories:

                class This(Machine):
                    pass

                This.world, This.watch, This.did, This.seed = laid, watch, did, seed_
                This.told = staticmethod(held)
                run_state_machine_as_test(
                    seed(seed_)(This),
                    settings=settings(
                        max_examples=histories - did["histories"],
                        stateful_step_count=STEPS,
                        deadline=None,
                        database=None,
                        phases=(Phase.generate, Phase.shrink)
                        if os.environ.get("PROVE_SHRINK")
                        else (Phase.generate,),
                        report_multiple_bugs=False,
                        suppress_health_check=list(HealthCheck),
                    ),
                    _min_steps=STEPS,
                )
                seed_ += 1_000_003
    finally:
        gc.enable()
    did["statements"] = watch.statements
    return did
