"""When and where a meeting was: date, time and place, each in a line of its own or several in one."""

# ruff: noqa: E501 (patterns are lists of words, one line each)

from charter_pages.papers import dates, people
from charter_pages.papers.desk import Desk
from charter_pages.papers.folding import compiled, fold
from charter_pages.papers.lines import Line, line_of
from charter_pages.papers.paper import Paper

_PART = r"(?:সকাল|বেলা|দুপুর|বিকাল|বিকেল|সন্ধ্যা|রাত|ভোর|পূর্বাহ্ন|অপরাহ্ন)"
_CLOCK = r"(?:সাড়ে\s*|পৌনে\s*|সোয়া\s*)?\d{1,2}(?:\s*[.:ঃ]\s*\d{1,2})?(?:\s*(?:ঘটিকায়|ঘটিকার|ঘটিকা|টায়|টা|মিনিট|মিঃ|a\.?m\.?|p\.?m\.?))*"
_TIME = compiled(
    rf"(?:{_PART}[\s,:ঃ\-]*)?{_CLOCK}(?:\s*(?:হতে|থেকে|-|to)\s*(?:{_PART}[\s,:]*)?{_CLOCK}(?:\s*পর্যন্ত)?)?"
)
_SEPARATORS = " ,;।/:ঃ-–—()"
_ONLINE = compiled(
    r"জুম|zoom|অনলাইন|অন-লাইন|online|ভার্চুয়াল|virtual|ভিডিও\s*কনফারেন্স|গুগল\s*মিট|google\s*meet|ওয়েবিনার|টিমস|teams|webex"
)
_HELD = compiled(
    rf"(?P<time>{_PART}[\s,]*{_CLOCK})[\s,]*(?:সময়\s*)?(?P<venue>[^।]{{3,120}}?(?:কক্ষ|কার্যালয়|মিলনায়তন|ভবন|অডিটোরিয়াম))(?:ে|য়)?(?=[\s,])[^।]*(?:সভা|অনুষ্ঠিত)"
)
_CHAIRED = compiled(
    r"(?:জনাব|বেগম|মিজ)\s+(?P<name>[^।,:]{3,60}?)\s*(?:-?\s?(?:এর|এঁর))?\s+(?:মহোদয়ের\s+)?সভাপতিত্বে"
)
_BEFORE_POST = compiled(r"(?:ঘটিকায়|টায়|টার সময়|মিনিটে|তারিখে?|কক্ষে|কার্যালয়ে|মিলনায়তনে|অধিদপ্তরে|কারাগারে|[,।])\s+")
_BY_CHAIR = compiled(r".*সভাপতিত্বে[\s,]+")
_WORD = compiled(r"[^\W_]")


def take_date(desk: Desk, printed: str, value: Line) -> None:
    """Take the day of the meeting, and its time and place where they stand in the same line."""
    desk.name(printed)
    _read(desk, fold(printed), value)


def _read(desk: Desk, label: str, value: Line) -> None:
    paper = desk.paper
    found = list(dates.find(value))
    if not found:
        first = _TIME.match(value.plain)
        if first and (fold("সময়") in label) and not paper.time:
            take_time(desk, "", value, has_venue=fold("স্থান") in label)
        elif value.text and not paper.meeting_on_printed:
            paper.meeting_on_printed = _bare(value.text)
        else:
            desk.leave(value.text)
        return
    if paper.meeting_on_printed:
        desk.leave(value.text)
        return
    gregorian = next((date for date in found if not date.is_bangla), found[0])
    paper.meeting_on = gregorian.date
    # Two calendars beside each other, and what joins them, are one date.
    paper.meeting_on_printed = value.said(found[0].start, found[-1].end)
    before, behind = value.cut(0, found[0].start), value.cut(found[-1].end)
    for rest in (before, behind):
        bare = rest.text.strip(_SEPARATORS)
        if not _WORD.search(fold(bare)):
            continue
        time = _TIME.search(rest.plain)
        if time and not paper.time:
            take_time(desk, "", rest, has_venue=fold("স্থান") in label)
        elif fold("স্থান") in label and not paper.venue:
            take_venue(desk, "", rest)
        elif compiled(r"তারিখ|তারিখে|খ্রিঃ|রোজ").fullmatch(fold(bare)):
            desk.name(bare)
        else:
            desk.leave(rest.text)


def take_time(desk: Desk, printed: str, value: Line, *, has_venue: bool = False) -> None:
    """Take the time as printed; the venue where the label promises it in the same line."""
    desk.name(printed)
    paper = desk.paper
    if paper.time:
        desk.leave(value.text)
        return
    date = next(dates.find(value), None)
    if date and not paper.meeting_on_printed:
        _read(desk, fold(f"{printed} তারিখ সময়"), value)
        return
    found = _TIME.search(value.plain)
    if (has_venue or fold("স্থান") in fold(printed)) and found:
        before, behind = value.cut(0, found.start()), value.cut(found.end())
        paper.time = _bare(value.said(*found.span()))
        for rest in (before, behind):
            if _WORD.search(rest.plain):
                take_venue(desk, "", rest)
        return
    paper.time = _bare(value.text.lstrip(_SEPARATORS))


def take_venue(desk: Desk, printed: str, value: Line) -> None:
    """Take where the meeting was; a link or an application beside a room makes it online, too."""
    desk.name(printed)
    paper = desk.paper
    said = _bare(value.text.lstrip(_SEPARATORS.replace("(", "")))
    if _ONLINE.search(fold(f"{printed} {said}")):
        paper.is_online = True
    paper.venue = f"{paper.venue}, {said}" if paper.venue and said else paper.venue or said


def take_chair_from_text(paper: Paper) -> None:
    """Read who chaired out of the sentence that opens minutes: "… জেল সুপার জনাব … এর সভাপতিত্বে …"."""
    line = line_of(paper.opening[:600])
    found = _CHAIRED.search(line.plain)
    if not found or not people.could_be_name(line.cut(*found.span("name"))):
        return
    paper.chair.name = line.said(*found.span("name"))
    paper.copied.append(paper.chair.name)
    # Before the name stands the post, before it time or place.
    before = line.cut(0, found.start())
    post = before.cut(
        max((ends.end() for ends in _BEFORE_POST.finditer(before.plain)), default=0)
    ).text.strip(" ,")
    if len(post) < 80 and people.is_post(fold(post)):
        paper.chair.posts = [post]
        paper.copied.append(post)


def take_from_text(paper: Paper) -> None:
    """Read time and place out of the sentence that opens minutes: "… তারিখ সকাল ১০.০০ ঘটিকায় সম্মেলন কক্ষে …"."""
    line = line_of(paper.opening[:600])
    if found := _HELD.search(line.plain):
        paper.time = line.said(*found.span("time"))
        venue = line.cut(*found.span("venue"))
        chaired = _BY_CHAIR.match(venue.plain)
        paper.venue = _bare(venue.cut(chaired.end()).text if chaired else venue.text)
        paper.copied += [paper.time, paper.venue]


def _bare(text: str) -> str:
    return text.strip().rstrip("।,; ").strip()
