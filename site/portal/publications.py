"""What offices published, as one list: charters, minutes, reports and news, filtered and in pages."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django import forms
from django.db.models import Count, QuerySet, Value
from django.db.models.fields import CharField
from django.http import HttpRequest
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bangla import digits, fiscal
from charter_pages.models import CharterPage, MinutesPage, PracticeReportPage
from offices.models import Office
from portal import listing
from portal.models.news import NewsPage
from publishing.pages import Published, fiscal_years

KINDS: dict[str, type[Published]] = {
    model.kind: model for model in (CharterPage, MinutesPage, PracticeReportPage, NewsPage)
}


class Found(NamedTuple):
    """A line of the list before its page is fetched."""

    pk: int
    published_on: datetime.date
    kind: str


class Filters(forms.Form):
    """Office, fiscal year and kind; whatever is not chosen is not asked."""

    office = forms.ChoiceField(label=gettext_lazy("Office"), required=False)
    year = forms.ChoiceField(label=gettext_lazy("Fiscal year"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = ("", _("All"))
        offices = Office.objects.order_by("kind", f"name_{get_language() or 'bn'}")
        rank = {kind: place for place, kind in enumerate(Office.Kind.values)}
        named = sorted(offices, key=lambda office: rank[office.kind])
        self.fields["office"].choices = [every, *((office.code, office.name) for office in named)]
        self.fields["year"].choices = [every, *((str(start), label) for start, label in fiscal_years())]
        self.fields["kind"].choices = [every, *((kind, model.kind_label) for kind, model in KINDS.items())]

    def chosen(self) -> dict[str, str]:
        """Return what was chosen and can be: an office or year that does not exist is not asked for."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


def rows(
    language: str, *, office: str = "", year: str = "", kind: str = "", office_id: int | None = None
) -> QuerySet[Any, Any]:
    """Return the lines of the list, the newest first; paged in the database."""
    parts = []
    for name, model in KINDS.items():
        if kind and name != kind:
            continue
        found = model.objects.live().public().in_language(language)
        if office:
            found = found.filter(office__code=office)
        if office_id is not None:
            found = found.filter(office_id=office_id)
        if year:
            found = found.filter(fiscal_year=int(year))
        parts.append(
            found.order_by()
            .annotate(kind_of_page=Value(name, output_field=CharField(max_length=20)))
            .values_list("pk", "published_on", "kind_of_page")
        )
    return parts[0].union(*parts[1:], all=True).order_by("-published_on", "-pk")


def fetch(lines: Iterable[Sequence[Any]]) -> list[Published]:
    """Return the pages of the lines in order: one query for each kind among them."""
    found = [Found(*line) for line in lines]
    pages: dict[int, Published] = {}
    for kind in {line.kind for line in found}:
        pages |= _of_kind(kind, [line.pk for line in found if line.kind == kind])
    return [pages[line.pk] for line in found]


def _of_kind(kind: str, ids: Sequence[int]) -> Mapping[int, Published]:
    pages = KINDS[kind].objects.filter(pk__in=ids).select_related("office")
    if kind == "minutes":
        pages = pages.annotate(rows_count=Count("decisions"))
    elif kind == "practice":
        pages = pages.annotate(rows_count=Count("pictures"))
    return {page.pk: page for page in pages}


def as_paper(page: Published, request: HttpRequest | None = None) -> dict[str, Any]:
    """Return what `_components/paper_item` shows of a page."""
    return {
        "url": page.get_url(request),
        "title": page.title,
        "kind": page.kind_label,
        "office": page.office.name if page.office_id else "",
        "date": page.published_on,
        "facts": [fact for fact in [_fact(page)] if fact],
        "lang": page.text_language,
    }


def _fact(page: Published) -> str:
    language = get_language() or "bn"
    if isinstance(page, CharterPage):
        if page.quarter and page.fiscal_year:
            return fiscal.Quarter(fiscal.FiscalYear(page.fiscal_year), page.quarter).label(language)
        return ""
    count = getattr(page, "rows_count", 0)
    number = digits.to_bangla(count) if language == "bn" else str(count)
    if count and isinstance(page, MinutesPage):
        return ngettext("%(number)s decision", "%(number)s decisions", count) % {"number": number}
    if count and isinstance(page, PracticeReportPage):
        return ngettext("%(number)s picture", "%(number)s pictures", count) % {"number": number}
    return ""


def newest(language: str, count: int, request: HttpRequest | None = None) -> list[dict[str, Any]]:
    return [as_paper(page, request) for page in fetch(rows(language)[:count])]


def for_index(index: Published, request: HttpRequest) -> dict[str, Any]:
    """Return the filters and the page of the list that the address asks for."""
    form = Filters(request.GET or {})
    chosen = form.chosen()
    context = listing.page_of(rows(index.language, **chosen), request)
    papers = [as_paper(page, request) for page in fetch(context["page_of"].object_list)]
    return {**context, "filters": form, "papers": papers, "is_filtered": bool(chosen)}
