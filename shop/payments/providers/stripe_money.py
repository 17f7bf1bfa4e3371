"""Money that moves at Stripe after a payment: refunds, disputes, and what its account of us lists.

Stripe names the payment in all of these by its payment intent; ours is the checkout session that made it.
"""

import datetime
from collections.abc import Iterator

import stripe

from shop.payments.models import Refund
from shop.payments.providers import interface
from shop.payments.providers.interface import DisputeTold, MovementKind, RefundTold

REFUNDS = {
    "succeeded": RefundTold.SUCCEEDED,
    "failed": RefundTold.FAILED,
    "canceled": RefundTold.FAILED,
}
# An appeal begins when a dispute is lost; a bank's question, or one that Stripe answered by itself, moves no money.
DISPUTES = {
    "won": DisputeTold.WON,
    "lost": DisputeTold.LOST,
    "needs_response": DisputeTold.OPENED,
    "under_review": DisputeTold.OPENED,
    "appeal_needs_response": DisputeTold.LOST,
    "appeal_under_review": DisputeTold.LOST,
}
MOVEMENTS = {
    "charge": MovementKind.CHARGE,
    "payment": MovementKind.CHARGE,
    "refund": MovementKind.REFUND,
    "payment_refund": MovementKind.REFUND,
    "refund_failure": MovementKind.REFUND_FAILED,
    "payment_failure_refund": MovementKind.REFUND_FAILED,
    "payout": MovementKind.PAYOUT,
    "payout_cancel": MovementKind.PAYOUT,
    "payout_failure": MovementKind.PAYOUT,
}
# Disputes are "adjustments" by their type; what they adjust is told beside it.
ADJUSTMENTS = {"dispute": MovementKind.DISPUTE, "dispute_reversal": MovementKind.DISPUTE_WON}
A_PAGE = 100


def intent_of(client: stripe.StripeClient, session_id: str) -> str:
    """Return Stripe's name for the payment that a session made; raises Declined where there is none."""
    intent = client.v1.checkout.sessions.retrieve(session_id).payment_intent
    if not intent:
        raise interface.Declined("nothing was paid")
    return _id(intent)


def session_of(client: stripe.StripeClient, intent: object) -> str:
    """Return the session that made a payment, "" where none did: then it is not ours."""
    if not intent:
        return ""
    found = client.v1.checkout.sessions.list(params={"payment_intent": _id(intent), "limit": 1}).data
    return found[0].id if found else ""


def give_back(client: stripe.StripeClient, refund: Refund) -> stripe.Refund:
    """Return the refund at Stripe under our key, made now unless it was made before.

    Stripe forgets an idempotency key after a day and answers one whose call failed with the same failure; so the
    key is kept with the refund too, and looked for first.
    """
    intent = intent_of(client, refund.attempt.provider_reference if refund.attempt else "")
    made = client.v1.refunds.list(params={"payment_intent": intent, "limit": A_PAGE})
    for known in made.auto_paging_iter():
        if key_of(known) == refund.idempotency_key:
            return known
    return client.v1.refunds.create(
        params={
            "payment_intent": intent,
            "amount": refund.amount_poisha,
            "metadata": {"key": refund.idempotency_key},
        },
        options={"idempotency_key": refund.idempotency_key},
    )


def find(client: stripe.StripeClient, reference: str) -> stripe.Refund:
    """Return a refund by its name, or the newest one of the charge of that name; raises LookupError."""
    if not reference.startswith(("ch_", "py_")):
        return client.v1.refunds.retrieve(reference)
    made = client.v1.refunds.list(params={"charge": reference, "limit": 1}).data
    if not made:
        raise LookupError(reference)
    return made[0]


def refund_standing(made: stripe.Refund, payment_reference: str) -> interface.RefundStanding:
    told = REFUNDS.get(made.status or "", RefundTold.PENDING)
    return interface.RefundStanding(
        told=told,
        reference=made.id,
        payment_reference=payment_reference,
        amount_poisha=made.amount,
        currency=made.currency.upper(),
        at=_instant(made.created),
        failure=(made.failure_reason or made.status or "") if told == RefundTold.FAILED else "",
        key=key_of(made),
    )


def key_of(made: stripe.Refund) -> str:
    """Return our key of a refund; "" for one that somebody made at Stripe's own screen."""
    return made.metadata["key"] if made.metadata and "key" in made.metadata else ""


def dispute_standing(dispute: stripe.Dispute, payment_reference: str) -> interface.DisputeStanding:
    due_by = dispute.evidence_details.due_by
    return interface.DisputeStanding(
        told=DISPUTES.get(dispute.status, DisputeTold.ASKED),
        reference=dispute.id,
        payment_reference=payment_reference,
        amount_poisha=dispute.amount,
        currency=dispute.currency.upper(),
        opened_at=_instant(dispute.created),
        reason=dispute.reason,
        answer_by=_instant(due_by) if due_by else None,
    )


def movements(
    client: stripe.StripeClient, since: datetime.datetime, until: datetime.datetime
) -> Iterator[interface.Movement]:
    """Yield what moved in Stripe's account of us, oldest first, as far as it is kept in taka.

    An account that settles in another currency lists converted sums, which no order names: those are left out, and
    such an account is reconciled payment by payment, by what each session and refund says, and by the bank's slips.
    """
    listed = client.v1.balance_transactions.list(
        params={
            "created": {"gte": int(since.timestamp()), "lt": int(until.timestamp())},
            "limit": A_PAGE,
            "expand": ["data.source"],
        }
    )
    # Stripe lists the newest first, of one second too.
    for row in reversed([row for row in listed.auto_paging_iter() if row.currency.upper() == "BDT"]):
        kind = MOVEMENTS.get(row.type) or ADJUSTMENTS.get(row.reporting_category, MovementKind.OTHER)
        source = row.source
        yield interface.Movement(
            kind=kind,
            reference=row.id,
            poisha=row.amount,
            fee_poisha=row.fee,
            at=_instant(row.created),
            about=session_of(client, source.payment_intent)
            if isinstance(source, stripe.Charge)
            else _id(source),
        )


def _id(thing: object) -> str:
    """Return the name of a thing that Stripe may have sent whole or by its name alone."""
    return str(getattr(thing, "id", thing) or "")


def _instant(seconds: int) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC)
