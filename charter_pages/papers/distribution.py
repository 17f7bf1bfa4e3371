"""Whom a paper is sent to: the heading, the numbered lines, whose attention is asked for."""

from charter_pages.papers import numbering, people, signatures
from charter_pages.papers.desk import Desk
from charter_pages.papers.folding import compiled
from charter_pages.papers.labels import Label
from charter_pages.papers.lines import Line, line_of
from charter_pages.papers.numbering import Mark
from charter_pages.papers.paper import Recipient

_ATTENTION = compiled(
    r"[\s,;\-]*(?P<open>[(\[])?\s*(?P<label>(?:দৃ(?:ঃ|:|\.)?\s*আ(?:ঃ|:|\.)|দৃষ্টি\s*আকর্ষণ|দৃ(?:ঃ|:|\.)\s*আকর্ষণ|দৃষ্টি\s*আঃ|attn\.?|attention)\s*[:ঃ.\-]*)\s*"
)
_HEADING = compiled(r"(?P<word>বিতরণ|অনুলিপি|কপি)(?![^\W\d_]|[া-্])\s*(?P<note>.*)")
_NOTED = compiled(r"(?P<heading>.*?)\s*[:ঃ\-]*\s*\((?P<note>[^()]*(?:\([^()]*\)[^()]*)*)\)\s*")
# So far below a line that closes one recipient may the next number stand.
_NEAR = 4
_CLOSED = ("।", "।)", "।'", ";")


def take(desk: Desk) -> None:
    """Take a heading and its recipients; `at` is behind them."""
    paper, labelled = desk.paper, desk.labelled
    assert labelled is not None
    # A letter is sent to its addressee: whoever is listed besides gets a copy.
    is_copy = labelled.label is Label.COPIES or bool(paper.copies_memo or paper.addressee)
    heading, note = parted(labelled.printed)
    if not paper.distribution_heading:
        paper.distribution_heading, paper.distribution_note = heading, note
    elif not paper.copies_heading:
        paper.copies_heading, paper.copies_note = heading, note
    else:
        desk.name(labelled.printed)
    if labelled.number and labelled.mark:
        desk.name(labelled.mark.printed)
    desk.at += 1
    if labelled.value.text:
        paper.distribution.append(recipient(labelled.value.text, is_copy=is_copy))
    _take_rows(desk, is_copy)


def parted(heading: str) -> tuple[str, str]:
    """Return a heading, and the note behind it: "বিতরণ (জ্ঞাতার্থে ও কার্যার্থে):" has one."""
    line = line_of(heading.strip().rstrip(":ঃ-–—= ").strip())
    line = line.cut(0, len(line.plain.rstrip("।")))
    if found := _HEADING.fullmatch(line.plain):
        note = line.said(*found.span("note"))
        return line.said(*found.span("word")), _bare_note(note)
    if (found := _NOTED.fullmatch(line.plain)) and found["heading"].strip():
        return line.said(*found.span("heading")), _bare_note(line.said(*found.span("note")))
    return line.text, ""


def _bare_note(note: str) -> str:
    note = note.strip().rstrip(":ঃ-–—= ").strip(" -–:ঃ")
    is_whole = note.startswith("(") and note.endswith(")") and note.count("(") == 1
    return note[1:-1].strip() if is_whole else note


def _take_rows(desk: Desk, is_copy: bool) -> None:
    rows = desk.paper.distribution
    first = len(rows)
    is_counted = _has_numbers(desk)
    last: Mark | None = None
    while not desk.is_done:
        row = desk.row
        if _ends(desk, has_rows=len(rows) > first):
            break
        mark = numbering.lead(row, bare=is_counted)
        if mark is not None and mark.style is numbering.Style.POINT:
            mark = None
        attention = _ATTENTION.match(row.plain)
        if attention and len(rows) > first and not rows[-1].attention:
            _attend(desk, rows[-1], row)
        elif mark is not None:
            rows.append(recipient(mark.rest.text, mark.number, is_copy=is_copy))
            last = mark
        elif len(rows) == first or row.is_bullet:
            rows.append(recipient(row.text, is_copy=is_copy))
        elif is_counted:
            if not _goes_on(desk, rows[-1], last):
                break
            _lengthen(rows[-1], row)
        elif _is_new(rows[-1], row):
            if signatures.starts(desk, desk.at):
                break
            rows.append(recipient(row.text, is_copy=is_copy))
        else:
            _lengthen(rows[-1], row)
        desk.at += 1
    for each in rows[first:]:
        _set_attention(desk, each)


def _ends(desk: Desk, *, has_rows: bool) -> bool:
    """Return whether the list is over at this line: a label, a signature, a mailbox."""
    row, label = desk.row, desk.label_at(desk.at)
    if label in (
        Label.SUBJECT,
        Label.REFERENCE,
        Label.MEMO,
        Label.DISTRIBUTION,
        Label.COPIES,
        Label.ANNEX,
        Label.ATTACHMENT,
    ):
        return True
    if label is Label.DATE:
        return True
    if people.is_name_in_brackets(row) and has_rows and not _ATTENTION.match(row.plain):
        return True
    if row.cells and len(row.cells) > 2:
        return True
    return has_rows and people.is_contact(row) and numbering.lead(row) is None


def _has_numbers(desk: Desk) -> bool:
    return any(numbering.lead(row, bare=True) for row in desk.rows[desk.at : desk.at + 3])


def _goes_on(desk: Desk, before: Recipient, last: Mark | None) -> bool:
    """Return whether a line without a number belongs to the recipient before it."""
    row = desk.row
    for other in desk.rows[desk.at + 1 : desk.at + 1 + _NEAR]:
        mark = numbering.lead(other, bare=True)
        if mark and last and mark.path and last.path and mark.path[-1] == last.path[-1] + 1:
            return True
    if before.text.count("(") > before.text.count(")"):
        return True
    if before.text.rstrip().endswith(_CLOSED):
        return False
    if signatures.starts(desk, desk.at):
        return False
    return not row.has_gap or people.is_office(row.plain) or people.is_post(row.plain) or "," in row.plain


def _is_new(before: Recipient, row: Line) -> bool:
    return before.text.rstrip().endswith(_CLOSED) or row.has_gap or not people.is_office(row.plain)


def recipient(text: str, number: str = "", *, is_copy: bool = False) -> Recipient:
    return Recipient(number, text.strip(), is_copy=is_copy)


def _lengthen(row: Recipient, line: Line) -> None:
    if row.attention:
        row.attention = f"{row.attention} {line.text}"
    else:
        row.text = f"{row.text} {line.text}"


def _attend(desk: Desk, row: Recipient, line: Line) -> None:
    row.text = f"{row.text} {line.text}"


def _set_attention(desk: Desk, row: Recipient) -> None:
    """Part a recipient's text at "দৃ: আ:"; what stands behind the attention's bracket stays with the text."""
    line = line_of(row.text)
    found = _ATTENTION.search(line.plain)
    if not found:
        return
    start, end = found.end(), len(line.plain)
    behind = ""
    if found["open"] and (close := line.plain.find(")", start)) >= 0:
        # A bracket within the attention belongs to it.
        inner = line.plain.find("(", start, close)
        close = (
            line.plain.find(")", close + 1) if inner >= 0 and line.plain.find(")", close + 1) >= 0 else close
        )
        behind, end = line.said(close + 1, end).strip(), close
    row.attention = line.said(start, end).strip().rstrip("।,; )").strip()
    if row.attention.count("(") > row.attention.count(")"):
        row.attention += ")"
    desk.name(line.said(*found.span("label")))
    text = line.said(0, found.start())
    row.text = f"{text}{behind}" if behind in ("।", "") else f"{text} {behind}"
