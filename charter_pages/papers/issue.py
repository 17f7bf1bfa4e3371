"""The issue of a paper: its memo number, its date in both calendars, what it cites and what goes with it."""

from bangla import memo
from charter_pages.papers import dates, labels, numbering, signatures
from charter_pages.papers.desk import Desk
from charter_pages.papers.folding import compiled, fold
from charter_pages.papers.labels import Label
from charter_pages.papers.lines import Line, line_of
from charter_pages.papers.paper import Attachment, Citation, Kind

_DATE_LABEL = compiled(r"[\s,;()।\-]*(?:ইং\s*|বাং\s*)?(?:তারিখ|তাং|dated?)\s*[:ঃ;\-=]*\s*")
_WORD = compiled(r"[^\W_]")
_PAGES = compiled(
    r"[\s,\-:(]*(?P<pages>(?:মোট\s*)?(?P<n>\d{1,4})\s*(?:\([^()\d]{1,25}\)\s*)?(?:টি\s+)?(?:(?P<pages_of>পাতা|পৃষ্ঠা|ফর্দ|pages?|sheets?|leaves)|প্রস্থ|কপি|সেট|টি|খানা|copies|copy|sets?)[^\s\d]{0,3})\s*[।.)]*\s*$"
)
# Words that are no memo number though they stand behind its label.
_MEMO_END = compiled(r"\s*(?:,|;|।)?\s*(?:\(?(?:ইং\s*|বাং\s*)?(?:তারিখ|তাং|dated?\b))")


# So much behind a memo number says something.
_SAID = 30


def take_memo(desk: Desk, printed: str, value: Line) -> None:
    """Take the memo number of the paper; a second one is that of its copies. A date may stand in the same line."""
    paper = desk.paper
    if not value.plain.strip() and (below := desk.next_row()) and labels.MEMO_VALUE.match(below.plain):
        desk.at += 1
        value = below
    number, rest = _number_in(value)
    if paper.memo_number:
        desk.paper.copies_memo.append(f"{printed} {value.text}".strip())
        desk.at += 1
        take_dates_of_copies(desk)
        return
    desk.name(printed)
    if number:
        paper.memo_label = printed.strip(" :ঃ-–—=")
        paper.copied.append(paper.memo_label)
    paper.memo_number = number
    try:
        paper.memo_key = memo.normal_form(number) if number else ""
    except ValueError:
        paper.memo_key = ""
    desk.at += 1
    if paper.kind is Kind.NOTICE and len(rest.plain) > _SAID and next(dates.find(rest), None) is None:
        # "নং …-৩০১— কারা অধিদপ্তরের …": a gazette's text begins behind its number.
        desk.rows.insert(desk.at, line_of(rest.text.lstrip(" -–—।:ঃ")))
        desk.labels.insert(desk.at, None)
    elif rest.plain.strip():
        take_issue_date(desk, "", rest)


def take_dates_of_copies(desk: Desk) -> None:
    """Take the lines at hand that say only a date: the copies of a letter have the letter's, once more."""
    while not desk.is_done and dates.is_only_dates(desk.row) and desk.labelled is None:
        desk.paper.copies_memo.append(desk.row.text)
        desk.at += 1


def _number_in(value: Line) -> tuple[str, Line]:
    """Return the memo number that a value begins with, and what stands behind it."""
    first = next(iter(memo.find_all(value.text)), None)
    if first and not _WORD.search(value.text[: first[0]]):
        number, rest = value.text[first[0] : first[1]], value.text[first[1] :]
        return number, line_of(rest)
    end = _MEMO_END.search(value.plain)
    place = end.start() if end else len(value.plain)
    return value.said(0, place).strip(" :ঃ,;।"), value.cut(place)


def is_said_of(value: Line) -> bool:
    """Return whether more stands behind a memo number than its dates: then a sentence cites it."""
    number, rest = _number_in(value)
    if not number:
        return False
    label = _DATE_LABEL.match(rest.plain)
    rest = rest.cut(label.end()) if label else rest
    return rest.ends_sentence and not dates.is_only_dates(rest) and len(rest.plain) > 15


def take_issue_date(desk: Desk, printed: str, value: Line) -> None:
    """Take the date of issue, in one calendar or both, and the lines below that go on with it; `at` is behind them."""
    desk.name(printed)
    _take_dates(desk, _unbroken(desk, value))
    while not desk.is_done:
        below, labelled = desk.row, desk.labelled
        if dates.is_only_dates(below) and labelled is None:
            _take_dates(desk, below)
        elif labelled and labelled.label is Label.DATE and _has_place_for(desk, labelled.value):
            desk.name(labelled.printed)
            _take_dates(desk, labelled.value)
        else:
            return
        desk.at += 1


def _unbroken(desk: Desk, value: Line) -> Line:
    """Return a date that the page's width has broken, put together again; `at` is behind it."""
    for count in (2, 1):
        below = desk.rows[desk.at : desk.at + count]
        if len(below) < count or any(desk.labels[desk.at + number] for number in range(count)):
            continue
        if any(dates.is_only_dates(row) or len(row.plain) > 40 for row in below):
            continue
        whole = line_of(" ".join([value.text, *(row.text for row in below)]))
        label = _DATE_LABEL.match(whole.plain)
        if dates.is_only_dates(whole.cut(label.end()) if label else whole):
            desk.at += count
            return whole
    return value


def _has_place_for(desk: Desk, value: Line) -> bool:
    found = list(dates.find(value))
    paper = desk.paper
    return not value.text or any(
        (paper.issued_on_bangla is None) if date.is_bangla else (not paper.issued_on_printed)
        for date in found
    )


def _take_dates(desk: Desk, value: Line) -> None:
    paper, last, rest = desk.paper, 0, []
    for found in dates.find(value):
        between = value.said(last, found.start)
        if found.is_bangla and paper.issued_on_bangla is None:
            paper.issued_on_bangla = found.figures
            paper.issued_on_bangla_printed = value.said(found.start, found.end)
        elif not found.is_bangla and not paper.issued_on_printed:
            paper.issued_on = found.date
            paper.issued_on_printed = value.said(found.start, found.end)
        else:
            continue
        rest.append(between)
        last = found.end
    rest.append(value.said(last, len(value.plain)))
    for said in rest:
        plain = fold(said)
        if compiled(
            r"[\s,;()।/\-]*(?:(?:ইং|বাং|বাংলা|ইংরেজি)?\s*(?:তারিখ|তাং|dated?))?\s*[:ঃ;\-=/।,()]*\s*(?:ও|এবং|মোতাবেক|মোতাবেকঃ)?[\s:ঃ/\-]*"
        ).fullmatch(plain):
            desk.name(said)
        elif _WORD.search(plain):
            desk.leave(said)


def take_references(desk: Desk, printed: str, value: Line) -> None:
    """Take what the paper refers to: one line, or a numbered list."""
    desk.name(printed)
    desk.at += 1
    said = _listed(desk, value)
    for mark, text in said:
        desk.name(mark)
        desk.paper.references.append(citation(text))


def citation(text: str) -> Citation:
    first = next(iter(memo.find_all(text)), None)
    if first is None:
        return Citation(text)
    return Citation(text, text[first[0] : first[1]], str(first[2]))


def take_attachments(desk: Desk, printed: str, value: Line) -> None:
    """Take what goes with the paper, with the number of its pages."""
    desk.name(printed)
    desk.at += 1
    for mark, text in _listed(desk, value):
        desk.name(mark)
        desk.paper.attachments.append(attachment(text))


def attachment(text: str) -> Attachment:
    """Return an attachment: "নির্ধারিত ছকে তথ্য ০২ পাতা।" has two pages."""
    line = line_of(text)
    found = _PAGES.search(line.plain)
    if not found:
        return Attachment(text.strip().rstrip("।").strip())
    title = line.said(0, found.start()).strip(" ,-–—:(ঃ।").strip()
    printed = line.said(*found.span("pages"))
    # "৮ কপি" and "৪ টি" are no pages.
    pages = int(found["n"]) if found["pages_of"] else None
    if not title:
        return Attachment(printed, pages)
    return Attachment(title, pages, printed)


def _listed(desk: Desk, value: Line) -> list[tuple[str, str]]:
    """Return the parts of a labelled list, each with its number; `at` is behind the list."""
    parts: list[tuple[str, str]] = []
    first = _mark(value)
    if first:
        parts.append((first.printed, first.rest.text))
    elif value.text:
        parts.append(("", value.text))
    is_list = first is not None or not value.text
    while not desk.is_done and desk.labelled is None:
        row = desk.row
        if (
            labels.BEGINS_LETTER.match(row.plain)
            or signatures.is_formula(row)
            or signatures.starts(desk, desk.at)
        ):
            break
        mark = _mark(row)
        if mark and is_list:
            parts.append((mark.printed, mark.rest.text))
        elif parts and not row.has_gap and not _is_closed(parts[-1][1]) and not mark:
            parts[-1] = (parts[-1][0], f"{parts[-1][1]} {row.text}")
        elif not parts and not row.is_long:
            parts.append(("", row.text))
        else:
            break
        desk.at += 1
    if len(parts) == 1:
        return _parted(parts[0])
    return parts


def _mark(line: Line) -> numbering.Mark | None:
    mark = numbering.lead(line)
    # "২০২৩-২৪ …" and memo numbers begin with figures, too.
    return None if mark is None or mark.style is numbering.Style.POINT else mark


def _parted(part: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the parts of one line that counts within itself: "(১) … (২) …"."""
    whole = line_of(f"{part[0]} {part[1]}".strip())
    return [(mark.printed, mark.rest.text.strip(" ;,")) for mark in numbering.parted(whole)] or [part]


def _is_closed(text: str) -> bool:
    return text.rstrip().endswith(("।", ";"))
