"""The decisions of minutes: what announces them, which number counts one, what goes on with it."""

from charter_pages.papers import numbering, owners, walking
from charter_pages.papers.folding import compiled
from charter_pages.papers.labels import Label, Labelled
from charter_pages.papers.lines import Line, line_of
from charter_pages.papers.numbering import Mark, Style
from charter_pages.papers.paper import Decision
from charter_pages.papers.walking import Mode, Walk

HEADS_DECISIONS = compiled(
    r"(?:সিদ্ধান্ত|সুপারিশ)(?:সমূহ|াবলি|াবলী|গুলো|গুলি|মালা)?(?:\s+[^\s।]+){0,4}?\s*(?:গৃহীত|গ্রহণ|নেওয়া|নেয়া|প্রদান)[^।]{0,30}[।\s]*$"
    r"|নিম্ন(?:ে|বর্ণিত|রূপ|োক্ত|লিখিত|লিখিতভাবে)?[^।]{0,40}সিদ্ধান্ত[^।]{0,60}$"
    r"|following\s+decisions?(?:\s+[a-z]+){0,4}\s*$|decisions?\s+(?:were|was)\s+(?:[a-z]+\s+)?(?:taken|made|adopted)(?:\s+[a-z]+){0,3}\s*$"
)


def take_decision_label(walk: Walk, row: Line, found: Labelled) -> None:
    """Begin the decisions of an item or of the paper; one may stand in the same line, numbered or not."""
    desk = walk.desk
    if walk.is_discussed_at_once and not (
        found.value.text or found.mark or desk.paper.decisions or walk.listed
    ):
        walk.item = None
    numbered = numbering.decision_lead(found.mark.rest if found.mark else row)
    walk.mode = Mode.DECISIONS
    walk.open_decision = walk.last_decision = None
    if numbered is None:
        walk.open_list = []
    walk.announced_by = found.mark.path if found.mark and found.mark.style is Style.SECTION else None
    value, number = found.value, ""
    if walk.announced_by and not value.text and walk.item and not walk.item.subject:
        # A paragraph of its own beside that of the discussion: its decisions are the paper's.
        walk.item = None
    if numbered is not None:
        desk.name(row.text[: len(row.text) - len(numbered.rest.text)].replace(numbered.number, " ", 1))
        value, number = numbered.rest, numbered.number
    elif found.mark is not None and value.text and numbering.lead(value) is None:
        number = found.mark.number
        desk.name(found.printed)
    elif not value.text and walk.item is None and not desk.paper.decisions_heading:
        desk.paper.decisions_heading = row.text
        return
    else:
        desk.name(found.printed, found.mark.printed if found.mark else "")
    if value.text or number:
        _take_decisions_in_line(walk, value, number)


def _take_decisions_in_line(walk: Walk, value: Line, number: str) -> None:
    marks = numbering.parted(value) if not number else []
    for part in marks:
        walk.last_decision = part
        add_decision(walk, part.number, part.rest)
    if marks:
        return
    if not number and (mark := numbering.lead(value)) is not None:
        walk.last_decision = mark
        add_decision(walk, mark.number, mark.rest)
        return
    add_decision(walk, number, value)


def announces(walk: Walk, rest: Line, end: int) -> bool:
    """Return whether a line only says that decisions follow."""
    plain = rest.plain
    bare = walking.OPEN_END.sub("", plain[-250:])
    if not HEADS_DECISIONS.search(bare):
        return False
    if not walking.OPEN_END.search(plain) and not (plain.endswith("।") and len(plain) < 160):
        return False
    below = walk.desk.next_row()
    if below is None or walk.desk.at + 1 >= end:
        return False
    if walk.mode is Mode.DECISIONS and walk.open_decision is not None and numbering.lead(rest):
        return False
    is_list = numbering.lead(below) is not None or below.is_bullet or below.cells is not None
    return is_list or (
        walking.OPEN_END.search(plain) is not None
        and walk.desk.label_at(walk.desk.at + 1) is not Label.DISCUSSION
    )


def announce(walk: Walk, row: Line, mark: Mark | None) -> None:
    paper = walk.desk.paper
    has_items = any(item.subject for item in paper.agenda)
    if not paper.decisions_heading and not (walk.item and has_items):
        # The announcement may end a paragraph of discussion: that stays with its item.
        paper.decisions_heading = row.text
    elif walk.item is not None:
        walking.add_to_item(walk, row.text)
    else:
        walk.desk.name(row.text)
    walk.mode = Mode.DECISIONS
    walk.announced_by = mark.path if mark else None
    if mark and mark.style is Style.SECTION:
        walk.last_section = mark.path[0]
    walk.last_decision = walk.open_decision = None


def is_decision(walk: Walk, mark: Mark) -> bool:
    """Return whether a number counts a decision rather than the next paragraph."""
    last = walk.last_decision
    match mark.style:
        case Style.POINT:
            if mark.path[-1] == 0 and (last is None or last.path != mark.path):
                return False
            return walk.announced_by is None or mark.path[0] == walk.announced_by[0]
        case Style.SECTION:
            if last is not None and last.style is Style.SECTION:
                return mark.path[0] > last.path[0] and not _is_next_paragraph(walk, mark)
            if last is not None or walk.open_decision is not None:
                return False
            return mark.path[0] == 1 or (walk.announced_by is None and mark.path[0] != walk.last_section + 1)
        case _:
            return not (walk.open_decision and _is_within(walk, mark))


def _is_next_paragraph(walk: Walk, mark: Mark) -> bool:
    """Return whether a number goes on from the paragraph that announced rather than from the last decision."""
    last, by = walk.last_decision, walk.announced_by
    assert last is not None
    return by is not None and mark.path[0] == by[0] + 1 and mark.path[0] != last.path[0] + 1


def _is_within(walk: Walk, mark: Mark) -> bool:
    """Return whether a letter counts parts of one decision: the decision ends open and has a number of another kind."""
    last, open_decision = walk.last_decision, walk.open_decision
    if last is None or open_decision is None or last.style is mark.style:
        return False
    first = open_decision.text.split("\n")[0]
    return bool(walking.OPEN_END.search(line_of(first).plain)) or "\n" in open_decision.text


def take_plain_decision(walk: Walk, row: Line) -> None:
    decision = walk.open_decision
    mark = numbering.lead(row)
    if decision is None:
        add_decision(walk, mark.number if mark else "", mark.rest if mark else row)
        walk.last_decision = mark
        return
    if mark is not None:
        decision.text = f"{decision.text}\n{row.text}"
    elif row.is_bullet and not decision.number:
        add_decision(walk, "", row)
    elif row.is_bullet:
        decision.text = f"{decision.text}\n{row.text}"
    elif not row.has_gap or not decision.text.rstrip().endswith(("।", ";", "; এবং", "এবং")):
        above = walk.desk.rows[walk.desk.at - 1]
        if (
            decision.owner
            and not decision.time
            and len(above.plain) > walking.WIDE
            and not above.ends_sentence
        ):
            # The owner stood at the end of a line that the page's width has broken.
            decision.owner = owners.bare(f"{decision.owner} {row.text}")
            return
        decision.text = f"{decision.text} {row.text}".strip()
        owners.part(walk.desk, decision)
    else:
        # A paragraph behind the decisions: the walk leaves them.
        walk.mode = Mode.ITEM
        walking.begin_item(walk, "", line_of(""))
        walking.add_to_item(walk, row.text)


def add_decision(walk: Walk, number: str, text: Line) -> None:
    item = walk.item.number if walk.item is not None and not walk.desk.paper.decisions_heading else ""
    if walk.item is not None and walk.item.subject:
        item = walk.item.number
    decision = Decision(number, text.text, item=item)
    owners.part(walk.desk, decision)
    walk.desk.paper.decisions.append(decision)
    walk.open_decision = decision
    walk.open_list.append(decision)
