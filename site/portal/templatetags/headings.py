"""Headings of prose can be linked to: each bears its text in Latin letters."""

from django import template

from bangla import slugs

register = template.Library()
# As long as a home page's task may name a place on a page.
LONGEST = 40


@register.filter
def anchor(text: object) -> str:
    """Return the name by which a heading is linked to."""
    return slugs.romanise(str(text), LONGEST)
