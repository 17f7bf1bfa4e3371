"""The top of a paper: letterhead, title, memo and dates, subject and references, and of minutes the facts of the meeting."""

from charter_pages.papers import addressing, attending, dates, facts, issue, labels, numbering, titles
from charter_pages.papers.desk import Desk
from charter_pages.papers.folding import fold
from charter_pages.papers.labels import Label, Labelled
from charter_pages.papers.lines import Line
from charter_pages.papers.paper import Kind

# So near a memo number stands its date.
_NEAR = 3
# A line below a title that is longer says something.
_SHORT = 60
_TEXT = (Label.AGENDA, Label.DISCUSSION, Label.DECISION, Label.DISTRIBUTION, Label.COPIES, Label.ANNEX)
_TITLES = {Kind.MINUTES: titles.MINUTES, Kind.NOTICE: titles.NOTICE, Kind.REPORT: titles.REPORT}


def take(desk: Desk) -> None:
    """Take the lines above the text; `at` is at the text's first line afterwards."""
    pool: list[Line] = []
    seen: set[Label] = set()
    is_meeting = desk.paper.kind in (Kind.MINUTES, Kind.NOTICE)
    while not desk.is_done:
        row, found = desk.row, desk.labelled
        if found is not None and _take_labelled(desk, found, seen, is_meeting=is_meeting):
            seen.add(found.label)
            continue
        if (
            found is None
            and dates.is_only_dates(row)
            and (seen & {Label.MEMO, Label.DATE} or desk.paper.kind is not Kind.MINUTES)
        ):
            desk.at += 1
            issue.take_issue_date(desk, "", row)
            continue
        if is_meeting and attending.is_said(desk, row, seen) and not desk.paper.attendance_note:
            attending.take(desk, "", row)
            continue
        if _begins_text(desk, row, found, seen):
            break
        if (
            desk.paper.kind is Kind.LETTER
            and seen & {Label.MEMO, Label.DATE}
            and Label.SUBJECT not in seen
            and addressing.is_addressee(desk, row)
        ):
            desk.paper.addressee.append(row.text)
        else:
            pool.append(row)
        desk.at += 1
    pattern = _TITLES.get(desk.paper.kind)
    if desk.paper.kind is Kind.LETTER:
        desk.paper.letterhead[:0] = [line.text for line in pool]
    else:
        is_subject = pattern is titles.MINUTES and pattern.search(fold(desk.paper.subject)) is not None
        if is_subject and not any(titles.MINUTES.search(line.plain) for line in pool):
            # The subject is the title: what stands above is all letterhead.
            desk.paper.letterhead[:0] = [line.text for line in pool]
        else:
            titles.place(desk.paper, pool, pattern)


def _begins_text(desk: Desk, row: Line, found: Labelled | None, seen: set[Label]) -> bool:
    if found is not None and found.label in _TEXT:
        return True
    if desk.paper.kind is Kind.LETTER:
        if Label.SUBJECT in seen:
            return True
        return (row.is_long and bool(seen)) or labels.BEGINS_LETTER.match(row.plain) is not None
    if desk.paper.kind is Kind.REPORT and _is_titled(desk):
        return not row.plain.startswith("(")
    if titles.MINUTES.search(row.plain) and not row.ends_sentence and not seen & set(facts.LABELS):
        return False
    mark = numbering.lead(row)
    if seen & set(facts.LABELS):
        # An item may be about minutes, too: "১.০ বিগত সভার কার্যবিবরণী দৃঢ়ীকরণ".
        is_title = titles.MINUTES.search(row.plain) is not None and not row.is_long and mark is None
        return not is_title or any(titles.MINUTES.search(line.plain) for line in desk.rows[: desk.at])
    if titles.is_letterhead(row):
        return False
    is_titled = _is_titled(desk)
    is_said = len(row.plain) > _SHORT or row.ends_sentence or row.plain.endswith((":", "ঃ"))
    return (
        (mark is not None and (is_titled or row.is_long))
        or (is_titled and is_said)
        or (row.is_long and (is_titled or row.ends_sentence) and row.has_gap)
        or len(row.plain) > 300
    )


def _is_titled(desk: Desk) -> bool:
    """Return whether the title stands in one of the lines above: what is said below it is no more of it."""
    above = desk.rows[max(0, desk.at - 4) : desk.at]
    if desk.paper.kind is Kind.MINUTES:
        return any(titles.MINUTES.search(line.plain) for line in above)
    pattern = _TITLES.get(desk.paper.kind)
    return pattern is not None and any(pattern.fullmatch(line.plain) for line in above)


def _take_labelled(desk: Desk, found: Labelled, seen: set[Label], *, is_meeting: bool) -> bool:
    """Take a labelled line of the head; False where it belongs to no head."""
    before = desk.at
    match found.label:
        case Label.MEMO if not desk.paper.memo_number:
            issue.take_memo(desk, found.printed, found.value)
        case Label.DATE if not is_meeting or _is_of_issue(desk, seen):
            desk.at += 1
            issue.take_issue_date(desk, found.printed, found.value)
        case Label.SUBJECT:
            _take_subject(desk, found)
        case Label.REFERENCE:
            issue.take_references(desk, found.printed, found.value)
        case Label.ADDRESSEE:
            addressing.take_addressee(desk, found)
        case Label.SENDER:
            addressing.take_sender(desk)
        case Label.ATTACHMENT if not is_meeting:
            issue.take_attachments(desk, found.printed, found.value)
        case Label.GUEST if desk.paper.kind is not Kind.MINUTES:
            return False
        case (
            Label.GUEST
            | Label.DATE
            | Label.MEETING_DATE
            | Label.CHAIR
            | Label.TIME
            | Label.VENUE
            | Label.ATTENDANCE
        ) if is_meeting:
            facts.take(desk, found)
        case _:
            return False
    if desk.at > before and found.mark is not None:
        desk.name(found.mark.printed)
    return True


def _is_of_issue(desk: Desk, seen: set[Label]) -> bool:
    """Return whether "তারিখ" in the head of minutes dates the paper, not the meeting: it stands by the memo number."""
    near = range(desk.at - _NEAR, desk.at)
    for place in reversed(near):
        label = desk.label_at(place)
        if label is Label.MEMO:
            return desk.paper.issued_on_printed == "" or desk.paper.issued_on_bangla is None
        if label in facts.LABELS:
            return False
    below = [desk.label_at(place) for place in (desk.at + 1, desk.at + 2)]
    return Label.MEMO in below and not set(below) & set(facts.LABELS) and not seen & set(facts.LABELS)


def _take_subject(desk: Desk, found: Labelled) -> None:
    paper = desk.paper
    desk.name(found.printed)
    desk.at += 1
    said = found.value.text
    while not desk.is_done and desk.labelled is None and not said.rstrip().endswith("।"):
        row = desk.row
        if (
            (row.has_gap and said)
            or labels.BEGINS_LETTER.match(row.plain)
            or numbering.lead(row)
            or row.cells
        ):
            break
        said = f"{said} {row.text}".strip()
        desk.at += 1
    if paper.subject:
        desk.leave(said)
    else:
        paper.subject = said
