"""The states of a task and the steps between them. Pure: the whole machine stands in this file.

        progress            done               agree
open ───────────► under way ─────► reported ──────────► agreed   (the committee has closed it)
  └──────────────── done ─────────────┘ │
                       ▲                └─ return ─► returned ─ progress ─► under way, done ─► reported
every state that is not the end ── drop ──► dropped              (with a reason; it counts for nobody)
"""

import enum


class State(enum.StrEnum):
    OPEN = "open"
    UNDER_WAY = "under_way"
    REPORTED = "reported"
    RETURNED = "returned"
    AGREED = "agreed"
    DROPPED = "dropped"


class Step(enum.StrEnum):
    PROGRESS = "progress"
    DONE = "done"
    RETURN = "return"
    AGREE = "agree"
    DROP = "drop"


# What an office still has to do, what waits for the committee, and what is over.
OWED = (State.OPEN, State.UNDER_WAY, State.RETURNED)
WAITING = (State.REPORTED,)
SETTLED = (State.AGREED, State.DROPPED)
UNSETTLED = (*OWED, *WAITING)

LEADS: dict[tuple[State, Step], State] = {
    **{(state, Step.PROGRESS): State.UNDER_WAY for state in OWED},
    **{(state, Step.DONE): State.REPORTED for state in OWED},
    **{(state, Step.RETURN): State.RETURNED for state in WAITING},
    **{(state, Step.AGREE): State.AGREED for state in WAITING},
    **{(state, Step.DROP): State.DROPPED for state in UNSETTLED},
}


def after(state: State, step: Step) -> State | None:
    """Return the state that a step leads to; None where it may not be taken."""
    return LEADS.get((state, step))


def steps(state: State) -> list[Step]:
    """Return the steps that may be taken from a state."""
    return [step for step in Step if (state, step) in LEADS]


def next_states() -> dict[State, set[State]]:
    """Return the states that may follow each, in one step."""
    return {state: {to for (begin, _step), to in LEADS.items() if begin == state} for state in State}
