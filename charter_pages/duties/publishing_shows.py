"""Publishing makes the evidence: which duty a paper answers, and by whom it was shown."""

from typing import Any

from django.db import transaction
from django.dispatch import receiver
from wagtail.log_actions import get_active_log_context
from wagtail.models import Revision
from wagtail.signals import page_published

import clock
from accounts.models import User
from bangla import fiscal
from charter_pages.duties import evidence, raising
from charter_pages.models import CharterPage, Duty, DutyKind, Evidence, MinutesPage, PracticeReportPage
from publishing.pages import Published

PAPERS = (CharterPage, MinutesPage, PracticeReportPage)
OF_MEETINGS = {
    MinutesPage.Meeting.COMMITTEE: DutyKind.COMMITTEE_MINUTES,
    MinutesPage.Meeting.STAKEHOLDERS: DutyKind.STAKEHOLDERS,
}
OWED = (Duty.State.OPEN, Duty.State.RETURNED)
SETTLED = (Duty.State.ACCEPTED, Duty.State.WAIVED)


@receiver(page_published)
def show_what_was_published(instance: Any, revision: Revision | None = None, **kwargs: Any) -> None:
    # An English page is no second evidence; a page that will go live later is none yet.
    if (
        isinstance(instance, PAPERS)
        and not kwargs.get("alias")
        and instance.live
        and instance.language == "bn"
    ):
        by = who_showed(revision)
        if by is not None:
            show_page(by=by, page=instance)


def who_showed(revision: Revision | None) -> User | None:
    """Return who wrote what is published, else who published it; None where no person did."""
    author = revision.user if revision is not None else None
    if isinstance(author, User):
        return author
    signed_in = get_active_log_context().user
    return signed_in if isinstance(signed_in, User) else None


@transaction.atomic
def show_page(*, by: User, page: Published) -> Evidence | None:
    """Keep a published page as evidence of the duty that it answers by itself; None where there is none open."""
    duty = duty_of(page)
    if duty is None or duty.state in SETTLED:
        return None
    if isinstance(page, CharterPage):
        version = evidence.last_version(page)
        if version is None:
            return None
        shown = evidence.of_charter(page, version, duty.period, how=Evidence.How.PUBLISHED)
    else:
        shown = evidence.of_paper(page, how=Evidence.How.PUBLISHED)
    return evidence.show(by=by, duty=duty, shown=shown)


def duty_of(page: Published) -> Duty | None:
    """Return the duty that a page answers by what it is; None where it answers none by itself."""
    if page.office_id is None:
        return None
    office: Any = page.office
    if isinstance(page, CharterPage):
        return _of_charter(page)
    if isinstance(page, MinutesPage):
        kind = OF_MEETINGS.get(MinutesPage.Meeting(page.meeting_kind))
        return raising.ensure(office, fiscal.quarter(page.meeting_on), kind) if kind else None
    # A letter answers none by itself: it may be filed for one (filing.papers_of).
    if isinstance(page, PracticeReportPage) and page.fiscal_year:
        quarter = fiscal.Quarter(fiscal.FiscalYear(page.fiscal_year), page.quarter)
        return raising.ensure(office, quarter, DutyKind.PRACTICE)
    return None


def _of_charter(page: CharterPage) -> Duty | None:
    """Return the duty of the quarter for which the page says it was reviewed, while it is owed; else this quarter's."""
    office: Any = page.office
    present = fiscal.quarter(clock.today())
    if page.fiscal_year and page.quarter:
        named = fiscal.Quarter(fiscal.FiscalYear(page.fiscal_year), page.quarter)
        duty = raising.ensure(office, named, DutyKind.CHARTER) if named <= present else None
        if duty is not None and duty.state in OWED:
            return duty
    return raising.ensure(office, present, DutyKind.CHARTER)
