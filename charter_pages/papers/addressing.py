"""Who writes, and to whom: the lines below "প্রেরক", "বরাবর", or below a memo number."""

from charter_pages.papers import labels, people
from charter_pages.papers.desk import Desk
from charter_pages.papers.labels import Labelled
from charter_pages.papers.lines import Line


def take_sender(desk: Desk) -> None:
    """Take who writes, as printed above the text: a part of the letterhead, for who signs is said below."""
    desk.paper.letterhead.append(desk.row.text)
    desk.at += 1
    while (
        not desk.is_done
        and desk.labelled is None
        and not desk.row.is_long
        and not desk.row.has_gap
        and (people.is_post(desk.row.plain) or people.is_office(desk.row.plain) or "," in desk.row.plain)
    ):
        desk.paper.letterhead.append(desk.row.text)
        desk.at += 1


def take_addressee(desk: Desk, found: Labelled) -> None:
    """Take a labelled address, to where its lines end."""
    desk.name(found.printed)
    desk.at += 1
    if found.value.text:
        desk.paper.addressee.append(found.value.text)
    while (
        not desk.is_done
        and desk.labelled is None
        and not desk.row.is_long
        and not labels.BEGINS_LETTER.match(desk.row.plain)
    ):
        row = desk.row
        if people.is_name_in_brackets(row) or (
            row.has_gap and desk.paper.addressee and desk.paper.addressee[-1].endswith("।")
        ):
            break
        desk.paper.addressee.append(row.text)
        desk.at += 1


def is_addressee(desk: Desk, row: Line) -> bool:
    """Return whether a line of a letter's head, without a label, says to whom it is written."""
    said = bool(desk.paper.addressee)
    return people.is_post(row.plain) or (
        said and (people.is_office(row.plain) or "," in row.plain or not row.is_long)
    )
