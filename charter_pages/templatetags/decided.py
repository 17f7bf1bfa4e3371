"""`{% load decided %}`: what became of decisions, on public pages. Nothing in it knows the reader."""

from typing import Any

from django import template

from charter_pages.decisions import public
from charter_pages.decisions.public import Shown
from offices.models import Office

register = template.Library()


@register.simple_tag
def decisions_of_minutes(page: Any) -> list[Shown]:
    """Return what became of the public decisions of minutes."""
    return public.of_minutes(page)


@register.simple_tag
def decisions_of_office(office: Office, language: str) -> list[Shown]:
    """Return the public decisions that an office made or carries out."""
    return public.of_office(office, language)
