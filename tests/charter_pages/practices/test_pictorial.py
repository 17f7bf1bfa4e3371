"""The pictorial report of a quarter: what is in it, that it is small, that it is read and copied on a phone."""

import io
import re
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader

from bangla import fiscal
from charter_pages.duties import raising
from charter_pages.models import Duty, DutyKind, Evidence
from charter_pages.practices import adopting, compiling, fitting, quarter
from charter_pages.practices.models import PictorialReport
from offices.models import Office
from tests import copying
from tests.charter_pages.practices import photographs
from tests.charter_pages.practices.world import House
from tests.staffed import signed_in

QUARTER = fiscal.Quarter(fiscal.FiscalYear(2026), 1)
MILLIMETRE = 72 / 25.4


class Made(NamedTuple):
    house: House
    report: PictorialReport
    content: bytes
    pages: list[str]


@pytest.fixture(scope="module")
def made(lay_once: Callable[[Callable[[], Any]], Any]) -> Made:
    def lay() -> Made:
        house = House()
        division = house.report(house.offices.division, "সাপ্তাহিক দরবার", subject="hearing")
        adopting.take_up(by=house.other, practice=house.practice, office=house.offices.b)
        other = house.report(house.offices.b, "আগের ত্রৈমাসিকের কথা", quarter=4, year=2025)
        assert division.live
        assert other.live
        report = compiling.ask(by=house.moderator, office=house.offices.hq, period=QUARTER)
        assert compiling.make_due() == 1
        report.refresh_from_db()
        assert report.state == report.State.MADE, report.failure
        with report.pdf.open("rb") as file:
            content = file.read()
        pages = [re.sub(r"\s+", " ", page) for page in copying.pages_of(content)]
        return Made(house, report, content, pages)

    found: Made = lay_once(lay)
    return found


@pytest.mark.usefixtures("db")
def test_the_cover_says_whose_and_which_quarter(made: Made) -> None:
    assert made.house.offices.hq.name_bn in made.pages[0]
    assert QUARTER.label("bn") in made.pages[0]


@pytest.mark.usefixtures("db")
def test_the_contents_name_who_reported_and_who_did_not(made: Made) -> None:
    contents = made.pages[1]
    assert "স্বজন লিংক" in contents
    missing = contents.split("প্রতিবেদন দেয়নি:")[1:]
    assert any(made.house.offices.b.name_bn in part for part in missing)
    assert not any(made.house.offices.a.name_bn in part for part in missing)
    assert (made.report.offices_reporting, made.report.offices_missing) == (2, 1)
    # What headquarters owes itself is this report.
    assert not any(made.house.offices.hq.name_bn in part for part in missing)


@pytest.mark.usefixtures("db")
def test_reports_of_the_quarter_alone_are_in_it_with_figures_and_who_follows(made: Made) -> None:
    whole = " ".join(made.pages)
    assert "আগের ত্রৈমাসিকের কথা" not in whole
    assert "মাসে কল" in whole
    assert "১২০" in whole
    assert f"গ্রহণ করেছে: {made.house.offices.b.name_bn}" in whole


@pytest.mark.usefixtures("db")
def test_bangla_is_copied_as_it_was_written(made: Made) -> None:
    assert photographs.LEAD in " ".join(made.pages)


@pytest.mark.usefixtures("db")
def test_bookmarks_and_links_lead_to_offices_and_to_the_site(made: Made) -> None:
    reader = PdfReader(io.BytesIO(made.content))
    marks = copying.outline_of(made.content)
    assert (0, made.house.offices.a.name_bn) in [(depth, title) for depth, title, _page in marks]
    place = next(page for _depth, title, page in marks if title == made.house.offices.a.name_bn)
    assert made.house.offices.a.name_bn in made.pages[place]
    links = [
        note.get_object() for page in reader.pages for note in page.get("/Annots", []) if note.get_object()
    ]
    away = [str(link["/A"]["/URI"]) for link in links if "/A" in link and "/URI" in link["/A"]]
    assert any(made.house.practice.url in address for address in away)
    assert any("/Dest" in link for link in links)


@pytest.mark.usefixtures("db")
def test_a_page_is_as_large_as_a_phone_and_its_letters_too(made: Made) -> None:
    reader = PdfReader(io.BytesIO(made.content))
    for page in reader.pages:
        assert float(page.mediabox.width) < 110 * MILLIMETRE
        assert float(page.mediabox.height) > float(page.mediabox.width)


@pytest.mark.usefixtures("db")
def test_pictures_bear_no_trace_of_the_camera(made: Made) -> None:
    assert not re.search(rb"Secret|Exif\0\0|GPS|xmpmeta", made.content.replace(b"/Metadata", b""))


@pytest.mark.usefixtures("db")
def test_a_division_has_one_of_its_own_and_reads_no_other(made: Made) -> None:
    house = made.house
    with pytest.raises(PermissionDenied):
        compiling.ask(by=house.reviewer, office=house.offices.hq, period=QUARTER)
    with pytest.raises(PermissionDenied):
        compiling.ask(by=house.editor, office=house.offices.division, period=QUARTER)
    own = compiling.ask(by=house.reviewer, office=house.offices.division, period=QUARTER)
    assert list(compiling.visible_to(house.reviewer)) == [own]
    contents = quarter.read(own)
    assert {section.office for section in contents.sections} == {house.offices.a, house.offices.division}
    assert signed_in(house.reviewer).get(reverse("practice_report", args=[made.report.pk])).status_code == 404


@pytest.mark.usefixtures("db")
def test_a_quarter_without_reports_and_a_second_asking_are_refused(made: Made) -> None:
    house = made.house
    with pytest.raises(ValidationError):
        compiling.ask(
            by=house.moderator,
            office=house.offices.hq,
            period=fiscal.Quarter(fiscal.FiscalYear(2020), 1),
        )
    compiling.ask(by=house.moderator, office=house.offices.hq, period=QUARTER)
    with pytest.raises(ValidationError):
        compiling.ask(by=house.moderator, office=house.offices.hq, period=QUARTER)


@pytest.mark.usefixtures("db")
def test_what_is_made_is_shown_for_headquarters_own_duty(made: Made) -> None:
    house = made.house
    raising.raise_for(QUARTER)
    duty = Duty.objects.of_quarter(QUARTER).get(office=house.offices.hq, kind=DutyKind.PRACTICE)
    client = signed_in(house.moderator)
    shown = client.post(reverse("practice_report", args=[made.report.pk]), follow=True)
    assert shown.redirect_chain[-1][0] == reverse("duty", args=[duty.pk])
    kept = Evidence.objects.get(duty=duty)
    assert kept.content_sha256 == made.report.pdf_sha256
    assert compiling.is_shown(made.report)


@pytest.mark.usefixtures("db")
def test_the_file_is_taken_by_who_may_and_that_is_written_down(made: Made) -> None:
    answer = signed_in(made.house.auditor).get(reverse("practice_report_file", args=[made.report.pk]))
    assert b"".join(answer.streaming_content)[:5] == b"%PDF-"
    for close in answer._resource_closers:
        close()


@pytest.mark.parametrize(("count", "each"), [(1, 140_000), (320, 53_125), (4_000, 4_250)])
def test_many_pictures_are_smaller_and_too_many_are_left_out(count: int, each: int) -> None:
    assert fitting.allowance(17_000_000, count) == (each, count)
    assert fitting.allowance(17_000_000, 10_000) == (4_000, 4_250)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "L", "CMYK", "LA"])
def test_a_picture_of_any_kind_fits_into_what_is_allowed(mode: str) -> None:
    written = io.BytesIO()
    with Image.open(io.BytesIO(photographs.photograph(1600, 1200, 7))) as drawn:
        drawn.convert("L" if mode == "LA" else "RGB").convert(mode).save(
            written, "TIFF" if mode == "CMYK" else "PNG"
        )
    fitted = [fitting.fit(io.BytesIO(written.getvalue()), allowed) for allowed in (140_000, 50_000, 6_000)]
    assert [len(content) <= allowed for content, allowed in zip(fitted, (140_000, 50_000, 6_000), strict=True)] == [
        True, True, True,
    ]  # fmt: skip
    with Image.open(io.BytesIO(fitted[0])) as shown:
        assert shown.format == "JPEG"
        assert round(shown.width / shown.height, 2) == 1.33


def test_what_has_no_room_is_left_out_of_each_report_alike() -> None:
    def report(count: int) -> quarter.Report:
        shown = [quarter.Shown(None, None) for _picture in range(count)]  # type: ignore[arg-type]
        return quarter.Report(None, [], [], shown, [])  # type: ignore[arg-type]

    reports = [report(4), report(1), report(3)]
    groups = [quarter.Group(Office(), [quarter.Section(Office(), reports)])]
    contents = quarter.Contents(None, QUARTER, None, groups)  # type: ignore[arg-type]
    quarter.leave_out(contents, 5)
    assert [(len(each.pictures), each.left_out) for each in reports] == [(2, 2), (1, 0), (2, 1)]


@pytest.mark.usefixtures("db")
def test_it_comes_below_its_limit_whatever_the_pictures(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiling, "LIMIT_BYTES", 150_000)
    monkeypatch.setattr(compiling, "TEXT_BYTES", 20_000)
    large = photographs.image(photographs.photograph(2000, 1500, 3))
    photographs.report(made.house.page_of(made.house.offices.b), [large] * 6, title="অনেক ছবি")
    asked = compiling.ask(by=made.house.moderator, office=made.house.offices.hq, period=QUARTER)
    assert compiling.make_due() == 1
    asked.refresh_from_db()
    assert asked.pdf.size <= 150_000
    assert asked.pictures == 8
