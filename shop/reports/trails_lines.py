"""From a sold line to its entries, in the order of time, and to what became of each maker's credit."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from shop.ledger.models import Account, Entry, Transfer
from shop.orders.models import LineRefund, SoldLine
from shop.payments import capturing, refunding, settling
from shop.payments.models import CashDue, PaymentAttempt
from shop.production.models import Batch, code_of
from shop.reports import book_words, trails_entries
from shop.wages import credits, releases, shares
from shop.wages.models import Credit, PayoutLine, PayoutPart

# Entries of many lines or makers at once: of these only what touches the line's own makers is told.
OF_MANY = ("payout", "payout_settled", "payout_failed", "payout_discarded")


@dataclass(frozen=True)
class Step:
    """One entry of the line's story. `is_part`: the entry moves more than is told here."""

    entry: Entry
    kind: str
    moves: list[trails_entries.Move]
    is_part: bool = False


@dataclass(frozen=True)
class Paid:
    """How much of a credit a line of a payout pays, and the entries that tell of it."""

    part: PayoutPart
    entries: list[Entry]


@dataclass(frozen=True)
class Story:
    """One maker's credit and what became of it: poisha = own + taken back + paid + deducted."""

    credit: Credit
    account: Account | None
    paid: list[Paid]
    in_payouts: int

    @property
    def own_state(self) -> str:
        if not self.credit.own_poisha:
            return ""
        return _("within the return window") if self.credit.released_at is None else _("may be paid out")

    @property
    def deducted(self) -> int:
        """Return what was spent otherwise than in a payout: deducted, or set right by hand."""
        return self.credit.spent_poisha - self.in_payouts


@dataclass(frozen=True)
class Piece:
    """Units of one batch on the line: its costs by kind, its makers with their weights."""

    batch: int
    measure: str
    quantity: int
    costs: list[tuple[str, int]]
    makers: list[dict[str, Any]]


@dataclass(frozen=True)
class Trail:
    """All that the book tells of a line."""

    line: SoldLine
    costs: list[tuple[str, int]]
    pieces: list[Piece]
    refunds: list[LineRefund]
    share: shares.Share | None
    steps: list[Step]
    stories: list[Story]


def of(line: SoldLine) -> Trail:
    """Return a line's trail, in a number of queries that does not depend on how much happened to it."""
    names = book_words.Names()
    refunds = list(line.refunds.order_by("pk"))
    found = Credit.objects.filter(entry_key=line.entry_key) if line.entry_key else Credit.objects.none()
    of_line = list(found.select_related("maker").order_by("pk"))
    parts = list(
        PayoutPart.objects.filter(credit__in=[credit.pk for credit in of_line])
        .select_related("line__payout")
        .order_by("line__payout_id", "pk")
    )
    keys = [*_captures(line), *_own_keys(line, refunds), *(key for part in parts for key in _keys_of(part))]
    told = Entry.objects.filter(Q(key__in=keys) | _of_order(line, refunds)).select_related("reverses")
    entries = {entry.key: entry for entry in told}
    accounts = Account.objects.in_bulk(
        [credits.account(credit.maker_id, "pending") for credit in of_line], field_name="code"
    )
    return Trail(
        line=line,
        costs=book_words.costs(line.costs),
        pieces=_pieces(line),
        refunds=refunds,
        share=_share(line),
        steps=_steps(entries, {str(credit.maker_id) for credit in of_line}, names),
        stories=[_story(credit, accounts, parts, entries) for credit in of_line],
    )


def _captures(line: SoldLine) -> list[str]:
    """Return the keys under which the line's payment may stand in the book."""
    if line.purchase_id is None:
        return []
    attempts = PaymentAttempt.objects.filter(purchase=line.purchase_id).select_related("purchase")
    dues = CashDue.objects.filter(purchase=line.purchase_id, office=line.office_id).select_related("purchase")
    return [
        *(capturing.key_of_attempt(attempt) for attempt in attempts),
        *(capturing.key_of_aside(attempt) for attempt in attempts),
        *(settling.key_of_fee(attempt) for attempt in attempts),
        *(capturing.key_of_cash(due) for due in dues),
        *(settling.key_of_cash(due) for due in dues),
    ]


def _of_order(line: SoldLine, refunds: list[LineRefund]) -> Q:
    """Return what else the book tells of the line's order: fees set right, disputes, refunds that failed or went again."""
    if line.purchase is None:
        return Q(pk__in=[])
    number = line.purchase.number
    found = Q(key__startswith=f"{settling.FEE}:{number}:") | Q(key__startswith=f"dispute:{number}:")
    for refund in refunds:
        found |= Q(key__startswith=f"{refunding.KIND}:{number}:{refund.reference.partition(':')[0]}:")
    return found


def _own_keys(line: SoldLine, refunds: list[LineRefund]) -> list[str]:
    keys = []
    if line.entry_key:
        keys += [line.entry_key, f"{releases.KIND}:{line.entry_key}"]
    for refund in refunds:
        keys += [f"{word}:{refund.reference}" for word in ("cover", "taken-back", "spoiled", "given-again")]
        if line.purchase is not None:
            of_order = refund.reference.removesuffix(f":{line.reference}")
            keys.append(f"refund:{line.purchase.number}:{of_order}")
    return keys


def _keys_of(part: PayoutPart) -> list[str]:
    payout, line = f"payout:{part.line.payout_id}", f"payout-line:{part.line_id}"
    return [payout, f"{payout}:discarded", f"{line}:settled", f"{line}:failed"]


def _steps(entries: dict[str, Entry], makers: set[str], names: book_words.Names) -> list[Step]:
    """Return the entries with their transfers; of a payout only those of the line's makers."""
    ordered = sorted(entries.values(), key=lambda entry: (entry.effective_at, entry.pk))
    moves: defaultdict[int, list[trails_entries.Move]] = defaultdict(list)
    left_out: set[int] = set()
    of_many = {entry.pk for entry in ordered if entry.kind in OF_MANY}
    rows = Transfer.objects.filter(entry__in=[entry.pk for entry in ordered])
    for row in rows.select_related("debit", "credit").order_by("entry_id", "position"):
        if row.entry_id in of_many and not makers & {*row.debit.code.split(":"), *row.credit.code.split(":")}:
            left_out.add(row.entry_id)
        else:
            moves[row.entry_id].append(trails_entries.move(row, names))
    return [
        Step(entry, book_words.kind(entry.kind), moves[entry.pk], entry.pk in left_out) for entry in ordered
    ]


def _story(
    credit: Credit, accounts: dict[str, Account], parts: list[PayoutPart], entries: dict[str, Entry]
) -> Story:
    own = [part for part in parts if part.credit_id == credit.pk]
    counted = (PayoutLine.State.FAILED, PayoutLine.State.WITHDRAWN)
    return Story(
        credit=credit,
        account=accounts.get(credits.account(credit.maker_id, "pending")),
        paid=[Paid(part, [entries[key] for key in _keys_of(part) if key in entries]) for part in own],
        in_payouts=sum(part.poisha for part in own if part.line.state not in counted),
    )


def _share(line: SoldLine) -> shares.Share | None:
    """Return how the line's policy divides it; None before its money came."""
    if line.policy is None:
        return None
    return shares.of(
        policy=line.policy,
        net_poisha=line.net_poisha,
        discount_poisha=line.discount_poisha,
        costs=line.costs,
        pieces=line.pieces,
    )


def _pieces(line: SoldLine) -> list[Piece]:
    batches = Batch.objects.in_bulk([piece["batch"] for piece in line.pieces])
    return [
        Piece(
            batch=piece["batch"],
            measure=batches[piece["batch"]].get_measure_display() if piece["batch"] in batches else "",
            quantity=piece["quantity"],
            costs=book_words.costs(piece["costs"]),
            makers=[
                {"code": code_of(part["maker"]), "id": part["maker"], "weight": part["weight"]}
                for part in piece["makers"]
            ],
        )
        for piece in line.pieces
    ]
