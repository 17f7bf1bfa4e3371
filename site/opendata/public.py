"""What any reader may have: pages that are live and unrestricted, nothing that was withdrawn, no draft.

And where it is told of: the languages, the places that are no pages of the tree, and how an address names its others.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from wagtail.models import Page, Site

from language.spoken import LANGUAGES
from offices.models import Office
from opendata import asking
from publishing.pages import Published

# Whoever reads neither language is sent to this one.
FALLBACK = "bn"
# Views of ours that anybody may look for; others are not told of: they may be one reader's. Each is on the site's map.
PLACES = (
    "shop:catalogue",
    "shop:share",
    "shop:terms",
    "shop:returns",
    "shop:privacy",
    "open-data",
    "compliance",
    "practices",
)
# One for each product and each office: the map lists those that there are.
PLACES_OF_EACH = ("shop:product", "compliance-office")
# In both languages too, but not on the map: the page of feeds and mails tells nothing of the Department itself, and
# whoever looks for its news shall find the news.
PLACES_OFF_THE_MAP = ("follow",)


def pages(model: type[Published], language: str) -> Any:
    """Return the pages of a kind that a reader of a language meets, with the instant of their last change."""
    return (
        model.objects.live()  # type: ignore[attr-defined]  # Wagtail's manager
        .unrestricted()
        .in_language(language)
        .annotate(changed_at=changed_at())
    )


def changed_at(prefix: str = "") -> Coalesce:
    """Return when a page was last published; one that the tree was laid with was made then."""
    times = ("last_published_at", "first_published_at", "latest_revision_created_at")
    return Coalesce(*(f"{prefix}{name}" for name in times))


def narrowed(found: QuerySet[Any], asked: Any, prefix: str = "") -> QuerySet[Any]:
    """Leave of pages (or of their rows: `prefix` is the way to the page) what the parameters ask for.

    Raises asking.Refused.
    """
    told = asking.chosen(asked)
    wanted: dict[str, Any] = {}
    if code := told.get("office"):
        wanted["office"] = _office("office", code)
    if code := told.get("within"):
        wanted["office__in"] = Office.objects.within(_office("within", code))
    if year := told.get("fiscal_year"):
        wanted["fiscal_year"] = asking.year_of(year)
    if since := told.get("changed_since"):
        wanted["changed_at__gte"] = asking.instant_of(since)
    wanted |= {
        name: told[name]
        for name in ("quarter", "subject", "meeting_kind")
        if name in told and name in type(asked).model_fields
    }
    return found.filter(**{f"{prefix}{name}": value for name, value in wanted.items()})


def _office(parameter: str, code: str) -> Office:
    office = Office.objects.filter(code=code).first()
    if office is None:
        raise asking.Refused(parameter, asking.taken(parameter))
    return office


def root_url() -> str:
    """Return the beginning of the site's own addresses, without a query: Wagtail keeps them."""
    roots = Site.get_site_root_paths()
    return roots[0].root_url if roots else ""


def alternates(addresses: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return (language, whole address) of the same page in all its languages, itself among them, as search engines
    want it; nothing for a page in one language.
    """
    if len(addresses) < len(LANGUAGES):
        return []
    return [*sorted(addresses.items()), ("x-default", addresses[FALLBACK])]


class Addresses:
    """Addresses of many pages, with what they have in common looked up once."""

    def __init__(self) -> None:
        self.root = root_url()

    def of(self, row: Any) -> str:
        """Return the whole address of a page, of which the key and its path in the tree are at hand."""
        return self.root + (Page(pk=row["pk"], url_path=row["url_path"]).url or "")

    def here(self, path: str) -> str:
        return self.root + path


# What each kind's rows are read with. Nothing else leaves the database: no source of an import, no remainder.
COLUMNS = (
    "pk", "translation_key", "url_path", "title", "language", "alias_of_id", "fiscal_year", "published_on",
    "changed_at",
)  # fmt: skip
OFFICE = {"office_code": F("office__code")}
