"""What goes into the pictorial report of a quarter: each office's published reports, and who has none."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

import clock
from bangla import fiscal
from charter_pages.models import Duty, DutyKind, PracticeReportPage
from charter_pages.practices import adopting, numbers
from charter_pages.practices.models import Adoption, PictorialReport
from offices.models import Office
from publishing.models import PortalImage

# Prose as it is read; pictures stand below it, and documents are left to the page itself.
PROSE = ("heading", "paragraph", "quotation", "notice", "table")


@dataclass
class Shown:
    """A picture of a report. `address` is what the HTML calls its file by, once it is fitted; empty until then."""

    row: Any
    picture: PortalImage
    address: str = ""


@dataclass
class Report:
    """One report of an office."""

    page: PracticeReportPage
    charts: list[numbers.Drawn]
    figures: list[Any]
    pictures: list[Shown]
    taken_up: list[Adoption]
    # Pictures that have no room here.
    left_out: int = 0

    @property
    def address(self) -> str:
        """Return where the report is published, with the host: a phone opens it from here."""
        return f"{settings.SITE_URL}{self.page.get_url() or ''}"

    @property
    def prose(self) -> list[Any]:
        return [block for block in self.page.body if block.block_type in PROSE]


@dataclass
class Section:
    """An office that has reported."""

    office: Office
    reports: list[Report]


@dataclass
class Group:
    """A division, or headquarters, with the offices that reported and those that did not."""

    office: Office
    sections: list[Section] = field(default_factory=list)
    missing: list[Office] = field(default_factory=list)


@dataclass
class Contents:
    """All that the report says."""

    asked: PictorialReport
    quarter: fiscal.Quarter
    at: datetime.datetime
    groups: list[Group]

    @property
    def sections(self) -> list[Section]:
        return [section for group in self.groups for section in group.sections]

    @property
    def reports(self) -> list[Report]:
        return [report for section in self.sections for report in section.reports]

    @property
    def pictures(self) -> list[Shown]:
        return [shown for report in self.reports for shown in report.pictures]

    @property
    def missing(self) -> list[Office]:
        return [office for group in self.groups for office in group.missing]


def read(asked: PictorialReport) -> Contents:
    """Return what the report holds as of now."""
    quarter = asked.period
    scope = list(Office.objects.within(asked.office).select_related("parent__parent"))
    reports = _reports(quarter, [office.pk for office in scope])
    excused = set(
        Duty.objects.of_quarter(quarter)
        .filter(kind=DutyKind.PRACTICE, state=Duty.State.WAIVED)
        .values_list("office_id", flat=True)
    )
    today = clock.today()
    groups: dict[int, Group] = {}
    for office in sorted(scope, key=_place):
        above = _group_of(office)
        group = groups.setdefault(above.pk, Group(above))
        if office.pk in reports:
            group.sections.append(Section(office, reports[office.pk]))
        # What the office that asks owes itself is this report.
        elif office.pk not in (*excused, asked.office_id) and not office.is_closed(today):
            group.missing.append(office)
    return Contents(asked, quarter, clock.now(), list(groups.values()))


def _reports(quarter: fiscal.Quarter, offices: list[int]) -> dict[int, list[Report]]:
    live = PracticeReportPage.objects.live().unrestricted().in_language("bn")
    pages = list(
        live.filter(fiscal_year=quarter.fiscal_year.start, quarter=quarter.number, office__in=offices)
        .order_by("office__code", "published_on", "pk")
        .prefetch_related("figures", "pictures")
    )
    images = PortalImage.objects.in_bulk([row.image_id for page in pages for row in page.pictures.all()])
    followed: dict[int, list[Adoption]] = {}
    standing = Adoption.objects.filter(practice__in=pages).exclude(state=adopting.State.WITHDRAWN)
    for each in standing.select_related("office").order_by("taken_up_on", "pk"):
        followed.setdefault(each.practice_id, []).append(each)
    found: dict[int, list[Report]] = {}
    for page in pages:
        shown = [Shown(row, images[row.image_id]) for row in page.pictures.all() if row.image_id in images]
        report = Report(page, *numbers.drawn(page.figures.all()), shown, followed.get(page.pk, []))
        found.setdefault(page.office_id or 0, []).append(report)
    return found


def leave_out(contents: Contents, most: int) -> None:
    """Leave so many pictures in all: of each report its first ones, and say how many of it are left out."""
    kept = set(_in_turns(contents.reports, most))
    for report in contents.reports:
        stay = [shown for shown in report.pictures if id(shown) in kept]
        report.left_out += len(report.pictures) - len(stay)
        report.pictures = stay


def _in_turns(reports: list[Report], most: int) -> Iterator[int]:
    """Yield the first pictures of all reports, then the second ones, as many as there may be."""
    longest = max((len(report.pictures) for report in reports), default=0)
    every = (
        report.pictures[place]
        for place in range(longest)
        for report in reports
        if place < len(report.pictures)
    )
    for count, shown in enumerate(every):
        if count >= most:
            return
        yield id(shown)


def _group_of(office: Office) -> Office:
    if office.is_prison and office.parent is not None:
        return office.parent
    return office


def _place(office: Office) -> tuple[Any, ...]:
    """Return the order of the register: headquarters, then each division before its prisons."""
    group = _group_of(office)
    return group.kind != Office.Kind.HQ, group.code, office.is_prison, office.code
