"""The screens on which an office shows what it owes: the review of half a minute, filing, and the snapshots."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import access, screens
from accounts.screens import Screen, user_of
from bangla import calendar
from charter_pages.charters import reading, versions
from charter_pages.duties import filing, people, reviewing
from charter_pages.duties.screens import AboutDuty
from charter_pages.models import CharterPage, DutyKind, Evidence
from charter_pages.showing import PaperOrPdfForm, PdfField
from language.spoken import active


class SignForm(forms.Form):
    """The signature below the statement."""

    signed = forms.BooleanField(
        label=gettext_lazy("I have read it and sign this"),
        error_messages={"required": gettext_lazy("Tick the box: without it nothing is signed.")},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class ReviewCharter(AboutDuty):
    """“Reviewed, nothing changed”: the charter as it stands, the statement, one box, one button."""

    roles = people.SHOWERS
    form_class = SignForm
    template_name = "charter_pages/duties/review.html"
    submit_label = gettext_lazy("Sign: reviewed, nothing changed")

    @cached_property
    def page(self) -> CharterPage | None:
        return reviewing.charter_of(self.duty)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        access.require(request.user, *self.roles)
        if self.duty.kind != DutyKind.CHARTER:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return _("Review, %(office)s") % {"office": self.duty.office}

    def get_initial(self) -> dict[str, Any]:
        return {"seen": self.charter.sha256() if self.charter else ""}

    @cached_property
    def charter(self) -> Any:
        return reading.read(self.page) if self.page else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if self.page is None:
            return context
        last = versions.last_of(self.page)
        changed = versions.of(self.page).exclude(difference={}).first()
        return {
            **context,
            "page": self.page,
            "charter": self.charter,
            "count": reviewing.count(self.charter),
            "statement": reviewing.statement(by=user_of(self.request), duty=self.duty, charter=self.charter),
            "last": last,
            "changed": changed,
            "text_language": self.page.text_language,
        }

    def form_invalid(self, form: Any) -> HttpResponse:
        # What is signed next is what stands on this answer, not what stood on the one before.
        form.data = {**form.data.dict(), "seen": self.get_initial()["seen"]}
        return super().form_invalid(form)

    def act(self, form: Any) -> HttpResponse:
        reviewing.sign(by=user_of(self.request), duty=self.duty, seen=form.cleaned_data["seen"])
        return self.done(_("Signed. It is shown as evidence."), "duty", self.duty.pk)


class FileForm(PaperOrPdfForm):
    """A paper that the office has published, or a PDF."""

    page = forms.ChoiceField(label=gettext_lazy("A paper that is published"), required=False)
    title = forms.CharField(
        label=gettext_lazy("What the PDF is called"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("E.g. “Order on the committee, October 2026”. No names of persons."),
    )
    file = PdfField(label=gettext_lazy("Or upload a PDF"), required=False)

    def called(self, page: Any) -> str:
        return f"{page.title} ({calendar.format_day(page.published_on, active())})"

    def clean(self) -> dict[str, Any]:
        page, file = self.cleaned_data.get("page"), self.cleaned_data.get("file")
        if page and file:
            raise ValidationError(_("Choose a paper or upload a PDF, not both."))
        if not page and not file and not self.errors:
            raise ValidationError(_("Choose a paper or upload a PDF."))
        return super().clean()


class FileEvidence(AboutDuty):
    """Show a published paper or a PDF for a duty."""

    roles = people.SHOWERS
    form_class = FileForm
    template_name = "charter_pages/duties/file.html"
    submit_label = gettext_lazy("File the evidence")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        access.require(request.user, *self.roles)
        if self.duty.kind == DutyKind.CHARTER:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def papers(self) -> list[Any]:
        return filing.papers_of(self.duty)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "papers": self.papers}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "has_papers": bool(self.papers)}

    def act(self, form: Any) -> HttpResponse:
        by, given = user_of(self.request), form.cleaned_data
        if given["page"]:
            page = next(page for page in self.papers if str(page.pk) == given["page"])
            filing.file_page(by=by, duty=self.duty, page=page)
        else:
            filing.file_document(by=by, duty=self.duty, title=given["title"], file=given["file"])
        return self.done(_("It is shown as evidence."), "duty", self.duty.pk)


class Snapshot(Screen):
    """The PDF of what was shown, for those who may look at the duty."""

    roles = people.READERS

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:  # type: ignore[override]
        within = Evidence.objects.filter(duty__in=people.readable(request.user)).exclude(snapshot="")
        shown = get_object_or_404(within, pk=self.kwargs["evidence_id"])
        return screens.uploaded(shown.snapshot, f"evidence-{shown.pk}.pdf")
