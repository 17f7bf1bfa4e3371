"""Guards of what was reported and decided of decisions (ADR 0045)."""

from charter_pages.decisions import machine
from portal.guards import steps
from shop.ledger import triggers

TASKS, EVENTS = "decisions_task", "decisions_taskevent"
SAID = "What was reported and decided of a decision stays written."
STEPS = "A task goes from given to reported to agreed; what is settled stays settled."


def register() -> None:
    triggers.register(
        *triggers.keep(EVENTS, unique="(task_id = NEW.task_id AND number = NEW.number)", says=SAID),
        triggers.Guard(
            f"{TASKS}_refuses_update", TASKS, "UPDATE", STEPS, columns=("followed_id", "office_id")
        ),
        triggers.Guard(
            f"{TASKS}_goes_its_steps",
            TASKS,
            "UPDATE",
            STEPS,
            when=steps.none_of(_allowed()),
            columns=("state",),
        ),
    )


def _allowed() -> dict[str, list[str]]:
    return {
        state.value: [each.value for each in sorted({state, *others})]
        for state, others in machine.next_states().items()
    }
