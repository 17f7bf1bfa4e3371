"""The words that say what a line is: "সভাপতি :", "তারিখঃ", "স্মারক নং-", "বিতরণ" … in all the forms that papers give them."""

# ruff: noqa: E501 (patterns are lists of words, one line each)

import dataclasses
import enum

from bangla import memo
from charter_pages.papers import dates, numbering
from charter_pages.papers.folding import compiled
from charter_pages.papers.lines import Line, line_of


class Label(enum.Enum):
    CHAIR = "chair"
    GUEST = "guest"
    MEETING_DATE = "meeting date"
    DATE = "date"
    TIME = "time"
    VENUE = "venue"
    ATTENDANCE = "attendance"
    SUBJECT = "subject"
    REFERENCE = "reference"
    MEMO = "memo"
    ATTACHMENT = "attachment"
    ADDRESSEE = "addressee"
    SENDER = "sender"
    DISTRIBUTION = "distribution"
    COPIES = "copies"
    ANNEX = "annex"
    AGENDA = "agenda"
    DISCUSSION = "discussion"
    DECISION = "decision"
    OWNER = "owner"
    DEADLINE = "deadline"


@dataclasses.dataclass(slots=True)
class Labelled:
    """A line with its label: the label as printed with its colon, and what stands behind it."""

    label: Label
    printed: str
    value: Line
    # A number before the label or within it: "১.২ সিদ্ধান্ত:", "আলোচ্যসূচি-১".
    number: str = ""
    mark: numbering.Mark | None = None
    has_colon: bool = True


_OF_MEETING = r"(?:সভার|সভা|অনুষ্ঠানের|সভা অনুষ্ঠানের|সভা অনুষ্ঠিত হওয়ার|বৈঠকের|মিটিং\s?এর)"
_DAY = r"(?:দিন|বার)"
_AND = r"\s*(?:ও|এবং|,|/|,\s*ও)\s*"
_PEOPLE = (
    r"(?:সদস্য|কর্মকর্তা|কর্মচারী|প্রতিনিধি|ব্যক্তি|অংশগ্রহণকারী|অংশীজন|সুধী|কর্মকর্তা-কর্মচারী|কর্মকর্তা/কর্মচারী|সদস্য/প্রতিনিধি)"
)
_PLURAL = r"(?:\s?গণ|\s?বৃন্দ|\s?বর্গ|\s?গন|দের|সমূহ|মণ্ডলী|মন্ডলী)?(?:ের|র|এর)?"
_LIST = r"(?:\s*(?:নামের|নাম|হাজিরা))?(?:\s*তালিকা)?"
_NO = r"(?:নং|নম্বর|নম্বরঃ|সংখ্যা|নাম্বার|no\.?)"
_END = r"(?=\s|[:ঃ;\-(=।]|$)"
_INFORM = r"(?:সদয়\s*)?(?:অবগতি|জ্ঞাতার্থে|জ্ঞাতার্থ|কার্যার্থে|কার্যার্থ|জ্ঞাতব্য)"

# Label → pattern of its words; the first that fits counts, so what is longer stands first.
_WORDS: tuple[tuple[Label, str], ...] = (
    (Label.MEETING_DATE, rf"(?:{_OF_MEETING}\s*)?(?:{_DAY}{_AND})?তারিখ{_AND}(?:{_DAY}{_AND})?সময়(?:{_AND}(?:স্থান|মাধ্যম))?"),
    (Label.MEETING_DATE, rf"(?:{_OF_MEETING}\s*)?সময়{_AND}তারিখ"),
    (Label.MEETING_DATE, rf"(?:{_OF_MEETING}\s*)?স্থান{_AND}(?:তারিখ|সময়){_AND}(?:সময়|তারিখ)"),
    (Label.MEETING_DATE, rf"{_OF_MEETING}\s*(?:{_DAY}{_AND})?(?:তারিখ|তাং)(?:{_AND}{_DAY})?|{_OF_MEETING}\s*দিন|তারিখ{_AND}{_DAY}|date of (?:the )?meeting|meeting date"),
    (Label.TIME, rf"(?:{_OF_MEETING}\s*|সভা\s*(?:আরম্ভের|শুরুর)\s*)?(?:সময়{_AND}(?:স্থান|মাধ্যম)|স্থান{_AND}সময়|সময়সূচি|সময়)|time"),
    (Label.VENUE, rf"(?:{_OF_MEETING}\s*)?(?:স্থান|ভেন্যু|মাধ্যম|স্থান{_AND}মাধ্যম|প্ল্যাটফর্ম)|সভাস্থল|সভা\s?কক্ষ(?=\s*[:ঃ])|venue"),
    (Label.CHAIR, r"(?:সভার\s*|সভায়\s*)?সভাপতি(?:র\s*নাম(?:\s*ও\s*পদবি)?)?|(?:সভায়\s*)?সভাপতিত্ব(?:\s*করেন|কারী)?|সভাপতিত্বে|চেয়ারপার্সন|চেয়ারপারসন|chair(?:person|man)?"),
    (Label.GUEST, r"(?:(?:প্রধান|বিশেষ|আমন্ত্রিত|সম্মানিত)\s*(?:অতিথি|আলোচক)(?:বৃন্দ|গণ)?|সহ\s?-?\s?সভাপতি|সঞ্চালক|সঞ্চালনা(?:য়|কারী)?|উপস্থাপ(?:ক|না|নায়)|co-?\s?chair(?:person|man)?|chief guest)(?=\s*[:ঃ])"),
    (Label.ATTENDANCE, rf"(?:(?:(?:{_OF_MEETING}|সভায়)\s*)?উপস্থিতি|(?:সভায়\s*)?উপস্থিত\s*{_PEOPLE}?{_PLURAL}{_LIST}|উপস্থিত\s*ছিলেন|(?:সভায়\s*)?উপস্থিতির?\s*(?:তালিকা|স্বাক্ষর)|হাজিরা(?:\s*তালিকা)?|অংশগ্রহণকারী{_PLURAL}{_LIST})(?:\s*\(জ্যেষ্ঠতা[^()]*\))?"),
    (Label.AGENDA, r"(?:সভার\s*)?(?:আলোচ্য\s?-?সূচী?(?:সমূহ|তে)?|আলোচ্য\s*বিষয়(?:সমূহ|াবলি|াবলী|াদি|বস্তু)?|আলোচনার\s*বিষয়(?:সমূহ|াবলি)?|কার্যসূচী?|এজেন্ডা|agenda)"),
    (Label.SUBJECT, r"(?:পত্রের\s*|সভার\s*|নোটিশের\s*)?বিষয়(?:বস্তু)?|সভার\s*(?:নাম|শিরোনাম)|subject"),
    (Label.REFERENCE, rf"সূত্র(?:ঃ|:)?(?:\s*{_NO})?(?:সমূহ)?|সূত্রোক্ত\s*পত্র|রেফারেন্স|reference|ref"),
    (Label.MEMO, rf"(?:(?:(?:আধা|অর্ধ)\s?-?\s?সরকারি\s*(?:পত্র)?|ডি\.?\s?ও\.?(?:\s*পত্র)?|পরিপত্র|স্মারক|স্বারক|স্মারকপত্র|পত্র|নথি|নথি/স্মারক|পত্রের\s*স্মারক|আদেশ|অফিস\s*আদেশ|বিজ্ঞপ্তি|প্রজ্ঞাপন)\s*{_NO}|{_NO}|স্মারক|memo(?:randum)?\s*(?:no\.?)?)"),
    (Label.DATE, r"(?:(?:ইস্যুর|জারির|প্রকাশের|পত্রের|প্রেরণের|স্বাক্ষরের)\s*)?(?:তারিখ|তাং)|(?:ইং|বাং|বাংলা|ইংরেজি)\s*তারিখ|date"),
    (Label.ATTACHMENT, r"(?:সংযুক্তি|সংযুক্ত|সংলগ্নী|সংলগ্ন|সংযোজনী|সংযোজন|সংযুক্তিসমূহ|attachments?|enclosures?)"),
    (Label.SENDER, r"(?:প্রেরক|হইতে|হতে|from)(?=\s*[:ঃ])"),
    (Label.ADDRESSEE, r"(?:প্রাপক|বরাবর|বরাবরে|প্রতি|প্রাপক/প্রতি|to)"),
    (Label.ANNEX, r"(?:পরিশিষ্ট|সংলাগ|সংযোজনী)\s*[-]?\s*['(]*\s*(?:[ক-হ]|\d{1,2}|[a-z])\s*[')]*"),
    (Label.OWNER, r"(?:সিদ্ধান্ত\s*)?বাস্তবায়ন(?:কারী|ে|কারি)?(?:\s*(?:কর্তৃপক্ষ|কর্মকর্তা|শাখা|দপ্তর|সংস্থা|প্রতিষ্ঠান|বিভাগ|দায়িত্ব|দায়িত্বপ্রাপ্ত))?(?:\s*[/,]\s*(?:শাখা|দপ্তর|সংস্থা|কর্তৃপক্ষ|কর্মকর্তা))*|দায়িত্ব(?:প্রাপ্ত)?(?:\s*(?:কর্মকর্তা|শাখা|দপ্তর))?|কার্যক্রম\s*গ্রহণকারী|action(?:\s*by)?"),
    (Label.DEADLINE, r"(?:সিদ্ধান্ত\s*)?(?:বাস্তবায়নের\s*)?(?:সময়সীমা|সময়কাল|শেষ\s*তারিখ|মেয়াদ)|বাস্তবায়নের\s*সময়|deadline"),
    (Label.DECISION, r"(?:সভায়\s*|সভার\s*|সর্বসম্মত\s*|আলোচনা\s*শেষে\s*|আলোচনান্তে\s*)?(?:গৃহীত\s*)?সিদ্ধান্ত(?:সমূহ|াবলি|াবলী|গুলো|গুলি)?(?:\s*[:ঃ]?\s*(?:সমূহ))?(?:\s*(?:নং|নম্বর)(?=\s*[\-:ঃ.]*\s*\d))?|(?:সভার\s*)?সুপারিশ(?:মালা|সমূহ)?|decisions?"),
    (Label.DISCUSSION, r"(?:সভার\s*|বিস্তারিত\s*)?আলোচনা(?:\s*ও\s*(?:পর্যালোচনা|সিদ্ধান্ত(?:সমূহ)?))?|পর্যালোচনা(?:\s*ও\s*আলোচনা)?|বর্তমান\s*অবস্থা|অগ্রগতি|discussion"),
)  # fmt: skip
_SEPARATOR = r"(?P<colon>\s*,\s*$|\s*[:ঃ;](?:\s*[:ঃ\-=]+)?\s*|\s*[-=]+>?\s*[:ঃ]?\s*|\s*।\s*$|\s*$)"
_PATTERNS = tuple((label, compiled(rf"(?:{words}){_SEPARATOR}")) for label, words in _WORDS)
# Where no colon stands, what follows must show that the word is a label.
_OPEN = {
    label: compiled(rf"(?:{words})\s*,?\s+")
    for label, words in _WORDS
    if label
    in (Label.MEMO, Label.DATE, Label.TIME, Label.CHAIR, Label.MEETING_DATE, Label.VENUE, Label.ATTENDANCE)
}
_NUMBERED = compiled(
    r"(?P<word>(?:আলোচ্য\s?-?\s?সূচী?|আলোচ্য\s*বিষয়|আলোচ্যবিষয়|এজেন্ডা|agenda)\s*(?:নং|নম্বর|ক্রমিক)?)(?:\s*[:ঃ\-.]\s*|\s+|(?=\())[(]?(?P<n>\d{1,2}(?:\.\d{1,2})?|[ক-হ](?![^\W\d]|[া-্]))[)]?\s*[:ঃ।.\-]*\s*"
)
_NUMBERED_DISCUSSION = compiled(
    r"(?P<word>আলোচনা\s*(?:নং|নম্বর)?)\s*-\s*[(]?(?P<n>\d{1,2}(?:\.\d{1,2})?|[ক-হ](?![^\W\d]|[া-্]))[)]?\s*[:ঃ।][:ঃ।.\-]*\s*"
)
_BY_SERIAL = compiled(
    r"ক্রমিক\s*(?:নং|নম্বর)?\s*[\-:ঃ]*\s*(?P<n>\d{1,2})\s*[।.):ঃ,\-]*\s*(?:আলোচ্য\s?-?\s?(?:সূচী?|বিষয়)|বিষয়|এজেন্ডা)\s*[:ঃ\-]+\s*"
)
_WITH_NOTE = compiled(
    r"(?P<word>(?:{0}))\s*(?P<note>\([^()]*\))\s*(?:[:ঃ;\-]+\s*)?$".replace(
        "{0}", "বিতরণ|অনুলিপি|কার্যার্থে|জ্ঞাতার্থে"
    )
)
# Headings of a distribution are sentences as often as words.
_COPIES = compiled(
    rf"(?:{_INFORM}[^:ঃ।]{{0,60}}?)?(?:অনুলিপি|কপি)\s*(?:{_INFORM}|প্রেরণ|প্রেরিত|দেয়া|বিতরণ|সদয়|প্রদান|[:ঃ;(\-]|$)|"
    rf"{_INFORM}[^।:ঃ]{{0,40}}(?:অনুলিপি)"
)
_SENT = compiled(
    rf"(?:{_INFORM}[^।:ঃ]{{0,90}}?|[^।:ঃ]{{0,60}}?জন্য\s*)?(?:বিতরণ(?:\s*করা\s*(?:হলো|হল|হইল|হ'ল))?|(?:প্রেরণ|প্রেরিত)(?:\s*করা)?\s*(?:হলো|হল|হইল|হ'ল))\s*(?:\([^()]*\))?(?:\s*[(\[][^()\[\]]*[)\]])?\s*(?:[:ঃ;।]|:?-+|$)[\s:ঃ\-]*(?:\([^()]*\)[\s:ঃ;।\-]*$)?"
)
_INFORMED = compiled(
    rf"{_INFORM}(?:\s*(?:ও|/|এবং)\s*(?:প্রয়োজনীয়\s*)?(?:{_INFORM}|কার্যক্রমের\s*জন্য|ব্যবস্থা(?:র|\s*গ্রহণের)\s*জন্য))?(?:\s*\([^()]*\))*\s*[:ঃ\-]+\s*$"
)
_OTHER_HEADINGS = (
    (Label.DISTRIBUTION, compiled(r"প্রাপক\s*\([^()]*\)\s*[:ঃ\-]*\s*$")),
    (Label.COPIES, compiled(r"(?:copy|copies|cc)\b[^.:]{0,60}[:\-]+\s*$")),
    (
        Label.DISTRIBUTION,
        compiled(r"(?:distribution|circulation)\s*(?:list)?\s*(?:\([^()]*\))?\s*[:\-]*\s*$"),
    ),
)
_TIME_WORDS = compiled(
    r"(?:সকাল|বেলা|দুপুর|বিকাল|বিকেল|সন্ধ্যা|রাত|পূর্বাহ্ন|অপরাহ্ন|\d{1,2}\s*[.:ঃ]\s*\d{2}|\d{1,2}\s*টা|\d{1,2}\s*ঘটিকা)"
)
_PLACE_WORDS = compiled(
    r".*(?:কক্ষ|কক্ষে|কার্যালয়|ভবন|মিলনায়তন|অডিটোরিয়াম|জুম|zoom|অনলাইন|ভার্চুয়াল|অফিস|দপ্তর|কারাগার|সম্মেলন)"
)
# How the text of a letter begins.
BEGINS_LETTER = compiled(
    r"(?:উপর্যুক্ত|উপরোক্ত|উপরিউক্ত|উল্লিখিত|মহোদয়|জনাব\s*[,।]?$|প্রিয়\s|যথাবিহিত|যথাযথ|নির্দেশক্রমে|আদিষ্ট|সদয়|বর্ণিত|এতদ্বারা)"
)
MEMO_VALUE = compiled(r"[\s:ঃ\-]*\d{2}[.\-\s]{0,3}\d{2}[.\-\s]{0,3}\d{4}")


def find(line: Line) -> Labelled | None:
    """Return the label that a line begins with, a number before it set apart; None where it begins with none."""
    if found := _heading_of_distribution(line):
        return found
    if found := _numbered_agenda(line) or _bare_memo(line):
        return found
    if found := _label(line):
        return found
    mark = numbering.lead(line)
    if mark is None:
        return None
    behind = _numbered_agenda(mark.rest) or _label(mark.rest)
    if behind is None:
        return None
    behind.mark = mark
    behind.number = behind.number or mark.number
    return behind


def _label(line: Line) -> Labelled | None:
    plain = line.plain
    for label, pattern in _PATTERNS:
        if found := pattern.match(plain):
            return Labelled(label, line.said(0, found.end()), line.cut(found.end()))
    for label, pattern in _OPEN.items():
        found = pattern.match(plain)
        if found and _shows(label, line.cut(found.end()), line):
            return Labelled(label, line.said(0, found.end()), line.cut(found.end()), has_colon=False)
    return None


def _shows(label: Label, value: Line, line: Line) -> bool:
    """Return whether a value without a colon before it is of the label's kind."""
    if label is Label.MEMO:
        return MEMO_VALUE.match(value.plain) is not None
    if label in (Label.DATE, Label.MEETING_DATE):
        first = next(dates.find(value), None)
        return first is not None and first.start == 0 and len(value.plain) < 70
    if label is Label.TIME:
        return _TIME_WORDS.match(value.plain) is not None and len(value.plain) < 60
    if label is Label.ATTENDANCE:
        return (
            len(value.plain) < 40
            and value.plain.startswith(("পরিসিস্ট", "হাজিরা", "সংযুক্ত"))
            and line.cells is not None
        )
    if label is Label.VENUE:
        return line.cells is not None or (
            _PLACE_WORDS.match(value.plain) is not None and len(value.plain) < 90
        )
    return line.cells is not None or (value.plain.startswith(("জনাব", "বেগম")) and not line.is_long)


def _numbered_agenda(line: Line) -> Labelled | None:
    if found := _BY_SERIAL.match(line.plain):
        start, end = found.span("n")
        printed = f"{line.said(0, start)} {line.said(end, found.end())}"
        return Labelled(Label.AGENDA, printed, line.cut(found.end()), number=line.said(start, end))
    found = _NUMBERED.match(line.plain)
    said = Label.AGENDA
    if not found:
        found, said = _NUMBERED_DISCUSSION.match(line.plain), Label.DISCUSSION
    if not found:
        return None
    return Labelled(
        said,
        line.said(*found.span("word")),
        line.cut(found.end()),
        number=line.said(*found.span("n")),
    )


def _bare_memo(line: Line) -> Labelled | None:
    """Return a memo number that stands in a line of its own without a word that says so, perhaps with its date."""
    if not line.has_gap or line.is_long or not MEMO_VALUE.match(line.plain):
        return None
    first = next(iter(memo.find_all(line.text)), None)
    if first is None or first[0] > 0:
        return None
    rest = line_of(line.text[first[1] :])
    if rest.text and not dates.is_only_dates(rest) and find(rest) is None:
        return None
    return Labelled(Label.MEMO, "", line, has_colon=False)


def _heading_of_distribution(line: Line) -> Labelled | None:
    """Return a heading of a distribution or of copies; its value is what stands behind the heading's own word."""
    if line.is_long and not line.plain.endswith((":", "ঃ", "-")):
        return None
    for label, pattern in (
        (Label.COPIES, _COPIES),
        (Label.DISTRIBUTION, _SENT),
        (Label.DISTRIBUTION, _INFORMED),
        *_OTHER_HEADINGS,
    ):
        found = pattern.match(line.plain)
        if not found:
            continue
        rest = line.cut(found.end()).plain
        if label is Label.DISTRIBUTION and rest.strip():
            continue
        return Labelled(label, line.text, line.cut(len(line.plain)))
    return None
