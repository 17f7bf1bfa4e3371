"""The book's pages for auditors: lists with their filters, as page and as file; nothing here writes."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from accounts.roles import Role
from printing import exports
from shop.production.screens import PER_PAGE
from shop.reports import book_forms
from shop.reports.screens import BookScreen

# Whoever answers for the money, and whoever checks them. What makers are called is nobody's here.
READERS = (Role.AUDITOR, Role.FINANCE)


class ListScreen(BookScreen):
    """A list with filters: one page of it, or all that the filters let through as a file."""

    roles: ClassVar[tuple[Role, ...]] = READERS
    form_class: ClassVar[type[book_forms.Filters]] = book_forms.Filters
    # Of the file: says what is in it, never of whom.
    file_name: ClassVar[str] = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.form = self.form_class(request.GET)
        kind = request.GET.get("export", "")
        if kind in exports.FORMATS and self.form.is_valid():
            return self.as_file(kind)
        return super().get(request, *args, **kwargs)

    def as_file(self, kind: str) -> HttpResponse:
        return exports.answer(
            kind=kind, name=self.file_name, columns=self.columns(), rows=self.rows_of_file()
        )

    def columns(self) -> Sequence[exports.Column]:
        raise NotImplementedError

    def rows_of_file(self) -> Iterable[Any]:
        """Return all rows that the filters let through, read as they are written."""
        raise NotImplementedError

    def page(self) -> dict[str, Any]:
        """Return what the page shows of the list; asked only when the filters make sense."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        shown = self.page() if self.form.is_valid() else {}
        return {
            **context,
            "form": self.form,
            "media": context.get("media", self.form.media) + self.form.media,
            "most_rows_of_xlsx": exports.MOST_ROWS_OF_XLSX,
            **shown,
        }

    def numbered(self, rows: Any) -> Any:
        """Return the page that the address asks for, of a list that is short enough to be counted."""
        return Paginator(rows, PER_PAGE).get_page(self.request.GET.get("p"))

    def newest_first(self, rows: QuerySet[Any]) -> dict[str, Any]:
        """Return a page of a list that may be very long, by id: it is never counted and never skipped over."""
        before, after = (self._id(name) for name in ("before", "after"))
        if after is not None:
            found = list(rows.filter(pk__gt=after).order_by("pk")[: PER_PAGE + 1])
            newer, older = len(found) > PER_PAGE, True
            found = found[:PER_PAGE][::-1]
        else:
            within = rows if before is None else rows.filter(pk__lt=before)
            found = list(within.order_by("-pk")[: PER_PAGE + 1])
            newer, older = before is not None, len(found) > PER_PAGE
            found = found[:PER_PAGE]
        return {
            "rows": found,
            "newer": found[0].pk if found and newer else None,
            "older": found[-1].pk if found and older else None,
            "is_first": before is None and after is None,
        }

    def _id(self, name: str) -> int | None:
        text = self.request.GET.get(name, "")
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
