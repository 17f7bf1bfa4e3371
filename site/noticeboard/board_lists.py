"""The pages of the two lists, as an address asks for them: filters, lines, and what to say where there is nothing."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

import clock
from noticeboard import attaching, board
from noticeboard.board import Shelf
from noticeboard.models import DocumentFile, DocumentIndexPage, DocumentPage, NoticeboardPage
from offices.models import Office
from publishing import listing
from publishing.pages import fiscal_years


class Filters(listing.Filters):
    office = forms.ChoiceField(label=gettext_lazy("Office"), required=False)
    year = forms.ChoiceField(label=gettext_lazy("Fiscal year"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offices = list(Office.objects.by_name())
        self.offer("office", [(office.code, office.name) for office in self.offices])
        self.offer("year", [(str(start), label) for start, label in fiscal_years()])

    def chosen_office(self, chosen: dict[str, str]) -> Office | None:
        return next((office for office in self.offices if office.code == chosen.get("office")), None)


class BoardFilters(Filters):
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    shelf = forms.ChoiceField(label=pgettext_lazy("notices", "Which"), required=False)
    field_order = ("kind", "office", "shelf", "year")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("kind", [(kind, model.kind_label) for kind, model in board.KINDS.items()])
        shelves = self.fields["shelf"]
        if isinstance(shelves, forms.ChoiceField):
            shelves.choices = [
                ("", pgettext("notices", "Current")),
                (Shelf.OVER, pgettext("notices", "Archive")),
                (Shelf.ALL, _("All")),
            ]


class LibraryFilters(Filters):
    subject = forms.ChoiceField(label=gettext_lazy("Subject"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    field_order = ("subject", "office", "year", "language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("subject", DocumentPage.Subject.choices)
        self.offer("language", DocumentFile.Language.choices)


def for_board(index: NoticeboardPage, request: HttpRequest) -> dict[str, Any]:
    """Return the lines that the address asks for; without any filter what counts today."""
    form = BoardFilters(request.GET or {})
    chosen = form.chosen()
    office = form.chosen_office(chosen)
    found = board.rows(
        index.language,
        now=clock.now(),
        shelf=chosen.get("shelf", Shelf.NOW),
        kind=chosen.get("kind", ""),
        office=office,
        year=int(chosen["year"]) if "year" in chosen else None,
    )
    context = listing.page_of(found, request)
    return {
        **context,
        "filters": form,
        "papers": board.as_papers(context["page_of"].object_list, at=office),
        "is_filtered": bool(chosen),
        "is_archive": chosen.get("shelf") == Shelf.OVER,
        "office": office,
    }


def for_library(index: DocumentIndexPage, request: HttpRequest) -> dict[str, Any]:
    """Return the documents that the address asks for, each with its files; as many queries for twenty as for one."""
    form = LibraryFilters(request.GET or {})
    chosen = form.chosen()
    pages = DocumentPage.objects.live().unrestricted().in_language(index.language).select_related("office")
    if office := form.chosen_office(chosen):
        pages = pages.filter(office_id=office.pk)
    if "subject" in chosen:
        pages = pages.filter(subject=chosen["subject"])
    if "year" in chosen:
        pages = pages.filter(fiscal_year=int(chosen["year"]))
    if "language" in chosen:
        pages = pages.filter(files__language=chosen["language"]).distinct()
    context = listing.page_of(pages.order_by("-published_on", "-pk"), request)
    shown = list(context["page_of"].object_list)
    files: dict[int, list[dict[str, Any]]] = {page.pk: [] for page in shown}
    rows = DocumentFile.objects.filter(page__in=files).order_by("sort_order", "pk")
    for row, told in attaching.shown_with_rows(rows):
        files[row.page_id].append(told)
    return {
        **context,
        "filters": form,
        "documents": [{"page": page, "files": files[page.pk]} for page in shown],
        "is_filtered": bool(chosen),
        "office": office,
    }
