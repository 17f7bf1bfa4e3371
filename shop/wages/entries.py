"""Daily wages, adjustments and deductions: proposed by one, confirmed by another, posted once.

Each is an entry of its own kind. A deduction needs an approved statute; as long as there is none, nothing can be
deducted (DOMAIN.md "Wages").
"""

import datetime
import uuid
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

import clock
from accounts import access
from accounts.models import User
from accounts.roles import Role
from shop.ledger import journal
from shop.production.models import Maker
from shop.wages import credits
from shop.wages.models import Credit, Statute, WageEntry

Kind = WageEntry.Kind
State = WageEntry.State
LARGEST_POISHA = 100_000_00  # one lakh taka: beyond it a slip of the finger is likelier than a wage


class Refused(ValidationError):
    """The entry is not taken; the message says why, for people."""


@transaction.atomic
def propose(
    *,
    by: User,
    maker: Maker,
    kind: str,
    memo_number: str,
    poisha: int = 0,
    adds: bool = True,
    days: int | None = None,
    start: datetime.date | None = None,
    end: datetime.date | None = None,
    reason: str = "",
    statute: Statute | None = None,
    document: "File[Any] | None" = None,
    form_key: uuid.UUID | None = None,
) -> WageEntry:
    """Propose an entry on a maker's account as a first person; nothing is posted yet.

    A daily wage is `days` at the rate of the day (settings.DAILY_WAGE_POISHA); `poisha` counts for the other
    kinds. The same `form_key` again answers the proposal that it made. Raises Refused or PermissionDenied.
    """
    access.require(by, Role.WAGE_RECORDER, office=maker.office)
    if form_key and (standing := WageEntry.objects.filter(form_key=form_key, proposed_by=by).first()):
        return standing
    facts: dict[str, Any] = {"kind": kind, "poisha": poisha, "adds": adds}
    match kind:
        case Kind.DAILY_WAGE:
            daily = settings.DAILY_WAGE_POISHA
            facts |= {"days": days, "daily_poisha": daily, "start": start, "end": end, "adds": True}
            facts["poisha"] = (days or 0) * daily
        case Kind.ADJUSTMENT:
            facts |= {"reason": reason, "document": document or ""}
        case Kind.DEDUCTION:
            facts |= {"statute": statute, "adds": False, "document": document or ""}
    _check(facts, memo_number)
    try:
        with transaction.atomic():
            return WageEntry.objects.create(
                maker=maker,
                memo_number=memo_number.strip(),
                proposed_by=by,
                proposed_at=clock.now(),
                form_key=form_key or uuid.uuid4(),
                **facts,
            )
    except IntegrityError:
        # The other one of two clicks at once was first: its proposal stands.
        if form_key and (standing := WageEntry.objects.filter(form_key=form_key, proposed_by=by).first()):
            return standing
        raise


def _check(facts: dict[str, Any], memo_number: str) -> None:
    """Raise Refused with what is wrong, by field."""
    wrong: dict[str, object] = {}
    if not memo_number.strip():
        wrong["memo_number"] = _("Cite the order behind it by its memo number.")
    match facts["kind"]:
        case Kind.DAILY_WAGE:
            start, end, days = facts["start"], facts["end"], facts["days"] or 0
            if start is None or end is None or start > end or end > clock.today():
                wrong["end"] = _("Give the first and the last day; the last is not in the future.")
            elif not 1 <= days <= (end - start).days + 1:
                wrong["days"] = _("There are not so many days between the first and the last.")
        case Kind.ADJUSTMENT:
            if facts["reason"] not in WageEntry.Reason.values:
                wrong["reason"] = _("Choose a reason.")
            if not facts["document"]:
                wrong["document"] = _("Upload the paper behind the adjustment.")
        case Kind.DEDUCTION:
            if facts["statute"] is None or facts["statute"].approved_at is None:
                wrong["statute"] = _("Nothing is deducted without an approved statute.")
        case _:
            wrong["kind"] = _("Choose the kind of entry.")
    if facts["kind"] != Kind.DAILY_WAGE and not 0 < facts["poisha"] <= LARGEST_POISHA:
        wrong["poisha"] = _("Enter an amount above 0 and of at most 1,00,000 taka.")
    if wrong:
        raise Refused(wrong)


@transaction.atomic
def confirm(*, by: User, entry: WageEntry) -> WageEntry:
    """Confirm an entry as a second person: it is posted and stands. Confirming it again changes nothing."""
    access.require(by, Role.WAGE_CONFIRMER, office=entry.maker.office)
    if entry.proposed_by_id == by.pk:
        raise Refused(_("Another person than the one who proposed the entry confirms it."))
    credits.lock([entry.maker_id])
    if not _decide(entry, State.CONFIRMED, by=by):
        return entry
    now, key = clock.now(), f"wage-entry:{entry.pk}"
    available = credits.account(entry.maker_id, "available")
    other = f"{ACCOUNTS[Kind(entry.kind)]}:{entry.maker.office.code}"
    if not entry.adds:
        try:
            credits.spend(maker_id=entry.maker_id, poisha=entry.poisha)
        except credits.TooLittle as error:
            raise Refused(_("The account has less available than that.")) from error
    debit, credit = (other, available) if entry.adds else (available, other)
    try:
        journal.post(
            key=key,
            kind=entry.kind,
            effective_at=now,
            narrative=_narrative(entry),
            transfers=[journal.Posting(debit, credit, entry.poisha)],
            recorded_by_id=str(by.pk),
        )
    except journal.BelowFloor as error:  # part of what is not yet paid is on hold
        raise Refused(_("The account has less available than that.")) from error
    if entry.adds:
        credited = credits.Note(
            entry_key=key,
            kind=Credit.Kind(entry.kind),
            bearer_code=entry.maker.office.code,
            credited_at=now,
            release_at=now,
            released_at=now,
            poisha_by_maker={str(entry.maker_id): entry.poisha},
        )
        credits.note([credited])
    return entry


ACCOUNTS = {
    Kind.DAILY_WAGE: "daily_wages",
    Kind.ADJUSTMENT: "adjustments",
    Kind.DEDUCTION: "deductions",
}


@transaction.atomic
def withdraw(*, by: User, entry: WageEntry) -> WageEntry:
    """Withdraw or decline a proposal: it will not be posted. Again, it changes nothing."""
    access.require(by, Role.WAGE_RECORDER, Role.WAGE_CONFIRMER, office=entry.maker.office)
    _decide(entry, State.WITHDRAWN, by=by)
    return entry


def _decide(entry: WageEntry, to: str, *, by: User) -> bool:
    """Move a proposal to its end; return False where it had reached that already. Raises Refused elsewhere."""
    open_ = WageEntry.objects.filter(pk=entry.pk, state=State.PROPOSED)
    moved = open_.update(state=to, decided_by=by, decided_at=clock.now())
    entry.refresh_from_db()
    if not moved and entry.state != to:
        raise Refused(_("This proposal has been decided already."))
    return bool(moved)


def _narrative(entry: WageEntry) -> str:
    match entry.kind:
        case Kind.DAILY_WAGE:
            return f"Daily wage for {entry.days} days, {entry.start} to {entry.end}"
        case Kind.ADJUSTMENT:
            return f"Adjustment: {entry.reason}"
    return f"Deduction under statute {entry.statute_id}"


@transaction.atomic
def record_statute(*, by: User, reference: str, title_bn: str, title_en: str) -> Statute:
    """Enter a statute as a first person; it counts once another has approved it. Raises Refused."""
    access.require(by, Role.HQ_POLICY)
    fields = {"reference": reference.strip(), "title_bn": title_bn.strip(), "title_en": title_en.strip()}
    wrong = {name: _("This field is required.") for name, text in fields.items() if not text}
    if Statute.objects.filter(reference=fields["reference"]).exists():
        wrong["reference"] = _("This statute has been entered already.")
    if wrong:
        raise Refused(wrong)
    return Statute.objects.create(**fields, recorded_by=by, recorded_at=clock.now())


@transaction.atomic
def approve_statute(*, by: User, statute: Statute) -> Statute:
    """Approve a statute as a second person. Approving it again changes nothing."""
    access.require(by, Role.HQ_POLICY_APPROVER)
    if statute.recorded_by_id == by.pk:
        raise Refused(_("Another person than the one who entered the statute approves it."))
    waiting = Statute.objects.filter(pk=statute.pk, approved_at__isnull=True)
    waiting.update(approved_by=by, approved_at=clock.now())
    statute.refresh_from_db()
    return statute
