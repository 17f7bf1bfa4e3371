"""Papers that name each other's numbers: found in the text as it stands, shown as links both ways.

The stored text is never changed: a link is made when a page is shown, and only to what is published.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

from bangla import memo
from charter_pages.models.memos import MemoCitation
from charter_pages.papers import register

# Of a paper's own: what is not its text, and what readers never see.
NOT_ITS_TEXT = {
    "memo_number",
    "memo_key",
    "source_text",
    "source_document",
    "remainder",
    "change_note",
    "slug",
}
_TAG = re.compile(r"(<[^>]*>)")


def cited_in(page: Any) -> set[str]:
    """Return the numbers that a paper names anywhere in its text and its rows, in their one form."""
    content = {name: value for name, value in page.serializable_data().items() if name not in NOT_ITS_TEXT}
    found = {str(number) for text in _texts(content) for _start, _end, number in memo.find_all(text)}
    return found - {page.memo_key, ""}


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        # A stream is one string of JSON with its letters escaped.
        if value[:1] in "[{" and "\\u" in value:
            value = re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), value)
        yield _TAG.sub(" ", value)
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def key_of_reference(row: Any) -> str:
    """Return the number that a reference names: in its own field, else in its words."""
    named = register.key_of(row.memo_number)
    return named or next((str(number) for _start, _end, number in memo.find_all(row.text)), "")


def record(page: Any) -> None:
    """Write down which numbers a published paper names."""
    keys = cited_in(page)
    standing = dict(MemoCitation.objects.filter(page_id=page.pk).values_list("key", "pk"))
    MemoCitation.objects.filter(pk__in=[pk for key, pk in standing.items() if key not in keys]).delete()
    MemoCitation.objects.bulk_create(
        [MemoCitation(page_id=page.pk, key=key) for key in sorted(keys - standing.keys())]
    )


def citing(page: Any) -> list[Page]:
    """Return the published papers that name this one's number, the newest first."""
    if not page.memo_key:
        return []
    rows = MemoCitation.objects.filter(
        key=page.memo_key, page__live=True, page__locale_id=page.locale_id
    ).exclude(page_id=page.pk)
    pages = [
        row.page for row in rows.select_related("page").order_by("-page__first_published_at", "-page_id")
    ]
    open_to_all = register.unrestricted(pages)
    return [each for each in pages if each.pk in open_to_all]


def cited(page: Any) -> dict[str, dict[str, str]]:
    """Return the address and the title of each published paper that this one names, by number."""
    keys = cited_in(page)
    return {
        key: {"url": found.url or "", "title": found.title}
        for key, found in register.papers_by_key(keys, page.language).items()
    }


def with_links(html: str, cited: Mapping[str, Mapping[str, str]]) -> SafeString:
    """Return safe HTML in which each number of a published paper leads there; what is a link stays as it is."""
    if not cited:
        return mark_safe(html)  # noqa: S308 (HTML came in)
    made, inside_a_link = [], 0
    for place, part in enumerate(_TAG.split(html)):
        if place % 2:
            inside_a_link += bool(re.match(r"<a\b", part)) - part.startswith("</a")
            made.append(part)
        else:
            made.append(part if inside_a_link else _linked(part, cited))
    return mark_safe("".join(made))  # noqa: S308 (the same HTML with links of ours)


def _linked(text: str, cited: Mapping[str, Mapping[str, str]]) -> str:
    parts, at = [], 0
    for start, end, number in memo.find_all(text):
        paper = cited.get(str(number))
        if paper and paper["url"]:
            parts += [text[at:start], _link(text[start:end], paper)]
            at = end
    return "".join([*parts, text[at:]])


def _link(printed: str, paper: Mapping[str, str]) -> str:
    # What was printed is HTML already.
    return format_html('<a href="{}" title="{}">{}</a>', paper["url"], paper["title"], mark_safe(printed))  # noqa: S308


def escaped(text: str, cited: Mapping[str, Mapping[str, str]]) -> SafeString:
    """Return a plain text as HTML with its citations as links."""
    return with_links(escape(text), cited)
