"""`{% load machines %}`: what a page tells search engines and networks, in its head."""

import json
from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from opendata import alternates, sharing, structured

register = template.Library()

# What could end the element, or begin another one, inside it.
ESCAPED = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


@register.simple_tag(takes_context=True)
def structured_data(context: Context) -> SafeString | str:
    """Write what the page is as JSON-LD: a block of data, which no browser runs."""
    things = structured.of(_flat(context))
    if not things:
        return ""
    told = json.dumps({"@context": "https://schema.org", "@graph": things}, ensure_ascii=False)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(told.translate(ESCAPED)))  # noqa: S308 (escaped above)


@register.inclusion_tag("opendata/shared.html", takes_context=True)
def shared(context: Context) -> dict[str, Any]:
    """Write how the page looks where it is shared."""
    return {"shared": sharing.of(_flat(context))}


@register.inclusion_tag("opendata/other_languages.html", takes_context=True)
def other_languages(context: Context) -> dict[str, Any]:
    """Write where the same page stands in the other language."""
    return {"alternates": alternates.of(_flat(context))}


def _flat(context: Context) -> dict[str, Any]:
    return {
        name: context.get(name)
        for name in ("request", "page", "listing", "crumbs", "charter", "hours", "office")
    }
