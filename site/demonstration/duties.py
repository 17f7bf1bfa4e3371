"""What offices owed and showed in the last four quarters, and what stands open in this one.

The past is told in few statements, each duty as it ended: what came of it follows from the names of office, quarter
and duty, so that a second run would tell the same. The present quarter goes through the verbs that staff go through.
"""

import datetime
import hashlib
import zlib
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.db import transaction
from django.template import engines
from django.utils import translation

import clock
from accounts.models import User
from bangla import calendar, fiscal
from charter_pages.charters import reading
from charter_pages.duties import deciding, evidence, raising, reviewing, rules
from charter_pages.models import CharterPage, CharterVersion, Duty, DutyEvent, DutyKind, Evidence
from demonstration.people import stem
from demonstration.progress import track
from offices.models import Office
from printing import pdf
from publishing import collecting
from publishing.models import PortalDocument

State, What = Duty.State, DutyEvent.What
QUARTERS_TOLD = 4
DAY = datetime.timedelta(days=1)
REASONS = (
    "সভার তারিখ ও উপস্থিতির তালিকা নেই; যোগ করে আবার দিন।",
    "আগের ত্রৈমাসিকের কাগজ দেওয়া হয়েছে; এই ত্রৈমাসিকেরটি দিন।",
    "স্মারক নম্বর নেই; স্মারকসহ আবার দিন।",
)
# What is filed, by kind; every one says that it is a sample.
TITLES: dict[str, str] = {
    DutyKind.COMMITTEE: "পরিবীক্ষণ কমিটি পুনর্গঠনের আদেশ (নমুনা)",
    DutyKind.COMMITTEE_MINUTES: "পরিবীক্ষণ কমিটির সভার কার্যবিবরণী (নমুনা)",
    DutyKind.TRAINING: "সেবা প্রদান প্রতিশ্রুতি বিষয়ে প্রশিক্ষণের প্রতিবেদন (নমুনা)",
    DutyKind.STAKEHOLDERS: "অংশীজন সভার কার্যবিবরণী (নমুনা)",
    DutyKind.PRACTICE: "উত্তম চর্চার ত্রৈমাসিক প্রতিবেদন (নমুনা)",
}
PAPER = """{% extends "printing/base.html" %}{% block paper %}<h1>{{ page.title }}</h1>
<p>এটি প্রদর্শনের জন্য বানানো একটি নমুনা কাগজ; এতে কোনো প্রকৃত তথ্য নেই।</p>{% endblock %}"""
STATEMENT = (
    "আমি, {name}, {office} এর এই সেবা প্রদান প্রতিশ্রুতির সকল সেবা {day} তারিখে পড়েছি। যেভাবে লেখা আছে সেভাবেই সেবা দেওয়া "
    "হয়; কিছু পরিবর্তনের প্রয়োজন নেই।"
)
# The prison that has signed this quarter's review; Natore's is left for whoever tries it.
SIGNS = "dj-tangail"
TRIED = "dj-natore"
Charters = dict[int, tuple[CharterPage, CharterVersion]]


@dataclass(frozen=True)
class Staff:
    """Who shows for an office, who looks at it in its division, and who decides at headquarters."""

    shows: User
    endorses: User | None
    accepts: User


@dataclass(frozen=True)
class Paper:
    """A filed sample: the document, and its copy that serves as the snapshot of all who filed it."""

    document: PortalDocument
    snapshot: str
    sha256: str


def load() -> None:
    """Tell the last four quarters and begin this one; what was raised already is left as it is."""
    present = fiscal.quarter(clock.today())
    past = [present.previous()]
    while len(past) < QUARTERS_TOLD:
        past.insert(0, past[0].previous())
    if Duty.objects.of_quarter(past[0]).exists():
        return
    with transaction.atomic():
        offices = list(Office.objects.select_related("parent").order_by("code"))
        people = {user.username: user for user in User.objects.all()}
        staff = {office.pk: staff_of(office, people) for office in offices}
        papers = {kind: file_paper(title) for kind, title in TITLES.items()}
        charters = standing_charters()
        for quarter in track("quarters of duties", past):
            tell(quarter, offices, staff, papers, charters)
        raising.raise_for(present)
        begin(present, staff, papers)


def staff_of(office: Office, people: dict[str, User]) -> Staff:
    """Return the invented staff of an office; who shows never decides."""
    moderator = people["hq-moderator"]
    if office.kind == Office.Kind.HQ:
        return Staff(people["hq-editor"], None, moderator)
    division = office if office.kind == Office.Kind.DIVISION else office.parent
    name = stem(division.code) if division is not None else ""
    shows = people.get(f"{stem(office.code)}-editor", people[f"{name}-editor"])
    return Staff(shows, people[f"{name}-reviewer"] if office.is_prison else None, moderator)


def file_paper(title: str) -> Paper:
    """File a sample paper once, with the copy that stands for its snapshots."""
    with translation.override("bn"):
        html = engines["django"].from_string(PAPER).render({"page": {"title": title}, "text_language": "bn"})
    content = pdf.render(html) if pdf.available() else b"%PDF-1.4\n% " + title.encode()
    hq = Office.objects.get(kind=Office.Kind.HQ)
    document = PortalDocument(title=title, collection=collecting.of_office(hq))
    document.file.save("sample.pdf", ContentFile(content), save=False)
    document.save()
    storage = Evidence._meta.get_field("snapshot").storage  # type: ignore[union-attr]
    name = storage.save("evidence/sample.pdf", ContentFile(content))
    return Paper(document, name, hashlib.sha256(content).hexdigest())


def standing_charters() -> Charters:
    """Return the charters that have a version, by office."""
    found: Charters = {}
    live = CharterPage.objects.live().in_language("bn").filter(alias_of=None)
    newest = CharterVersion.objects.filter(page__in=live).select_related("page").order_by("number")
    for version in newest:
        if version.page.office_id is not None:
            found[version.page.office_id] = (version.page, version)
    return found


def chance(*names: object) -> int:
    """Return a number from 0 to 99 that always follows from the names."""
    return zlib.crc32(":".join(map(str, names)).encode()) % 100


def tell(
    quarter: fiscal.Quarter,
    offices: list[Office],
    staff: dict[int, Staff],
    papers: dict[str, Paper],
    charters: Charters,
) -> None:
    """Tell a quarter that is over, each duty as it ended: three statements of many rows."""
    binding = rules.in_force(quarter)
    stories = [
        Story(office, kind, quarter, rule.due_on(quarter))
        for office in offices
        for kind, rule in binding.items()
        if rule.binds(office)
    ]
    for story in stories:
        story.tell(staff[story.office.pk], papers, charters)
        story.duty.rule = binding[story.kind]
    Duty.objects.bulk_create(story.duty for story in stories)
    Evidence.objects.bulk_create(made for story in stories for made in story.shown)
    DutyEvent.objects.bulk_create(event for story in stories for event in story.events)


class Story:
    """One duty of a quarter that is over, with all that was shown and said."""

    def __init__(self, office: Office, kind: str, quarter: fiscal.Quarter, due_on: datetime.date) -> None:
        self.office, self.kind, self.quarter = office, kind, quarter
        self.duty = Duty(
            office=office,
            fiscal_year=quarter.fiscal_year.start,
            quarter=quarter.number,
            kind=kind,
            due_on=due_on,
        )
        self.shown: list[Evidence] = []
        self.events: list[DutyEvent] = []

    def chance(self, of: str) -> int:
        return chance(of, self.office.code, self.quarter, self.kind)

    def tell(self, staff: Staff, papers: dict[str, Paper], charters: Charters) -> None:
        self.say(What.RAISED, clock.midnight(self.quarter.first_day))
        # Some offices keep their days better than others, and all of them better from quarter to quarter.
        care = 55 + chance("care", self.office.code) * 40 // 100 + 3 * self.quarter.number
        if self.office.code in (SIGNS, TRIED) or self.office.kind == Office.Kind.HQ:
            care = 95
        luck = self.chance("kept")
        has_none = self.kind == DutyKind.CHARTER and self.office.pk not in charters
        if has_none or luck > care + 4:
            self.remind()
            return
        late = luck > care - 12
        day = self.chance("day")
        at = clock.midnight(self.duty.due_on) + (DAY * (1 + day % 17) if late else -DAY * (day % 24))
        at += datetime.timedelta(hours=9, minutes=self.chance("minute") * 4)
        self.show(staff.shows, at, papers, charters)
        if self.chance("returned") < 9:
            at += DAY * 3
            by = staff.endorses or staff.accepts
            self.say(What.RETURNED, at, by, REASONS[self.chance("reason") % len(REASONS)])
            self.duty.state = State.RETURNED
            if self.chance("again") < 12:
                return
            at += DAY * 4
            self.show(staff.shows, at, papers, charters)
        self.decide(staff, at)

    def decide(self, staff: Staff, at: datetime.datetime) -> None:
        """Let division and headquarters decide; of the last quarter some still wait."""
        waits = self.chance("waits") if clock.now() - at < 75 * DAY else 99
        if staff.endorses is not None:
            at += DAY * (1 + self.chance("division") % 4)
            if waits < 10 or at > clock.now():
                return
            self.say(What.ENDORSED, at, staff.endorses)
            self.duty.state = State.ENDORSED
        at += DAY * (1 + self.chance("hq") % 6)
        if waits < 25 or at > clock.now():
            return
        self.say(What.ACCEPTED, at, staff.accepts)
        self.duty.state, self.duty.settled_at = State.ACCEPTED, at

    def remind(self) -> None:
        for days in (-14, -3, 1, 7, 21):
            at = clock.midnight(self.duty.due_on + DAY * days) + datetime.timedelta(hours=2)
            if at < clock.now():
                self.say(What.REMINDED, at)

    def show(self, by: User, at: datetime.datetime, papers: dict[str, Paper], charters: Charters) -> None:
        made = Evidence(duty=self.duty, number=len(self.shown) + 1, made_at=at, by=by)
        if self.kind == DutyKind.CHARTER:
            page, version = charters[self.office.pk]
            made.how, made.page, made.version, made.title = Evidence.How.REVIEWED, page, version, page.title
            made.address = f"{evidence.path_of(page)}versions/{version.number}/"
            made.content_sha256 = version.sha256
            made.statement = STATEMENT.format(
                name=by, office=self.office.name_bn, day=calendar.format_day(clock.local(at).date(), "bn")
            )
        else:
            paper = papers[self.kind]
            made.how, made.document, made.title = Evidence.How.FILED, paper.document, paper.document.title
            made.content_sha256 = made.snapshot_sha256 = paper.sha256
            made.snapshot.name = paper.snapshot
        self.shown.append(made)
        self.duty.state, self.duty.shown_at = State.SUBMITTED, at
        self.say(What.SHOWN, at, by)

    def say(self, what: str, at: datetime.datetime, by: User | None = None, reason: str = "") -> None:
        shown = self.shown[-1] if self.shown else None
        self.events.append(DutyEvent(duty=self.duty, what=what, at=at, by=by, evidence=shown, reason=reason))


def begin(present: fiscal.Quarter, staff: dict[int, Staff], papers: dict[str, Paper]) -> None:
    """Let some offices show something of this quarter already, and staff decide on a part of it, by the verbs."""
    owed = (
        Duty.objects.of_quarter(present)
        .exclude(kind=DutyKind.CHARTER)
        .select_related("office__parent", "rule")
    )
    returned = [duty for duty in owed if duty.office.code == TRIED and duty.kind == DutyKind.TRAINING]
    some = [duty for duty in owed if chance("begun", duty.office.code, present, duty.kind) < 12]
    some += [duty for duty in returned if duty not in some]
    for duty in track("duties begun", some):
        people = staff[duty.office_id]
        day = clock.midnight(present.first_day) + DAY * (5 + chance("day", duty.pk) % 30)
        day += datetime.timedelta(hours=9, minutes=chance("minute", duty.pk) * 4)
        with clock.set_to(min(day, clock.now() - DAY)):
            made = evidence.show(
                by=people.shows, duty=duty, shown=evidence.of_document(papers[duty.kind].document)
            )
            Evidence.objects.filter(pk=made.pk).update(
                snapshot=papers[duty.kind].snapshot,
                snapshot_sha256=papers[duty.kind].sha256,
                snapshot_due_at=None,
            )
            step = 0 if duty in returned else chance("step", duty.office.code, duty.kind)
            if step < 15:
                by = people.endorses or people.accepts
                deciding.give_back(by=by, duty=duty, number=1, reason=REASONS[step % len(REASONS)])
                continue
            if step < 65 and people.endorses is not None:
                deciding.endorse(by=people.endorses, duty=duty, number=1)
            if step < 40:
                deciding.accept(by=people.accepts, duty=duty, number=1)
    sign(present, staff)


def sign(present: fiscal.Quarter, staff: dict[int, Staff]) -> None:
    """Let one prison sign that nothing changed, as anybody would; its snapshot is left to the worker."""
    duty = Duty.objects.of_quarter(present).filter(office__code=SIGNS, kind=DutyKind.CHARTER).first()
    page = reviewing.charter_of(duty) if duty is not None else None
    if duty is not None and page is not None:
        seen = reading.read(page).sha256()
        reviewing.sign(by=staff[duty.office_id].shows, duty=duty, seen=seen)
