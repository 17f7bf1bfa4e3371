"""The blocks of signatures: a name, in brackets or not, rank, posts, mailbox; and whom a letter is written to."""

# ruff: noqa: E501 (patterns are lists of words, one line each)

from charter_pages.papers import dates, numbering, people
from charter_pages.papers.desk import Desk
from charter_pages.papers.folding import compiled
from charter_pages.papers.labels import Label
from charter_pages.papers.lines import Line

_ONLY_AND = compiled(r"(?:ও|এবং)")
_SIGNED = compiled(r"(?:স্বাক্ষরিত|স্বাঃ/?-?|স্বাক্ষরিত/-|sd/-|স্বা/-|স্বাক্ষর(?:\s*ও\s*সিল)?)[\s/\-:।.\d]*")
# Formulas above a signature: they name nobody.
_FORMULA = compiled(
    r"(?:(?:[^।,]{0,60}\s)?(?:আদেশক্রমে|নির্দেশক্রমে|অনুমোদনক্রমে)|(?:আপনার|ভবদীয়)?\s*(?:একান্ত|বিশ্বস্ত|অনুগত|আন্তরিক|গুণমুগ্ধ)(?:ভাবে)?(?:\s*আপনার)?|"
    r"ভবদীয়|বিনীত(?:\s*নিবেদক)?|নিবেদক|ধন্যবাদ(?:ান্তে|\s*সহ)?|শুভেচ্ছান্তে|শুভেচ্ছাসহ|শ্রদ্ধান্তে|(?:আন্তরিক\s*)?(?:শুভেচ্ছা|ধন্যবাদ|শ্রদ্ধা)(?:সহ|ন্তে)?|by order|yours (?:sincerely|faithfully))"
    r"[\s,।:ঃ;\-]*"
)
_LONGEST = 80
# So long a line is at least that a page's width has broken.
_WIDE = 55
# A signature says its posts within so many lines.
_SOON = 4


def is_signed(line: Line) -> bool:
    """Return whether a line says that the paper was signed, and when."""
    return _SIGNED.fullmatch(line.plain) is not None


def is_formula(line: Line) -> bool:
    """Return whether a line only leads to a signature: "আদেশক্রমে,", "আপনার একান্ত"."""
    return len(line.plain) < 80 and _FORMULA.fullmatch(line.plain) is not None


def starts(desk: Desk, place: int) -> bool:
    """Return whether a signature begins at a line: a name in brackets, or a name with a post or rank below it."""
    if place >= len(desk.rows) or desk.labels[place] is not None:
        return False
    line = desk.rows[place]
    if line.cells or line.is_bullet or is_formula(line):
        return False
    if people.is_name_in_brackets(line) or _SIGNED.match(line.plain):
        return True
    if _ends_text(desk, place):
        return False
    if not people.could_be_name(line) or numbering.lead(line) or len(line.plain.split()) > 6:
        return False
    for below in range(place + 1, min(place + 1 + _SOON, len(desk.rows))):
        row = desk.rows[below]
        if _is_foreign(desk, below) or row.is_long or len(row.plain) > _LONGEST:
            return False
        if people.is_rank(row.plain) or people.is_post(row.plain) or people.is_behalf(row):
            return True
    return False


def _ends_text(desk: Desk, place: int) -> bool:
    """Return whether a short line ends the sentence that the page's width has broken above it."""
    line, above = desk.rows[place], desk.rows[place - 1] if place else None
    return (
        line.plain.endswith("।")
        and not line.has_gap
        and above is not None
        and len(above.plain) > _WIDE
        and (not above.ends_sentence or (place + 1 < len(desk.rows) and desk.rows[place + 1].has_gap))
    )


def block(desk: Desk) -> list[Line]:
    """Return the lines of the signature at hand; `at` is behind them."""
    found: list[Line] = []
    while not desk.is_done:
        row = desk.row
        if _SIGNED.fullmatch(row.plain) and (
            not found or all(_SIGNED.fullmatch(line.plain) for line in found)
        ):
            desk.name(row.text)
            desk.at += 1
            continue
        labelled = desk.labelled
        said = labelled.value if labelled is not None and labelled.label is Label.DATE else row
        if not found and dates.is_only_dates(said):
            # The day of signing, below "স্বাক্ষরিত".
            desk.name(row.text)
            desk.at += 1
            continue
        if found and (_is_foreign(desk, desk.at) or people.is_name_in_brackets(row)):
            break
        if found and (len(row.plain) > _LONGEST or row.cells or dates.is_only_dates(row)):
            break
        found.append(row)
        desk.at += 1
    return found


def _is_foreign(desk: Desk, place: int) -> bool:
    """Return whether a line belongs to no signature: it has a number, or a label other than "সভাপতি" alone."""
    labelled = desk.labels[place]
    if labelled is not None:
        # The chair signs as such, an officer as "প্রতি" never.
        return not (labelled.label is Label.CHAIR and not labelled.value.text)
    return desk.rows[place].is_bullet or numbering.lead(desk.rows[place]) is not None


def without_addressee(rows: list[Line]) -> tuple[list[Line], list[Line]]:
    """Return the lines of a letter's signature, and those below it that name whom the letter is written to."""
    for place, row in enumerate(rows):
        behind = place + 1
        while behind < len(rows) and people.is_contact(rows[behind]):
            behind += 1
        if (place > 0 and people.is_contact(row)) and behind > place:
            return rows[:behind], rows[behind:]
    for place, row in enumerate(rows):
        if place > 0 and people.is_honoured(row):
            # Nobody calls himself "জনাব".
            return rows[:place], rows[place:]
        if place > 0 and people.is_behalf(row):
            behind = place + 1
            while behind < len(rows) and people.is_office(rows[behind].plain):
                # An office goes with the signature only where a post is written to below it.
                if not any(people.is_post(below.plain) for below in rows[behind + 1 :]):
                    break
                behind += 1
            return rows[:behind], rows[behind:]
    has_post = has_office = after_and = False
    for place, row in enumerate(rows):
        plain = row.plain
        if place == 0 or _ONLY_AND.fullmatch(plain):
            after_and = place > 0
            continue
        is_post = people.is_post(plain.split(",")[0])
        if is_post and has_post and has_office and not after_and:
            return rows[:place], rows[place:]
        if (
            is_post
            and has_post
            and not after_and
            and row.has_gap
            and not people.is_rank(rows[place - 1].plain)
        ):
            return rows[:place], rows[place:]
        has_post |= is_post or people.is_rank(plain)
        has_office |= people.is_office(plain) or row.plain.endswith("।") or "," in plain
        after_and = plain.endswith((" ও", " এবং"))
    return rows, []
