"""The end of a paper: signatures, the issue with its memo number, distribution and copies, annexes."""

import itertools

from charter_pages.papers import (
    addressing,
    attending,
    dates,
    distribution,
    issue,
    numbering,
    people,
    signatures,
    tables,
    walking,
)
from charter_pages.papers.desk import Desk
from charter_pages.papers.folding import compiled, fold
from charter_pages.papers.labels import Label
from charter_pages.papers.lines import Line, line_of
from charter_pages.papers.paper import Issuer, Kind

_HEADS_LIST = compiled(r"(?:সভায়\s*)?উপস্থিত.*(?:তালিকা|সদস্য|কর্মকর্তা).*|.*(?:নামের|হাজিরা)\s*তালিকা.*|attendance.*")
# So many lines a signature without a name has.
_SHORT_END = 5
_ISSUED = (Label.MEMO, Label.DISTRIBUTION, Label.COPIES)


def starts(desk: Desk, first: int) -> int:
    """Return the place at which the end of the paper begins: a signature, a heading of a distribution, a memo number."""
    for place in range(first, len(desk.rows)):
        label = desk.label_at(place)
        if label in (Label.DISTRIBUTION, Label.COPIES) and heads_a_list(desk, place):
            return place
        if (label is Label.MEMO and not _is_cited(desk, place)) or (
            label is Label.ANNEX and not desk.rows[place].is_long
        ):
            return place
        if label is Label.ATTACHMENT and desk.paper.kind is not Kind.MINUTES:
            return place
        if label is None and signatures.is_signed(desk.rows[place]):
            return place
        if label is None and people.is_name_in_brackets(desk.rows[place]) and _is_signature(desk, place):
            return place
        if label is None and _is_open_signature(desk, place, first):
            return place
    return len(desk.rows)


def _is_cited(desk: Desk, place: int) -> bool:
    """Return whether a memo number at a line's start is cited: the page's width broke a sentence before it."""
    found, row = desk.labels[place], desk.rows[place]
    assert found is not None
    if row.has_gap or place == 0:
        return False
    above = desk.rows[place - 1]
    if above.is_long and not above.ends_sentence:
        return True
    return issue.is_said_of(found.value) and not above.plain.endswith((":", "ঃ"))


def heads_a_list(desk: Desk, place: int) -> bool:
    """Return whether a heading of a distribution has its list: a sentence that ends "প্রেরণ করা হলো।" has none."""
    if not desk.rows[place].plain.endswith("।") and len(desk.rows[place].plain) < 200:
        return place + 1 < len(desk.rows) or desk.labels[place] is not None
    below = desk.rows[place + 1] if place + 1 < len(desk.rows) else None
    return below is not None and (numbering.lead(below) is not None or below.is_bullet)


def _is_signature(desk: Desk, place: int) -> bool:
    """Return whether a name in brackets signs: what stands below is short, and no running text."""
    below = desk.rows[place + 1 : place + 3]
    return not below or not below[0].is_long


def _is_open_signature(desk: Desk, place: int, first: int) -> bool:
    """Return whether a name without brackets signs: the text above is done, and a post stands below."""
    if place == first or not signatures.starts(desk, place):
        return False
    above, row = desk.rows[place - 1], desk.rows[place]
    if signatures.is_formula(above):
        return True
    if not (above.ends_sentence or above.is_long):
        return False
    if desk.paper.kind is Kind.MINUTES:
        closing = " ".join(line.plain for line in desk.rows[max(first, place - 2) : place])
        return (row.has_gap or walking.CLOSES.search(closing) is not None) and _nothing_long(desk, place)
    return row.has_gap or above.ends_sentence


def _nothing_long(desk: Desk, place: int) -> bool:
    """Return whether no running text stands between a line and the issue, or the paper's end."""
    for below in range(place, len(desk.rows)):
        if desk.label_at(below) in _ISSUED:
            return True
        if desk.rows[below].is_long or numbering.lead(desk.rows[below]):
            return False
    return True


def take(desk: Desk) -> None:
    """Take all lines that are left; what has no place goes into the remainder."""
    is_minutes = desk.paper.kind is Kind.MINUTES
    blocks = 0
    while not desk.is_done:
        found, before = desk.labelled, desk.at
        if found is not None and found.label in (
            Label.MEMO,
            Label.DATE,
            Label.DISTRIBUTION,
            Label.COPIES,
            Label.ATTACHMENT,
            Label.REFERENCE,
            Label.ADDRESSEE,
            Label.ANNEX,
        ):
            _take_labelled(desk)
            if found.mark is not None and found.label not in (Label.DISTRIBUTION, Label.COPIES):
                desk.name(found.mark.printed)
        elif desk.row.cells is not None and _take_table(desk):
            pass
        elif dates.is_only_dates(desk.row) and found is None:
            _take_bare_date(desk)
        elif found is None and signatures.is_formula(desk.row):
            desk.name(desk.row.text)
            desk.at += 1
        elif _may_sign(desk):
            _take_signature(desk, is_first=blocks == 0)
            blocks += 1
        elif _is_signed_by_post(desk):
            _take_post_alone(desk)
        elif is_minutes and (_HEADS_LIST.fullmatch(desk.row.plain)) and len(desk.row.plain) < 150:
            _take_heading_of_present(desk)
        else:
            _take_other(desk, found is not None and found.label is Label.SUBJECT)
        if desk.at == before:
            desk.leave(desk.row.text)
            desk.at += 1
    if is_minutes:
        _settle_cosigned(desk)
        _reach_by_chair(desk)


def _settle_cosigned(desk: Desk) -> None:
    """Take who signed beside the chair as the issuer where nobody else signs for the issue."""
    paper = desk.paper
    if desk.cosigned and not (paper.issuer.name or paper.issuer.posts):
        read = people.parse(desk.cosigned)
        desk.name(*read.words)
        paper.copied += read.copied
        read.person.contacts += paper.issuer.contacts
        desk.leave(paper.issuer.mailbox if read.person.mailbox else "")
        read.person.mailbox = read.person.mailbox or paper.issuer.mailbox
        paper.issuer = read.person
        return
    for row in desk.cosigned:
        desk.leave(row.text)


def _reach_by_chair(desk: Desk) -> None:
    """Take the mailbox and telephone from the chair's signature where the chair alone signs: nobody else issues."""
    paper = desk.paper
    if paper.issuer.name or paper.issuer.posts or paper.issuer.mailbox or paper.issuer.contacts:
        return
    read = people.parse([row for text in paper.chair_signature if people.is_contact(row := line_of(text))])
    paper.issuer.mailbox, paper.issuer.contacts = read.person.mailbox, read.person.contacts
    paper.copied += [text for text in (read.person.mailbox, *read.person.contacts) if text]


def _take_labelled(desk: Desk) -> None:
    found = desk.labelled
    assert found is not None
    match found.label:
        case Label.MEMO:
            issue.take_memo(desk, found.printed, found.value)
        case Label.DATE:
            desk.at += 1
            if desk.paper.copies_memo and desk.paper.issued_on_printed:
                desk.paper.copies_memo.append(f"{found.printed} {found.value.text}".strip())
                issue.take_dates_of_copies(desk)
            else:
                issue.take_issue_date(desk, found.printed, found.value)
        case Label.DISTRIBUTION | Label.COPIES if heads_a_list(desk, desk.at):
            distribution.take(desk)
        case Label.ATTACHMENT:
            issue.take_attachments(desk, found.printed, found.value)
        case Label.REFERENCE:
            issue.take_references(desk, found.printed, found.value)
        case Label.ADDRESSEE:
            addressing.take_addressee(desk, found)
        case Label.ANNEX if desk.paper.kind is Kind.MINUTES:
            desk.name(desk.row.text)
            desk.at += 1
            attending.take_present(desk)


def _take_bare_date(desk: Desk) -> None:
    row = desk.row
    desk.at += 1
    if desk.paper.issued_on_printed and signatures.starts(desk, desk.at):
        # The day on which the officer below signed.
        desk.name(row.text)
    else:
        issue.take_issue_date(desk, "", row)


def _may_sign(desk: Desk) -> bool:
    return signatures.starts(desk, desk.at) and not desk.row.is_long


def _take_signature(desk: Desk, *, is_first: bool) -> None:
    """Take a block of signature: of the chair above the issue of minutes, of the issuer anywhere else."""
    paper = desk.paper
    rows = signatures.block(desk)
    if not rows:
        return
    if (
        paper.kind is Kind.MINUTES
        and not paper.chair_signature
        and _is_of_chair(desk, rows, is_first=is_first)
    ):
        paper.chair_signature = [row.text for row in rows]
        read = people.parse(_without_chair_alone(rows))
        if not paper.chair.posts and not read.person.posts and len(rows) > 1:
            read.person.posts = [
                row.text.strip("। ") for row in rows if fold(row.text).strip("। ") == fold("সভাপতি")
            ]
        # The block stands in the paper as a whole; what the chair takes from it stands there twice.
        paper.copied += people.fill(paper.chair, read.person)
        return
    is_before_memo = any(desk.label_at(place) is Label.MEMO for place in range(desk.at, len(desk.rows)))
    if paper.kind is Kind.MINUTES and is_before_memo and not desk.cosigned and not paper.memo_number:
        desk.cosigned = rows
        return
    if paper.issuer != Issuer():
        again = fold(people.parse(rows).person.name) == fold(paper.issuer.name) != ""
        for row in rows:
            # The officer signs the copies once more.
            (paper.copies_memo if again and paper.kind is not Kind.MINUTES else paper.remainder).append(
                row.text
            )
        return
    behind: list[Line] = []
    if paper.kind is not Kind.MINUTES and not paper.addressee and not paper.distribution:
        rows, behind = signatures.without_addressee(rows)
    read = people.parse(rows)
    desk.name(*read.words)
    paper.copied += read.copied
    paper.issuer = read.person
    paper.addressee += [row.text for row in behind]


def _without_chair_alone(rows: list[Line]) -> list[Line]:
    """Return the lines of a chair's signature without "সভাপতি" alone: which only a body below it makes a post."""
    return [
        row
        for row, below in itertools.zip_longest(rows, rows[1:])
        if fold(row.text).strip("। ") != fold("সভাপতি") or (below is not None and people.is_body(below.plain))
    ]


def _is_of_chair(desk: Desk, rows: list[Line], *, is_first: bool) -> bool:
    """Return whether a block is the chair's: of the chair's name, or above the issue where another signs below."""
    name = fold(people.parse(rows).person.name)
    chair = fold(desk.paper.chair.name)
    if name and chair and (name in chair or chair in name):
        return True
    behind = range(desk.at, len(desk.rows))
    if not is_first or (chair and any(chair in desk.rows[place].plain for place in behind)):
        # Another signs beside the chair, whose own block stands below.
        return False
    another = any(people.is_name_in_brackets(desk.rows[place]) for place in behind)
    if not chair:
        return (
            another
            or any(desk.label_at(place) in _ISSUED for place in behind)
            or any("সভাপতি" in row.text for row in rows)
        )
    return another


def _is_signed_by_post(desk: Desk) -> bool:
    """Return whether a post without a name signs at the paper's end, below those whom it is sent to."""
    paper = desk.paper
    if (
        not paper.distribution
        or paper.issuer.name
        or paper.issuer.posts
        or len(desk.rows) - desk.at > _SHORT_END
    ):
        return False
    behind = range(desk.at, len(desk.rows))
    is_bare = all(
        desk.labels[place] is None and not desk.rows[place].cells and len(desk.rows[place].plain) < 80
        for place in behind
    )
    return is_bare and numbering.lead(desk.row) is None and people.is_post(desk.row.plain)


def _take_post_alone(desk: Desk) -> None:
    read = people.parse(desk.rows[desk.at :], has_name=False)
    desk.name(*read.words)
    desk.paper.copied += read.copied
    contacts = desk.paper.issuer.contacts + read.person.contacts
    mailbox = desk.paper.issuer.mailbox
    if mailbox:
        desk.leave(read.person.mailbox)
    desk.paper.issuer = read.person
    desk.paper.issuer.contacts, desk.paper.issuer.mailbox = contacts, mailbox or read.person.mailbox
    desk.at = len(desk.rows)


def _take_heading_of_present(desk: Desk) -> None:
    desk.name(desk.row.text)
    desk.at += 1
    attending.take_present(desk)


def _take_table(desk: Desk) -> bool:
    table, behind = tables.gather(desk.rows, desk.at)
    if len(table.rows[0]) < 2:
        return False
    if desk.paper.kind is Kind.MINUTES and table.has_people:
        present, words = tables.attendance(table)
        desk.paper.attendance += present
        desk.name(*words)
    elif len(table.rows) > 1 or len(table.rows[0]) > 2:
        desk.paper.tables.append(table.rows)
        desk.paper.table_places.append(
            len(desk.paper.body) if desk.paper.kind is not Kind.MINUTES else len(desk.paper.agenda)
        )
    else:
        return False
    desk.at = behind
    return True


def _is_broken(desk: Desk, above: str) -> bool:
    """Return whether the line at hand goes on with the one above it, which the page's width has broken."""
    return (
        not desk.row.has_gap and desk.labelled is None and len(above) > 70 and not above.endswith(("।", "]"))
    )


def _take_other(desk: Desk, is_subject: bool) -> None:
    """Take a line that nothing names: whom a letter is written to, or what heads its annex."""
    paper, row = desk.paper, desk.row
    is_signed = bool(paper.issuer.name or paper.issuer.posts)
    if paper.kind is Kind.MINUTES:
        if people.is_contact(row) and is_signed and desk.labelled is None:
            read = people.parse([row], has_name=False)
            desk.name(*read.words)
            if paper.issuer.mailbox:
                desk.leave(read.person.mailbox)
            else:
                paper.issuer.mailbox = read.person.mailbox
            paper.issuer.contacts += read.person.contacts
        else:
            desk.leave(row.text)
    elif (
        is_signed
        and not paper.addressee
        and not paper.distribution
        and not is_subject
        and (people.is_post(row.plain) or people.is_office(row.plain))
    ):
        while (
            not desk.is_done
            and desk.labelled is None
            and not desk.row.is_long
            and not desk.row.cells
            and not numbering.lead(desk.row)
        ):
            paper.addressee.append(desk.row.text)
            desk.at += 1
        return
    elif (
        is_signed
        and numbering.lead(row)
        and not paper.distribution
        and desk.labelled is None
        and people.is_post(row.plain)
    ):
        mark = numbering.lead(row)
        assert mark is not None
        paper.distribution.append(distribution.recipient(mark.rest.text, mark.number))
    elif is_signed or paper.distribution:
        if paper.annex and _is_broken(desk, paper.annex[-1]):
            paper.annex[-1] = f"{paper.annex[-1]} {row.text}"
        else:
            paper.annex.append(row.text)
    else:
        desk.leave(row.text)
    desk.at += 1
