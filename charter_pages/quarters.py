"""How a paper names its quarter, and what stands above its office on the letterhead."""

from typing import Any

from django.utils.translation import get_language

from bangla import fiscal
from offices.models import Office


def label(page: Any) -> str:
    """Return the quarter that a page reports on, in words of the reader's language; empty where none is given."""
    if not page.quarter or not page.fiscal_year:
        return ""
    return fiscal.Quarter(fiscal.FiscalYear(page.fiscal_year), page.quarter).label(get_language() or "bn")


def letterhead(office: Office) -> list[str]:
    """Return the names of the offices above, the highest first."""
    return [above.name for above in office.ancestors()]
