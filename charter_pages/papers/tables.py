"""Tables of a paper: decisions with owner and time, those present, and what is only kept."""

import dataclasses
import enum
import re
from collections.abc import Sequence

from charter_pages.papers import numbering, people
from charter_pages.papers.folding import compiled, fold
from charter_pages.papers.lines import CELL_BREAK, Line, line_of
from charter_pages.papers.paper import Decision, Item, Person


class Column(enum.Enum):
    SERIAL = "serial"
    AGENDA = "agenda"
    DISCUSSION = "discussion"
    DECISION = "decision"
    OWNER = "owner"
    TIME = "time"
    NAME = "name"
    POST = "post"
    OFFICE = "office"
    OTHER = "other"


# The first that a heading holds counts: "সিদ্ধান্ত বাস্তবায়নকারী" is the owner, "বাস্তবায়নের সময়সীমা" the time.
_HEADINGS = tuple(
    (column, compiled(pattern))
    for column, pattern in (
        (
            Column.SERIAL,
            r"^[\s(]*(?:ক্রমিক|ক্রঃ|ক্র:|ক্র\.|ক্র\s*নং|ক্রম|নং|নম্বর|sl|serial|#)[\s.:ঃ]*(?:নং|নম্বর|no)?[\s.)]*$",
        ),
        (Column.TIME, r"সময়|মেয়াদ|তারিখ|কাল$|deadline|time"),
        (
            Column.OWNER,
            r"বাস্তবায়নকারী|বাস্তবায়নে|দায়িত্ব|কার্যক্রম\s*গ্রহণকারী|কর্তৃপক্ষ|সংশ্লিষ্ট|বাস্তবায়ন|owner|action|responsib",
        ),
        (Column.DECISION, r"সিদ্ধান্ত|সুপারিশ|decision"),
        (Column.AGENDA, r"আলোচ্য|এজেন্ডা|বিষয়|agenda|subject"),
        (Column.DISCUSSION, r"আলোচনা|পর্যালোচনা|অগ্রগতি|discussion"),
        (Column.NAME, r"নাম|name"),
        (Column.POST, r"পদবী?|পদমর্যাদা|designation|post"),
        (Column.OFFICE, r"দপ্তর|কর্মস্থল|প্রতিষ্ঠান|কার্যালয়|ঠিকানা|office"),
    )
)
_OF_MINUTES = (Column.SERIAL, Column.AGENDA, Column.DISCUSSION, Column.DECISION, Column.OWNER, Column.TIME)
_SERIAL = compiled(r"[\s(]*(?:\d{1,3}(?:\.\d{1,2})?|[ক-হ])[\s।.)]*")

_WORD = re.compile(r"[^\W_]")
# A subject is short.
_SHORT = 90
_HEAD = compiled(r"(?P<head>[^:ঃ।]{2,90}?)\s*[:ঃ]\s*[\-=]*(?=\s|[^\W\d])")
_HEAD_BY_STOP = compiled(r"(?P<head>[^:ঃ।]{2,60}?)\s*।\s*")
_TELLS = compiled(
    r"(?:জানান|বলেন|যে|করেন|উল্লেখ|অন্তত|হয়|হলো|হয়েছে|হবে|হচ্ছে|যায়|আছে|রয়েছে|ছিল|দেন|নেই|স্মারক|নং|তারিখ)\s*,?\s*$"
)


@dataclasses.dataclass(slots=True)
class Table:
    """Rows of cells; `columns` says what the heading row says of each."""

    rows: list[list[str]]
    columns: list[Column]

    @property
    def has_decisions(self) -> bool:
        return Column.DECISION in self.columns

    @property
    def has_people(self) -> bool:
        return Column.NAME in self.columns and not self.has_decisions


@dataclasses.dataclass(slots=True)
class Minuted:
    """What a table of decisions says; `labels` are its headings and serials."""

    agenda: list[Item] = dataclasses.field(default_factory=list)
    decisions: list[Decision] = dataclasses.field(default_factory=list)
    labels: list[str] = dataclasses.field(default_factory=list)


def gather(rows: Sequence[Line], at: int) -> tuple[Table, int]:
    """Return the table that begins at a line, and the place behind it; a gap or a line without cells ends it."""
    found: list[list[str]] = []
    place = at
    while (
        place < len(rows)
        and (cells := rows[place].cells) is not None
        and (place == at or not rows[place].has_gap)
    ):
        found.append(list(cells))
        place += 1
    return Table(found, columns_of(found[0])), place


def is_serial(cell: str) -> bool:
    """Return whether a cell is nothing but a number or a letter that counts."""
    return _SERIAL.fullmatch(fold(cell)) is not None


def columns_of(cells: Sequence[str]) -> list[Column]:
    """Return what each cell of a heading row announces."""
    found: list[Column] = []
    for cell in cells:
        plain = " ".join(fold(cell).split())
        column = next(
            (column for column, pattern in _HEADINGS if len(plain) < 70 and pattern.search(plain)),
            Column.OTHER,
        )
        found.append(Column.OTHER if column in found and column is not Column.OTHER else column)
    return found


def minuted(table: Table) -> Minuted:
    """Return the decisions of a table, and the items that its other columns discuss."""
    found = Minuted(labels=[_flat(cell) for cell in table.rows[0]])
    last: Item | None = None
    for cells in table.rows[1:]:
        said = dict.fromkeys(Column, "")
        others: list[str] = []
        for number, cell in enumerate(cells):
            column = table.columns[number] if number < len(table.columns) else Column.OTHER
            if column not in _OF_MINUTES:
                others.append(_flat(cell))
            else:
                # A stroke in a cell says that there is nothing.
                said[column] = cell.strip() if _WORD.search(cell) else ""
        if all(_SERIAL.fullmatch(fold(cell)) for cell in cells if cell.strip()):
            # A row that only numbers the columns.
            found.labels += [_flat(cell) for cell in cells]
            continue
        serial = _bare_number(said[Column.SERIAL])
        item = _item(said, serial, has_discussion=Column.DISCUSSION in table.columns)
        if item is not None:
            found.agenda.append(item)
            last = item
        decisions = _decisions(said, serial, last.number if last is not None else "")
        found.decisions += decisions
        if item is None and not decisions:
            found.labels.append(_flat(said[Column.SERIAL]))
        found.labels += [other for other in others if other]
    return found


def _item(said: dict[Column, str], serial: str, *, has_discussion: bool) -> Item | None:
    subject, text = said[Column.AGENDA], said[Column.DISCUSSION]
    if not subject and not text:
        return None
    number = serial
    if not number and (mark := numbering.lead(line_of(subject))):
        number, subject = mark.number, mark.rest.text
    if has_discussion:
        return Item(number, _flat(subject), "\n".join(_lines(text)))
    # One column says both, what is dealt with and what was said of it.
    head, *more = _lines(subject) or [""]
    subject, rest = headed(line_of(head))
    if not rest and more and subject and len(subject) > _SHORT:
        subject, rest = "", subject
    return Item(number, subject, "\n".join(part for part in (rest, *more) if part))


def headed(line: Line) -> tuple[str, str]:
    """Part a cell that begins with its subject, "বন্দি সাক্ষাৎ: …", or "বন্দি সাক্ষাৎ। …"; one that has none is its subject."""
    for pattern in (_HEAD, _HEAD_BY_STOP):
        found = pattern.match(line.plain)
        if found and not _TELLS.search(found["head"]) and line.plain[found.end() :].strip():
            return line.said(*found.span("head")), line.said(found.end(), len(line.plain))
    return line.text, ""


def _decisions(said: dict[Column, str], serial: str, item: str) -> list[Decision]:
    """Return the decisions of a row: one, or several where the cell counts them."""
    owner, time = _flat(said[Column.OWNER]), _flat(said[Column.TIME])
    parts: list[Decision] = []
    rows = [line_of(row) for row in _lines(said[Column.DECISION])]
    for row in rows:
        marks = numbering.parted(row) or [mark for mark in [numbering.lead(row)] if mark]
        if marks:
            parts += [Decision(mark.number, mark.rest.text, item=item) for mark in marks]
        elif parts:
            parts[-1].text = f"{parts[-1].text} {row.text}".strip()
        else:
            parts.append(Decision("", row.text, item=item))
    if not parts:
        return [Decision(serial, "", owner, time, item)] if owner or time or (serial and not item) else []
    if not parts[0].number:
        parts[0].number = serial
    elif serial and not item:
        # The row counts and so does the cell: the cell's number is the decision's.
        for part in parts:
            part.item = serial
    owners, times = _lines(said[Column.OWNER]), _lines(said[Column.TIME])
    for number, part in enumerate(parts):
        part.owner = owners[number] if len(owners) == len(parts) > 1 else owner
        part.time = times[number] if len(times) == len(parts) > 1 else time
    return parts


def attendance(table: Table) -> tuple[list[Person], list[str]]:
    """Return those present by a table, and its words that name no one."""
    present: list[Person] = []
    labels = [_flat(cell) for cell in table.rows[0]]
    for cells in table.rows[1:]:
        person = Person()
        for number, cell in enumerate(cells):
            column = table.columns[number] if number < len(table.columns) else Column.OTHER
            said = _flat(cell)
            if not said:
                continue
            if column is Column.NAME and not person.name:
                _name(cell, person, labels)
            elif column is Column.POST:
                person.posts.append(said)
            elif column is Column.OFFICE:
                person.office = f"{person.office}, {said}".strip(", ")
            else:
                labels.append(said)
        if person.name or person.posts or person.office:
            present.append(person)
    return present, labels


def _name(cell: str, person: Person, labels: list[str]) -> None:
    """Take the name of a cell; a post may stand in it, too."""
    read = people.parse([line_of(row) for row in _lines(cell)])
    if read.person.name:
        person.name, person.rank = read.person.name, read.person.rank
        person.posts += read.person.posts
        person.office = read.person.office
        labels += read.words + read.person.contacts
        if read.person.mailbox:
            labels.append(read.person.mailbox)
        if read.person.on_behalf_of:
            labels.append(read.person.on_behalf_of)
    else:
        person.name = _flat(cell)


def _lines(cell: str) -> list[str]:
    return [" ".join(row.split()) for row in cell.split(CELL_BREAK) if row.strip()]


def _flat(cell: str) -> str:
    return " ".join(cell.split())


def _bare_number(cell: str) -> str:
    return cell.strip().strip("()[]").rstrip("।.,) ").strip()
