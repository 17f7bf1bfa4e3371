"""What the review of a paper has: its parts in the order of the paper, their fields and their rows."""

import dataclasses
from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from charter_pages.models import LetterPage, MinutesPage
from charter_pages.models.papers import OfficialPaper

MINUTES, LETTER = "minutes", "letter"
PAGES: dict[str, type[OfficialPaper]] = {MINUTES: MinutesPage, LETTER: LetterPage}
# Written over several lines, whatever the column is.
LONG = {
    "subject", "opening", "closing", "body", "annex", "discussion", "text", "letterhead", "chair_posts", "addressee",
    "chair_signature", "issuer_posts", "issuer_contacts", "copies_memo", "printed_title", "decisions_heading",
    "attention", "owner", "attendance_note", "post_text",
}  # fmt: skip
# Text or HTML in the column, plain lines in the review.
PROSE = {"opening", "discussion"}


@dataclasses.dataclass(frozen=True)
class Rows:
    """Rows of a page: the name of its relation, their fields, and the field that one line of the paper goes into."""

    name: str
    label: Any
    fields: tuple[str, ...]
    takes: str
    add: Any


@dataclasses.dataclass(frozen=True)
class Part:
    """A part of the review, for one kind of paper or for all."""

    heading: Any
    fields: tuple[str, ...] = ()
    rows: Rows | None = None
    kinds: tuple[str, ...] = (MINUTES, LETTER)


AGENDA = Rows(
    "agenda", _("Agenda and discussion"), ("number", "subject", "discussion"), "discussion", _("Add an item")
)
DECISIONS = Rows(
    "decisions",
    _("Decisions"),
    ("number", "text", "owner", "due_text", "agenda_number"),
    "text",
    _("Add a decision"),
)
ATTENDANCE = Rows(
    "attendance", _("Those present"), ("post_text", "name"), "post_text", _("Add somebody present")
)
REFERENCES = Rows("references", _("References"), ("text", "memo_number"), "text", _("Add a reference"))
DISTRIBUTION = Rows(
    "distribution", _("Recipients"), ("number", "text", "attention", "is_copy"), "text", _("Add a recipient")
)
ATTACHMENTS = Rows(
    "attachments", _("Attachments"), ("title", "pages", "pages_printed"), "title", _("Add an attachment")
)

PARTS = (
    Part(_("Title"), ("title", "printed_title"), kinds=(MINUTES,)),
    Part(_("Title and subject"), ("title", "subject"), kinds=(LETTER,)),
    Part(
        _("Meeting"),
        (
            "meeting_kind", "fiscal_year", "series", "serial", "meeting_on", "meeting_on_printed", "meeting_time",
            "venue", "is_online",
        ),
        kinds=(MINUTES,),
    ),
    Part(_("Chair"), ("chair_name", "chair_rank", "chair_posts", "chair_signature"), kinds=(MINUTES,)),
    Part(_("Attendance"), ("attendance_note",), ATTENDANCE, kinds=(MINUTES,)),
    Part(_("Opening"), ("opening",), kinds=(MINUTES,)),
    Part(AGENDA.label, (), AGENDA, kinds=(MINUTES,)),
    Part(DECISIONS.label, ("decisions_heading", "decisions_are_a_table"), DECISIONS, kinds=(MINUTES,)),
    Part(_("Closing and annexes"), ("closing", "annex"), kinds=(MINUTES,)),
    Part(
        _("Issue"),
        ("letterhead", "memo_label", "memo_number", "issued_on", "issued_on_printed", "issued_on_bangla"),
    ),
    Part(REFERENCES.label, (), REFERENCES),
    Part(_("Letter"), ("addressee", "body"), kinds=(LETTER,)),
    Part(_("Distribution"), ("distribution_heading", "distribution_note"), DISTRIBUTION),
    Part(_("Copies"), ("copies_heading", "copies_memo")),
    Part(
        _("Issuing officer"),
        ("issuer_name", "issuer_rank", "issuer_posts", "on_behalf_of", "mailbox", "issuer_contacts"),
    ),
    Part(ATTACHMENTS.label, (), ATTACHMENTS),
)  # fmt: skip


def parts_of(kind: str) -> Iterator[Part]:
    return (part for part in PARTS if kind in part.kinds)


def names_of(kind: str) -> list[str]:
    return [name for part in parts_of(kind) for name in part.fields]


def rows_of(kind: str) -> list[Rows]:
    return [part.rows for part in parts_of(kind) if part.rows]


def every_rows() -> dict[str, Rows]:
    return {part.rows.name: part.rows for part in PARTS if part.rows}


def column(kind: str, name: str) -> "models.Field[Any, Any]":
    """Return the column that a field of the review fills."""
    found: Any = PAGES[kind]._meta.get_field(name)
    return found


def row_model(kind: str, rows: Rows) -> Any:
    return PAGES[kind]._meta.get_field(rows.name).related_model


def row_column(kind: str, rows: Rows, name: str) -> "models.Field[Any, Any]":
    found: Any = row_model(kind, rows)._meta.get_field(name)
    return found


def label(field: "models.Field[Any, Any]") -> str:
    return capfirst(str(field.verbose_name))
