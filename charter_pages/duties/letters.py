"""Letters about duties: to the office, to its people in their language, to its division. They name no person."""

import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from accounts.models import User
from charter_pages import mailing
from charter_pages.models import Duty, Evidence


def told(duty: Duty, on: datetime.date) -> dict[str, Any]:
    """Return a duty as a letter's context keeps it: plain JSON, put into words when it is sent."""
    return {
        "kind": duty.kind,
        "year": duty.fiscal_year,
        "quarter": duty.quarter,
        "due_on": duty.due_on.isoformat(),
        "days": (duty.due_on - on).days,
        "returned": duty.state == Duty.State.RETURNED,
    }


def tell_of_decision(*, duty: Duty, shown: Evidence, reason: str) -> None:
    """Write to an office and to who showed it that its evidence was accepted or returned, in the transaction."""
    template = "duty_returned" if reason else "duty_accepted"
    context = {
        "duty": told(duty, duty.due_on),
        "office": mailing.names_of(duty.office),
        "title": shown.title,
        "reason": reason,
        "page": f"{settings.SITE_URL}{reverse('duty', args=[duty.pk])}",
    }
    author = User.objects.select_related("wagtail_userprofile").get(pk=shown.by_id)
    for to in mailing.recipients(duty.office, [author] if author.is_active else []):
        mailing.write(template, context, to, f"duty:{duty.pk}:{shown.number}:{duty.state}")
