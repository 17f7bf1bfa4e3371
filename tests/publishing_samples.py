"""Pages to try things on: two prisons of one division, with a page of each kind."""

import datetime
import io
from typing import NamedTuple

from django.core.files.base import ContentFile
from PIL import Image

import clock
from accounts.models import User
from charter_pages.models import (
    AgendaItem,
    Attachment,
    Attendance,
    CharterPage,
    Decision,
    DistributionLine,
    Expectation,
    GrievanceLevel,
    MinutesPage,
    Post,
    PostHolder,
    PracticeFigure,
    PracticePicture,
    PracticeReportPage,
    Reference,
    Service,
)
from offices.models import Office
from portal import rights, tree
from portal.models import (
    Initiative,
    InitiativeRegisterPage,
    NewsIndexPage,
    NewsPage,
    NewsPartner,
    OfficeIndexPage,
    OfficePage,
    ProgrammeActivity,
    ProgrammeArea,
    ProgrammePage,
    ProgrammeResult,
    Progress,
    StandardPage,
    TargetGroup,
    VisitingHours,
)
from portal.plan import measuring
from publishing import picture_answers
from publishing.models import PortalImage

MEMO = "৫৮.০৪.০০০০.০২১.০৩.০২০.২৪-২৬২"
MINUTES_TITLE = "মাসিক সমন্বয় সভার কার্যবিবরণী"


class Offices(NamedTuple):
    hq: Office
    division: Office
    a: Office
    b: Office


def offices() -> Offices:
    hq = Office.objects.create(
        code="hq", kind="hq", name_bn="কারা সদর দপ্তর", name_en="Prison Headquarters", address_bn="বকশীবাজার, ঢাকা"
    )
    division = Office.objects.create(
        code="div-rajshahi",
        kind="division",
        parent=hq,
        name_bn="রাজশাহী বিভাগীয় দপ্তর",
        name_en="Rajshahi Division",
    )
    a = Office.objects.create(
        code="dj-natore",
        kind="district_prison",
        parent=division,
        name_bn="নাটোর জেলা কারাগার",
        name_en="Natore Prison",
    )
    b = Office.objects.create(
        code="dj-pabna",
        kind="district_prison",
        parent=division,
        name_bn="পাবনা জেলা কারাগার",
        name_en="Pabna Prison",
    )
    return Offices(hq, division, a, b)


def office_page(office: Office) -> OfficePage:
    """Publish the page of an office below that of the office above it."""
    above = OfficePage.objects.filter(register_entry_id=office.parent_id, language="bn").first()
    parent = above if above and office.is_prison else OfficeIndexPage.objects.get(language="bn")
    page = OfficePage(
        title=office.name_bn, slug=office.code, register_entry=office, intro="<p>আমাদের কারাগারের পরিচিতি।</p>"
    )
    page.visiting_hours = [VisitingHours(who="সাজাপ্রাপ্ত বন্দি", days="শনি–বৃহস্পতি", hours="সকাল ৯টা–বিকাল ৪টা")]
    return tree.add(parent, page)


def post(office: Office) -> Post:
    found, _made = Post.objects.get_or_create(
        office=office, title_bn="জেল সুপার", title_en="Superintendent", phone="+8801700000000"
    )
    PostHolder.objects.get_or_create(
        post=found, since=datetime.date(2024, 1, 1), defaults={"name_bn": "আ. রহমান"}
    )
    return found


def offices_with_pages() -> Offices:
    """Return the offices, each with its page below a laid tree; rights follow the register."""
    tree.lay()
    laid = offices()
    for office in laid:
        office_page(office)
    rights.set_up()
    return laid


def charter(parent: OfficePage) -> CharterPage:
    officer = post(parent.register_entry)
    page = CharterPage(
        title="সেবা প্রদান প্রতিশ্রুতি",
        fiscal_year=2026,
        quarter=1,
        last_reviewed_on=datetime.date(2026, 9, 20),
        next_due_on=datetime.date(2030, 12, 31),
        vision_text="রাখিব নিরাপদ, দেখাব আলোর পথ",
        warning="ফোনে কেউ বন্দির জন্য টাকা চাইলে দেবেন না।",
    )
    page.services = [
        Service(
            section="citizen",
            number="১",
            task="visit",
            name="বন্দির সাথে সাক্ষাৎ",
            responsible=officer,
            superior=officer,
        ),
        Service(
            section="citizen", number="(ক)", is_part=True, task="visit", name="হাজতি বন্দি", responsible=officer
        ),
        Service(section="institutional", number="১", name="আদালতে হাজিরা", responsible=officer),
        Service(section="internal", number="১", name="ছুটি মঞ্জুর", responsible=officer),
    ]
    page.expectations = [Expectation(text="সময়মতো উপস্থিত থাকুন")]
    page.grievance_levels = [
        GrievanceLevel(when="সমাধান না পেলে", whom=officer, working_days=30),
        GrievanceLevel(when="অনিক ব্যর্থ হলে", whom_text="আপিল কর্মকর্তা", working_days=20),
    ]
    return tree.add(parent, page)


def unsaved_minutes(memo: str = MEMO, title: str = MINUTES_TITLE) -> MinutesPage:
    page = MinutesPage(
        title=title,
        meeting_on=datetime.date(2024, 3, 4),
        issued_on=datetime.date(2024, 3, 10),
        issued_on_bangla="২৬ ফাল্গুন ১৪৩০",
        memo_number=memo,
        chair_rank="কর্নেল",
        chair_posts="অতিরিক্ত কারা মহাপরিদর্শক\nও\nসভাপতি",
        venue="সম্মেলন কক্ষ",
        serial=1,
    )
    page.agenda = [AgendaItem(number="১", subject="সেবার মান", discussion="<p>বিস্তারিত আলোচনা হয়।</p>")]
    page.decisions = [
        Decision(number="(১.১)", text="দর্শনার্থী কক্ষে পাখা বসাতে হবে", owner="জেল সুপার", agenda_number="১"),
        Decision(number="(৬.৩)", text="ত্রৈমাসিক প্রতিবেদন পাঠাতে হবে"),
    ]
    page.attendance = [Attendance(post_text="জেলার, নাটোর জেলা কারাগার")]
    page.distribution = [
        DistributionLine(number="০১।", text="কারা মহাপরিদর্শক"),
        DistributionLine(text="নথি", is_copy=True),
    ]
    page.attachments = [Attachment(title="উপস্থিতির তালিকা", pages=2)]
    page.references = [Reference(text="পূর্বের সভা", memo_number="৫৮.০৪.০০০০.০২১.০৩.০২০.২৪-১")]
    return page


def minutes(parent: OfficePage, memo: str = MEMO, title: str = MINUTES_TITLE) -> MinutesPage:
    return tree.add(parent, unsaved_minutes(memo, title))


def photograph() -> bytes:
    """Return a JPEG with a place, a camera and a comment in it, lying on its side."""
    picture = Image.new("RGB", (400, 300), "#c89a4b")
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    exif[0x0112] = 6
    exif.get_ifd(0x8825).update({1: "N", 2: (23.0, 43.0, 12.0), 3: "E", 4: (90.0, 23.0, 45.0)})
    written = io.BytesIO()
    picture.save(written, "JPEG", exif=exif, comment=b"SecretComment")
    return written.getvalue()


def unasked_picture(office: Office | None = None) -> PortalImage:
    """Return a picture about which nobody was asked, in an office's collection or in the root's."""
    more = {"collection": rights.collection_of(office)} if office else {}
    file = ContentFile(photograph(), name="SecretName.jpg")
    return PortalImage.objects.create(title="কারখানা", description="কাঠের কারখানা", file=file, **more)


def picture(office: Office | None = None) -> PortalImage:
    """Return a picture for which somebody has answered that it shows nothing that must not be public."""
    made = unasked_picture(office)
    somebody, _made = User.objects.get_or_create(username="who-looked-at-samples", is_active=False)
    picture_answers.answer(by=somebody, picture=made, shows_face=False, shows_name=False, shows_paper=False)
    return made


def practice(parent: OfficePage, title: str = "স্বজন লিংক: পরিবারের সাথে কথা") -> PracticeReportPage:
    page = PracticeReportPage(
        title=title,
        fiscal_year=2026,
        quarter=1,
        subject="family",
        lead="সপ্তাহে একবার ফোনে কথা।",
        body=[("paragraph", "<p>বিবরণ</p>")],
    )
    page.figures = [PracticeFigure(label="মাসে কল", before="১২০", after="৪৮০")]
    page.pictures = [
        PracticePicture(image=picture(), caption="ফোন বুথ", alt_text="দেয়ালে একটি ফোন বুথ", moment="after")
    ]
    return tree.add(parent, page)


def news(title: str = "কারাপণ্য মেলা শুরু") -> NewsPage:
    page = NewsPage(title=title, lead="ঢাকায় মেলা শুরু হয়েছে।", body=[("paragraph", "<p>বিবরণ</p>")])
    page.partners = [NewsPartner(name="শিল্পকলা একাডেমি", link="https://example.org/")]
    return tree.add(NewsIndexPage.objects.get(language="bn"), page)


def programme() -> ProgrammePage:
    page = ProgrammePage(title="পুনর্বাসন কর্মসূচি", implementing_body="কারা অধিদপ্তর", goal="কর্মদক্ষতা বৃদ্ধি")
    page.areas = [ProgrammeArea(place="নাটোর", parts="সদর")]
    page.target_groups = [TargetGroup(text="সাজাপ্রাপ্ত বন্দি")]
    page.results = [ProgrammeResult(text="দক্ষতা বাড়বে")]
    page.activities = [ProgrammeActivity(text="প্রশিক্ষণ", status="ongoing")]
    return tree.add(StandardPage.objects.get(language="bn", slug="programmes"), page)


def initiatives() -> InitiativeRegisterPage:
    page = InitiativeRegisterPage.objects.get(language="bn")
    page.initiatives = [
        Initiative(title="ই-কমার্স", short_text="১২টি কারাগার"),
    ]
    page.save_revision(clean=False).publish()
    measure = measuring.lay_down(
        by=None,
        initiative=page.initiatives.get().translation_key,
        unit_bn="কারাগার",
        unit_en="prisons",
        short_target=36,
        long_target=68,
    )
    Progress.objects.create(
        measure=measure, how="carried", reached=17, measured_on=clock.today(), recorded_at=clock.now()
    )
    return page


class Site(NamedTuple):
    offices: Offices
    a: OfficePage
    b: OfficePage
    charter: CharterPage
    minutes: MinutesPage
    practice: PracticeReportPage


def whole_site() -> Site:
    """Lay the tree, four offices and a page of each kind below the first prison."""
    tree.lay()
    found = offices()
    pages = [office_page(office) for office in found]
    a, b = pages[2], pages[3]
    papers = charter(a), minutes(a), practice(a)
    news()
    programme()
    initiatives()
    tree.sync()
    return Site(found, a, b, *papers)
