"""`{% load sealed %}`: opens what a letter carries sealed, for its one reader."""

from django import template

import secrecy

register = template.Library()


@register.filter
def unsealed(token: object) -> str:
    """Return a code that was sealed into a letter; nothing where it cannot be opened."""
    try:
        return secrecy.decrypt(str(token))
    except secrecy.Unreadable:
        return ""
