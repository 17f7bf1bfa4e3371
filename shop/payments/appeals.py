"""Disputes won on appeal, after their loss was booked: the money comes back, and what the loss did is undone once.

The buyer's bank takes back what it gave: refunds that it had given in our place are owed again. Goods that were credited
give their makers' shares again; whatever nobody is owed goods for is the prison's.
"""

import structlog
from django.db.models import F

import clock
from shop.ledger import journal
from shop.ledger.models import Entry
from shop.orders import lines, transitions
from shop.orders.models import LineRefund, Purchase, StateChange
from shop.payments import refund_calls, refunds
from shop.payments.models import Dispute, Refund
from shop.wages import givings

log = structlog.get_logger(__name__)

WON_BACK = "won-back"


def note_of(dispute: Dispute) -> str:
    """Return what stands in the history of a refund that a dispute decided."""
    return f"dispute {dispute.pk} lost"


def given_by(dispute: Dispute) -> list[Refund]:
    """Return the refunds that a lost dispute gave in our place."""
    steps = StateChange.objects.filter(
        subject_kind=Refund._meta.label, to_state=Refund.State.SUCCEEDED, note=note_of(dispute)
    )
    own = dispute.attempt.refunds.filter(pk__in=steps.values("subject_id"))
    return list(own.order_by("pk"))


def won_back_poisha(dispute: Dispute) -> int:
    """Return what of a dispute's sum its own entry brings back: the rest is owed to the buyer again."""
    return dispute.amount_poisha - sum(refund.amount_poisha for refund in given_by(dispute))


def win(*, dispute: Dispute) -> None:
    """Undo the loss of a dispute, in the caller's transaction, which has locked the order."""
    at, clearing = clock.now(), f"clearing:{dispute.provider}"
    disputed, lost = f"disputed:{dispute.provider}", dispute.refund
    keys = [dispute.entry_key("loss"), *([refunds.key_of(lost)] if lost else [])]
    postings = [
        journal.Posting(clearing, transfer.debit.code, transfer.poisha)
        for entry in Entry.objects.filter(key__in=keys).order_by("pk")
        for transfer in entry.transfers.select_related("debit", "credit").order_by("position")
        if transfer.credit.code == disputed
    ]
    if sum(posting.poisha for posting in postings) != won_back_poisha(dispute):
        # Told by nothing that we wrote: a person looks; the reconciliation lists it meanwhile.
        log.error("dispute_cannot_be_undone", dispute=dispute.pk)
        return
    given = given_by(dispute)
    transitions.step(subject=dispute, to=Dispute.State.WON, settled_at=at)
    back = list(_units_of(lost)) if lost else []
    lines.keep_makers_still(row.line for row in back if row.line.credited_at)
    if postings:
        postings += _what_nobody_is_owed_goods_for(back)
        journal.post(
            key=dispute.entry_key(WON_BACK),
            kind="dispute_won_back",
            effective_at=at,
            narrative=f"Dispute of order {dispute.purchase.number} won on appeal",
            transfers=postings,
        )
    for row in back:
        givings.give_again(
            reference=row.reference, share_key=row.line.entry_key, line_ref=row.line.reference, at=at
        )
    if lost:
        # The money is there again: a later goodwill of it is not too much.
        orders = Purchase.objects.filter(pk=dispute.purchase_id)
        orders.update(refunded_poisha=F("refunded_poisha") - lost.amount_poisha)
    for refund in given:
        refund_calls.fail(refund_id=refund.pk, failure="dispute won on appeal")


def _units_of(refund: Refund) -> list[LineRefund]:
    of_refund = LineRefund.objects.filter(
        line__purchase=refund.purchase_id, reference__startswith=f"{refund.reference}:"
    )
    return list(of_refund.select_related("line__office").order_by("line__stockrecord_id", "pk"))


def _what_nobody_is_owed_goods_for(back: list[LineRefund]) -> list[journal.Posting]:
    """Return what goes on from advances to the prison: of goods that never were credited, and are not sent any more."""
    owed: dict[str, int] = {}
    for row in back:
        is_credited = Entry.objects.filter(key=f"taken-back:{row.reference}").exists()
        if not is_credited and row.net_poisha:
            code = row.line.office.code
            owed[code] = owed.get(code, 0) + row.net_poisha
    return [
        journal.Posting(f"advances:{code}", f"department:{code}", poisha) for code, poisha in owed.items()
    ]
