"""Paying makers: drafted by one, approved by another, sent, and answered line by line.

A draft sets the money aside at once, so that no other payout and no refund can count on it. What was sent and
never answered is `unknown` and stays so until somebody has asked the bank: it is never sent again by itself.
"""

import datetime
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

import clock
from accounts import access
from accounts.models import User
from accounts.roles import Role
from offices.models import Office
from shop.ledger import journal
from shop.wages import credits, policy
from shop.wages.models import Payout, PayoutLine, PayoutPart

State = Payout.State
LineState = PayoutLine.State
OPEN = (LineState.SENT, LineState.UNKNOWN)


class Refused(ValidationError):
    """The payout is not taken; the message says why, for people."""


class NothingToPay(Refused):
    """No maker of the office has as much available as the smallest payout."""


@transaction.atomic
def draft(*, by: User, office: Office, on: datetime.date | None = None) -> Payout:
    """Draft an office's payout of a day (today) and set its money aside; drafted again it is the same one.

    Started twice, on two servers: one batch (MONEY.md, row 21). Raises NothingToPay or PermissionDenied.
    """
    access.require(by, Role.FINANCE, office=office)
    on, now = on or clock.today(), clock.now()
    standing = Payout.objects.filter(office=office, on=on).exclude(state=State.DISCARDED)
    if found := standing.first():
        return found
    least = policy.in_force(at=now, office_id=office.pk).smallest_payout_poisha
    amounts = _available(office, least)
    # Another server may have drafted it while we waited for the makers: it is the same one.
    if found := standing.first():
        return found
    if not amounts:
        raise NothingToPay(_("Nobody's available wage reaches the smallest payout."))
    try:
        with transaction.atomic():
            payout = Payout.objects.create(
                office=office, on=on, poisha=sum(amounts.values()), drafted_by=by, drafted_at=now
            )
    except IntegrityError:
        return standing.get()  # another server was first, with other makers
    lines = PayoutLine.objects.bulk_create(
        PayoutLine(payout=payout, maker_id=maker, poisha=poisha) for maker, poisha in amounts.items()
    )
    PayoutPart.objects.bulk_create(
        PayoutPart(line=line, credit=spent.credit, poisha=spent.poisha)
        for line in lines
        for spent in credits.spend(maker_id=line.maker_id, poisha=line.poisha)
    )
    journal.post(
        key=f"payout:{payout.pk}",
        kind="payout",
        effective_at=now,
        narrative=f"Payout {payout.pk} set aside",
        transfers=[_move(line, "available", "in_payout") for line in lines],
        recorded_by_id=str(by.pk),
    )
    return payout


def _available(office: Office, least: int) -> dict[str, int]:
    """Return by maker of an office what is available, where it is enough; locked until the transaction ends."""
    makers = credits.still_to_pay().filter(maker__office=office).order_by().values_list("maker_id", flat=True)
    codes = {credits.account(maker, "available"): str(maker) for maker in makers.distinct()}
    credits.lock(codes.values())
    standing = journal.keep_still(codes)
    return {codes[code]: poisha for code, poisha in sorted(standing.items()) if poisha >= least}


@transaction.atomic
def approve(*, by: User, payout: Payout) -> Payout:
    """Approve a draft as a second person. Approving it again changes nothing."""
    access.require(by, Role.PAYOUT_APPROVER)
    payout.refresh_from_db()
    if payout.drafted_by_id == by.pk:
        raise Refused(_("Another person than the one who drafted the payout approves it."))
    if payout.approved_by_id != by.pk or payout.state == State.DISCARDED:
        _step(payout, State.DRAFT, State.APPROVED, approved_by=by, approved_at=clock.now())
    return payout


@transaction.atomic
def send(*, by: User, payout: Payout) -> Payout:
    """Note that an approved payout goes to the bank now. Sending it again changes nothing.

    This is committed before anything is handed to a bank: what happens then can at worst be unknown.
    """
    access.require(by, Role.FINANCE, office=payout.office)
    payout.refresh_from_db()
    if payout.state != State.SENT:
        _step(payout, State.APPROVED, State.SENT, sent_by=by, sent_at=clock.now())
        payout.lines.filter(state=LineState.WAITING).update(state=LineState.SENT)
    return payout


@transaction.atomic
def discard(*, by: User, payout: Payout) -> Payout:
    """Give up a payout that was not sent; its money is available again. Again, it changes nothing."""
    access.require(by, Role.FINANCE, Role.PAYOUT_APPROVER, office=payout.office)
    payout.refresh_from_db()
    if payout.state == State.DISCARDED:
        return payout
    before = State.APPROVED if payout.state == State.APPROVED else State.DRAFT
    _step(payout, before, State.DISCARDED, discarded_by=by, discarded_at=clock.now())
    lines = list(payout.lines.order_by("pk"))
    payout.lines.update(state=LineState.WITHDRAWN)
    _give_back(lines, key=f"payout:{payout.pk}:discarded", kind="payout_discarded", by=by)
    return payout


@transaction.atomic
def settle(*, by: User, line: PayoutLine, answer: str = "") -> PayoutLine:
    """Note that the bank has paid a line. It settles or fails exactly once; the same answer again is nothing."""
    if _answer(line, LineState.SETTLED, by=by, answer=answer):
        journal.post(
            key=f"payout-line:{line.pk}:settled",
            kind="payout_settled",
            effective_at=clock.now(),
            narrative=f"Payout {line.payout_id}: line {line.pk} paid",
            transfers=[
                journal.Posting(credits.account(line.maker_id, "in_payout"), "bank", line.poisha),
            ],
            recorded_by_id=str(by.pk),
        )
    return line


@transaction.atomic
def fail(*, by: User, line: PayoutLine, answer: str) -> PayoutLine:
    """Note that the bank did not pay a line: the money is available again, once (MONEY.md, row 23)."""
    if _answer(line, LineState.FAILED, by=by, answer=answer):
        _give_back([line], key=f"payout-line:{line.pk}:failed", kind="payout_failed", by=by)
    return line


@transaction.atomic
def mark_unknown(*, by: User, payout: Payout) -> int:
    """Note that the bank's answer was lost for all lines not answered yet; return how many.

    The money stays in payout: it may have been paid (MONEY.md, row 22).
    """
    access.require(by, Role.FINANCE, office=payout.office)
    return payout.lines.filter(state=LineState.SENT).update(state=LineState.UNKNOWN)


def unanswered(payout: Payout) -> int:
    """Return how many poisha of a payout are neither settled nor failed."""
    found: int = payout.lines.filter(state__in=OPEN).aggregate(sum=Sum("poisha"))["sum"] or 0
    return found


def _step(payout: Payout, before: str, to: str, **changes: object) -> None:
    moved = Payout.objects.filter(pk=payout.pk, state=before).update(state=to, **changes)
    if not moved:
        raise Refused(_("This payout has gone another step already. Look at the page again."))
    payout.refresh_from_db()


def _answer(line: PayoutLine, to: str, *, by: User, answer: str) -> bool:
    access.require(by, Role.FINANCE, office=line.payout.office)
    open_ = PayoutLine.objects.filter(pk=line.pk, state__in=OPEN)
    answered = open_.update(state=to, answered_at=clock.now(), answer=answer[:100])
    line.refresh_from_db()
    if not answered and line.state != to:
        raise Refused(_("This line was answered already, or it was not sent yet."))
    return bool(answered)


def _give_back(lines: Sequence[PayoutLine], *, key: str, kind: str, by: User) -> None:
    """Post what comes back from a payout, and what offices then need not bear any more."""
    credits.lock(line.maker_id for line in lines)
    transfers = []
    for line in lines:
        transfers.append(_move(line, "in_payout", "available"))
        borne = credits.unspend(line.parts.order_by("pk"))
        transfers += [
            journal.Posting(credits.account(line.maker_id, "available"), f"recoverable:{office}", poisha)
            for office, poisha in sorted(borne.items())
        ]
    journal.post(
        key=key,
        kind=kind,
        effective_at=clock.now(),
        narrative="A payout was not made",
        transfers=transfers,
        recorded_by_id=str(by.pk),
    )


def _move(line: PayoutLine, source: str, target: str) -> journal.Posting:
    return journal.Posting(
        credits.account(line.maker_id, source), credits.account(line.maker_id, target), line.poisha
    )
