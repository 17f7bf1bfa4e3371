"""Complaints in Wagtail's admin: the own ones to answer, those of the offices within reach to know of, totals."""

from typing import Any

import structlog
from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from wagtail.admin import messages
from wagtail.admin.widgets.button import HeaderButton

import clock
from accounts import access
from accounts.roles import Role
from accounts.screens import PER_PAGE, ForRoles, Screen, show
from bangla import digits
from charter_pages import officers
from charter_pages.grievances import figures, handling, numbers, reading, staff_forms
from charter_pages.grievances.models import Grievance
from charter_pages.grievances.shelves import on_shelf
from language.spoken import active
from printing import exports

log = structlog.get_logger(__name__)

COMPLAINTS = (gettext_lazy("Complaints about offices"), "grievances")
OWN_SHELVES = {
    "mine": gettext_lazy("To be answered by you"),
    "below": gettext_lazy("On the level below you"),
}
WATCHED_SHELVES = {
    "open": gettext_lazy("Under way"),
    "late": gettext_lazy("Late"),
    "unheld": gettext_lazy("Without an officer"),
    "done": gettext_lazy("Answered and closed"),
}


class Desk(Screen):
    """A screen for officers, by their post, and for those who watch over offices, by their role."""

    roles = reading.WATCHERS
    icon = "comment"

    def may_enter(self, user: object) -> bool:
        return reading.may_enter(user)

    @cached_property
    def posts(self) -> set[int]:
        return officers.posts_of(self.request.user)

    @cached_property
    def watches(self) -> bool:
        return access.may(self.request.user, *reading.WATCHERS)


class GrievanceList(Desk):
    """The complaints that the reader may know of, the one that is due first first."""

    title = gettext_lazy("Complaints about offices")
    template_name = "grievances/admin/list.html"

    @cached_property
    def shelves(self) -> dict[str, Any]:
        return {**(OWN_SHELVES if self.posts else {}), **(WATCHED_SHELVES if self.watches else {})}

    def get_header_buttons(self) -> list[HeaderButton]:
        if not self.watches:
            return []
        return [HeaderButton(str(Overview.title), url=reverse("grievances_overview"), icon_name="table")]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kind = request.GET.get("export", "")
        if kind in exports.FORMATS:
            return exports.answer(kind=kind, name="complaints", columns=COLUMNS, rows=self.rows())
        return super().get(request, *args, **kwargs)

    @cached_property
    def shelf(self) -> str:
        return self.chosen_shelf(self.shelves, next(iter(self.shelves)))

    def rows(self) -> QuerySet[Grievance]:
        shown = on_shelf(reading.visible_to(self.request.user), self.shelf, self.posts)
        code = self.request.GET.get("office", "")
        shown = shown.filter(office__code=code) if code else shown
        return shown.select_related("office").order_by(
            *(("-written_at", "-pk") if self.shelf == "done" else ("due_on", "pk"))
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(self.rows(), PER_PAGE).get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "page_obj": page,
            "rows": [(row, numbers.spoken(row.number)) for row in page.object_list],
            "shelf": self.shelf,
            "shelves": list(self.shelves.items()),
            "today": clock.today(),
        }


COLUMNS = (
    exports.Column(gettext_lazy("Number"), lambda row: row.number),
    exports.Column(gettext_lazy("Office"), lambda row: row.office.name),
    exports.Column(gettext_lazy("About"), lambda row: row.get_about_display()),
    exports.Column(gettext_lazy("Level"), lambda row: row.level),
    exports.Column(gettext_lazy("State"), lambda row: row.get_state_display()),
    exports.Column(gettext_lazy("Written"), lambda row: row.written_at),
    exports.Column(gettext_lazy("To be answered by"), lambda row: row.due_on),
    exports.Column(gettext_lazy("Answered"), lambda row: row.answered_at),
    exports.Column(gettext_lazy("Closed"), lambda row: row.closed_at),
)


class Overview(Desk):
    """How many complaints each office has, how many of them are late: within the reader's reach."""

    title = gettext_lazy("Complaints by office")
    icon = "table"
    above = (COMPLAINTS,)
    template_name = "grievances/admin/overview.html"

    def may_enter(self, user: object) -> bool:
        return access.may(user, *reading.WATCHERS)

    @cached_property
    def lines(self) -> list[figures.Line]:
        return figures.by_office(Grievance.objects.filter(office__in=self.offices()))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kind = request.GET.get("export", "")
        if kind in exports.FORMATS:
            name = "complaints-by-office"
            return exports.answer(kind=kind, name=name, columns=TOTALS, rows=self.lines)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "lines": self.lines,
            "largest": max((line.received for line in self.lines), default=1),
        }


TOTALS = (
    exports.Column(gettext_lazy("Office"), lambda line: line.office.name),
    exports.Column(gettext_lazy("Received"), lambda line: line.received),
    exports.Column(gettext_lazy("Under way"), lambda line: line.under_way),
    exports.Column(gettext_lazy("Late"), lambda line: line.late),
    exports.Column(gettext_lazy("Without an officer"), lambda line: line.unheld),
    exports.Column(gettext_lazy("Answered"), lambda line: line.answered),
    exports.Column(gettext_lazy("Of them in time"), lambda line: line.in_time),
)


@method_decorator(sensitive_post_parameters(), name="dispatch")
class ShowGrievance(Desk):
    """One complaint: what anybody within reach may know, and the words for those who may read them."""

    above = (COMPLAINTS,)
    template_name = "grievances/admin/grievance.html"

    @cached_property
    def grievance(self) -> Grievance:
        """Return the complaint; of one beyond the reader's reach nothing is told, and the attempt is logged."""
        seen = reading.visible_to(self.request.user).select_related(
            "office__parent__parent", "post__office", "words"
        )
        found = seen.filter(pk=self.kwargs["grievance_id"]).first()
        if found is None:
            log.warning(
                "grievance_not_shown", user=self.request.user.pk, grievance=self.kwargs["grievance_id"]
            )
            raise Http404
        return found

    @cached_property
    def reads_as(self) -> reading.As:
        by: Any = self.request.user
        return reading.role_of(by, self.grievance, self.posts)

    @property
    def may_read(self) -> bool:
        return self.reads_as in (reading.As.OFFICER, reading.As.ABOVE) and not self.grievance.forgotten_at

    def get_page_title(self) -> str:
        number = digits.in_language(numbers.spoken(self.grievance.number), active())
        return _("Complaint %(number)s") % {"number": number}

    def forms(self, data: Any = None, step: str = "") -> dict[str, forms.Form]:
        """Return the forms that the reader may send, the one of `step` filled with what was sent."""
        by: Any = self.request.user
        grievance = self.grievance
        found: dict[str, forms.Form] = {}

        def offer(name: str, form_class: Any, **more: Any) -> None:
            found[name] = form_class(data if name == step else None, **more)

        if self.may_read:
            offer("read", staff_forms.ReadForm)
        if self.may_read and grievance.is_under_way:
            if self.reads_as == reading.As.OFFICER:
                offer("answer", staff_forms.AnswerForm)
                offer("ask", staff_forms.AskForm)
                if handling.may_be_extended(grievance):
                    offer("extend", staff_forms.ExtendForm)
                offer("forward", staff_forms.ForwardForm)
            offer("aside", forms.Form)
        if grievance.is_under_way and grievance.unheld_since and access.may(by, Role.HQ_MODERATOR):
            offer("assign", staff_forms.AssignForm, grievance=grievance)
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        by: Any = self.request.user
        grievance = self.grievance
        is_open = self.may_read and reading.has_read_today(by, grievance)
        readings = grievance.readings.select_related("by") if self.may_read or self.watches else []
        return {
            **super().get_context_data(**kwargs),
            "grievance": grievance,
            "number": numbers.spoken(grievance.number),
            "told": reading.told(grievance) if is_open else None,
            "may_read": self.may_read,
            "is_above": self.reads_as == reading.As.ABOVE,
            "is_officer": self.reads_as == reading.As.OFFICER,
            "is_concerned": self.reads_as == reading.As.CONCERNED,
            "days_left": handling.days_left(grievance) if grievance.is_under_way else None,
            "today": clock.today(),
            "events": grievance.events.select_related("by", "post__office", "office"),
            "readings": readings,
            "shows_why": is_open,
            "action_url": self.request.get_full_path(),
            "forms": kwargs.get("forms") or self.forms(),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        step = request.POST.get("step", "")
        offered = self.forms(request.POST, step)
        if step not in offered:
            if self.reads_as == reading.As.WATCHER and not self.posts:
                raise PermissionDenied
            messages.warning(
                request, _("The complaint has moved on since you opened it. Look at the page again.")
            )
            return redirect("grievance", self.grievance.pk)
        form = offered[step]
        if form.is_valid():
            try:
                return self.act(step, form)
            except ValidationError as error:
                show(form, error)
        messages.validation_error(request, _("Something is missing or wrong. See below."), form)
        return self.render_to_response(self.get_context_data(forms=offered))

    def act(self, step: str, form: Any) -> HttpResponse:
        by: Any = self.request.user
        data, facts = form.cleaned_data, {"by": by, "grievance": self.grievance}
        match step:
            case "read":
                reading.read(**facts, why=data["why"])
                return redirect("grievance", self.grievance.pk)
            case "answer":
                handling.answer(**facts, text=data["answer"])
                said = _("The complaint is answered; the complainant is told.")
            case "ask":
                handling.ask(**facts, text=data["question"])
                said = _("The question is asked; the complainant is told. The time limit runs on.")
            case "extend":
                handling.extend(**facts, working_days=data["working_days"], text=data["reason"])
                said = _("The time limit is extended; the complainant is told.")
            case "forward":
                handling.forward(**facts, office=form.chosen())
                said = _("The complaint is forwarded.")
            case "aside":
                handling.step_aside(**facts)
                said = _("The complaint is no longer yours.")
            case _:
                handling.assign(**facts, post=data["post"])
                said = _("The officer is told.")
        messages.success(self.request, said)
        return redirect("grievances")


class ForOfficers(ForRoles):
    """The menu's item for those who hold a post, too."""

    def is_shown(self, request: HttpRequest) -> bool:
        if super().is_shown(request):
            return True
        if not hasattr(request, "holds_a_post"):
            request.holds_a_post = officers.holds_a_post(request.user)  # type: ignore[attr-defined]
        return bool(request.holds_a_post)  # type: ignore[attr-defined]
