"""Guards of what happened to practices, and of what was answered about their figures and about all pictures."""

from shop.ledger import triggers


def register() -> None:
    happened = "What happened to a practice stays written."
    triggers.register(*triggers.keep("practices_adoptionevent", unique="1 = 0", says=happened))
    counted = "What was answered about a figure stays as it was said."
    triggers.register(*triggers.keep("practices_figureanswer", unique="1 = 0", says=counted))
    says = "What was answered about a picture stays as it was said."
    triggers.register(*triggers.keep("publishing_pictureanswer", unique="1 = 0", says=says))
