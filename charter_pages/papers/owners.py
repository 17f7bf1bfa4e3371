"""Who carries a decision out, and by when: said in a line below it, or at its end."""

from collections.abc import Sequence

from charter_pages.papers.desk import Desk
from charter_pages.papers.folding import compiled
from charter_pages.papers.lines import Line, line_of
from charter_pages.papers.paper import Decision

_OWNER_BEHIND = compiled(
    r"[\s।;,]*[(\[]\s*(?P<label>(?:বাস্তবায়নে|বাস্তবায়নকারী|বাস্তবায়ন|দায়িত্ব|দায়িত্বে|কার্যক্রমে|কার্যার্থে)[^:ঃ\-()]{0,30}\s*[:ঃ\-]+)\s*(?P<owner>[^()]*(?:\([^()]*\)[^()]*)*)[)\]](?P<end>[\s।;.]*)$"
)
_OWNER_WITHIN = compiled(
    r"(?<![^\s।;,(])(?P<label>(?:বাস্তবায়নে|বাস্তবায়নকারী|বাস্তবায়নকারী\s*(?:কর্তৃপক্ষ|কর্মকর্তা|শাখা|দপ্তর)|দায়িত্বপ্রাপ্ত\s*কর্মকর্তা)\s*[:ঃ]+-?)\s*(?P<owner>[^:ঃ]{2,200}?)\s*(?=$|(?P<time>(?:সময়সীমা|সময়|মেয়াদ|বাস্তবায়নের\s*সময়সীমা)\s*[:ঃ]+-?))"
)
_TIME_WITHIN = compiled(
    r"(?P<label>(?:সময়সীমা|বাস্তবায়নের\s*সময়(?:সীমা)?|মেয়াদ|সময়)\s*[:ঃ]+-?)\s*(?P<time>[^:ঃ]{2,80})$"
)


def take(desk: Desk, decision: Decision, value: Line) -> None:
    """Take a labelled line as a decision's owner; the time may stand behind it."""
    decision.owner = bare(value.text)
    if time := _TIME_WITHIN.search(value.plain):
        decision.owner = bare(value.said(0, time.start()))
        desk.leave(decision.time)
        decision.time = bare(value.said(*time.span("time")))
        desk.name(value.said(*time.span("label")))


def part(desk: Desk, decision: Decision) -> None:
    """Take "(বাস্তবায়নে: …)" at a decision's end as its owner."""
    line = line_of(decision.text)
    if "\n" in decision.text or decision.owner:
        return
    found = _OWNER_BEHIND.search(line.plain)
    if found:
        decision.owner = bare(line.said(*found.span("owner")))
        desk.name(line.said(*found.span("label")))
        decision.text = line.said(0, found.start()) + (
            line.said(*found.span("end")) or _stop(line.plain[found.start() : found.start("label")])
        )
        if time := _TIME_WITHIN.search(line_of(decision.owner).plain):
            owner = line_of(decision.owner)
            decision.time = bare(owner.said(*time.span("time")))
            desk.name(owner.said(*time.span("label")))
            decision.owner = bare(owner.said(0, time.start()))
        return
    found = _OWNER_WITHIN.search(line.plain)
    if found and found.start() > 0:
        decision.owner = bare(line.said(*found.span("owner")))
        desk.name(line.said(*found.span("label")))
        if found["time"]:
            desk.name(line.said(*found.span("time")))
            decision.time = bare(line.said(found.end("time"), len(line.plain)))
        decision.text = line.said(0, found.start())


def share(desk: Desk, owned: Sequence[tuple[list[Decision], Decision]]) -> None:
    """Give the owner that one line behind a list names to all decisions of the list: none of them has its own."""
    for rows, last in owned:
        if last is not rows[-1] or any(row.owner for row in rows[:-1]):
            continue
        has_times = any(row.time for row in rows[:-1])
        for row in rows[:-1]:
            row.owner, row.is_owner_shared = last.owner, True
            desk.paper.copied.append(row.owner)
            if last.time and not has_times:
                row.time = last.time
                desk.paper.copied.append(row.time)


def _stop(between: str) -> str:
    return next((letter for letter in between if letter in "।;"), "")


def bare(text: str) -> str:
    """Return a name or a time without the stop behind it."""
    return text.strip().rstrip("।,; ").strip()
