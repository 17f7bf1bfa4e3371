"""The pictorial reports in the back office: ask for one, see how far it is, take it away, show it as evidence."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.widgets.button import HeaderButton
from wagtail.log_actions import log

import clock
from accounts import access
from accounts.roles import Role
from accounts.screens import FormScreen, Screen, user_of
from bangla import fiscal
from charter_pages.duties import bundle_screens, people
from charter_pages.models import PracticeReportPage
from charter_pages.practices import compiling, series
from charter_pages.practices.models import PictorialReport
from language.spoken import active
from offices.models import Office

State = PictorialReport.State


class ReportScreen(Screen):
    roles: ClassVar[tuple[Role, ...]] = compiling.READERS
    icon = "image"

    @property
    def reports(self) -> Any:
        return compiling.visible_to(self.request.user).select_related("office", "asked_by")

    @cached_property
    def report(self) -> PictorialReport:
        """Return the report of the address, if it is one of the reader's."""
        found: PictorialReport = get_object_or_404(self.reports, pk=self.kwargs["report_id"])
        return found


class ReportList(ReportScreen):
    """All pictorial reports that were made or asked for, the newest quarter first."""

    title = gettext_lazy("Pictorial reports")
    template_name = "practices/admin/reports.html"

    def get_header_buttons(self) -> list[HeaderButton]:
        if not access.may(self.request.user, *compiling.ASKERS):
            return []
        return [
            HeaderButton(
                _("Ask for a pictorial report"), url=reverse("practice_report_ask"), icon_name="plus"
            )
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = [
            {
                "report": report,
                "quarter": report.period.label(active()),
                "tone": bundle_screens.TONES.get(report.state, "shown"),  # type: ignore[call-overload]
                "size": bundle_screens.size(report.pdf) if report.state == State.MADE else "",
            }
            for report in self.reports[:200]
        ]
        return {**super().get_context_data(**kwargs), "rows": rows}


class AskForm(forms.Form):
    office = forms.ModelChoiceField(Office.objects.none(), label=gettext_lazy("Office"), empty_label=None)
    quarter = forms.ChoiceField(label=gettext_lazy("Quarter"))

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = access.offices_for(user, *compiling.ASKERS).exclude(kind__in=Office.PRISONS)
        office: Any = self.fields["office"]
        office.queryset = own.by_name()
        live = PracticeReportPage.objects.live().in_language("bn").order_by()
        known = sorted(set(live.values_list("fiscal_year", "quarter")), reverse=True)
        quarter: Any = self.fields["quarter"]
        quarter.choices = [(f"{y}-{n}", series.label(y, n)) for y, n in known if y and n]
        # The last quarter that has ended is what is sent.
        quarter.initial = bundle_screens.code(fiscal.quarter(clock.today()).previous())


class AskForReport(FormScreen, ReportScreen):
    roles = compiling.ASKERS
    title = gettext_lazy("Ask for a pictorial report")
    above = ((ReportList.title, "practice_reports"),)
    form_class = AskForm
    submit_label = gettext_lazy("Make the pictorial report")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def act(self, form: Any) -> HttpResponse:
        year, _hyphen, number = form.cleaned_data["quarter"].partition("-")
        report = compiling.ask(
            by=user_of(self.request),
            office=form.cleaned_data["office"],
            period=fiscal.Quarter(fiscal.FiscalYear(int(year)), int(number)),
        )
        return redirect("practice_report", report.pk)


class ShowReport(ReportScreen):
    """How far a report is; once it is made, its file, and the button that shows it as evidence."""

    template_name = "practices/admin/report.html"
    above = AskForReport.above

    def get_page_title(self) -> Any:
        return self.report.office.name

    @property
    def may_show(self) -> bool:
        made = self.report.state == State.MADE
        return made and people.may_show(self.request.user, self.report.office)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        report = self.report
        made = report.state == State.MADE
        return {
            **super().get_context_data(**kwargs),
            "report": report,
            "quarter": report.period.label(active()),
            "told": told(report),
            "is_under_way": report.state in bundle_screens.UNDER_WAY,
            "is_made": made,
            "size": bundle_screens.size(report.pdf) if made else "",
            "tone": bundle_screens.TONES.get(State(report.state), "shown"),
            "is_shown": compiling.is_shown(report),
            "may_show": self.may_show,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the report as evidence of its office's own duty."""
        try:
            shown = compiling.show(by=user_of(request), report=self.report)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("practice_report", self.report.pk)
        messages.success(request, _("It is shown as evidence."))
        return redirect("duty", shown.duty_id)


class ReportState(ReportScreen):
    """The same for the page's script, which asks every few seconds."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return JsonResponse(told(self.report))


class ReportFile(ReportScreen):
    """The PDF, for whoever may read it; that it was taken is written down."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        report = self.report
        if report.state != State.MADE:
            raise Http404
        log(report, compiling.READ, user=request.user)
        name = f"practices-{report.office.code}-{report.period.fiscal_year}-q{report.quarter}.pdf"
        return FileResponse(
            report.pdf.open("rb"), as_attachment=True, filename=name, content_type="application/pdf"
        )


def told(report: Any) -> dict[str, Any]:
    """Return how far a report is, in words and in numbers."""
    return bundle_screens.told(report)
