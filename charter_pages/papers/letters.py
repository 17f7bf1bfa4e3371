"""What letters, notices, news and programmes say: paragraphs and tables in their order."""

# ruff: noqa: E501 (patterns are lists of words, one line each)

from charter_pages.papers import facts, kinds, labels, tables, titles
from charter_pages.papers.desk import Desk
from charter_pages.papers.folding import compiled
from charter_pages.papers.lines import Line, joined, paragraphs
from charter_pages.papers.paper import Kind

_FURNITURE = compiled(
    r"(?:skip to (?:main )?content|উপর শেয়ার করুন|শেয়ার করুন|share (?:on|this)|মূল বিষয়বস্তুতে যান|প্রিন্ট করুন|back to top|menu|home|হোম)[\s:।]*"
)


def take_body(desk: Desk, end: int) -> None:
    """Take the lines up to a place as paragraphs and tables."""
    waiting: list[Line] = []
    while desk.at < end:
        row = desk.row
        if desk.paper.kind is Kind.NOTICE and facts.take_amid_text(desk):
            _put(desk, waiting)
            continue
        if row.cells is not None:
            table, behind = tables.gather(desk.rows[:end], desk.at)
            if len(table.rows) > 1 or len(table.rows[0]) > 2:
                _put(desk, waiting)
                desk.paper.tables.append(table.rows)
                desk.paper.table_places.append(len(desk.paper.body))
                desk.at = behind
                continue
        waiting.append(row)
        desk.at += 1
    _put(desk, waiting)


def _put(desk: Desk, waiting: list[Line]) -> None:
    desk.paper.body += [joined(rows) for rows in paragraphs(waiting)]
    waiting.clear()


def take_page(desk: Desk) -> None:
    """Take a page of news or of a programme: its title, then all it says; what belongs to the website stays apart."""
    paper = desk.paper
    rows: list[Line] = []
    for row in desk.rows:
        if _FURNITURE.fullmatch(row.plain):
            desk.leave(row.text)
        else:
            rows.append(row)
    first = _title_at(paper.kind, rows)
    if first is not None:
        paper.title = rows[first].text.rstrip("।").strip()
        paper.letterhead += [row.text for row in rows[:first]]
        rows = rows[first + 1 :]
    desk.rows, desk.labels, desk.at = rows, [None] * len(rows), 0
    take_body(desk, len(rows))


def _title_at(kind: Kind, rows: list[Line]) -> int | None:
    """Return the place of a page's title: its first short line; of a programme the one above its first label."""
    if kind is Kind.PROGRAMME:
        facts = [place for place, row in enumerate(rows) if kinds.is_labelled_fact(row.plain)]
        return facts[0] - 1 if facts and facts[0] > 0 else None
    if kind is Kind.CHARTER:
        return next((place for place, row in enumerate(rows) if titles.CHARTER.fullmatch(row.plain)), None)
    press = next((place for place, row in enumerate(rows[:8]) if titles.PRESS.match(row.plain)), None)
    if press is not None:
        behind = range(press + 1, len(rows))
        return next((place for place in behind if labels.find(rows[place]) is None), press)
    if rows and not rows[0].cells and len(rows[0].plain) < 200:
        return 0
    return None
