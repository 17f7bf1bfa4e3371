"""Filing as evidence what does not show itself: a published paper, or a PDF that is nowhere published."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from accounts import access
from accounts.models import User
from charter_pages import newest
from charter_pages.duties import evidence, people
from charter_pages.models import Duty, DutyKind, Evidence, LetterPage, MinutesPage, PracticeReportPage
from publishing import collecting

# What may be filed: published papers of the office.
PAPERS = (MinutesPage, LetterPage, PracticeReportPage)


def papers_of(duty: Duty) -> list[Page]:
    """Return the published papers of a duty's office that may be filed for it, the newest first."""
    return newest.papers_of(duty.office_id, *PAPERS)


@transaction.atomic
def file_page(*, by: User, duty: Duty, page: Page) -> Evidence:
    """File a published paper of the office for a duty. Raises ValidationError."""
    _require(by, duty)
    standing: Any = page.specific
    is_paper = isinstance(standing, PAPERS)
    if not is_paper or not standing.live or standing.office_id != duty.office_id or standing.language != "bn":
        raise ValidationError({"page": _("Choose a paper that this office has published, in Bangla.")})
    return evidence.show(by=by, duty=duty, shown=evidence.of_paper(standing, how=Evidence.How.FILED))


def file_document(*, by: User, duty: Duty, title: str, file: File) -> Evidence:
    """File a PDF for a duty; it lies in the office's collection. Raises ValidationError."""
    _require(by, duty)
    with collecting.keep_pdf(by=by, office=duty.office, title=title, file=file) as document:
        return evidence.show(by=by, duty=duty, shown=evidence.of_document(document))


def _require(by: User, duty: Duty) -> None:
    access.require(by, *people.SHOWERS, office=duty.office)
    if duty.kind == DutyKind.CHARTER:
        raise ValidationError(_("A charter is shown by publishing it, or by signing that nothing changed."))
    standing = Duty.objects.get(pk=duty.pk)
    if standing.state in (Duty.State.ACCEPTED, Duty.State.WAIVED):
        raise ValidationError(_("This duty is settled; nothing more is owed for it."))
