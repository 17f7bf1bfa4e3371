"""Pages of a long list."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest

from bangla import digits

PER_PAGE = 20


def page_of(rows: Any, request: HttpRequest, per_page: int = PER_PAGE) -> dict[str, Any]:
    """Return the page of `rows` that the address asks for; a number out of range gives the nearest page."""
    asked = digits.to_ascii(request.GET.get("page", "1"))
    return {"page_of": Paginator(rows, per_page).get_page(asked)}
