"""From the reviewed form to a draft below the office's page, in one transaction. Nothing is published here."""

import datetime
import json
import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from wagtail.models import Page

import clock
from accounts.models import User
from accounts.screens import DayField
from charter_pages.models import PaperImport
from charter_pages.models.papers import SENTENCE_ENDS, OfficialPaper
from charter_pages.papers.taking import fields
from charter_pages.papers.taking.typed import FLAGS, Typed
from language.forms import DigitsIntegerField
from publishing import pairing

# By the name of a field, or of a row's cell: "decisions-3-text".
Errors = dict[str, list[str]]
OF_ROWS = {"id", "page", "locale", "translation_key", "sort_order", "document"}


def day(text: str) -> datetime.date | None:
    """Return a day that was typed, None where it is none."""
    try:
        found: datetime.date | None = DayField(required=False).clean(text)
    except ValidationError:
        return None
    return found


def build(typed: Typed) -> tuple[OfficialPaper, dict[str, list[Any]], Errors]:
    """Return the page that the form describes, its rows, and what stands against it, by field; nothing is stored."""
    model = fields.PAGES[typed.kind]
    page, errors = model(), Errors()
    names = fields.names_of(typed.kind)
    for name in names:
        value, said = _value(fields.column(typed.kind, name), typed.values.get(name, ""))
        if said:
            errors[name] = said
        else:
            setattr(page, name, value)
    page.remainder = "\n".join(line for line in typed.lines if line.strip())
    rows = {}
    for relation in fields.rows_of(typed.kind):
        rows[relation.name] = _rows(typed, relation, errors)
    _look_at(page, names, errors)
    return page, rows, errors


def _value(column: "models.Field[Any, Any]", text: str) -> tuple[Any, list[str]]:
    """Return a text as its column takes it, and what is wrong with it."""
    try:
        if column.name in FLAGS:
            return text == "on", []
        if isinstance(column, models.DateField):
            return DayField(required=False).clean(text), []
        if isinstance(column, models.IntegerField):
            return DigitsIntegerField(required=False, min_value=0, max_value=32_000).clean(text), []
    except ValidationError as wrong:
        return None, list(wrong.messages)
    if column.name == "body":
        return blocks(text), []
    if column.name in fields.PROSE:
        return prose(text), []
    # A column of one line takes no line break: its words stay apart by a space.
    return text.strip() if column.name in fields.LONG else " ".join(text.split()), []


def _rows(typed: Typed, relation: fields.Rows, errors: Errors) -> list[Any]:
    model, made = fields.row_model(typed.kind, relation), []
    columns = {name: fields.row_column(typed.kind, relation, name) for name in relation.fields}
    for place, cells in enumerate(typed.rows.get(relation.name, ())):
        if not any(text.strip() for name, text in cells.items() if name not in FLAGS):
            continue  # an empty row is none
        row = model(sort_order=place)
        for name, column in columns.items():
            value, said = _value(column, cells.get(name, ""))
            if said:
                errors[f"{relation.name}-{place}-{name}"] = said
            else:
                setattr(row, name, value)
        try:
            row.clean_fields(exclude=OF_ROWS)
        except ValidationError as wrong:
            for name, said in wrong.message_dict.items():
                errors.setdefault(f"{relation.name}-{place}-{name}", []).extend(said)
        made.append(row)
    return made


def _look_at(page: OfficialPaper, names: list[str], errors: Errors) -> None:
    """Add what the columns and the paper's own rules say against it."""
    others = {column.name for column in page._meta.get_fields()} - set(names)
    try:
        page.clean_fields(exclude=others | set(errors))
    except ValidationError as wrong:
        errors |= wrong.message_dict
    for name, said in page.find_errors().items():
        errors.setdefault(name, []).append(str(said))


@transaction.atomic
def draft(*, by: User, row: PaperImport, typed: Typed) -> Page:
    """Make the draft and return it; asked twice it is made once. Raises ValidationError with what is wrong, by field."""
    row = PaperImport.objects.select_for_update().get(pk=row.pk)
    if row.page_id is not None:
        return row.page
    # Of two drafts below one page at the same moment each has its own place.
    parent = Page.objects.select_for_update().get(pk=row.parent_id).specific
    page, rows, errors = build(typed)
    if errors:
        raise ValidationError(errors)
    page.live, page.owner, page.locale = False, by, parent.locale
    page.source_document_id, page.source_text = row.document_id, row.text
    if page.issued_on:
        page.published_on = page.issued_on
    made: Any = parent.add_child(instance=page)
    pairing.pair(made)
    for name, each in rows.items():
        setattr(made, name, each)
    # The rows stand in the draft; they become rows of the database when it is published.
    made.save_revision(user=by, log_action=True)
    PaperImport.objects.filter(pk=row.pk).update(page_id=made.pk, changed_at=clock.now())
    return made  # type: ignore[no-any-return]


def prose(text: str) -> str:
    """Return plain lines as the rich text of a column."""
    return str(
        format_html_join("", "<p>{}</p>", ((line.strip(),) for line in text.splitlines() if line.strip()))
    )


def blocks(text: str) -> str:
    """Return plain lines as a stream: paragraphs, and lines with tabs as tables whose first row is their heading.

    What is no sentence behind one that is begins a paragraph of its own: the head of a plan stays with its tables.
    """
    made: list[dict[str, Any]] = []
    was_sentence = False
    for part in _paragraphs_and_tables(text):
        if part.get("rows"):
            made.append({"type": "table", "value": _table(part["rows"]), "id": str(uuid.uuid4())})
            continue
        is_sentence = part["text"].endswith(SENTENCE_ENDS)
        if made and made[-1]["type"] == "paragraph" and (is_sentence or not was_sentence):
            made[-1]["value"] += prose(part["text"])
        else:
            made.append({"type": "paragraph", "value": prose(part["text"]), "id": str(uuid.uuid4())})
        was_sentence = is_sentence
    return json.dumps(made)


def _paragraphs_and_tables(text: str) -> list[dict[str, Any]]:
    """Return a plain text as its parts: `{"text": …}` for a line, `{"rows": […]}` for lines with tabs in them."""
    parts: list[dict[str, Any]] = []
    for line in text.splitlines():
        if "\t" in line:
            if not parts or "rows" not in parts[-1]:
                parts.append({"rows": []})
            parts[-1]["rows"].append([cell.strip() for cell in line.split("\t")])
        elif line.strip():
            parts.append({"text": line.strip()})
        elif parts and "rows" in parts[-1]:
            # An empty line parts two tables.
            parts.append({"text": ""})
    return [part for part in parts if part.get("rows") or part.get("text")]


def _table(rows: list[list[str]]) -> dict[str, Any]:
    width = max(len(row) for row in rows)
    wide = [[*row, *[""] * (width - len(row))] for row in rows]
    return {
        "columns": [{"type": "text", "heading": heading} for heading in wide[0]],
        "rows": [{"values": [prose(cell) for cell in row]} for row in wide[1:]],
        "caption": "",
    }


def say_all(refused: ValidationError) -> Errors:
    """Return what a verb refused, by field; what belongs to none under an empty name."""
    if not hasattr(refused, "error_dict"):
        return {"": list(refused.messages)}
    said: Errors = {}
    for name, messages in refused.message_dict.items():
        said.setdefault("" if name == "__all__" else name, []).extend(messages)
    return said or {"": [_("The draft could not be made.")]}
