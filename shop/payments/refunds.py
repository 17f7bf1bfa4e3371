"""Asking for a refund, agreeing to it, and letting it go out: what it does to the order and the book is at once.

Staff ask, and above a limit another person agrees (MONEY.md, invariant 14); what the system itself owes needs nobody.
The provider is told afterwards, by the worker: see `refund_calls`.
"""

import dataclasses
import secrets
from collections.abc import Mapping

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

import clock
from accounts import access
from accounts.models import User
from accounts.roles import Role
from offices.models import Office
from shop.ledger import journal
from shop.orders import lines, notices, purchases, transitions
from shop.orders import refunds as line_refunds
from shop.orders.models import Purchase, SoldLine
from shop.payments import capturing, cash, providers, refunding
from shop.payments.models import Dispute, PaymentAttempt, Refund, RefundSum, RefundUnits

State, Reason = Refund.State, Refund.Reason
Kind = RefundSum.Kind


class Refused(ValidationError):
    """The refund is against the rules; the message says which."""


@dataclasses.dataclass(frozen=True)
class Parts:
    """What a refund gives back: units by line, and poisha by prison for delivery and in goodwill."""

    units: Mapping[SoldLine, int]
    delivery: Mapping[Office, int]
    goodwill: Mapping[Office, int] = dataclasses.field(default_factory=dict)

    @property
    def poisha(self) -> int:
        """Return the sum, reckoned now: it holds as long as no other refund of the order comes between."""
        goods = sum(sum(line_refunds.worth(line, quantity)) for line, quantity in self.units.items())
        return goods + sum(self.delivery.values()) + sum(self.goodwill.values())


def all_that_is_left(purchase: Purchase, office: Office | None = None) -> Parts:
    """Return all that was paid for an order, or for one prison's part of it, and did not go back yet."""
    sold = purchase.lines.filter(captured_at__isnull=False).select_related("office").order_by("pk")
    fees = purchase.delivery_fees.select_related("office").order_by("pk")
    gone = RefundSum.objects.filter(refund__purchase=purchase, kind=Kind.DELIVERY)
    gone = gone.exclude(refund__state=State.WITHDRAWN)
    if office is not None:
        sold, fees = sold.filter(office=office), fees.filter(office=office)
    units = {line: line.left_quantity for line in sold}
    paid_for = {line.office for line in units}
    back: dict[int, int] = {}
    for office_id, poisha in gone.values_list("office_id", "poisha"):
        back[office_id] = back.get(office_id, 0) + poisha
    delivery = {fee.office: fee.poisha - back.get(fee.office_id, 0) for fee in fees if fee.office in paid_for}
    return Parts({line: left for line, left in units.items() if left}, _some(delivery))


@transaction.atomic
def request(
    *,
    purchase: Purchase,
    reason: str,
    parts: Parts,
    sound: bool = True,
    note: str = "",
    by: User | None = None,
    form_key: str = "",
) -> Refund:
    """Ask that these parts of what was paid go back to the buyer.

    It goes out at once, unless a second person must agree. The same `form_key` again answers the refund that it
    asked for. `by` is None where the system owes it. Raises Refused, PermissionDenied.
    """
    units = {line: quantity for line, quantity in parts.units.items() if quantity}
    parts = Parts(units, _some(parts.delivery), _some(parts.goodwill))
    for office in {line.office for line in units} | parts.delivery.keys() | parts.goodwill.keys():
        if by is not None:
            access.require(by, Role.ORDER_DESK, office=office)
    held = purchases.locked(purchase.pk)
    if form_key and (standing := Refund.objects.filter(reference=form_key, purchase=held).first()):
        return standing
    if any(line.purchase_id != held.pk for line in units):
        raise ValueError(f"A line is not of order {held.number}.")
    attempt = channel(held)
    _refuse_what_cannot_go_back(held, attempt, units)
    poisha = parts.poisha
    if poisha <= 0:
        raise Refused(_("Choose what is to be paid back."))
    refund = Refund.objects.create(
        purchase=held,
        attempt=attempt,
        provider=attempt.provider if attempt else held.provider,
        state=State.REQUESTED,
        reason=reason,
        note=note.strip()[:200],
        amount_poisha=poisha,
        currency=held.currency,
        sound=sound,
        reference=form_key or secrets.token_urlsafe(12),
        idempotency_key=secrets.token_urlsafe(24),
        needs_approval=by is not None and poisha > settings.REFUND_LIMIT_POISHA,
        requested_by=by,
        requested_at=clock.now(),
    )
    RefundUnits.objects.bulk_create(
        RefundUnits(refund=refund, line=line, quantity=quantity) for line, quantity in units.items()
    )
    RefundSum.objects.bulk_create(
        RefundSum(refund=refund, office=office, kind=kind, poisha=part)
        for kind, sums in ((Kind.DELIVERY, parts.delivery), (Kind.GOODWILL, parts.goodwill))
        for office, part in sums.items()
    )
    transitions.begin(subject=refund, by=by, note=reason)
    if not refund.needs_approval:
        transitions.step(subject=refund, to=State.APPROVED, by=by)
        _submit(refund)
    return refund


@transaction.atomic
def approve(*, by: User, refund: Refund) -> Refund:
    """Agree, as another person, to a large refund: it goes out. Raises Refused, PermissionDenied."""
    _decide(by, refund, to=State.APPROVED, approved_by=by, approved_at=clock.now())
    if refund.state == State.APPROVED:
        _submit(refund)
    return refund


@transaction.atomic
def withdraw(*, by: User, refund: Refund, note: str) -> Refund:
    """Do not agree to a refund, or take one's own request back: nothing has happened. Raises Refused."""
    if not note.strip():
        raise Refused({"note": _("Say why.")})
    _decide(by, refund, to=State.WITHDRAWN, note=note.strip()[:200])
    return refund


def _decide(by: User, refund: Refund, *, to: str, note: str = "", **changes: object) -> None:
    is_own = refund.requested_by_id == by.pk
    if to == State.APPROVED and is_own:
        raise Refused(_("You asked for this refund yourself. Another person must agree to it."))
    if not (to == State.WITHDRAWN and is_own):
        access.require(by, Role.REFUND_APPROVER)
    purchases.locked(refund.purchase_id)
    refund.refresh_from_db()
    if refund.approved_by_id == by.pk or refund.state == to:
        return  # the same button twice
    if refund.state != State.REQUESTED:
        raise Refused(_("This refund is decided already. Look at the page again."))
    if to == State.APPROVED and disputed(refund.purchase):
        raise Refused(_("The buyer's bank disputes this payment. Wait until that is decided."))
    transitions.step(subject=refund, to=to, by=by, note=note, **changes)


def channel(purchase: Purchase) -> PaymentAttempt | None:
    """Return the attempt whose money the order stands on; None where it is paid at the door."""
    paid = purchase.attempts.filter(state=PaymentAttempt.State.PAID)
    return paid.exclude(refunds__reason__in=Refund.OF_AN_ATTEMPT).order_by("-pk").first()


def _refuse_what_cannot_go_back(
    purchase: Purchase, attempt: PaymentAttempt | None, units: Mapping[SoldLine, int]
) -> None:
    if attempt is None and purchase.provider != cash.CODE:
        raise Refused(_("Nothing was paid for this order."))
    if disputed(purchase):
        raise Refused(_("The buyer's bank disputes this payment. Wait until that is decided."))
    if purchase.refunds.filter(state__in=Refund.OPEN).exists():
        raise Refused(_("Another refund of this order waits for its approval. That must be decided first."))
    for line, quantity in units.items():
        line.refresh_from_db()
        left = line.left_quantity
        if quantity < 0 or quantity > left:
            raise Refused(_("More pieces are chosen than are left to be paid back."))
        if line.captured_at is None:
            raise Refused(_("These goods are not paid yet: there is nothing to pay back."))


def _submit(refund: Refund) -> None:
    """Take the money out of the order and the book, and let the worker tell the provider."""
    sums = list(refund.sums.select_related("office"))
    parts = Parts(
        {row.line: row.quantity for row in refund.units.select_related("line__office")},
        {row.office: row.poisha for row in sums if row.kind == Kind.DELIVERY},
        {row.office: row.poisha for row in sums if row.kind == Kind.GOODWILL},
    )
    try:
        book(refund, parts, sound=refund.sound)
    except (refunding.TooMuch, line_refunds.TooMany, line_refunds.NotPaid) as error:
        raise Refused(_("More would be paid back than was paid.")) from error
    go(refund)
    notices.tell(
        purchase=refund.purchase,
        template="order_refund",
        key=refund.reference,
        refund_poisha=refund.amount_poisha,
        by_hand=not by_itself(refund),
    )


def book(refund: Refund, parts: Parts, *, sound: bool, account: str = "") -> None:
    """Take a refund's parts out of the order and the book, the makers' shares with them.

    The money leaves `account`, by itself what the provider holds for us. Raises as refunding.submit.
    """
    refunding.submit(
        purchase=refund.purchase,
        reference=refund.reference,
        provider=refund.provider,
        units=parts.units,
        delivery=parts.delivery,
        goodwill=parts.goodwill,
        sound=sound,
        account=account,
    )


def goodwill_of(purchase: Purchase, poisha: int) -> Parts:
    """Return a sum as goodwill of the order's prisons, by what each sold: for whose reason nobody has told."""
    sold: dict[Office, int] = {}
    for line in purchase.lines.select_related("office").order_by("pk"):
        sold[line.office] = sold.get(line.office, 0) + line.net_poisha
    parts = lines.part_by_price(poisha, list(sold.values()))
    return Parts({}, {}, _some(dict(zip(sold, parts, strict=True))))


def go(refund: Refund) -> None:
    """Note that a refund goes out now: the worker tells the provider, or a person gives the money back."""
    now = clock.now()
    transitions.step(
        subject=refund,
        to=State.SUBMITTED,
        submitted_at=now,
        due_at=now if by_itself(refund) else None,
        tries=0,
        failure="",
    )


def disputed(purchase: Purchase) -> bool:
    """Return whether a buyer's bank disputes a payment of the order, and nobody has decided yet."""
    return purchase.disputes.filter(state=Dispute.State.OPENED).exists()


def is_disputed(refund: Refund) -> bool:
    """Return whether the payment is disputed that a refund would give back: it must not go out meanwhile."""
    opened = Dispute.objects.filter(attempt=refund.attempt_id, state=Dispute.State.OPENED)
    return refund.attempt_id is not None and opened.exists()


def by_itself(refund: Refund) -> bool:
    """Return whether the provider gives the money back when told; else a person does."""
    try:
        return refund.currency == "BDT" and providers.get(refund.provider).refunds_by_itself
    except LookupError:
        return False  # its key is gone: what it took goes back by hand


def owe(*, attempt: PaymentAttempt, reason: str, poisha: int, currency: str) -> Refund:
    """Give the whole of an attempt's money back: it came late, twice, or was another amount. Needs nobody.

    In the caller's transaction, after the money was posted (`capturing`); once for each attempt.
    """
    refund = owed_by_itself(attempt=attempt, reason=reason, poisha=poisha, currency=currency)
    if by_itself(refund):
        refund.due_at = refund.submitted_at
        refund.save(update_fields=["due_at"])
    _book_owed(refund)
    notices.tell(
        purchase=attempt.purchase, template="order_refund_due", key=str(attempt.pk), refund_poisha=poisha
    )
    return refund


def owed_by_itself(
    *, attempt: PaymentAttempt, reason: str, poisha: int, currency: str = "BDT", provider_reference: str = ""
) -> Refund:
    """Write a refund that nobody asked for, as it is on its way; in the caller's transaction, which books it."""
    now = clock.now()
    refund = Refund.objects.create(
        purchase=attempt.purchase,
        attempt=attempt,
        provider=attempt.provider,
        state=State.SUBMITTED,
        reason=reason,
        amount_poisha=poisha,
        currency=currency,
        reference=secrets.token_urlsafe(12),
        idempotency_key=secrets.token_urlsafe(24),
        requested_at=now,
        submitted_at=now,
        provider_reference=provider_reference,
    )
    transitions.begin(subject=refund, note=reason)
    return refund


def _book_owed(refund: Refund) -> None:
    attempt = refund.attempt
    if attempt is None or refund.currency != "BDT":
        return  # the book knows taka alone; the refund itself is listed until it is paid back
    key = key_of(refund)
    said = f"Refund {refund.reference} of order {refund.purchase.number}: {refund.reason}"
    if refund.reason == Reason.MISMATCH:
        moved = [
            journal.Posting(f"owed:{refund.provider}", f"clearing:{refund.provider}", refund.amount_poisha)
        ]
        journal.post(
            key=key, kind=refunding.KIND, effective_at=refund.requested_at, narrative=said, transfers=moved
        )
    else:
        journal.reverse(
            key=key,
            entry_key=capturing.key_of_attempt(attempt),
            effective_at=refund.requested_at,
            narrative=said,
        )


def offices_of(refund: Refund) -> set[Office]:
    """Return the prisons whose goods or sums a refund gives back; all of the order's where it is none's alone."""
    named = {row.line.office for row in refund.units.select_related("line__office")}
    named |= {row.office for row in refund.sums.select_related("office")}
    return named or {line.office for line in refund.purchase.lines.select_related("office")}


def key_of(refund: Refund) -> str:
    """Return the key under which the book tells that a refund was submitted."""
    return f"{refunding.KIND}:{refund.purchase.number}:{refund.reference}"


def _some(sums: Mapping[Office, int]) -> dict[Office, int]:
    return {office: poisha for office, poisha in sums.items() if poisha}
