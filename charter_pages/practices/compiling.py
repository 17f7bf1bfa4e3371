"""The pictorial report of a quarter: asked for, made by a process of its own, under 20 MB whatever it shows.

docs/adr/0047 says how large pictures may be and what was measured.
"""

import datetime
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from pypdf import PdfReader

from accounts import access
from accounts.models import User
from bangla import fiscal
from charter_pages import turns
from charter_pages.duties import bundles, filing, people, raising
from charter_pages.models import DutyKind, Evidence, PracticeReportPage
from charter_pages.practices import fitting, quarter
from charter_pages.practices.models import PictorialReport
from charter_pages.practices.quarter import Contents
from offices.models import Office
from printing import pdf

# Whoever asks for bundles asks for this.
ASKERS, READERS = bundles.ASKERS, bundles.READERS
ASKED, READ = "practices.report_asked", "practices.report_read"
# What a mailbox takes is 20 MB; letters, lines and links need some of it.
LIMIT_BYTES, TEXT_BYTES = 19_500_000, 2_500_000
# Laying out is about as long as fitting so many pictures.
STEPS_OF_SETTING = 100
MOST_PASSES = 4


class TooLarge(Exception):
    """However small the pictures, the report does not come below its limit."""


class NothingReported(Exception):
    """No office has a report of the quarter any more."""


@dataclass(frozen=True)
class Made:
    pdf: Path
    pages: int
    at: datetime.datetime


def ask(*, by: User, office: Office, period: fiscal.Quarter) -> PictorialReport:
    """Ask for the report of a quarter. Raises ValidationError, and PermissionDenied."""
    access.require(by, *ASKERS, office=office)
    if office.is_prison:
        raise ValidationError({"office": _("A pictorial report is headquarters' or a division's.")})
    if not reports_of(period).filter(office__in=Office.objects.within(office)).exists():
        raise ValidationError({"quarter": _("No office has published a best practice of this quarter.")})
    return turns.ask(
        PictorialReport,
        by=by,
        office=office,
        quarter=period,
        action=ASKED,
        refusal=_("This report is being made already."),
    )


def reports_of(period: fiscal.Quarter) -> QuerySet[PracticeReportPage]:
    """Return what was published as a best practice of a quarter, in Bangla."""
    live: QuerySet[PracticeReportPage] = PracticeReportPage.objects.live().unrestricted().in_language("bn")
    return live.filter(fiscal_year=period.fiscal_year.start, quarter=period.number)


def visible_to(user: Any) -> QuerySet[PictorialReport]:
    """Return the reports of the offices for which the user reads."""
    return PictorialReport.objects.filter(office__in=access.offices_for(user, *READERS))


def show(*, by: User, report: PictorialReport) -> Evidence:
    """File a report that is made as evidence of its office's own duty. Raises ValidationError, PermissionDenied."""
    access.require(by, *people.SHOWERS, office=report.office)
    if report.state != report.State.MADE:
        raise ValidationError(_("The report is not made yet."))
    duty = raising.ensure(report.office, report.period, DutyKind.PRACTICE)
    if duty is None:
        raise ValidationError(_("This office owes no best-practice report for the quarter."))
    title = _("Pictorial report of best practices, %(quarter)s") % {"quarter": report.period.label("bn")}
    with report.pdf.open("rb") as file:
        file.name = f"practices-{report.pk}.pdf"
        return filing.file_document(by=by, duty=duty, title=title, file=file)


def is_shown(report: PictorialReport) -> bool:
    """Return whether this very file is evidence already."""
    return (
        bool(report.pdf_sha256)
        and Evidence.objects.filter(
            how=Evidence.How.FILED, duty__office=report.office_id, content_sha256=report.pdf_sha256
        ).exists()
    )


class Turn(turns.Turn):
    """One process's turn at a pictorial report."""

    model = PictorialReport
    place = "practices"
    command = "make_practice_reports"

    def make(self, folder: Path) -> Made:
        with translation.override("bn"):
            contents = quarter.read(self.row)
            if not contents.reports:
                raise NothingReported
            self.begin(len(contents.pictures) + STEPS_OF_SETTING)
            written = _set_within(contents, folder, self.step)
        self._mine().update(
            offices_reporting=len(contents.sections),
            offices_missing=len(contents.missing),
            pictures=len(contents.pictures),
        )
        to = folder / "report.pdf"
        to.write_bytes(written)
        return Made(to, _pages(written), contents.at)


start_due = Turn.start_due
make_due = Turn.make_due


def _set_within(contents: Contents, folder: Path, step: Callable[[], None]) -> bytes:
    """Return the report below its limit: should it come out too large, once more with smaller pictures."""
    budget = LIMIT_BYTES - TEXT_BYTES
    for _pass in range(MOST_PASSES):
        files = _fit(contents, budget, folder, step)
        html = render_to_string("printing/practices_quarter.html", _context(contents))
        written = pdf.render(html, files=files, tell=step)
        if len(written) <= LIMIT_BYTES:
            return written
        budget = budget * LIMIT_BYTES // len(written) * 9 // 10
    raise TooLarge


def _fit(contents: Contents, budget: int, folder: Path, step: Callable[[], None]) -> dict[str, Path]:
    """Make each picture as large as the budget lets it be, into files of the folder."""
    each, most = fitting.allowance(budget, len(contents.pictures))
    if most < len(contents.pictures):
        quarter.leave_out(contents, most)
    files: dict[str, Path] = {}
    for number, shown in enumerate(contents.pictures):
        path = folder / f"{number}.jpg"
        with shown.picture.file.storage.open(shown.picture.file.name) as file:
            path.write_bytes(fitting.fit(file, each))
        shown.address = f"/own/{number}.jpg"
        files[shown.address] = path
        step()
    return files


def _context(contents: Contents) -> dict[str, Any]:
    return {
        "contents": contents,
        "office": contents.asked.office,
        "above": [office.name for office in contents.asked.office.ancestors()],
        "quarter": contents.quarter.label("bn"),
        "paper_language": "bn",
    }


def _pages(content: bytes) -> int:
    return len(PdfReader(io.BytesIO(content)).pages)
