"""Forgetting what was complained of, and by whom, some months after a complaint was closed. That there was one stays."""

import calendar
import datetime

from django.conf import settings
from django.db import transaction

import clock
from charter_pages.grievances import notices
from charter_pages.grievances.models import Grievance, Message, Words
from letters import outbox

AT_A_TIME = 200


def forgets_before() -> datetime.datetime:
    """Return the instant before which a complaint was closed whose words are forgotten now."""
    local = clock.local(clock.now())
    months = local.year * 12 + local.month - 1 - settings.FORGET_GRIEVANCES_AFTER_MONTHS
    year, month = divmod(months, 12)
    day = min(local.day, calendar.monthrange(year, month + 1)[1])
    return local.replace(year=year, month=month + 1, day=day).astimezone(datetime.UTC)


@transaction.atomic
def forget() -> int:
    """Forget the words of complaints that were closed long ago, and the addresses of their letters; return of how many."""
    due = Grievance.objects.filter(forgotten_at__isnull=True, closed_at__lt=forgets_before()).order_by("pk")
    held = list(due.select_for_update(of=("self",))[:AT_A_TIME])
    ids = [grievance.pk for grievance in held]
    Words.objects.filter(pk__in=ids).update(text="", name="", phone="", email="")
    Message.objects.filter(grievance__in=ids).update(text="")
    for grievance in held:
        outbox.forget_about(notices.key_begins(grievance))
    Grievance.objects.filter(pk__in=ids).update(forgotten_at=clock.now())
    return len(ids)
