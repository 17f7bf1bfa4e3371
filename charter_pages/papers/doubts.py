"""What an editor must look at: dates that do not agree, numbers that are missing, what the paper does not say."""

import datetime

from bangla import calendar
from charter_pages.papers import dates, meeting, numbering
from charter_pages.papers.folding import compiled
from charter_pages.papers.lines import line_of
from charter_pages.papers.paper import Doubt, Kind, Paper

# Code → the sentence in English; wording.py says it in the reader's language.
SENTENCES = {
    "dates-differ": (
        "The two dates are not the same day: {gregorian} is {expected} in the Bangla calendar, printed is {printed}."
    ),
    "date-unreadable": "There is no such day: {printed}.",
    "date-reckoned": "Only the Bangla date of issue is printed: {printed}. The other was reckoned from it.",
    "weekday-differs": "{printed} is another day of the week.",
    "memo-missing": "No memo number was found.",
    "memo-irregular": "The memo number has not the 18 or 22 digits and the serial of the official form: {printed}.",
    "issue-date-missing": "No date of issue was found.",
    "chair-missing": "Who chaired the meeting was not found.",
    "chair-from-text": "Who chaired the meeting stands only in the text: {text}.",
    "chairs-several": "More than one person chaired the meeting: the others stand among those present.",
    "meeting-date-missing": "The date of the meeting was not found.",
    "meeting-date-from-text": "The date of the meeting stands only in the text: {printed}.",
    "title-missing": "No title was found.",
    "subject-missing": "No subject was found.",
    "future-date": "This date lies in the future: {printed}.",
    "issued-before-meeting": "The paper is dated before the meeting.",
    "numbering-gap": "The numbering leaps after {number}.",
    "numbering-repeated": "The number {number} stands twice.",
    "decisions-missing": "No decision was found.",
    "decision-unnumbered": "A decision has no number: {text}.",
    "decision-empty": "A decision has no text: {number}.",
    "owner-unsure": "Who carries a decision out is not sure: {text}.",
    "issuer-missing": "Who signs for the issue was not found.",
    "distribution-missing": "Whom the paper is sent to was not found.",
    "kind-unsure": "What kind of paper this is, is not sure.",
    "remainder": "Some lines were placed nowhere.",
}
_LONGEST_QUOTE = 60
_HELD = compiled(r"(?:তারিখে?|অনুষ্ঠিত|সভা)")


def doubt(code: str, field: str = "", **parameters: str) -> Doubt:
    return Doubt(code, SENTENCES[code].format(**parameters), field, parameters)


def fill_from_text(paper: Paper) -> None:
    """Take the day of the meeting from the title or the opening where no line of its own names it."""
    if not (paper.chair.name or paper.chair.posts):
        meeting.take_chair_from_text(paper)
    if paper.meeting_on_printed:
        return
    for text in (paper.title, paper.subject, paper.opening[:600]):
        line = line_of(text)
        found = next((date for date in dates.find(line) if not date.is_bangla), None)
        if found and found.date and _HELD.search(line.plain, found.end):
            paper.meeting_on = found.date
            paper.meeting_on_printed = line.said(found.start, found.end)
            paper.copied.append(paper.meeting_on_printed)
            break
    if not paper.time and not paper.venue:
        meeting.take_from_text(paper)


def find(paper: Paper, *, is_sure: bool, today: datetime.date | None) -> list[Doubt]:
    """Return all doubts about a paper, in the order of its fields."""
    found: list[Doubt] = []
    if not is_sure:
        found.append(doubt("kind-unsure", "kind"))
    if not paper.title and paper.kind is not Kind.OTHER:
        found.append(doubt("title-missing", "title"))
    if paper.kind is Kind.MINUTES:
        found += _of_meeting(paper)
        found += _of_decisions(paper)
    if paper.kind in (Kind.MINUTES, Kind.LETTER, Kind.NOTICE):
        found += _of_issue(paper)
    found += _of_numbers(paper)
    found += _of_future(paper, today)
    if paper.remainder:
        found.append(doubt("remainder", "remainder"))
    return found


def _of_meeting(paper: Paper) -> list[Doubt]:
    found: list[Doubt] = []
    if not (paper.chair.name or paper.chair.posts or paper.chair.rank):
        found.append(doubt("chair-missing", "chair"))
    elif paper.chair.name and not paper.chair_signature and paper.chair.name in paper.copied:
        found.append(doubt("chair-from-text", "chair", text=paper.chair.name))
    if paper.has_several_chairs:
        found.append(doubt("chairs-several", "chair"))
    if not paper.meeting_on_printed:
        found.append(doubt("meeting-date-missing", "meeting_on"))
    elif paper.meeting_on is None:
        found.append(doubt("date-unreadable", "meeting_on", printed=paper.meeting_on_printed))
    elif paper.meeting_on_printed in paper.copied:
        found.append(doubt("meeting-date-from-text", "meeting_on", printed=paper.meeting_on_printed))
    found += _of_weekday(paper.meeting_on_printed, "meeting_on")
    said = list(dates.find(line_of(paper.meeting_on_printed)))
    bangla = next((date for date in said if date.is_bangla), None)
    if bangla and paper.meeting_on:
        found += _differ(paper.meeting_on, bangla.figures, "meeting_on")
    if paper.meeting_on and paper.issued_on and paper.issued_on < paper.meeting_on:
        found.append(doubt("issued-before-meeting", "issued_on"))
    return found


def _of_issue(paper: Paper) -> list[Doubt]:
    found: list[Doubt] = []
    if not paper.memo_number:
        found.append(doubt("memo-missing", "memo_number"))
    elif not paper.memo_key:
        found.append(doubt("memo-irregular", "memo_number", printed=paper.memo_number))
    if paper.issued_on_printed and paper.issued_on is None:
        found.append(doubt("date-unreadable", "issued_on", printed=paper.issued_on_printed))
    if paper.issued_on is None and not paper.issued_on_printed and paper.issued_on_bangla is not None:
        try:
            paper.issued_on = calendar.from_bangla(*paper.issued_on_bangla)
            found.append(doubt("date-reckoned", "issued_on", printed=paper.issued_on_bangla_printed))
        except ValueError:
            found.append(doubt("date-unreadable", "issued_on_bangla", printed=paper.issued_on_bangla_printed))
    elif paper.issued_on is None and not paper.issued_on_printed:
        found.append(doubt("issue-date-missing", "issued_on"))
    elif paper.issued_on is not None and paper.issued_on_bangla is not None:
        found += _differ(paper.issued_on, paper.issued_on_bangla, "issued_on_bangla")
    found += _of_weekday(paper.issued_on_printed, "issued_on")
    found += _of_weekday(paper.issued_on_bangla_printed, "issued_on_bangla")
    if paper.kind is not Kind.MINUTES and not paper.subject and paper.kind is Kind.LETTER:
        found.append(doubt("subject-missing", "subject"))
    if not paper.issuer.name and not paper.issuer.posts:
        found.append(doubt("issuer-missing", "issuer"))
    if not paper.distribution and not paper.addressee:
        found.append(doubt("distribution-missing", "distribution"))
    return found


def _differ(day: datetime.date, figures: tuple[int, int, int], field: str) -> list[Doubt]:
    """Tell a Bangla date that is another day; before 1988 none is reckoned and nothing is told."""
    try:
        expected = calendar.bangla_date(day)
    except ValueError:
        return []
    if tuple(expected) == figures:
        return []
    year, month, number = figures
    printed = (
        str(calendar.BanglaDate(year, month, number)) if 1 <= month <= 12 else "-".join(map(str, figures))
    )
    return [
        doubt(
            "dates-differ",
            field,
            gregorian=calendar.format_day(day, "bn"),
            expected=str(expected),
            printed=printed,
        )
    ]


def _of_weekday(printed: str, field: str) -> list[Doubt]:
    for found in dates.find(line_of(printed)):
        if found.weekday is not None and found.date is not None and found.date.weekday() != found.weekday:
            return [doubt("weekday-differs", field, printed=printed)]
    return []


def _of_decisions(paper: Paper) -> list[Doubt]:
    found: list[Doubt] = []
    if not paper.decisions:
        found.append(doubt("decisions-missing", "decisions"))
    for row in paper.decisions:
        if not row.number and len(paper.decisions) > 1 and not row.item:
            found.append(doubt("decision-unnumbered", "decisions", text=_quoted(row.text)))
        if not row.text:
            found.append(doubt("decision-empty", "decisions", number=row.number))
        if row.is_owner_shared or len(row.owner) > 150:
            found.append(doubt("owner-unsure", "decisions", text=_quoted(row.text)))
    return found


def _of_numbers(paper: Paper) -> list[Doubt]:
    found: list[Doubt] = []
    by_item: dict[str, list[str]] = {}
    for row in paper.decisions:
        by_item.setdefault(row.item, []).append(row.number)
    copies = [row.number for row in paper.distribution if row.is_copy]
    sent = [row.number for row in paper.distribution if not row.is_copy]
    sections = [item.number for item in paper.agenda]
    sections += [
        mark.number
        for text in (paper.decisions_heading, paper.closing)
        if (mark := numbering.lead(line_of(text)))
    ]
    for field, numbers in (
        ("agenda", sections),
        *(("decisions", numbers) for numbers in by_item.values()),
        ("distribution", sent),
        ("distribution", copies),
    ):
        found += [doubt("numbering-gap", field, number=number) for number in numbering.gaps(numbers)]
        known = [number for number in numbers if number]
        repeated = dict.fromkeys(number for number in known if known.count(number) > 1)
        if field != "agenda" or not any(item.subject for item in paper.agenda):
            found += [doubt("numbering-repeated", field, number=number) for number in repeated]
    return found


def _of_future(paper: Paper, today: datetime.date | None) -> list[Doubt]:
    if today is None:
        return []
    said = [("issued_on", paper.issued_on, paper.issued_on_printed or paper.issued_on_bangla_printed)]
    if paper.kind is Kind.MINUTES:
        said.append(("meeting_on", paper.meeting_on, paper.meeting_on_printed))
    return [
        doubt("future-date", field, printed=printed)
        for field, day, printed in said
        if day is not None and day > today
    ]


def _quoted(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE].rsplit(' ', 1)[0]} …"
