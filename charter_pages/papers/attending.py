"""Who was there: the line about attendance, and a list or table of those present."""

from charter_pages.papers import numbering, people, tables
from charter_pages.papers.desk import Desk
from charter_pages.papers.folding import compiled
from charter_pages.papers.labels import Label
from charter_pages.papers.lines import Line
from charter_pages.papers.paper import Person

SAYS_SO = compiled(
    r".*উপস্থি(?:ত|তি|তির)(?=\s|[:ঃ,।]|গন|বৃন্দ).*(?:তালিকা|পরিশিষ্ট|হাজিরা|সংযুক্ত|স্বাক্ষর)|.*(?:পরিশিষ্ট|সংযুক্ত|সংলগ্ন).*(?:উপস্থিত|হাজিরা).*|.*হাজিরা.*(?:পরিশিষ্ট|সংযুক্ত)"
)


def is_said(desk: Desk, row: Line, seen: set[Label]) -> bool:
    """Return whether a line without a label says who was there: "… পরিশিষ্ট 'ক' তে সংযুক্ত"."""
    return (
        desk.labelled is None and len(row.plain) < 220 and SAYS_SO.match(row.plain) is not None and bool(seen)
    )


def take(desk: Desk, printed: str, value: Line) -> None:
    """Take the line about attendance, and the list of those present where one follows at once."""
    desk.name(printed)
    if not printed:
        desk.at += 1
    if desk.paper.attendance_note:
        desk.leave(value.text)
        return
    desk.paper.attendance_note = value.text if not printed else value.text.strip().rstrip("।").strip()
    take_present(desk, only_numbered=bool(value.text))


def take_present(desk: Desk, *, only_numbered: bool = True) -> None:
    """Take a list of people, numbered or in a table; `at` is behind it."""
    expected = 1
    while not desk.is_done:
        row = desk.row
        if row.cells is not None:
            table, behind = tables.gather(desk.rows, desk.at)
            if table.has_people:
                present, words = tables.attendance(table)
                desk.paper.attendance += present
                desk.name(*words)
                desk.at = behind
                continue
        mark = numbering.lead(row, bare=True)
        if desk.labelled is not None or row.is_long or (row.ends_sentence and len(row.plain) > 110):
            return
        if mark is not None and not people.could_be_person(mark.rest):
            return
        if (
            mark is not None
            and mark.path[-1] == expected
            and mark.style in (numbering.Style.SECTION, numbering.Style.LETTER)
        ):
            desk.name(mark.printed)
            desk.paper.attendance.append(_person(desk, mark.rest))
            expected += 1
        elif (
            mark is None
            and desk.paper.attendance
            and expected > 1
            and not row.has_gap
            and (people.is_post(row.plain) or people.is_office(row.plain))
        ):
            _add_to(desk, desk.paper.attendance[-1], row)
        else:
            return
        desk.at += 1


def _person(desk: Desk, line: Line) -> Person:
    return kept(desk, people.parse([line]))


def kept(desk: Desk, read: people.Read) -> Person:
    """Return who was read; what belongs to a signature only goes into the remainder."""
    desk.name(*read.words)
    for said in (*read.person.contacts, read.person.mailbox, read.person.on_behalf_of):
        if said not in read.copied:
            desk.leave(said)
    return people.person_of(read.person)


def _add_to(desk: Desk, person: Person, line: Line) -> None:
    more = kept(desk, people.parse([line], has_name=False))
    desk.leave(more.rank)
    person.posts += more.posts
    person.office = ", ".join(said for said in (person.office, more.office) if said)
