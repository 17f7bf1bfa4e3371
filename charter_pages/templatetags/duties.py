"""`{% load duties %}`: duties in letters, of which the context is plain JSON."""

from collections.abc import Mapping
from typing import Any

from django import template

from bangla import fiscal
from charter_pages.models import DutyKind
from language import spoken

register = template.Library()


@register.filter
def duty_kind(code: str) -> str:
    """Return the name of a kind of duty in the language of the letter."""
    return str(DutyKind(code).label) if code in DutyKind.values else code


@register.simple_tag
def quarter_words(year: int, number: int) -> str:
    """Return a quarter in words, of the year in which its fiscal year begins and its number."""
    return fiscal.Quarter(fiscal.FiscalYear(year), number).label(spoken.active())


@register.filter
def in_language_of(thing: Mapping[str, Any], field: str) -> str:
    """Return `<field>_bn` or `<field>_en` of plain JSON, by the language of the letter."""
    return spoken.or_bangla(str(thing.get(f"{field}_bn", "")), thing.get(f"{field}_en"))
