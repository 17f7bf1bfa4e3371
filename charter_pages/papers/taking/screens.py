"""Taking a paper in, in Wagtail's admin: give a text or a file, look at what was read, make a draft of it."""

from functools import cached_property
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.models import Page

from accounts.screens import user_of
from charter_pages.importing import giving, places
from charter_pages.importing.documents import MOST_LETTERS
from charter_pages.models import PaperImport
from charter_pages.papers import wording
from charter_pages.papers.taking import doubting, drafting, fields, keeping, typed, viewing
from offices.models import Office


class Place(NamedTuple):
    """The page of an office, below which the paper will stand."""

    parent: Page
    office: Office


class AboutPaper(giving.AboutOffice):
    """A screen about papers that one office takes in."""

    @cached_property
    def place(self) -> Place:
        parent, office = places.office_page(self.request, self.kwargs["parent_id"])
        if not may_write(user_of(self.request), parent):
            raise PermissionDenied
        return Place(parent, office)

    @property
    def under_way(self) -> Any:
        rows = PaperImport.objects.filter(office=self.place.office, parent_id=self.place.parent.pk)
        return rows.filter(page__isnull=True)


def may_write(user: Any, parent: Page) -> bool:
    """Return whether the user may begin a paper below an office's page."""
    may = parent.permissions_for_user(user).can_add_subpage()
    return bool(may) and all(page.can_create_at(parent) for page in fields.PAGES.values())


class GivenForm(giving.GivenForm):
    nothing_given = gettext_lazy("Choose a file, or paste the paper below.")
    file = giving.file_field(
        keeping.SUFFIXES,
        gettext_lazy("Minutes or a letter in Word (.docx), as a PDF with text, or as plain text (.txt)."),
    )
    text = giving.text_field(
        MOST_LETTERS, gettext_lazy("The whole text, from the first line to the last."), {"rows": 12}
    )


class GivePaper(AboutPaper, giving.Give):
    """The first step; and the papers that somebody began."""

    title = gettext_lazy("Import minutes or a letter")
    template_name = "charter_pages/papers/give.html"
    form_class = GivenForm
    review = "paper_import_review"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "under_way": list(self.under_way.select_related("by")[:20]),
            "days": keeping.KEPT_FOR.days,
        }

    def begin(self, name: str, content: bytes) -> PaperImport:
        parent, office = self.place
        return keeping.begin(
            by=user_of(self.request), parent=parent, office=office, name=name, content=content
        )

    def why_unreadable(self, reason: str) -> str:
        return wording.why_unreadable(reason)


class ReviewPaper(AboutPaper):
    """The second step: every field with what is doubtful about it, the paper beside it, and the draft."""

    title = gettext_lazy("Look at what was read")
    template_name = "charter_pages/papers/review.html"

    @cached_property
    def row(self) -> PaperImport:
        rows = PaperImport.objects.filter(office=self.place.office, parent_id=self.place.parent.pk)
        return get_object_or_404(rows.select_related("document"), pk=self.kwargs["import_id"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.row.page_id is not None:
            return redirect("wagtailadmin_pages:edit", self.row.page_id)
        return self._show(typed.from_json(self.row.typed), {})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        assert self.place
        if self.row.page_id is not None:
            return redirect("wagtailadmin_pages:edit", self.row.page_id)
        sheet = typed.from_post(request.POST, typed.from_json(self.row.typed))
        deed = request.POST.get("do", "")
        if deed == "forget":
            return self._forget()
        typed.become(sheet, request.POST.get("kind", sheet.kind))
        typed.act(sheet, deed)
        if deed == "draft":
            typed.move(sheet)
            keeping.remember(self.row, sheet)
            return self._draft(sheet)
        keeping.remember(self.row, sheet)
        return self._show(sheet, {})

    def _show(self, sheet: typed.Typed, errors: drafting.Errors) -> HttpResponse:
        kept = self.row.typed.get("doubts", [])
        doubts = doubting.by_field(kept, sheet, self.place.office, self.place.parent)
        return self.render_to_response(
            self.get_context_data(
                view=viewing.View(self.row, sheet, doubts, errors),
                place=self.place,
                action_url=self.request.path,
                days=keeping.KEPT_FOR.days,
            )
        )

    def _draft(self, sheet: typed.Typed) -> HttpResponse:
        try:
            page = drafting.draft(by=user_of(self.request), row=self.row, typed=sheet)
        except ValidationError as refused:
            messages.error(
                self.request, _("The draft was not made: some fields are not right. They are marked below.")
            )
            return self._show(sheet, drafting.say_all(refused))
        messages.success(
            self.request,
            _("The paper stands in a draft, which is not published. Look through it, then submit it."),
        )
        return redirect("wagtailadmin_pages:edit", page.pk)

    def _forget(self) -> HttpResponse:
        keeping.drop(self.row)
        messages.success(self.request, _("The paper was put aside; nothing of it is kept."))
        return redirect("paper_import", self.place.parent.pk)
