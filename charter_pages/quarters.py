"""How a paper names its quarter, and what stands above its office on the letterhead."""

from typing import Any, cast

from bangla import fiscal
from language.spoken import active
from offices.models import DEEPEST, Office

ABOVE = "__".join(["parent"] * DEEPEST)


def label(page: Any) -> str:
    """Return the quarter that a page reports on, in words of the reader's language; empty where none is
    given.
    """
    if not page.quarter or not page.fiscal_year:
        return ""
    return fiscal.Quarter(fiscal.FiscalYear(page.fiscal_year), page.quarter).label(active())


def letterhead(page: Any) -> list[str]:
    """Return the names of the offices above that of a page, the highest first."""
    office = office_of(page)
    return [above.name for above in office.ancestors()] if office else []


def office_of(page: Any) -> Office | None:
    """Return the office of a page with all those above it, from the database once."""
    if page.office_id is None:
        return None
    known = page._meta.get_field("office").is_cached(page)
    if not known or not Office._meta.get_field("parent").is_cached(page.office):
        page.office = Office.objects.select_related(ABOVE).get(pk=page.office_id)
    return cast(Office, page.office)
