"""The paper of a page: the same data in the official layout, as a PDF."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.core.cache import cache
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language

from printing import pdf

# The same HTML always gives the same paper, so that a page asked for again is not set again.
KEPT_SECONDS = 24 * 60 * 60


def respond(template: str, context: Mapping[str, Any], *, name: str) -> HttpResponse:
    """Answer with the PDF of a template, or with a clear page and status 503 where this server cannot set
    type.
    """
    if not pdf.available():
        return HttpResponse(render_to_string("printing/unavailable.html", dict(context)), status=503)
    html = render_to_string(template, {**context, "paper_language": get_language()})
    key = f"paper:{hashlib.sha256(html.encode()).hexdigest()}"
    content = cache.get(key)
    if content is None:
        content = pdf.render(html)
        cache.set(key, content, KEPT_SECONDS)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response
