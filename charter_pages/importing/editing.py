"""What an editor changed in the review of an import: laid over what was recognised, by the cells of the source. Pure.

Each cell keeps its own place, so that a column can be given another meaning without losing what was typed in it.
"""

import dataclasses
from collections.abc import Mapping

from charter_pages.importing import headings, proposing
from charter_pages.importing.documents import tidy
from charter_pages.importing.headings import Field, Kind
from charter_pages.importing.officers import Guess
from charter_pages.importing.proposing import Proposal
from charter_pages.importing.recognising import Recognised

LONGEST_CELL = 10_000


def kind_name(table: int) -> str:
    return f"kind-{table}"


def column_name(table: int, column: int) -> str:
    return f"column-{table}-{column}"


def cell_name(table: int, row: int, column: int) -> str:
    return f"cell-{table}-{row}-{column}"


def leave_name(table: int, row: int) -> str:
    return f"leave-{table}-{row}"


def post_name(place: tuple[int, int], field: Field) -> str:
    return f"post-{place[0]}-{place[1]}-{field}"


def stands_name(place: tuple[int, int]) -> str:
    return f"stands-{place[0]}-{place[1]}"


def overlay(found: Recognised, sent: Mapping[str, str]) -> None:
    """Change what was recognised to what was sent; a name that was not sent stays as it was recognised."""
    for number, table in enumerate(found.tables):
        kind = sent.get(kind_name(number))
        if kind is not None and kind in Kind.__members__.values():
            table.kind, table.is_guessed = Kind(kind), False
        for place, column in enumerate(table.columns):
            field = sent.get(column_name(number, place))
            if field is not None and field in Field.__members__.values() and field != column.field:
                column.field, column.score = Field(field), 1.0
        for row_number, row in enumerate(table.rows):
            for place, text in enumerate(row.cells):
                typed = sent.get(cell_name(number, row_number, place))
                if typed is not None and tidy(typed) != text:
                    row.cells[place] = tidy(typed[:LONGEST_CELL])
            row.is_left_out = sent.get(leave_name(number, row_number)) == "on"
    found.vision = tidy(sent.get("vision", found.vision))
    found.mission = tidy(sent.get("mission", found.mission))
    if "expectations" in sent:
        found.expectations = [line for line in tidy(sent["expectations"]).split("\n") if line]


def choose_posts(proposal: Proposal, sent: Mapping[str, str], known: frozenset[int]) -> None:
    """Take the posts that were chosen by hand; one that is not offered is none."""
    for service in proposal.services:
        for field in (Field.RESPONSIBLE, Field.SUPERIOR):
            _choose(service, field, sent.get(post_name(service.place, field)), known)
    for level in proposal.levels:
        chosen = sent.get(post_name(level.place, Field.WHOM))
        if chosen is not None:
            level.post = _guess(chosen, level.post, known)


def _choose(
    service: proposing.ProposedService, field: Field, chosen: str | None, known: frozenset[int]
) -> None:
    if chosen is None:
        return
    before = service.posts.get(field, Guess())
    service.posts[field] = _guess(chosen, before, known)
    if service.posts[field].post != before.post:
        service.doubts.pop(field, None)


def _guess(chosen: str, before: Guess, known: frozenset[int]) -> Guess:
    post = int(chosen) if chosen.isascii() and chosen.isdigit() else None
    post = post if post in known else None
    return before if post == before.post else dataclasses.replace(before, post=post, doubt="")


def fields_for(kind: Kind) -> tuple[Field, ...]:
    """Return what a column of a table of this kind may hold."""
    return headings.GRIEVANCE_FIELDS if kind == Kind.GRIEVANCE else headings.SERVICE_FIELDS
