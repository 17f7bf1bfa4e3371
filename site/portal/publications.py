"""What offices published, as one list: charters, papers, reports, news and boards, filtered and in pages."""

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.db.models import CharField, Count, F, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext_lazy, ngettext
from wagtail.models import Page

from bangla import digits, fiscal
from charter_pages.models import (
    CharterPage,
    Decision,
    LetterPage,
    MinutesPage,
    PracticePicture,
    PracticeReportPage,
)
from charter_pages.papers import register
from language.spoken import active
from noticeboard import board
from noticeboard.models import DocumentPage, EventPage, GalleryPage, GalleryPicture, NoticePage, TenderPage
from offices.models import Office
from portal.models.news import NewsPage
from publishing import listing
from publishing.pages import Published, fiscal_years

KINDS: dict[str, type[Published]] = {
    model.kind: model
    for model in (
        CharterPage, MinutesPage, LetterPage, PracticeReportPage, NewsPage, NoticePage, TenderPage, EventPage,
        GalleryPage, DocumentPage,
    )
}  # fmt: skip
# What has a list of its own on the home page and on an office's.
ON_BOARDS = frozenset(board.KINDS)


WITH_QUARTER = (CharterPage.kind, PracticeReportPage.kind)
COUNTED = {
    MinutesPage.kind: Decision,
    PracticeReportPage.kind: PracticePicture,
    GalleryPage.kind: GalleryPicture,
}


class Filters(listing.Filters):
    """Office, fiscal year, kind and memo number."""

    office = forms.ChoiceField(label=gettext_lazy("Office"), required=False)
    year = forms.ChoiceField(label=gettext_lazy("Fiscal year"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    memo = forms.CharField(
        label=gettext_lazy("Memo number"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("In Bangla or English digits, with or without the marks between them."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("office", ((office.code, office.name) for office in Office.objects.by_name()))
        self.offer("year", ((str(start), label) for start, label in fiscal_years()))
        self.offer("kind", ((kind, model.kind_label) for kind, model in KINDS.items()))


def rows(
    language: str,
    *,
    office: str = "",
    year: str = "",
    kind: str = "",
    office_id: int | None = None,
    without: Collection[str] = (),
    only: Collection[int] | None = None,
) -> QuerySet[Any, Any]:
    """Return the lines of the list as dicts, the newest first, from all kinds in one query; paged in the
    database.
    """
    parts = []
    for name, model in KINDS.items():
        if (kind and name != kind) or name in without:
            continue
        found = model.objects.live().unrestricted().in_language(language)
        if office:
            found = found.filter(office__code=office)
        if office_id is not None:
            found = found.filter(office_id=office_id)
        if year:
            found = found.filter(fiscal_year=int(year))
        if only is not None:
            found = found.filter(pk__in=only)
        parts.append(_lines(name, found))
    return parts[0].union(*parts[1:], all=True).order_by("-published_on", "-pk")


def _lines(kind: str, pages: QuerySet[Any]) -> QuerySet[Any, Any]:
    # PostgreSQL takes two NULLs of a union for text, which no number can follow: this one says what it is.
    quarter = F("quarter") if kind in WITH_QUARTER else Cast(Value(None), IntegerField())
    count: Any = Value(0)
    if counted := COUNTED.get(kind):
        rows_of = counted.objects.filter(page=OuterRef("pk")).order_by().values("page")
        count = Subquery(rows_of.annotate(number=Count("pk")).values("number"))
    return (
        pages.order_by()
        .annotate(
            kind_of_page=Value(kind, output_field=CharField(max_length=20)),
            quarter_of_page=quarter,
            rows_count=Coalesce(count, Value(0), output_field=IntegerField()),
        )
        .values(
            "pk", "published_on", "title", "url_path", "alias_of_id", "language", "search_description",
            "fiscal_year", "first_published_at", "last_published_at",
            "office__name_bn", "office__name_en", "kind_of_page", "quarter_of_page", "rows_count",
        )
    )  # fmt: skip


def address(row: Mapping[str, Any]) -> str:
    """Return where the page of a line is."""
    return Page(pk=row["pk"], url_path=row["url_path"]).url or ""


def as_paper(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what `_components/paper_item` shows of a line."""
    language = active()
    fact = _fact(row, language)
    return {
        "url": address(row),
        "title": row["title"],
        "kind": KINDS[row["kind_of_page"]].kind_label,
        "office": listing.office_of(row),
        "date": row["published_on"],
        "facts": [fact] if fact else [],
        "lang": listing.language_of(row),
        "search_description": row["search_description"],
    }


def _fact(row: Mapping[str, Any], language: str) -> str:
    kind, count = row["kind_of_page"], row["rows_count"]
    if kind == CharterPage.kind and row["quarter_of_page"] and row["fiscal_year"]:
        return fiscal.Quarter(fiscal.FiscalYear(row["fiscal_year"]), row["quarter_of_page"]).label(language)
    number = digits.in_language(str(count), language)
    if count and kind == MinutesPage.kind:
        return ngettext("%(number)s decision", "%(number)s decisions", count) % {"number": number}
    if count and kind in (PracticeReportPage.kind, GalleryPage.kind):
        return ngettext("%(number)s picture", "%(number)s pictures", count) % {"number": number}
    return ""


def newest(language: str, count: int, without: Collection[str] = ()) -> list[dict[str, Any]]:
    return [as_paper(row) for row in rows(language, without=without)[:count]]


def for_index(index: Published, request: HttpRequest) -> dict[str, Any]:
    """Return the filters and the page of the list that the address asks for."""
    form = Filters(request.GET or {})
    chosen = form.chosen()
    found = rows(
        index.language,
        only=register.bearing(chosen["memo"], index.language) if chosen.get("memo") else None,
        office=chosen.get("office", ""),
        year=chosen.get("year", ""),
        kind=chosen.get("kind", ""),
    )
    context = listing.page_of(found, request)
    papers = [as_paper(row) for row in context["page_of"].object_list]
    return {**context, "filters": form, "papers": papers, "is_filtered": bool(chosen)}
