"""Guards of what was recorded of the plan's progress (ADR 0049)."""

from shop.ledger import triggers

SAYS = "What was recorded of a promise is kept; an error is corrected by another row."


def register() -> None:
    triggers.register(*triggers.keep("portal_progress", unique="1 = 0", says=SAYS))
