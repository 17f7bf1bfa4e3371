"""What a paper prints, as data: what its page, its PDF, each kept version and every difference are made of.

Everything that a model of papers has is printed unless it stands in `NOT_PRINTED`: a column that is added later is
covered by corrigenda from its first day on.
"""

import datetime
import functools
import hashlib
import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail.fields import StreamField

from charter_pages.models import LetterPage, MinutesPage, Post
from charter_pages.models.papers import OfficialPaper
from publishing.pages import Published

PAPERS: dict[str, type[OfficialPaper]] = {MinutesPage.kind: MinutesPage, LetterPage.kind: LetterPage}
# What every page has, and what it is filed by; what only the office's staff sees; how it is set.
NOT_PRINTED = {
    "page_ptr", "meeting_kind", "memo_key", "source_document", "source_text", "remainder", "signature_sheet",
    "decisions_are_a_table",
}  # fmt: skip
# Of these a paper prints the year of its series.
OF_EVERY_PAGE = {field.name for field in Published._meta.local_fields} - {"fiscal_year"}
# Of a row: where it belongs and stands.
NOT_PRINTED_OF_ROWS = {"id", "page", "sort_order", "locale", "translation_key", "memo_number"}
# What readers find of how it is set, but no word of it.
LAYOUT = ("decisions_are_a_table",)

BLOCK = re.compile(r"</(p|li|h[1-6]|tr|div|blockquote)>|<br\s*/?>", re.I)
LINK = re.compile(r"<a\s([^>]*)>(.*?)</a>", re.I | re.S)
TARGET = re.compile(r'\b(href|id)="([^"]*)"')
TAG = re.compile(r"<[^>]+>")


@functools.cache
def fields_of(model: Any) -> list[models.Field]:
    """Return the columns that are printed, the title first."""
    own = [field for field in model._meta.local_fields if field.name not in NOT_PRINTED | OF_EVERY_PAGE]
    return [model._meta.get_field("title"), *own]


@functools.cache
def rows_of(model: Any) -> dict[str, list[models.Field]]:
    """Return the printed columns of each kind of row that the paper has."""
    of_every_page = {relation.name for relation in get_all_child_relations(Published)}
    found = {}
    for relation in get_all_child_relations(model):
        if relation.name not in of_every_page:
            columns = relation.related_model._meta.local_fields
            found[relation.name] = [field for field in columns if field.name not in NOT_PRINTED_OF_ROWS]
    return found


def of(page: OfficialPaper) -> dict[str, Any]:
    """Return what a paper prints, with the rows and values that the instance has in memory."""
    model: Any = type(page)
    said: dict[str, Any] = {"kind": model.kind}
    for field in fields_of(model):
        said[field.name] = _value(page, field)
    for name in LAYOUT:
        if hasattr(page, name):
            said[name] = bool(getattr(page, name))
    for relation, columns in rows_of(model).items():
        said[relation] = [
            {"key": str(row.translation_key), **{field.name: _value(row, field) for field in columns}}
            for row in sorted(getattr(page, relation).all(), key=_place)
        ]
    for post, printed in (("chair_post", "chair_posts"), ("issuer_post", "issuer_posts")):
        if post in said:
            # The post of the register is printed where the paper has no words of its own for it.
            title = said.pop(post)
            said[printed] = said[printed] or title
    if not said.get("serial"):
        said.pop("fiscal_year", None)
    return said


def _place(row: Any) -> tuple[int, int]:
    """Return where a row stands among the others; rows laid by code may not say, and stand as they were laid."""
    return (row.sort_order if row.sort_order is not None else 0, row.pk or 0)


def _value(instance: Any, field: models.Field) -> Any:
    if isinstance(field, models.ForeignKey):
        other = getattr(instance, field.name)
        if isinstance(other, Post):
            return _title(other, instance.language)
        # Another document under the same title is another attachment.
        return f"{other} (№ {other.pk})" if other is not None else ""
    value = getattr(instance, field.attname)
    if isinstance(field, StreamField):
        return value.get_prep_value()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if value is None or isinstance(value, (bool, int)):
        return value
    return str(value)


def _title(post: Post, language: str) -> str:
    """Return what a post is called on a paper; names of offices are on the letterhead already."""
    return post.title_en if language == "en" else post.title_bn


def hash_of(content: Mapping[str, Any]) -> str:
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


# --- in words --------------------------------------------------------------


def words(text: Any) -> str:
    """Return what a value says, without its dress: lines of text, each link with what it leads to."""
    if text is None or text is False:
        return ""
    told = LINK.sub(_link, str(text))
    told = TAG.sub("", BLOCK.sub("\n", told))
    lines = (" ".join(line.split()) for line in html.unescape(told).replace("\xa0", " ").splitlines())
    return "\n".join(line for line in lines if line)


def _link(found: re.Match[str]) -> str:
    targets = " ".join(value for _name, value in TARGET.findall(found[1]))
    return f"{found[2]} ‹{targets}›" if targets else found[2]


def pieces(stream: Any) -> Iterator[tuple[str, str]]:
    """Yield the pieces of a text that is a stream, each with a key that stays: paragraphs, rows of tables."""
    for block in stream or ():
        key, value = str(block.get("id", "")), block.get("value")
        if block.get("type") == "table" and isinstance(value, Mapping):
            yield f"{key}:caption", words(value.get("caption", ""))
            yield f"{key}:head", _row(column.get("heading", "") for column in value.get("columns", ()))
            for place, row in enumerate(value.get("rows", ())):
                yield f"{key}:{place}", _row(row.get("values", ()))
        elif isinstance(value, Mapping):
            yield key, "\n".join(words(each) for each in value.values() if each)
        else:
            yield key, words(value) if isinstance(value, str) else f"№ {value}"


def _row(cells: Any) -> str:
    return " | ".join(words(cell) for cell in cells)
