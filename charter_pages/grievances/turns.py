"""What becomes of complaints by themselves: passed up when late or unheld, reminded of, closed, forgotten.

The rows are the queue (ADR 0022): a turn looks at each partial index and does one row at a time under its lock, so that
two workers, or a worker and an officer, do each thing once.
"""

import datetime
from collections.abc import Callable

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

import clock.turns
from charter_pages import officers
from charter_pages.grievances import deadlines, filing, following, notices, placing, privacy
from charter_pages.grievances.models import FIRST, SECOND, Event, Grievance
from offices import days

log = structlog.get_logger(__name__)

What, State = Event.What, Grievance.State


def turn() -> int:
    """Do what is due, unless somebody looked a moment ago; return how many complaints were touched."""
    return clock.turns.now_and_then("grievances.turn", work)


def work() -> int:
    """Do what is due now. Twice, or on two servers at once, is once."""
    return sum(
        verb() for verb in (deadlines.recount, pass_late, pass_unheld, remind, close_answered, privacy.forget)
    )


def pass_late() -> int:
    """Take what was not answered in time to the officer above; of the second level only say so."""
    return _each(
        Grievance.objects.filter(state__in=Grievance.UNDER_WAY, due_on__lt=clock.today()), _pass_late
    )


def pass_unheld() -> int:
    """Flag what lies before nobody, and take it to the officer above when that has lasted."""
    holders = officers.in_office().filter(user__is_active=True)
    newer = holders.filter(post_id=OuterRef("post_id"), since__gte=OuterRef("level_began_on"))
    # Where nobody signs in, and where somebody came to the post who may be concerned by what lies there.
    doubtful = Grievance.objects.filter(state__in=Grievance.UNDER_WAY).filter(
        Q(unheld_since__isnull=False)
        | Q(post__isnull=True)
        | ~Q(post_id__in=holders.values("post_id"))
        | Exists(newer)
    )
    return _each(doubtful, _pass_unheld)


def remind() -> int:
    """Remind officers some days before the last one."""
    calendar = days.calendar()
    soon = calendar.deadline(clock.today(), settings.GRIEVANCE_REMIND_DAYS)
    due = Grievance.objects.filter(state__in=Grievance.UNDER_WAY, due_on__lte=soon, due_on__gte=clock.today())
    told = due.filter(reminded_on__isnull=True)
    return _each(told, _remind)


def close_answered() -> int:
    """Close what was answered and not appealed against in time."""
    before = clock.midnight(clock.today() - datetime.timedelta(days=settings.GRIEVANCE_APPEAL_DAYS))
    return _each(Grievance.objects.filter(state=State.ANSWERED, answered_at__lt=before), _close)


def _each(found: QuerySet[Grievance], verb: Callable[[Grievance], bool]) -> int:
    """Do a verb on each row, held by itself; what fails is logged and does not stop the rest."""
    done = 0
    for pk in found.order_by("pk").values_list("pk", flat=True):
        try:
            with transaction.atomic():
                held = (
                    Grievance.objects.select_for_update(of=("self",))
                    .select_related("office", "words")
                    .get(pk=pk)
                )
                done += verb(held)
        except Exception:
            log.exception("grievance_turn_failed", grievance=pk)
    return done


def _pass_late(held: Grievance) -> bool:
    if not following.is_late(held):
        return False  # answered, or moved, a moment ago
    if held.level == FIRST:
        notices.tell_officer(held, "grievance_late")
        held.state = State.OPEN
        filing.lay(held, What.ESCALATED, level=SECOND)
        notices.tell(held, "grievance_news", what=What.ESCALATED)
        return True
    if held.late_since is not None:
        return False
    held.late_since = clock.today()
    held.save(update_fields=["late_since"])
    placing.note(held, What.LATE)
    notices.tell_officer(held, "grievance_late")
    notices.tell_headquarters(held, "grievance_late")
    notices.tell(held, "grievance_news", what=What.LATE)
    return True


def _pass_unheld(held: Grievance) -> bool:
    if not held.is_under_way:
        return False
    if placing.stands_in_the_way(held):
        filing.raise_over(held)
        return True
    if officers.signs_in(held.post_id) is not None:
        if held.unheld_since is None:
            return False
        held.unheld_since = None
        held.save(update_fields=["unheld_since"])
        notices.tell_officer(held, "grievance_new")
        return True
    if held.unheld_since is None:
        held.unheld_since = clock.today()
        held.save(update_fields=["unheld_since"])
        placing.note(held, What.UNHELD)
        notices.tell_headquarters(held, "grievance_unheld")
        return True
    if held.level >= SECOND or held.post_id is None:
        return False
    waited = days.calendar().between(held.unheld_since, clock.today())
    if waited < settings.GRIEVANCE_VACANT_DAYS:
        return False
    filing.lay(held, What.OVER_VACANT, level=SECOND)
    notices.tell(held, "grievance_news", what=What.OVER_VACANT)
    return True


def _remind(held: Grievance) -> bool:
    if not held.is_under_way or held.reminded_on is not None:
        return False
    held.reminded_on = clock.today()
    held.save(update_fields=["reminded_on"])
    notices.tell_officer(held, "grievance_soon")
    return True


def _close(held: Grievance) -> bool:
    last = following.last_day_to_appeal(held)
    if held.state != State.ANSWERED or last is None or last >= clock.today():
        return False
    held.state, held.closed_at = State.CLOSED, clock.now()
    held.save(update_fields=["state", "closed_at"])
    placing.note(held, What.CLOSED)
    return True
