"""Reads an official paper: a text becomes a Paper, every word of it in a field or in its remainder. Pure.

A paper is read from its top (`head`) through what it says (`discussion` of minutes, `letters` for all else) to its
end (`tail`); `labels` says what a line is, `doubts` what an editor must look at. docs/adr/0041 says why so.
"""

import datetime

from bangla import memo
from charter_pages.papers import (
    accounting,
    desk,
    discussion,
    doubts,
    head,
    kinds,
    letters,
    lines,
    series,
    tail,
    titles,
)
from charter_pages.papers.desk import Desk
from charter_pages.papers.issue import citation
from charter_pages.papers.paper import Kind, Paper


def read(text: str, *, today: datetime.date | None = None) -> Paper:
    """Return what a paper says, field by field; whatever the text is, no word of it is lost and nothing is raised.

    `today` is for telling dates that lie in the future; without it none is told.
    """
    paper = Paper()
    rows, paper.page_marks = lines.split(lines.prepare(text))
    table = desk.lay(paper, rows)
    paper.kind, is_sure = kinds.of(table)
    match paper.kind:
        case Kind.MINUTES:
            _read_minutes(table)
        case Kind.LETTER | Kind.NOTICE | Kind.REPORT:
            _read_letter(table)
        case Kind.NEWS | Kind.PROGRAMME | Kind.CHARTER:
            letters.take_page(table)
        case Kind.OTHER:
            letters.take_body(table, len(rows))
    _find_citations(paper)
    paper.warnings = doubts.find(paper, is_sure=is_sure, today=today)
    _keep_every_word(text, paper)
    return paper


def _read_minutes(table: Desk) -> None:
    paper = table.paper
    head.take(table)
    discussion.take(table, tail.starts(table, table.at))
    tail.take(table)
    if not paper.title and paper.subject:
        _title_by_subject(paper)
    series.take(paper)
    doubts.fill_from_text(paper)


def _read_letter(table: Desk) -> None:
    paper = table.paper
    head.take(table)
    letters.take_body(table, tail.starts(table, table.at))
    tail.take(table)
    if not paper.title and paper.subject:
        _title_by_subject(paper)


def _title_by_subject(paper: Paper) -> None:
    paper.title = titles.bare(paper.subject)
    paper.copied.append(paper.title)


def _find_citations(paper: Paper) -> None:
    """Add the papers that are cited within the text, so that their numbers become links."""
    known = {paper.memo_key, *(row.memo_key for row in paper.references)}
    said = [
        paper.opening,
        *(item.text for item in paper.agenda),
        *(row.text for row in paper.decisions),
        *paper.body,
    ]
    for text in said:
        for start, end, number in memo.find_all(text):
            if str(number) not in known:
                known.add(str(number))
                found = citation(text[start:end])
                found.is_in_text = True
                paper.references.append(found)


def _keep_every_word(text: str, paper: Paper) -> None:
    """Put into the remainder what no rule has placed: a safety net, which the tests see empty."""
    if missing := accounting.missing_words(text, paper):
        paper.remainder.append(" ".join(missing))
