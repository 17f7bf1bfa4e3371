"""What the book's short words mean on a page: kinds of entries, accounts by the words of their codes."""

from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from offices.models import Office
from shop.ledger.models import Account
from shop.production.models import code_of

KINDS: dict[str, Any] = {
    "capture": gettext_lazy("Payment received"),
    "share": gettext_lazy("Proceeds divided"),
    "release": gettext_lazy("Return window over"),
    "reversal": gettext_lazy("Reversal"),
    "cover": gettext_lazy("Brought back for a refund"),
    "spoiled": gettext_lazy("Cost of spoiled goods"),
    "refund": gettext_lazy("Refund to the buyer"),
    "set_aside": gettext_lazy("Payment set aside"),
    "refund_failed": gettext_lazy("Refund failed, still owed"),
    "refund_again": gettext_lazy("Refund sent again"),
    "refund_by_hand": gettext_lazy("Refund paid by hand"),
    "dispute_opened": gettext_lazy("Held back in a dispute"),
    "dispute_won": gettext_lazy("Dispute won"),
    "dispute_lost": gettext_lazy("Dispute lost"),
    "dispute_loss": gettext_lazy("Lost beyond the order"),
    "dispute_won_back": gettext_lazy("Dispute won on appeal"),
    "given_again": gettext_lazy("Share given again"),
    "hold": gettext_lazy("Put on hold"),
    "hold_lifted": gettext_lazy("Hold ended"),
    "payout": gettext_lazy("Set aside for a payout"),
    "payout_settled": gettext_lazy("Paid out"),
    "payout_failed": gettext_lazy("Payout failed"),
    "payout_discarded": gettext_lazy("Payout given up"),
    "daily_wage": gettext_lazy("Daily wage"),
    "adjustment": gettext_lazy("Adjustment"),
    "deduction": gettext_lazy("Deduction"),
    "fee": gettext_lazy("Provider's fee"),
    "settlement": gettext_lazy("At the bank"),
    "refund_disputed": gettext_lazy("Refund given by the buyer's bank"),
}
# The first word of an account's code, as accounts.CHART has it.
ACCOUNTS: dict[str, Any] = {
    "clearing": gettext_lazy("With the payment provider"),
    "bank": gettext_lazy("Bank"),
    "disputed": gettext_lazy("Held back in a dispute"),
    "owed": gettext_lazy("Owed to buyers"),
    "recoverable": gettext_lazy("To be made good by the office"),
    "fees": gettext_lazy("Providers' fees"),
    "advances": gettext_lazy("Buyers' advances"),
    "delivery": gettext_lazy("Paid for delivery"),
    "vat": gettext_lazy("Value added tax"),
    "materials": gettext_lazy("Cost of materials recovered"),
    "costs": gettext_lazy("Other costs recovered"),
    "department": gettext_lazy("The Department's part"),
    "daily_wages": gettext_lazy("Daily wages borne"),
    "adjustments": gettext_lazy("Adjustments borne"),
    "deductions": gettext_lazy("Deducted by law"),
    "inmate": gettext_lazy("Maker's wage"),
}
PARTS: dict[str, Any] = {
    "pending": gettext_lazy("pending"),
    "available": gettext_lazy("available"),
    "held": gettext_lazy("held"),
    "in_payout": gettext_lazy("in payout"),
}
SIDES: dict[str, Any] = {
    Account.Kind.ASSET: gettext_lazy("Asset: grows by debits"),
    Account.Kind.EXPENSE: gettext_lazy("Expense: grows by debits"),
    Account.Kind.LIABILITY: gettext_lazy("Liability: grows by credits"),
    Account.Kind.INCOME: gettext_lazy("Income: grows by credits"),
}
# As production's batches and the lines' deliveries and payments name them.
COSTS: dict[str, Any] = {
    "materials": gettext_lazy("Materials"),
    "power": gettext_lazy("Power"),
    "transport": gettext_lazy("Transport"),
    "other": gettext_lazy("Other costs"),
    "delivery": gettext_lazy("Delivery"),
    "fee": gettext_lazy("Payment provider's fee"),
}


class Named(NamedTuple):
    """An account as a page shows it: its id for the link, its code and what that says in words."""

    pk: int
    code: str
    label: str


class Names:
    """The words of accounts, with the offices' names read once."""

    def __init__(self) -> None:
        self._offices = {office.code: office.name for office in Office.objects.all()}

    def of(self, account: Account) -> Named:
        return Named(account.pk, account.code, self.label(account.code))

    def label(self, code: str) -> str:
        """Return an account's code in words; a maker is told by the short code of staff's screens."""
        word, _sep, rest = code.partition(":")
        name = str(ACCOUNTS.get(word, word))
        if word == "inmate":
            maker, _sep, part = rest.partition(":")
            return _("Maker %(code)s, %(part)s") % {
                "code": code_of(maker),
                "part": PARTS.get(part, part),
            }
        return f"{name}, {self._offices.get(rest, rest)}" if rest else name


def kind(word: str) -> str:
    return str(KINDS.get(word, word))


def costs(poisha_by_kind: dict[str, int]) -> list[tuple[str, int]]:
    return [(str(COSTS.get(kind, kind)), poisha) for kind, poisha in poisha_by_kind.items()]
