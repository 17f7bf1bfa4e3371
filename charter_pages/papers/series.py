"""Which meeting of which series a title names: the ordinal and the fiscal year, in whatever order it says them."""

# ruff: noqa: E501 (patterns are lists of words, one line each)

import re

from bangla import digits, fiscal
from charter_pages.papers import dates, titles
from charter_pages.papers.folding import compiled, fold
from charter_pages.papers.lines import Line, line_of
from charter_pages.papers.paper import Paper

_ORDINALS = {
    "১ম": 1, "২য়": 2, "৩য়": 3, "৪র্থ": 4, "৫ম": 5, "৬ষ্ঠ": 6, "৭ম": 7, "৮ম": 8, "৯ম": 9, "১০ম": 10,
    "প্রথম": 1, "দ্বিতীয়": 2, "তৃতীয়": 3, "চতুর্থ": 4, "পঞ্চম": 5, "ষষ্ঠ": 6, "সপ্তম": 7, "অষ্টম": 8, "নবম": 9, "দশম": 10,
    "একাদশ": 11, "দ্বাদশ": 12, "ত্রয়োদশ": 13, "চতুর্দশ": 14, "পঞ্চদশ": 15, "ষোড়শ": 16, "সপ্তদশ": 17, "অষ্টাদশ": 18, "ঊনবিংশ": 19, "বিংশ": 20,
    "একবিংশ": 21, "দ্বাবিংশ": 22, "ত্রয়োবিংশ": 23, "চতুর্বিংশ": 24, "পঞ্চবিংশ": 25, "ষড়বিংশ": 26, "সপ্তবিংশ": 27, "অষ্টাবিংশ": 28, "ঊনত্রিংশ": 29, "ত্রিংশ": 30,
}  # fmt: skip
_WORD_ORDINALS = {compiled(word).pattern: value for word, value in _ORDINALS.items()}
_BY_WORD = "|".join(word for word in _ORDINALS if not word[0].isdigit())
_ORDINAL = rf"(?P<ordinal>\d{{1,3}}\s?-?\s?(?:ম|য়|র্থ|ষ্ঠ|তম|শ|তমো)(?![ক-হা-্])|(?:{_BY_WORD})(?=[\s)])|\d{{1,3}}\s?(?:নং|নম্বর)(?=\s))"
_MEETING = r"(?P<meeting>(?:সাধারণ\s|মাসিক\s|সমন্বয়\s|বিশেষ\s|জরুরি\s|পর্যালোচনা\s|ত্রৈমাসিক\s|নিয়মিত\s|ভার্চুয়াল\s|মূলতবি\s|অনলাইন\s|অবহিতকরণ\s|অগ্রগতি\s|বার্ষিক\s|উন্নয়ন\s|মতবিনিময়\s|প্রস্তুতিমূলক\s){0,4}(?:সভা|বৈঠক|অধিবেশন))"
# "দ্বিতীয় (২য়) সভা" says it twice.
_AGAIN = r"(?:\s*\([^()\s]{1,12}\))?"
_SERIAL = compiled(rf"(?<![^\s(,\-]){_ORDINAL}{_AGAIN}\s+{_MEETING}")
# "৫ম ইনোভেশন টিমের সভা"; what else is counted by ordinals is no meeting.
_SERIAL_AFAR = compiled(
    rf"(?<![^\s(,\-]){_ORDINAL}{_AGAIN}\s+(?!শ্রেণি|পর্যায়|পর্ব|ধাপ|কোয়ার্টার|প্রান্তিক|ত্রৈমাসিক|তলা|বর্ষ|গ্রেড|তফসিল|কর্মশালা|প্রশিক্ষণ|প্রকল্প|ব্যাচ|কোর্স|সেমিনার)"
    r"(?P<meeting>(?:[^\s()]{1,30}\s){1,6}?(?:সভা|বৈঠক))"
)
_SERIAL_BEHIND = compiled(rf"(?P<meeting>সভা|বৈঠক)(?:র|ের)?\s*\(\s*{_ORDINAL}\s*\)")
_NUMBERED = compiled(r"(?P<meeting>সভা)(?:র)?\s*(?:নং|নম্বর|ক্রমিক)\s*[:ঃ\-]?\s*(?P<ordinal>\d{1,3})")
_YEAR = compiled(
    r"(?P<year>(?P<first>\d{4})\s*[-/]\s*(?P<second>\d{4}|\d{2}))\s*(?:অর্থ\s?-?\s?বছর|অর্থ\s?-?\s?বৎসর|অর্থ\s*সাল|সালের|fiscal)|(?:fy|fiscal\s*year)\s*(?P<english>\d{4}\s*[-/]\s*(?:\d{4}|\d{2}))"
)

# In a bracket a year needs no word: "(১ম ত্রৈমাসিক, ২০২২-২০২৩)".
_YEAR_IN_BRACKET = compiled(
    r"\([^()]*?(?P<year>(?P<first>20\d{2})\s*[-/]\s*(?P<second>20\d{2}|\d{2}))[^()\d]*\)"
)
# Which of a series' meetings it is, said by a month, a quarter or a day: "নভেম্বর/২০২৩ মাসের", "প্রথম প্রান্তিকের".
_MONTH = rf"(?:{dates.NAMES})(?![ক-হ])(?:[\s',/\-]*\d{{4}}(?:\s*(?:মাসের|সালের|এর|-এর))?|\s*মাসের)"
_QUARTER = (
    r"(?:\d{1,2}\s?-?\s?(?:ম|য়|র্থ)|প্রথম|দ্বিতীয়|তৃতীয়|চতুর্থ)\s*(?:প্রান্তিকের|কোয়ার্টারের|ত্রৈমাসিকের|প্রান্তিক|কোয়ার্টার)"
)
_TIMES = compiled(rf"(?<![^\s(,])(?:{_MONTH}|{_QUARTER})\s*")
_HELD = compiled(r"\s*(?:তারিখে|তারিখের|তারিখ|খ্রিঃ)?\s*(?:রোজ\s*\S+\s*)?(?:অনুষ্ঠিত|অনুষ্ঠেয়)?\s*")
_GONE = compiled(r"(?:গত|বিগত)\s*$")
# A meeting that comes again: by its period, or because a standing body meets.
_COMES_AGAIN = compiled(
    r"(?:মাসিক|ত্রৈমাসিক|দ্বিমাসিক|ষাণ্মাসিক|সাপ্তাহিক|পাক্ষিক|বার্ষিক|অর্ধ-?\s?বার্ষিক)\s(?:[^\s]+\s){0,3}(?:সভা|বৈঠক)$"
    r"|(?:কমিটি|টিম|পরিষদ|বোর্ড|কাউন্সিল|কমিশন|ফোরাম|টাস্কফোর্স|সমিতি)(?:র|ের|-এর|\s?এর)\s(?:[^\s]+\s){0,3}(?:সভা|বৈঠক)$"
)
_MEETS = re.compile("(?:সভা|বৈঠক|অধিবেশন)$")
_BODY = compiled(r"(?:কমিটি|টিম|পরিষদ|বোর্ড|কাউন্সিল)(?:র|ের|-এর|\s?এর)$")
_ENGLISH = compiled(
    r"(?P<ordinal>\d{1,3}(?:st|nd|rd|th))\s+(?P<meeting>(?:[a-z\-]+\s){0,3}meeting(?:\s+of\s.*)?)"
)
_OPENS_ENGLISH = re.compile(r"^\s*minutes\s+of(?:\s+the)?\b", re.IGNORECASE)

_ONLY_GENITIVE = compiled(r"[\s(,\-]*(?:ের|এর|র)?[\s:,\-]*")
# A meeting's genitive at a name's end.
_OF_MEETING = re.compile("(?<=সভা)র$|(?<=বৈঠক)ের$|(?<=অধিবেশন)ের$")
_BEHIND = compiled(r"(?:র|ের)?[\s:ঃ,)।\-]+(?P<name>[^():ঃ]*?[^():ঃ\s]\s(?:সভা|বৈঠক|অধিবেশন))(?:র|ের)?(?=\s|$)")


def take(paper: Paper) -> None:
    """Read from the title which meeting of which series this is."""
    if not _take(paper, line_of(paper.title)):
        _take(paper, line_of(paper.subject))
    if paper.serial is None:
        # "সভা নং: ০৩/২০২৪" in a line of its own.
        said = (_NUMBERED.match(line_of(text).plain) for text in paper.letterhead)
        paper.serial = next((_value(found["ordinal"]) for found in said if found), None)


def _take(paper: Paper, whole: Line) -> bool:
    year = _YEAR.search(whole.plain)
    if year:
        paper.fiscal_year = _first_of(year)
    line = _without_times(whole)
    year = _YEAR.search(line.plain)
    patterns = (_SERIAL, _SERIAL_BEHIND, _NUMBERED, _SERIAL_AFAR, _ENGLISH)
    matches = next((serials for each in patterns if (serials := list(each.finditer(line.plain)))), [])
    if matches:
        found = matches[-1]
        paper.serial = _value(found["ordinal"])
        paper.series = _series_of(line, found, year)
    else:
        bracket = None if year else _YEAR_IN_BRACKET.search(line.plain)
        paper.series = _series_without_serial(line, year or bracket, is_dated=line.text != whole.text)
        if bracket and paper.series:
            paper.fiscal_year = _first_of(bracket)
    if paper.series:
        paper.copied.append(paper.series)
    return bool(paper.series)


def _first_of(year: re.Match[str]) -> int | None:
    try:
        said = year["year"] or year["english"]
        return fiscal.parse(said.replace(" ", "")).start
    except ValueError:
        return None


def _without_times(line: Line) -> Line:
    """Return a title without the month, quarter or day of the meeting, which differ from one meeting of a series to the next."""
    minutes = titles.MINUTES.search(line.plain)
    end = minutes.start() if minutes else len(line.plain)
    spans: list[tuple[int, int]] = []
    for date in dates.find(line):
        if date.end <= end:
            held, gone = _HELD.match(line.plain, date.end), _GONE.search(line.plain, 0, date.start)
            assert held is not None
            spans.append((gone.start() if gone else date.start, held.end()))
    spans += [
        found.span()
        for found in _TIMES.finditer(line.plain, 0, end)
        if not any(start < found.end() and found.start() < stop for start, stop in spans)
    ]
    kept, last = [], 0
    for start, stop in sorted(spans):
        kept.append(line.said(last, start))
        last = stop
    return line_of(" ".join([*kept, line.said(last, len(line.plain))])) if spans else line


def _series_without_serial(line: Line, year: re.Match[str] | None, *, is_dated: bool) -> str:
    """Return the series of a meeting that has no ordinal; none where nothing says that it comes again."""
    opened = line.plain.find("(", line.plain.rfind("সভা")) if "সভা" in line.plain else line.plain.find("(")
    head = line.cut(0, opened) if opened > 0 else line
    named = _named(head)
    if _BODY.search(fold(named)):
        named = f"{named} সভা"
    if not _MEETS.search(named) or len(named.split()) < 2:
        return ""
    if not (year or is_dated or _COMES_AGAIN.search(fold(named))):
        return ""
    said = line.said(*year.span("year")) if year else ""
    return _balanced(named) if said in named else f"{_balanced(named)} ({_words_of(line, year)})"


def _words_of(line: Line, year: re.Match[str] | None) -> str:
    assert year is not None
    return line.said(*year.span("year" if year.re is _YEAR_IN_BRACKET else 0))


def _series_of(line: Line, found: re.Match[str], year: re.Match[str] | None) -> str:
    """Return the name of a series: the title up to "সভা" without the ordinal, the fiscal year behind it if it stands apart."""
    if found.re is _ENGLISH:
        return f"{_OPENS_ENGLISH.sub('', line.said(0, found.start()))} {line.said(*found.span('meeting'))}".strip(
            " ,-–:"
        )
    start = min(found.start("meeting"), found.start("ordinal"))
    before = line.cut(0, start)
    opened = before.plain.rfind("(")
    if opened > before.plain.rfind(")"):
        # "… সমন্বয় সভার কার্যবিবরণী (২০২৩-২০২৪ অর্থবছরের ১ম সভা)": what is in the bracket only says which one.
        named = _named(before.cut(0, opened))
        if named and not named.endswith(("সভা", "বৈঠক", "অধিবেশন")):
            named = f"{named} {line.said(*found.span('meeting'))}"
    else:
        named = f"{before.text.strip(' ,-–')} {line.said(*found.span('meeting'))}"
        if year is not None and _ONLY_GENITIVE.fullmatch(_YEAR.sub("", before.plain)):
            named = _named_behind(line.cut(found.end())) or named
    if not named.strip():
        named = _named_behind(line.cut(found.end())) or line.said(*found.span("meeting"))
    named = _balanced(named)
    if year is not None and line.said(*year.span("year")) not in named:
        named = f"{named} ({line.said(*year.span())})"
    return named


def _named(line: Line) -> str:
    """Return what a title names: without the word for minutes, "সভার" as "সভা"."""
    minutes = titles.MINUTES.search(line.plain)
    named = line.said(0, minutes.start()) if minutes else line.text
    return _OF_MEETING.sub("", named).strip(" ,-–:ঃ")


def _named_behind(line: Line) -> str:
    """Return the meeting that a title names behind its serial: "২০২৩-২৪ অর্থবছরের ১ম সভা: … সমন্বয় সভার কার্যবিবরণী"."""
    found = _BEHIND.match(line.plain)
    return line.said(*found.span("name")) if found else ""


def _balanced(text: str) -> str:
    if text.count("(") != text.count(")"):
        text = text.replace("(", " ").replace(")", " ")
    return " ".join(text.split()).strip(" ,-–:ঃ")


def _value(ordinal: str) -> int | None:
    if figures := re.match(r"\d+", digits.to_ascii(ordinal)):
        return int(figures[0])
    return _WORD_ORDINALS.get(ordinal.strip())
