"""Taking up another office's practice, telling its result, giving it up. Each office speaks for itself alone."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

import clock
from accounts import access
from accounts.models import User
from accounts.roles import Role
from charter_pages.duties import people
from charter_pages.models import PracticeReportPage
from charter_pages.practices import numbers
from charter_pages.practices.models import Adoption, AdoptionEvent
from offices.models import Office

State, What = Adoption.State, AdoptionEvent.What
# Who writes for an office, where the role is held: nobody takes up a practice in another office's name.
TAKERS = people.SHOWERS
# Headquarters reads a result before the public does.
CONFIRMERS = (Role.HQ_MODERATOR,)
WATCHERS = (*CONFIRMERS, Role.HQ_POLICY, Role.AUDITOR)
SAID = ("result_bn", "result_en", "counted_bn", "counted_en", "before", "after")


@transaction.atomic
def take_up(*, by: User, practice: PracticeReportPage, office: Office) -> Adoption:
    """Take up a practice for an office; what was given up may be taken up again. Raises ValidationError."""
    _require_own(by, office)
    _refuse_what_is_none(practice, office)
    try:
        with transaction.atomic():
            made = Adoption.objects.create(practice=practice, office=office, taken_up_on=clock.today())
    except IntegrityError:
        made = Adoption.objects.select_for_update().get(practice=practice, office=office)
        if made.state != State.WITHDRAWN:
            raise ValidationError(_("Your office has taken up this practice already.")) from None
        _set(
            made, state=State.TAKEN_UP, taken_up_on=clock.today(), own_report=None, **dict.fromkeys(SAID, "")
        )
    _write(made, What.TAKEN_UP, by)
    return made


@transaction.atomic
def report(
    *, by: User, adoption: Adoption, own_report: PracticeReportPage | None = None, **said: str
) -> Adoption:
    """Tell what came of a practice: words, a figure, a report of the office's own. Raises ValidationError.

    `said` has the fields named in SAID. Headquarters reads it before it is public.
    """
    _require_own(by, adoption.office)
    standing = Adoption.objects.select_for_update().select_related("office").get(pk=adoption.pk)
    if standing.state == State.WITHDRAWN:
        raise ValidationError(_("Your office has given up this practice."))
    told = {name: said.get(name, "").strip() for name in SAID}
    if not told["result_bn"] and own_report is None:
        raise ValidationError({"result_bn": _("Say in Bangla what came of it, or choose your own report.")})
    if own_report is not None and (own_report.office_id != standing.office_id or not own_report.live):
        raise ValidationError({"own_report": _("Choose a report that your office has published.")})
    if told["after"] and not told["counted_bn"]:
        raise ValidationError({"counted_bn": _("Say what is counted.")})
    if numbers.is_small(told["before"], told["after"]):
        raise ValidationError({"after": numbers.REFUSED})
    _set(standing, state=State.REPORTED, own_report=own_report, **told)
    _write(standing, What.REPORTED, by, said={**told, "own_report": own_report.pk if own_report else None})
    return standing


@transaction.atomic
def confirm(*, by: User, adoption: Adoption, seen: int) -> Adoption:
    """Let a result be public, as it stood when its last event was `seen`. Raises ValidationError."""
    standing = _to_decide(by, adoption, seen)
    _set(standing, state=State.CONFIRMED)
    _write(standing, What.CONFIRMED, by)
    return standing


@transaction.atomic
def give_back(*, by: User, adoption: Adoption, seen: int, reason: str) -> Adoption:
    """Return a result with the reason: it is not public, and the office tells it anew. Raises ValidationError."""
    standing = _to_decide(by, adoption, seen)
    if not reason.strip():
        raise ValidationError({"reason": _("Say what is to be changed. The office reads it.")})
    _set(standing, state=State.TAKEN_UP)
    _write(standing, What.RETURNED, by, reason=reason.strip())
    return standing


@transaction.atomic
def withdraw(*, by: User, adoption: Adoption, reason: str) -> Adoption:
    """Give a practice up: the first page names the office no more. Raises ValidationError."""
    _require_own(by, adoption.office)
    standing = Adoption.objects.select_for_update().get(pk=adoption.pk)
    if standing.state == State.WITHDRAWN:
        raise ValidationError(_("Your office has given up this practice already."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why. Headquarters reads it.")})
    _set(standing, state=State.WITHDRAWN)
    _write(standing, What.WITHDRAWN, by, reason=reason.strip())
    return standing


@transaction.atomic
def follow_report(*, by: User, page: PracticeReportPage) -> Adoption | None:
    """Note that an office has published a report of its own on a practice that it names as its source.

    Headquarters has read the report: what came of the practice is public with it.
    """
    source = page.adopted_from
    if source is None or page.office_id is None or not source.live or source.office_id == page.office_id:
        return None
    known = Adoption.objects.select_for_update().filter(practice=source, office_id=page.office_id)
    standing = known.first()
    if standing is not None and standing.own_report_id == page.pk and standing.state == State.CONFIRMED:
        return standing
    if standing is None:
        standing = Adoption.objects.create(
            practice=source, office_id=page.office_id, taken_up_on=clock.today()
        )
        _write(standing, What.TAKEN_UP, by)
    _set(standing, state=State.CONFIRMED, own_report=page)
    _write(standing, What.REPORTED, by, said={"own_report": page.pk})
    return standing


def of_practice(page: PracticeReportPage) -> QuerySet[Adoption]:
    """Return the offices that follow a practice, as its first page names them, in either language."""
    standing = Adoption.objects.exclude(state=State.WITHDRAWN)
    return (
        standing.filter(practice__translation_key=page.translation_key)
        .select_related("office", "own_report")
        .order_by("taken_up_on", "pk")
    )


def offices_of(user: Any) -> QuerySet[Office]:
    """Return the offices for which a user may take up practices: open ones, where the role is held."""
    return people.own_offices(user) & Office.objects.open()


def readable(user: Any) -> QuerySet[Adoption]:
    """Return what a user may look at: of the own offices; at headquarters, of all."""
    if access.may(user, *WATCHERS):
        return Adoption.objects.filter(office__in=access.offices_for(user, *WATCHERS, *TAKERS))
    return Adoption.objects.filter(office__in=people.own_offices(user))


def to_confirm(user: Any) -> QuerySet[Adoption]:
    """Return the results that wait for a user's word; nobody confirms what they reported themselves."""
    waiting = Adoption.objects.filter(state=State.REPORTED, office__in=access.offices_for(user, *CONFIRMERS))
    reports = AdoptionEvent.objects.filter(adoption=OuterRef("pk"), what=What.REPORTED).order_by("-pk")
    return waiting.annotate(reported_by=Subquery(reports.values("by_id")[:1])).exclude(reported_by=user.pk)


def last_event(adoption: Adoption) -> AdoptionEvent:
    found: Any = adoption.events.order_by("pk").last()
    return found  # type: ignore[no-any-return]


def _to_decide(by: User, adoption: Adoption, seen: int) -> Adoption:
    access.require(by, *CONFIRMERS, office=adoption.office)
    standing = Adoption.objects.select_for_update().get(pk=adoption.pk)
    if standing.state != State.REPORTED or last_event(standing).pk != seen:
        raise ValidationError(_("Something else was said meanwhile. Read it again."))
    if _last_report(standing).by_id == by.pk:
        raise PermissionDenied
    return standing


def _last_report(adoption: Adoption) -> AdoptionEvent:
    found: Any = adoption.events.filter(what=What.REPORTED).order_by("pk").last()
    return found  # type: ignore[no-any-return]


def _require_own(by: User, office: Office) -> None:
    if by.is_superuser:
        return
    if not people.own_offices(by).filter(pk=office.pk).exists():
        raise PermissionDenied


def _refuse_what_is_none(practice: PracticeReportPage, office: Office) -> None:
    if not practice.live or practice.language != "bn":
        raise ValidationError(_("Choose a practice that is published."))
    if practice.office_id == office.pk:
        raise ValidationError(_("This is your own office's practice."))


def _set(standing: Adoption, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(standing, name, value)
    standing.save(update_fields=list(fields))


def _write(adoption: Adoption, what: str, by: User, **more: Any) -> None:
    AdoptionEvent.objects.create(adoption=adoption, what=what, at=clock.now(), by=by, **more)
