"""Saying whether what an office showed will do: its division first, then headquarters. Nobody decides on their own.

A division answers for its prisons; its own evidence and headquarters' go straight to headquarters, and so does what
a division has left lying for as many days as the rule says.
"""

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

import clock
from accounts import access
from accounts.models import User
from charter_pages.duties import letters, people
from charter_pages.models import Duty, DutyEvent, DutyRule, Evidence
from offices.models import Office

State, What = Duty.State, DutyEvent.What
SHORTEST_REASON = 3


class Outcome(NamedTuple):
    done: int
    refused: list[tuple[Duty, str]]


def endorse(*, by: User, duty: Duty, number: int) -> Duty:
    """Let a division stand by what its prison showed; headquarters decides next. Raises ValidationError."""
    return _decide(by, duty, number, State.ENDORSED, "")


def accept(*, by: User, duty: Duty, number: int) -> Duty:
    """Accept what was shown; the duty is settled. Raises ValidationError where another has decided, or may."""
    return _decide(by, duty, number, State.ACCEPTED, "")


def give_back(*, by: User, duty: Duty, number: int, reason: str) -> Duty:
    """Return what was shown, with the reason; the office owes again. Raises ValidationError."""
    if len(reason.strip()) < SHORTEST_REASON:
        raise ValidationError({"reason": _("Say what is missing. The office reads it.")})
    return _decide(by, duty, number, State.RETURNED, reason.strip())


def accept_all(*, by: User, chosen: Iterable[tuple[Duty, int]]) -> Outcome:
    """Accept many, each by itself: what cannot be accepted is told and does not keep the others from it."""
    done, refused = 0, []
    for duty, number in chosen:
        try:
            accept(by=by, duty=duty, number=number)
            done += 1
        except ValidationError as error:
            refused.append((duty, " ".join(error.messages)))
    return Outcome(done, refused)


@transaction.atomic
def _decide(by: User, duty: Duty, number: int, to: str, reason: str) -> Duty:
    standing = (
        Duty.objects.select_for_update(of=("self",)).select_related("office__parent", "rule").get(pk=duty.pk)
    )
    access.require(by, *people.ENDORSERS, *people.ACCEPTERS, office=standing.office)
    shown = standing.evidence.order_by("-number").first()
    _refuse_what_is_past(standing, shown, number)
    if shown is None or shown.by_id == by.pk:
        raise ValidationError(_("You showed this yourself. Another person must decide on it."))
    _require(by, standing, to)
    now = clock.now()
    settled_at = now if to == State.ACCEPTED else None
    Duty.objects.filter(pk=standing.pk).update(state=to, settled_at=settled_at)
    standing.state, standing.settled_at = to, settled_at
    DutyEvent.objects.create(duty=standing, what=to, at=now, by=by, evidence=shown, reason=reason)
    if to != State.ENDORSED:
        letters.tell_of_decision(duty=standing, shown=shown, reason=reason)
    return standing


def _refuse_what_is_past(duty: Duty, shown: Evidence | None, number: int) -> None:
    if duty.state not in (State.SUBMITTED, State.ENDORSED):
        raise ValidationError(
            _("Nothing waits for a decision here: its state is now “%(state)s”.")
            % {"state": duty.get_state_display()}
        )
    if shown is not None and shown.number != number:
        raise ValidationError(_("Something new was shown meanwhile. Look at it before you decide."))


def _require(by: User, duty: Duty, to: str) -> None:
    """Raise PermissionDenied, or ValidationError where the division comes first."""
    if to == State.ENDORSED:
        access.require(by, *people.ENDORSERS, office=duty.office.parent)
        if not waits_for_division(duty):
            raise ValidationError(_("The division has endorsed this already, or has no part in it."))
        return
    if to == State.RETURNED and waits_for_division(duty) and is_of_division(by, duty):
        return
    access.require(by, *people.ACCEPTERS)
    if waits_for_division(duty) and not is_silent(duty):
        raise ValidationError(
            _("The division decides first; headquarters once it has been silent for too long.")
        )


def waits_for_division(duty: Duty) -> bool:
    """Return whether the division of a prison has yet to say something of what was shown."""
    return duty.state == State.SUBMITTED and has_division(duty.office)


def has_division(office: Office) -> bool:
    return office.is_prison and office.parent is not None and office.parent.kind == Office.Kind.DIVISION


def is_of_division(user: object, duty: Duty) -> bool:
    return access.may(user, *people.ENDORSERS, office=duty.office.parent)


def is_silent(duty: Duty) -> bool:
    """Return whether a division has been silent for as long as headquarters waits."""
    return duty.shown_at is not None and duty.shown_at <= _heard_before(duty.rule)


def _heard_before(rule: DutyRule) -> datetime.datetime:
    return clock.now() - datetime.timedelta(days=rule.silent_days)


def may_decide(user: User, duty: Duty) -> str:
    """Return what the user may do now with what was shown: "endorse", "accept" or nothing."""
    if duty.state not in (State.SUBMITTED, State.ENDORSED) or own_evidence(user, duty):
        return ""
    if access.may(user, *people.ACCEPTERS) and (not waits_for_division(duty) or is_silent(duty)):
        return "accept"
    return "endorse" if waits_for_division(duty) and is_of_division(user, duty) else ""


def own_evidence(user: User, duty: Duty) -> bool:
    """Return whether the user showed what waits."""
    last = duty.evidence.order_by("-number").values_list("by_id", flat=True).first()
    return last == user.pk


def waiting_for(user: object, *, to_accept: bool) -> QuerySet[Duty]:
    """Return what waits for a user, as headquarters (`to_accept`) or as a division, without what they showed."""
    if not isinstance(user, User):
        return Duty.objects.none()
    with_division = Q(office__kind__in=Office.PRISONS, office__parent__kind=Office.Kind.DIVISION)
    if to_accept:
        if not access.may(user, *people.ACCEPTERS):
            return Duty.objects.none()
        silent = Q(pk__in=[])
        for rule in DutyRule.objects.all():
            silent |= Q(rule=rule, shown_at__lte=_heard_before(rule))
        found = Duty.objects.filter(
            Q(state=State.ENDORSED) | Q(state=State.SUBMITTED) & (~with_division | silent)
        )
    else:
        offices = access.offices_for(user, *people.ENDORSERS)
        found = Duty.objects.filter(with_division, state=State.SUBMITTED, office__parent__in=offices)
    last = Evidence.objects.filter(duty=OuterRef("duty")).order_by("-number").values("number")[:1]
    own = Evidence.objects.filter(duty=OuterRef("pk"), by=user, number=Subquery(last))
    return found.filter(~Exists(own))
