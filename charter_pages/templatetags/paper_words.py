"""What papers are written with: their tables cell by cell, and the papers that they cite as links."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString
from wagtail.rich_text import expand_db_html

register = template.Library()


@register.filter
def cells(table: Any) -> Iterator[list[tuple[str, Any]]]:
    """Yield the rows of a table, each cell with the heading of its column."""
    headings = [column["heading"] for column in table.columns]
    for row in table.rows:
        yield list(zip(headings, row, strict=False))


@register.filter
def as_numbered(number: str, language: str) -> str:
    """Return the number of a paragraph or a recipient as papers print it: "৩।". One that is more stays as it is."""
    is_bare = number.isdecimal() and language == "bn"
    return f"{number}।" if is_bare else number


@register.filter
def with_citations(text: str, cited: Mapping[str, Mapping[str, str]] | str) -> SafeString:
    """Return plain words in which each number of a published paper leads there."""
    from charter_pages.papers import citing

    return citing.with_links(escape(text), cited or {})  # type: ignore[arg-type]


@register.filter
def rich_with_citations(html: str, cited: Mapping[str, Mapping[str, str]] | str) -> SafeString:
    """Return an editor's text as HTML in which each number of a published paper leads there."""
    from charter_pages.papers import citing

    return citing.with_links(expand_db_html(html or ""), cited or {})  # type: ignore[arg-type]


@register.filter
def linked_to(html: str, cited: Mapping[str, Mapping[str, str]] | str) -> SafeString:
    """Return what was rendered already, with each number of a published paper leading there."""
    from charter_pages.papers import citing

    return citing.with_links(html, cited or {})  # type: ignore[arg-type]
