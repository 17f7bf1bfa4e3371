"""Where the walk over the text of minutes stands, and the fields that it fills: opening, items, closing."""

# ruff: noqa: E501 (patterns are lists of words, one line each)

import dataclasses
import enum
import re

from charter_pages.papers import numbering
from charter_pages.papers.desk import Desk
from charter_pages.papers.folding import compiled, fold
from charter_pages.papers.labels import Labelled
from charter_pages.papers.lines import Line
from charter_pages.papers.numbering import Mark
from charter_pages.papers.paper import Decision, Item

OPENS = compiled(
    r"(?:স্বাগত|শুভেচ্ছা|অভিনন্দন|অভিবাদন|ধন্যবাদ|পরিচয়|কোরাম|কুরআন).*(?:শুরু|আরম্ভ|সূচনা)|(?:কোরআন|কুরআন|গীতা).*(?:তেলাওয়াত|তিলাওয়াত|পাঠ)|\bwelcomed|called the meeting to order|opened the meeting|সভাপতির\s*(?:অনুমতি|সম্মতি)|সভার\s*(?:কাজ|কার্যক্রম)\s*(?:শুরু|আরম্ভ)|স্বাগত\s*জান(?:ি|া)"
)
CLOSES = compiled(
    r"সমাপ্তি\s*(?:ঘোষণা|ঘোষনা|টানেন)|সভা(?:র\s*(?:কাজ|কার্যক্রম))?\s*(?:শেষ|সমাপ্ত)|সমাপ্ত\s*(?:ঘোষণা|করেন|করা)|আর\s*কোন(?:ো)?\s*(?:আলোচনা|আলোচ্য|বিষয়|কিছু)|closed the meeting|no (?:other|more|further) (?:agenda|business|matter|issue|discussion)|meeting (?:was )?(?:closed|adjourned|concluded|ended)"
)
OPEN_END = compiled(r"(?:[:ঃ]\s*-*|-|=)\s*$")

_LATIN_STOP = re.compile(r"[A-Za-z]{3,}\.$")
# A heading that goes on in the line below fills its own.
WIDE = 55


class Mode(enum.Enum):
    OPENING = enum.auto()
    ITEM = enum.auto()
    DECISIONS = enum.auto()
    CLOSED = enum.auto()


@dataclasses.dataclass(slots=True)
class Walk:
    """Where the walk stands."""

    desk: Desk
    mode: Mode = Mode.OPENING
    item: Item | None = None
    # The number of the paragraph that announced the decisions.
    announced_by: tuple[int, ...] | None = None
    last_decision: Mark | None = None
    last_section: int = 0
    # The last line went into this decision, so that a line below it can go on.
    open_decision: Decision | None = None
    # The decisions of the list at hand, and the lists whose last decision a line of its own gave an owner.
    open_list: list[Decision] = dataclasses.field(default_factory=list)
    owned: list[tuple[list[Decision], Decision]] = dataclasses.field(default_factory=list)
    # Whether n.0 items stand here without the word "সিদ্ধান্ত": then n.2 decides.
    by_points: bool = False
    # "আলোচনা:" stood above all items: the decisions below them are those of the whole paper.
    is_discussed_at_once: bool = False
    # Items that a list announced and that have not been discussed yet.
    listed: dict[tuple[int, ...], Item] = dataclasses.field(default_factory=dict)


def goes_on(text: str, row: Line) -> bool:
    """Return whether a line goes on within the sentence that the text above it broke off."""
    return (
        not _LATIN_STOP.search(text)
        and not row.is_bullet
        and not text.rstrip().endswith(("।", ":", "ঃ", "?", "!", ";", "৷"))
        and bool(text)
    )


def begin_item(walk: Walk, number: str, subject: Line, found: Labelled | None = None) -> None:
    desk = walk.desk
    said = subject.text.strip().rstrip(":ঃ।; ").strip()
    known = _listed(walk, number, said)
    item = known or Item(number, said)
    if found is not None:
        desk.name(found.printed)
        if found.mark is not None and found.mark.number != number:
            desk.name(found.mark.printed)
    if known is None:
        desk.paper.agenda.append(item)
    walk.item, walk.mode = item, Mode.ITEM
    walk.open_decision = walk.last_decision = walk.announced_by = None
    walk.open_list = []


def _listed(walk: Walk, number: str, subject: str) -> Item | None:
    """Return the item of the list that is discussed now; its subject, said again, is no news."""
    path = numbering.value_of(number)
    item = walk.listed.pop(path[:-1] if path[-1:] == (0,) else path, None)
    if item is None:
        return None
    if fold(subject).rstrip("।; ") != fold(item.subject):
        item.text = subject
    else:
        walk.desk.name(subject)
    walk.desk.name(number)
    return item


def add_to_item(walk: Walk, text: str, *, goes_on: bool = False) -> None:
    item = walk.item
    assert item is not None
    above = walk.desk.rows[walk.desk.at - 1]
    if not item.text and goes_on and item.subject and not walk.desk.row.has_gap and len(above.plain) > WIDE:
        item.subject = f"{item.subject} {text}"
    else:
        item.text = f"{item.text}{' ' if goes_on else chr(10)}{text}" if item.text else text


def add_opening(walk: Walk, row: Line) -> None:
    paper = walk.desk.paper
    glue = " " if goes_on(paper.opening, row) else "\n"
    paper.opening = f"{paper.opening}{glue}{row.text}" if paper.opening else row.text


def may_close(walk: Walk) -> bool:
    paper = walk.desk.paper
    return walk.mode is Mode.CLOSED or bool(paper.decisions or paper.agenda or paper.opening)


def close(walk: Walk, row: Line) -> None:
    paper = walk.desk.paper
    glue = " " if goes_on(paper.closing, row) else "\n"
    paper.closing = f"{paper.closing}{glue}{row.text}" if paper.closing else row.text
    walk.mode = Mode.CLOSED
    walk.open_decision = None
