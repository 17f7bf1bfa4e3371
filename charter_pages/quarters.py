"""How a paper names its quarter, and what stands above its office on the letterhead."""

from typing import Any

from django.utils.translation import get_language

from bangla import fiscal
from offices.models import Office


def label(page: Any) -> str:
    """Return the quarter that a page reports on, in words of the reader's language; empty where none is
    given.
    """
    if not page.quarter or not page.fiscal_year:
        return ""
    return fiscal.Quarter(fiscal.FiscalYear(page.fiscal_year), page.quarter).label(get_language() or "bn")


def letterhead(page: Any) -> list[str]:
    """Return the names of the offices above that of a page, the highest first; one query with the office
    itself.
    """
    if page.office_id is None:
        return []
    page.office = Office.objects.select_related("parent__parent").get(pk=page.office_id)
    return [above.name for above in page.office.ancestors()]
