"""Practices that other offices have taken up: one with its result, one a while ago that has yet to tell."""

import datetime
from typing import Any

from django.db import transaction

import clock
from accounts.models import User
from charter_pages.models import PracticeReportPage
from charter_pages.practices import adopting
from charter_pages.practices.models import Adoption
from offices.models import Office

CALLS, DARBAR = "swajan-link-family-calls", "monthly-darbar-and-paralegals"
RESULT: dict[str, Any] = {
    "result_bn": "সপ্তাহে এক দিন নির্ধারিত বুথ থেকে পরিবারের সাথে কথা বলা শুরু হয়েছে; অপেক্ষার সারি নেই। (নমুনা)",
    "result_en": "Calls home from a booth have begun, one day a week; nobody queues any more. (sample)",
    "counted_bn": "মাসে পরিবারের সাথে কল",
    "counted_en": "calls home in a month",
    "before": "০",
    "after": "২৪০",
}


@transaction.atomic
def load() -> None:
    """Let Natore take up Tangail's calls and report, and the division of Rajshahi take up the darbar."""
    people = {
        user.username: user
        for user in User.objects.filter(username__in=("natore-editor", "rajshahi-reviewer"))
    }
    moderator = User.objects.filter(username="hq-moderator").first()
    calls = _take_up(people.get("natore-editor"), CALLS, "dj-natore", days_ago=45)
    if calls is not None and moderator is not None:
        with clock.set_to(clock.now() - datetime.timedelta(days=9)):
            adopting.report(by=people["natore-editor"], adoption=calls, **RESULT)
            adopting.confirm(by=moderator, adoption=calls, seen=adopting.last_event(calls).pk)
    _take_up(people.get("rajshahi-reviewer"), DARBAR, "div-rajshahi", days_ago=20)


def _take_up(by: User | None, slug: str, code: str, *, days_ago: int) -> Adoption | None:
    """Return a practice that an office has taken up now; None where it had already, or somebody is missing."""
    practice = PracticeReportPage.objects.live().in_language("bn").filter(slug=slug).first()
    office = Office.objects.filter(code=code).first()
    if by is None or practice is None or office is None:
        return None
    if Adoption.objects.filter(practice=practice, office=office).exists():
        return None
    with clock.set_to(clock.now() - datetime.timedelta(days=days_ago)):
        return adopting.take_up(by=by, practice=practice, office=office)
