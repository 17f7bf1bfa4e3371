"""The import of a charter in Wagtail's admin: give a file or paste, look at what was read, put it into a draft."""

import uuid
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from accounts.screens import user_of
from charter_pages.charters import reading
from charter_pages.importing import (
    drafting,
    editing,
    giving,
    keeping,
    places,
    proposing,
    recognising,
    viewing,
)
from charter_pages.importing.documents import Document, Unreadable
from charter_pages.importing.places import Place
from charter_pages.importing.wording import REASONS
from charter_pages.models import CharterPage, MasterService
from publishing import collecting
from publishing.models import PortalDocument

MOST_PASTED = 1_000_000


class AboutPlace(giving.AboutOffice):
    """The import of a charter: its place holds the charter that stands there already."""

    @cached_property
    def place(self) -> Place:
        return places.place_of(self.request, self.kwargs["parent_id"])


class GivenForm(giving.GivenForm):
    nothing_given = gettext_lazy("Choose a file, or paste the charter below.")
    file = giving.file_field(
        keeping.SUFFIXES,
        gettext_lazy(
            "A charter in Word (.docx), Excel (.xlsx), as a web page (.html) or as plain text (.txt)."
        ),
    )
    text = giving.text_field(
        MOST_PASTED,
        gettext_lazy("Copy the tables on the web page, or the cells of the workbook, and paste them."),
        {"rows": 8, "data-keep-as-pasted": ""},
    )
    # The script puts the tables here that the box above cannot show; without it the box alone is read.
    html = forms.CharField(required=False, max_length=MOST_PASTED, strip=False, widget=forms.HiddenInput)


class GiveCharter(AboutPlace, giving.Give):
    title = gettext_lazy("Import a charter")
    template_name = "charter_pages/importing/give.html"
    form_class = GivenForm
    review = "charter_import_review"

    def pasted(self, given: dict[str, Any]) -> str:
        # A page is kept as the browser copied it: a table pasted as text has lost its merged cells.
        return str(given["html"] or given["text"])

    def begin(self, name: str, content: bytes) -> PortalDocument:
        _refuse_what_is_no_charter(keeping.read(name, content))
        return keeping.keep(by=user_of(self.request), office=self.place.office, name=name, content=content)

    def why_unreadable(self, reason: str) -> str:
        return str(REASONS[reason])


def _refuse_what_is_no_charter(document: Document) -> None:
    found = recognising.recognise(document)
    if not (found.tables or found.vision or found.mission or found.expectations):
        raise ValidationError(
            _(
                "No table of a charter was found: a table is known by its headings, such as সেবার নাম or সময়সীমা. "
                "Give it with its headings."
            )
        )


class ReviewCharter(AboutPlace):
    """The second step: every cell with what is doubtful about it, and the button that makes the draft."""

    title = gettext_lazy("Look at what was read")
    template_name = "charter_pages/importing/review.html"

    @cached_property
    def document(self) -> PortalDocument:
        own = PortalDocument.objects.filter(collection=collecting.of_office(self.place.office))
        return get_object_or_404(own, pk=self.kwargs["document_id"])

    @cached_property
    def masters(self) -> list[MasterService]:
        office = self.place.office
        page = self.place.charter or CharterPage(
            office=office, language=self.place.parent.locale.language_code
        )
        master = reading.master_of(page)
        return list(master.services.all()) if master else []

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._show({})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._show(request.POST.dict(), wants_draft=request.POST.get("do") == "draft")

    def _show(self, sent: dict[str, str], *, wants_draft: bool = False) -> HttpResponse:
        assert self.place
        try:
            found = recognising.recognise(keeping.read_again(self.document))
        except (Unreadable, OSError) as gone:
            raise Http404 from gone
        editing.overlay(found, sent)
        posts = drafting.posts_of(self.place.office)
        proposal = proposing.propose(found, posts)
        editing.choose_posts(proposal, sent, frozenset(post.id for post in posts))
        stands_for = self._stands_for(proposal, sent)
        errors: drafting.Errors = {}
        if wants_draft:
            errors = drafting.errors_of(proposal)
            if not errors:
                return self._draft(proposal, stands_for, replaces=sent.get("mode", "replace") == "replace")
            messages.error(
                self.request,
                _("Some cells cannot be put into a charter as they are. They are marked below."),
            )
        view = viewing.View(found, proposal, posts, self.masters, stands_for, errors)
        return self.render_to_response(
            self.get_context_data(
                view=view,
                place=self.place,
                document=self.document,
                mode=sent.get("mode", "replace"),
                has_rows=self.place.charter is not None,
                action_url=self.request.get_full_path(),
            )
        )

    def _stands_for(
        self, proposal: proposing.Proposal, sent: dict[str, str]
    ) -> dict[tuple[int, int], uuid.UUID]:
        """Return the rows of headquarters in whose place rows stand: as chosen, else as their names suggest."""
        known = {str(master.translation_key): master.translation_key for master in self.masters}
        likely = drafting.likely_masters(proposal.services, self.masters)
        found: dict[tuple[int, int], uuid.UUID] = {}
        for service in proposal.services:
            chosen = sent.get(editing.stands_name(service.place))
            key = likely.get(service.place) if chosen is None else known.get(chosen)
            if key is not None and key not in found.values():
                found[service.place] = key
        return found

    def _draft(
        self, proposal: proposing.Proposal, stands_for: dict[tuple[int, int], uuid.UUID], *, replaces: bool
    ) -> HttpResponse:
        page, _revision = drafting.draft(
            by=user_of(self.request),
            parent=self.place.parent,
            charter=self.place.charter,
            proposal=proposal,
            stands_for=stands_for,
            replaces=replaces,
        )
        back = messages.button(self.request.get_full_path(), _("What is left of the source"))
        messages.success(
            self.request,
            _("The rows stand in a draft, which is not published. Look through it, then submit it."),
            buttons=[back],
        )
        return redirect("wagtailadmin_pages:edit", page.pk)
