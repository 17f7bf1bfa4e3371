"""Holds: part of a maker's available wage set aside for a reason, and given free again."""

import datetime
import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

import clock
from accounts import access
from accounts.models import User
from accounts.roles import Role
from shop.ledger import journal
from shop.production.models import Maker
from shop.wages import credits
from shop.wages.models import Hold

LONGEST_DAYS = 180


class Refused(ValidationError):
    """The hold is not taken; the message says why, for people."""


@transaction.atomic
def place(
    *,
    by: User,
    maker: Maker,
    poisha: int,
    reason: str,
    memo_number: str,
    until: datetime.date,
    form_key: uuid.UUID | None = None,
) -> Hold:
    """Set so much of a maker's available wage aside, until the end of a day at the latest.

    The same `form_key` again answers the hold that it placed. Raises Refused (by field) or PermissionDenied.
    """
    access.require(by, Role.WAGE_RECORDER, office=maker.office)
    # Locked before the look-up: a second click waits here and finds the first one's hold.
    credits.lock([maker.pk])
    if form_key and (standing := Hold.objects.filter(form_key=form_key, placed_by=by).first()):
        return standing
    wrong: dict[str, object] = {}
    if poisha <= 0:
        wrong["poisha"] = _("Enter an amount above 0.")
    if reason not in Hold.Reason.values:
        wrong["reason"] = _("Choose a reason.")
    if not memo_number.strip():
        wrong["memo_number"] = _("Cite the order behind it by its memo number.")
    if not clock.today() <= until <= clock.today() + datetime.timedelta(days=LONGEST_DAYS):
        wrong["until"] = _("A hold ends between today and 180 days from now.")
    if wrong:
        raise Refused(wrong)
    now = clock.now()
    hold = Hold.objects.create(
        maker=maker,
        poisha=poisha,
        reason=reason,
        memo_number=memo_number.strip(),
        until=until,
        placed_by=by,
        placed_at=now,
        form_key=form_key or uuid.uuid4(),
    )
    try:
        journal.post(
            key=f"hold:{hold.pk}",
            kind="hold",
            effective_at=now,
            narrative=f"Held until {until.isoformat()}: {reason}",
            transfers=[
                journal.Posting(
                    credits.account(maker.pk, "available"), credits.account(maker.pk, "held"), poisha
                )
            ],
            recorded_by_id=str(by.pk),
        )
    except journal.BelowFloor as error:
        raise Refused({"poisha": _("The account has less available than that.")}) from error
    return hold


@transaction.atomic
def lift(*, by: User, hold: Hold) -> Hold:
    """Give free what is left of a hold, before its time. Lifting it again changes nothing."""
    access.require(by, Role.WAGE_RECORDER, office=hold.maker.office)
    _end(hold.pk, by=by)
    hold.refresh_from_db()
    return hold


def lift_expired() -> int:
    """Give free every hold whose last day is over; return how many. Twice is once."""
    over = Hold.objects.standing().filter(until__lt=clock.today()).order_by("pk")
    return sum(_end(pk, by=None) for pk in over.values_list("pk", flat=True))


def take(*, maker_id: object, poisha: int) -> None:
    """Note that a refund took so much of what is held, the newest hold first. The maker is locked."""
    left = poisha
    for hold in Hold.objects.standing().filter(maker_id=str(maker_id)).order_by("-pk"):
        part = min(left, hold.left_poisha)
        if part:
            Hold.objects.filter(pk=hold.pk).update(taken_poisha=hold.taken_poisha + part)
            left -= part


@transaction.atomic
def _end(hold_id: int, *, by: User | None) -> bool:
    credits.lock([Hold.objects.values_list("maker_id", flat=True).get(pk=hold_id)])
    hold = Hold.objects.get(pk=hold_id)
    if hold.lifted_at is not None:
        return False
    now = clock.now()
    Hold.objects.filter(pk=hold_id).update(lifted_at=now, lifted_by=by)
    if hold.left_poisha:
        journal.post(
            key=f"hold:{hold_id}:lifted",
            kind="hold_lifted",
            effective_at=now,
            narrative="A hold has ended" if by is None else "A hold was lifted",
            transfers=[
                journal.Posting(
                    credits.account(hold.maker_id, "held"),
                    credits.account(hold.maker_id, "available"),
                    hold.left_poisha,
                )
            ],
            recorded_by_id=str(by.pk) if by else "",
        )
    return True
