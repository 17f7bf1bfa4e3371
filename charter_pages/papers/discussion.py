"""What minutes say between their head and their signature: opening, items, decisions, closing.

Papers number this in two ways: paragraphs ২। ৩। … of which one brings all decisions, or items n.0 with their discussion
n.1 and their decisions n.2. Others write "আলোচ্যসূচি-১", "আলোচনা:", "সিদ্ধান্ত:" before each part, or a table. One walk
over the lines reads them all.
"""

import dataclasses

from charter_pages.papers import attending, deciding, numbering, owners, tables, walking
from charter_pages.papers.desk import Desk
from charter_pages.papers.folding import compiled, fold
from charter_pages.papers.labels import Label, Labelled
from charter_pages.papers.lines import Line, line_of
from charter_pages.papers.numbering import Mark, Style
from charter_pages.papers.paper import Item
from charter_pages.papers.walking import Mode, Walk

_WORD = compiled(r"[^\W_]|[া-্]")
# How a sentence ends that tells something; a subject does not.
_TOLD = compiled(r"(?:করেন|হয়|হলো|হয়েছে|জানান|হবে|যায়|আছে|রয়েছে|হচ্ছে|ছিল|দেন|বলেন)\s*।\s*$")
# What stands before a colon that no subject ends: "প্রতিনিধি জানান:", "নিম্নবর্ণিত বিষয়ে আলোচনা করা হয়:".
_SPEAKS = compiled(
    r"(?:.*\s)?(?:জানান|বলেন|যে|করেন|উল্লেখ|অন্তত)\s*[,:ঃ]?(?:\s|$)|.*\s(?:হয়|হলো|হল|হয়েছে|হচ্ছে|আছে|নিম্নরূপ|যথা)\s*[:ঃ]"
)
# "সভায় নিম্নোক্ত সদস্যগণ উপস্থিত ছিলেন:"
_NAMES_PRESENT = compiled(r"উপস্থিত[^।]{0,40}[:ঃ]\s*-*\s*$")
_ENDS = compiled(r"(?:সভার\s*)?(?:সমাপনী|সমাপ্তি|উপসংহার)(?:\s*বক্তব্য)?\s*[:ঃ।\-]*")


def take(desk: Desk, end: int) -> None:
    """Take the lines up to a place as the body of minutes; `at` is there afterwards."""
    walk = Walk(desk, by_points=_is_by_points(desk, end))
    while desk.at < end:
        row = desk.row
        if row.cells is not None and len(row.cells) > 1 and _take_table(walk, end):
            continue
        _take_row(walk, row, desk.labelled, end)
        desk.at += 1
    owners.share(desk, walk.owned)
    _settle_items(desk)


def _is_by_points(desk: Desk, end: int) -> bool:
    """Return whether items n.0 have their decision as n.2 without a word that says so."""
    points = 0
    for place in range(desk.at, end):
        found = desk.labels[place]
        plain = desk.rows[place].plain[-250:]
        announces = walking.OPEN_END.search(plain) and deciding.HEADS_DECISIONS.search(
            walking.OPEN_END.sub("", plain)
        )
        if (found and found.label is Label.DECISION) or announces:
            return False
        mark = numbering.lead(desk.rows[place])
        points += bool(mark and mark.style is Style.POINT and mark.path[-1] == 0)
    return points > 0


def _take_row(walk: Walk, row: Line, labelled: Labelled | None, end: int) -> None:
    if labelled is not None and _take_labelled(walk, row, labelled, end):
        return
    mark = numbering.lead(row)
    rest = mark.rest if mark else row
    if deciding.announces(walk, rest, end):
        deciding.announce(walk, row, mark)
    elif mark is not None:
        _take_marked(walk, row, mark)
    elif walking.CLOSES.search(row.plain) and not walking.OPENS.search(row.plain) and walking.may_close(walk):
        walking.close(walk, row)
    else:
        _take_plain(walk, row)


def _take_labelled(walk: Walk, row: Line, found: Labelled, end: int) -> bool:
    desk, paper = walk.desk, walk.desk.paper
    match found.label:
        case Label.AGENDA if found.number or found.value.text:
            walking.begin_item(walk, found.number, found.value, found)
        case Label.AGENDA:
            desk.name(row.text)
            _take_list_of_items(walk, end)
        case Label.DISCUSSION:
            _take_discussion(walk, found)
        case Label.DECISION:
            if deciding.announces(walk, found.value, end):
                # "৪। সিদ্ধান্ত: বিস্তারিত আলোচনা শেষে নিম্নরূপ সিদ্ধান্ত গৃহীত হয়-" is all a label.
                printed = f"{found.printed} {found.value.text}"
                found = dataclasses.replace(found, printed=printed, value=line_of(""))
            deciding.take_decision_label(walk, row, found)
        case Label.OWNER if walk.open_decision is not None and not walk.open_decision.owner:
            desk.name(found.printed)
            owners.take(desk, walk.open_decision, found.value)
            walk.owned.append((walk.open_list, walk.open_decision))
        case Label.DEADLINE | Label.TIME if walk.open_decision is not None and not walk.open_decision.time:
            desk.name(found.printed)
            walk.open_decision.time = owners.bare(found.value.text)
        case Label.SUBJECT if found.mark is not None or walk.mode is not Mode.OPENING or found.value.text:
            walking.begin_item(walk, found.number, found.value, found)
        case _:
            return False
    if found.label in (Label.OWNER, Label.DEADLINE, Label.TIME) and found.mark:
        desk.name(found.mark.printed)
    return bool(paper)


def _take_list_of_items(walk: Walk, end: int) -> None:
    """Take the items that stand in a list before they are discussed, each by its number."""
    desk, expected = walk.desk, 1
    while desk.at + 1 < end and desk.labels[desk.at + 1] is None:
        below = desk.rows[desk.at + 1]
        mark = numbering.lead(below, bare=True)
        if mark is None or mark.style is Style.POINT or mark.path[-1] != expected or len(below.plain) > 200:
            return
        item = Item(mark.number, mark.rest.text.rstrip("।; ").strip())
        desk.paper.agenda.append(item)
        walk.listed[mark.path] = item
        expected += 1
        desk.at += 1


def _take_discussion(walk: Walk, found: Labelled) -> None:
    walk.desk.name(found.printed)
    number = found.mark.printed if found.mark else ""
    if (
        walk.item is None
        and walk.mode is Mode.OPENING
        and not found.value.text
        and (found.mark or not found.number)
    ):
        walk.desk.name(number)
        walk.is_discussed_at_once = True
        below = walk.desk.next_row()
        first = numbering.lead(below) if below else None
        if found.mark and first and first.style is Style.POINT and first.path[:1] == found.mark.path:
            # "২. আলোচনা:" with its points ২.১, ২.২ below it.
            walk.desk.paper.labels.remove(number)
            walking.begin_item(walk, found.mark.number, line_of(""))
        return
    if found.number and found.mark is None and not (walk.item and _is_same(walk.item.number, found.number)):
        walking.begin_item(walk, found.number, line_of(""))
    elif found.number and found.mark is None:
        walk.desk.name(found.number)
    if walk.item is None and found.mark is not None and found.mark.style is Style.SECTION:
        walking.begin_item(walk, found.mark.number, line_of(""))
        number = ""
    elif walk.item is None:
        walking.begin_item(walk, "", line_of(""))
    walk.mode = Mode.ITEM
    walk.open_decision = None
    walk.desk.name(number)
    if found.value.text:
        walking.add_to_item(walk, found.value.text)


def _is_same(number: str, other: str) -> bool:
    return numbering.value_of(number) == numbering.value_of(other) != ()


def _take_marked(walk: Walk, row: Line, mark: Mark) -> None:
    if _takes_up(walk, mark):
        return
    if (
        walking.CLOSES.search(mark.rest.plain)
        and not walking.OPENS.search(mark.rest.plain)
        and walking.may_close(walk)
        and mark.style in (Style.SECTION, Style.POINT)
    ):
        walking.close(walk, row)
        return
    if walk.mode is Mode.DECISIONS and deciding.is_decision(walk, mark):
        walk.last_decision = mark
        deciding.add_decision(walk, mark.number, mark.rest)
    elif mark.style is Style.POINT:
        _take_point(walk, row, mark)
    elif mark.style is Style.SECTION:
        _take_section(walk, row, mark)
    else:
        _take_plain(walk, row)


def _takes_up(walk: Walk, mark: Mark) -> bool:
    """Take up an item of the list before, where a line has its number and begins with its subject."""
    item = walk.listed.get(mark.path)
    if item is None or not item.subject or not mark.rest.plain.startswith(fold(item.subject)):
        return False
    if _WORD.match(mark.rest.plain, len(fold(item.subject))):
        return False
    subject = mark.rest.cut(0, len(fold(item.subject)))
    text = mark.rest.cut(len(subject.plain)).text.lstrip(":ঃ-–—।; ")
    walking.begin_item(walk, mark.number, subject)
    if text:
        walking.add_to_item(walk, text)
    return True


def _take_point(walk: Walk, row: Line, mark: Mark) -> None:
    """Take n.0 as an item, n.1 as its discussion, n.2 as its decision where nothing else says which."""
    if mark.path[-1] == 0 and len(mark.path) == 2:
        _take_section(walk, row, mark)
        return
    if walk.mode is Mode.DECISIONS:
        walk.mode = Mode.ITEM
        walk.open_decision = None
    if walk.by_points and walk.item is not None and len(mark.path) == 2 and mark.path[1] >= 2:
        walk.mode = Mode.DECISIONS
        walk.announced_by = None
        walk.last_decision = mark
        deciding.add_decision(walk, mark.number, mark.rest)
        return
    if walk.item is None:
        walking.begin_item(walk, mark.number, line_of(""))
        walking.add_to_item(walk, mark.rest.text)
        return
    walk.mode = Mode.ITEM
    walking.add_to_item(walk, row.text)


def _take_section(walk: Walk, row: Line, mark: Mark) -> None:
    walk.last_section = mark.path[0]
    if _ENDS.fullmatch(mark.rest.plain):
        walking.close(walk, row)
        return
    # Some papers count from 2, as if the head were the first paragraph.
    opens = walk.mode is Mode.OPENING and not walk.desk.paper.agenda and mark.path[0] in (1, 2)
    if opens and walking.OPENS.search(mark.rest.plain):
        walking.add_opening(walk, row)
        return
    if mark.style is Style.POINT and not mark.rest.is_long and not _TOLD.search(mark.rest.plain):
        subject, text = mark.rest.text, ""
    else:
        subject, text = _subject_of(mark.rest, walk)
    walking.begin_item(walk, mark.number, line_of(subject))
    if text:
        walking.add_to_item(walk, text)


def _subject_of(rest: Line, walk: Walk) -> tuple[str, str]:
    """Part a numbered paragraph that begins with its subject and a colon, or that is nothing but a subject."""
    found = compiled(r"[^:ঃ।]{3,90}?\s*[:ঃ]\s*-?(?=\s|$)").match(rest.plain)
    if found and not _SPEAKS.match(found[0]):
        return rest.said(0, found.end()).rstrip(":ঃ- "), rest.said(found.end(), len(rest.plain))
    below = walk.desk.next_row()
    is_heading = (
        len(rest.plain) < 90
        and not rest.ends_sentence
        and below is not None
        and (below.has_gap or walk.desk.label_at(walk.desk.at + 1) in (Label.DISCUSSION, Label.DECISION))
    )
    return (rest.text, "") if is_heading and rest.text else ("", rest.text)


def _take_plain(walk: Walk, row: Line) -> None:
    """Take a line without number and label: it goes on from the one before it, or is a paragraph."""
    if walk.mode is Mode.DECISIONS:
        deciding.take_plain_decision(walk, row)
    elif walk.mode is Mode.CLOSED:
        walk.desk.paper.closing = f"{walk.desk.paper.closing} {row.text}"
    elif walk.mode is Mode.ITEM and walk.item is not None:
        walking.add_to_item(walk, row.text, goes_on=walking.goes_on(walk.item.text or walk.item.subject, row))
    else:
        walking.add_opening(walk, row)
        if walk.mode is Mode.OPENING and _NAMES_PRESENT.search(row.plain):
            walk.desk.at += 1
            attending.take_present(walk.desk)
            walk.desk.at -= 1


def _take_table(walk: Walk, end: int) -> bool:
    desk, paper = walk.desk, walk.desk.paper
    table, behind = tables.gather(desk.rows[:end], desk.at)
    if table.has_decisions and len(table.rows) > 1:
        found = tables.minuted(table)
        paper.agenda += found.agenda
        for decision in found.decisions:
            if not decision.item and walk.item is not None and walk.item.subject:
                decision.item = walk.item.number
        paper.decisions += found.decisions
        paper.decisions_are_a_table = True
        desk.name(*found.labels)
        walk.mode = Mode.ITEM if walk.item is not None else Mode.OPENING
        walk.open_decision = None
        desk.at = behind
        return True
    if len(table.rows) < 2 or len(table.rows[0]) < 2 or desk.labelled is not None or numbering.lead(desk.row):
        return False
    if table.has_people:
        present, words = tables.attendance(table)
        paper.attendance += present
        desk.name(*words)
    else:
        paper.tables.append(table.rows)
        paper.table_places.append(len(paper.agenda))
    desk.at = behind
    return True


def _settle_items(desk: Desk) -> None:
    """Number the discussion of an item only where it has more than one numbered part."""
    for item in desk.paper.agenda:
        rows = item.text.split("\n")
        marks = [numbering.lead(line_of(row)) for row in rows]
        points = [mark for mark in marks if mark and mark.style is Style.POINT and mark.path[-1] > 0]
        if len(points) == 1 and marks[0] is points[0] and item.number:
            own = numbering.value_of(item.number)
            if own and points[0].path[0] == own[0]:
                desk.name(points[0].printed)
                item.text = "\n".join([points[0].rest.text, *rows[1:]])
