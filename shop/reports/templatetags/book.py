"""`{% load book %}`: links into the book from the screens of others, for those who may read it."""

from django import template
from django.template.context import Context

from shop.reports import book_words, screens
from shop.reports.book_views import READERS

register = template.Library()


@register.simple_tag(takes_context=True)
def may_read_the_book(context: Context) -> bool:
    """Return whether the page's reader may open the book's pages; asked once for a page."""
    request = context.get("request")
    return request is not None and screens.may_read(request.user, *READERS)


@register.filter
def entry_kind(kind: str) -> str:
    """Return what an entry's kind is called on a page."""
    return book_words.kind(kind)
