"""The facts of a meeting above the text: its chair, day, time and venue; and the agenda that a notice announces."""

from charter_pages.papers import attending, meeting, numbering, people, titles, walking
from charter_pages.papers.desk import Desk
from charter_pages.papers.folding import compiled
from charter_pages.papers.labels import Label, Labelled
from charter_pages.papers.lines import Line
from charter_pages.papers.paper import Item, Person

LABELS = (Label.CHAIR, Label.MEETING_DATE, Label.TIME, Label.VENUE, Label.ATTENDANCE, Label.GUEST)


def take_amid_text(desk: Desk) -> bool:
    """Take a fact of the meeting that a notice announces, or its agenda, amid the text; False where none is at hand."""
    found = desk.labelled
    if found is None or found.label is Label.GUEST or found.label not in (*LABELS, Label.DATE, Label.AGENDA):
        return False
    if found.label is Label.AGENDA:
        desk.name(found.printed)
        if found.number:
            desk.at += 1
            desk.paper.agenda.append(Item(found.number, _subject(found.value)))
            return True
        _take_agenda(desk, found)
        return True
    take(desk, found)
    return True


def _take_agenda(desk: Desk, found: Labelled) -> None:
    desk.at += 1
    if found.value.text:
        marks = numbering.parted(found.value)
        desk.paper.agenda += [Item(mark.number, _subject(mark.rest)) for mark in marks] or [
            Item("", _subject(found.value))
        ]
    while not desk.is_done and desk.labelled is None:
        mark = numbering.lead(desk.row)
        if mark is None and not desk.row.is_bullet:
            break
        desk.paper.agenda.append(
            Item(mark.number, _subject(mark.rest)) if mark else Item("", _subject(desk.row))
        )
        desk.at += 1


def _subject(line: Line) -> str:
    return line.text.strip().rstrip("।; ").strip()


def take(desk: Desk, found: Labelled) -> None:
    """Take a labelled line of the head, and the lines below that go on with it."""
    value = found.value
    desk.at += 1
    if found.label is Label.CHAIR:
        _take_chair(desk, found)
        return
    if found.label is Label.GUEST:
        _take_guest(desk, found)
        return
    if found.label is Label.ATTENDANCE:
        attending.take(desk, found.printed, value)
        return
    if not value.text and not desk.is_done and desk.labelled is None and not desk.row.is_long:
        value = desk.row
        desk.at += 1
    match found.label:
        case Label.TIME:
            meeting.take_time(desk, found.printed, value)
        case Label.VENUE:
            meeting.take_venue(desk, found.printed, value)
            while not desk.is_done and _goes_on(desk):
                desk.paper.venue = f"{desk.paper.venue.rstrip(', ')}, {desk.row.text.strip().rstrip('।,; ')}"
                desk.at += 1
        case _:
            meeting.take_date(desk, found.printed, value)


def _goes_on(desk: Desk) -> bool:
    """Return whether the line at hand goes on with the venue above it."""
    above, row = desk.rows[desk.at - 1], desk.row
    if (
        desk.labelled is not None
        or row.has_gap
        or row.is_long
        or above.plain.endswith("।")
        or numbering.lead(row)
    ):
        return False
    return (
        above.plain.endswith(",")
        or people.is_office(row.plain)
        or people.PLACES.fullmatch(row.plain) is not None
    )


def _take_chair(desk: Desk, found: Labelled) -> None:
    rows = [found.value] if found.value.text else []
    while not desk.is_done and _is_of_chair(desk, rows):
        rows.append(desk.row)
        desk.at += 1
    desk.name(found.printed)
    mark = numbering.lead(found.value)
    if mark is not None and rows:
        # "১। … ২। …": the first is the chair, the others were there.
        desk.name(mark.printed)
        rows[0] = mark.rest
    if desk.paper.chair == Person():
        desk.paper.chair = attending.kept(desk, people.parse(rows))
    elif rows:
        _add_present(desk, rows)
        desk.paper.has_several_chairs = True
    while mark is not None and not desk.is_done and desk.labelled is None:
        mark = numbering.lead(desk.row)
        if mark is None or not people.could_be_person(mark.rest):
            return
        desk.name(mark.printed)
        desk.at += 1
        rows = [mark.rest]
        while not desk.is_done and _is_of_chair(desk, rows):
            rows.append(desk.row)
            desk.at += 1
        _add_present(desk, rows)
        desk.paper.has_several_chairs = True


def _take_guest(desk: Desk, found: Labelled) -> None:
    """Take a guest or a second chair as one of those present: "প্রধান অতিথি : …"; what they were there stands as a post."""
    rows = [found.value] if found.value.text else []
    while not desk.is_done and _is_of_chair(desk, rows):
        rows.append(desk.row)
        desk.at += 1
    bare = found.printed.strip().rstrip(":ঃ-–— ")
    guest = _add_present(desk, rows)
    guest.posts.append(bare)
    desk.name(found.printed)
    desk.paper.copied.append(bare)


def _add_present(desk: Desk, rows: list[Line]) -> Person:
    person = attending.kept(desk, people.parse(rows))
    desk.paper.attendance.append(person)
    return person


def _is_of_chair(desk: Desk, rows: list[Line]) -> bool:
    row = desk.row
    if (
        desk.labelled is not None
        or row.is_long
        or row.is_bullet
        or numbering.lead(row)
        or attending.SAYS_SO.match(row.plain)
    ):
        return False
    if titles.MINUTES.search(row.plain) or walking.CLOSES.search(row.plain):
        return False
    if not rows:
        return True
    is_title = people.is_post(row.plain) or people.is_rank(row.plain) or people.is_office(row.plain)
    is_and = compiled(r"(?:ও|এবং)(?:\s.*)?").fullmatch(row.plain) is not None
    after_and = compiled(r"(?:.*\s)?(?:ও|এবং)").fullmatch(rows[-1].plain) is not None
    if row.ends_sentence and len(row.plain) > 60:
        return False
    return (
        is_title
        or is_and
        or after_and
        or (not row.has_gap and len(row.plain) < 60)
        or people.PLACES.fullmatch(row.plain) is not None
    )
