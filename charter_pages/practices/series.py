"""The series of an office's reports, quarter by quarter, and the page on which all offices' stand side by side."""

from typing import Any

from django import forms
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy

from bangla import fiscal
from charter_pages.models import PracticeReportPage
from charter_pages.models.practices import PICTURE
from charter_pages.practices.models import Adoption
from language.spoken import active
from offices.models import Office
from publishing import listing
from publishing.rows import with_images

PER_PAGE = 12
ORDER = ("fiscal_year", "quarter", "published_on", "pk")


def beside(page: PracticeReportPage) -> tuple[PracticeReportPage | None, PracticeReportPage | None]:
    """Return the reports before and after one in the series of its office, in its language; one query."""
    if page.office_id is None:
        return None, None
    own = PracticeReportPage.objects.live().unrestricted().in_language(page.language)
    series = list(own.filter(office_id=page.office_id).order_by(*ORDER))
    place = next((place for place, each in enumerate(series) if each.pk == page.pk), None)
    if place is None:
        return None, None
    before = series[place - 1] if place else None
    return before, series[place + 1] if place + 1 < len(series) else None


def public(language: str) -> QuerySet[PracticeReportPage]:
    """Return the reports that everybody reads, the newest quarter first."""
    found = PracticeReportPage.objects.live().unrestricted().in_language(language)
    ordered: QuerySet[PracticeReportPage] = found.order_by("-fiscal_year", "-quarter", "-published_on", "-pk")
    return ordered


class Filters(listing.Filters):
    """Subject, office, quarter."""

    subject = forms.ChoiceField(label=gettext_lazy("Subject"), required=False)
    office = forms.ChoiceField(label=gettext_lazy("Office"), required=False)
    quarter = forms.ChoiceField(label=gettext_lazy("Quarter"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = public(active()).order_by()
        offices = Office.objects.filter(pk__in=known.values("office")).by_name()
        quarters = sorted(set(known.values_list("fiscal_year", "quarter")), reverse=True)
        self.offer("subject", PracticeReportPage.Subject.choices)
        self.offer("office", ((office.code, office.name) for office in offices))
        self.offer("quarter", ((f"{y}-{n}", label(y, n)) for y, n in quarters if y and n))


def label(year: int, number: int) -> str:
    return fiscal.Quarter(fiscal.FiscalYear(year), number).label(active())


def narrowed(language: str, chosen: dict[str, str]) -> QuerySet[PracticeReportPage]:
    """Return the reports that fit what was chosen, each with how many offices follow it."""
    found = public(language)
    if subject := chosen.get("subject"):
        found = found.filter(subject=subject)
    if office := chosen.get("office"):
        found = found.filter(office__code=office)
    if quarter := chosen.get("quarter"):
        year, _hyphen, number = quarter.partition("-")
        found = found.filter(fiscal_year=int(year), quarter=int(number))
    return found.select_related("office")


def cards(pages: list[PracticeReportPage]) -> list[dict[str, Any]]:
    """Return what the cards show, in as many queries for twelve as for one."""
    rows: dict[int, Any] = {}
    for page in pages:
        first = list(page.pictures.all())[:1]
        if first:
            rows[page.pk] = first[0]
    with_images(rows.values(), PICTURE)
    followed = _followed(pages)
    return [
        {
            "page": page,
            "picture": rows[page.pk].image if page.pk in rows else None,
            "alt": rows[page.pk].alt_text if page.pk in rows else "",
            "quarter": label(page.fiscal_year, page.quarter) if page.fiscal_year else "",
            "followed": followed.get(page.translation_key, 0),
        }
        for page in pages
    ]


def _followed(pages: list[PracticeReportPage]) -> dict[Any, int]:
    standing = Adoption.objects.filter(practice__translation_key__in=[page.translation_key for page in pages])
    counted = standing.exclude(state=Adoption.State.WITHDRAWN).values("practice__translation_key")
    return {
        row["practice__translation_key"]: row["number"]
        for row in counted.annotate(number=Count("pk", filter=Q(practice__live=True)))
    }
