"""The tasks of decisions: an office's own, what is late, what waits for the committee; and one task with its story."""

import contextlib
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Case, QuerySet, When
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import clock
from accounts import access, screens
from accounts.screens import PER_PAGE, DayField, user_of
from charter_pages.decisions import closing, machine, people, reporting
from charter_pages.decisions.machine import State, Step
from charter_pages.decisions.models import Task, TaskEvent
from charter_pages.decisions.scoped import DECISIONS, TASKS, AboutTask, ForReaders
from charter_pages.decisions.screens import AgreeForm
from charter_pages.decisions.words import Line
from charter_pages.models import MinutesPage
from charter_pages.showing import PaperOrPdfForm, PdfField

SHELVES: dict[str, Any] = {
    "mine": gettext_lazy("My office's tasks"),
    "waiting": gettext_lazy("Waiting for the committee"),
    "late": gettext_lazy("Late"),
    "all": gettext_lazy("All"),
}
RELATED = ("followed__office", "office", "post")


class TaskList(ForReaders):
    """Tasks of decisions: the own ones, those that wait for the committee, those that are late, all."""

    title = TASKS[0]
    above = (DECISIONS,)
    template_name = "charter_pages/decisions/tasks.html"

    @cached_property
    def open_shelves(self) -> list[str]:
        user = self.request.user
        keeps = access.may(user, *people.KEEPERS)
        owes = people.own_tasks(user).exists()
        return [*(["mine"] if owes else []), *(["waiting"] if keeps else []), "late", "all"]

    def shown(self, shelf: str) -> QuerySet[Task]:
        user = self.request.user
        if shelf == "mine":
            return people.own_tasks(user)
        if shelf == "waiting":
            return people.to_agree(user)
        found = people.readable_tasks(user)
        return found.filter(state__in=machine.OWED, due_on__lt=clock.today()) if shelf == "late" else found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shelf = self.chosen_shelf(self.open_shelves, self.open_shelves[0])
        # What is still to be done comes first; what is over stays to be read below it.
        over = Case(When(state__in=machine.SETTLED, then=1), default=0)
        found = self.shown(shelf).select_related(*RELATED).order_by(over, "due_on", "office__code", "pk")
        page = Paginator(found, PER_PAGE).get_page(self.request.GET.get("p"))
        mine = shelf == "mine"
        return {
            **super().get_context_data(**kwargs),
            "page_obj": page,
            "lines": [(Line.of(task), mine and task.state in machine.OWED) for task in page.object_list],
            "shelf": shelf,
            "shelves": [(name, words) for name, words in SHELVES.items() if name in self.open_shelves],
        }


class ReportForm(PaperOrPdfForm):
    """How far an office is, or that it is done and what shows it."""

    words = forms.CharField(
        label=gettext_lazy("What was done"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("No names of persons, above all not of prisoners."),
    )
    percent = forms.IntegerField(
        label=gettext_lazy("Done, per cent"), min_value=0, max_value=100, required=False
    )
    page = forms.ChoiceField(label=gettext_lazy("Evidence: a paper that is published"), required=False)
    link = forms.URLField(
        label=gettext_lazy("or an address"), required=False, max_length=500, assume_scheme="https"
    )
    title = forms.CharField(label=gettext_lazy("or a PDF; what it is called"), required=False, max_length=200)
    file = PdfField(label=gettext_lazy("The PDF"), required=False)


class ReportTask(AboutTask):
    """Report on a task of the own office."""

    form_class = ReportForm
    template_name = "charter_pages/decisions/report.html"

    def get_page_title(self) -> str:
        return _("Report on the decision")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.is_own:
            raise PermissionDenied
        return super().post(request, *args, **kwargs)

    @cached_property
    def is_own(self) -> bool:
        return people.may_report(self.request.user, self.task)

    @cached_property
    def papers(self) -> list[Any]:
        return reporting.papers_of(self.task)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "papers": self.papers}

    def get_initial(self) -> dict[str, Any]:
        return {"percent": self.task.percent}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        returned = self.task.events.filter(what=Step.RETURN).order_by("-number").first()
        is_returned = self.task.state == State.RETURNED
        return {
            **super().get_context_data(**kwargs),
            "task": self.task,
            "line": Line.of(self.task),
            "reason": returned.words if is_returned and returned is not None else "",
            "may": self.is_own and self.task.state in machine.OWED,
        }

    def act(self, form: Any) -> HttpResponse:
        by, given = user_of(self.request), form.cleaned_data
        is_done = self.request.POST.get("step") == "done"
        if is_done and given["file"]:
            reporting.report_with_document(
                by=by, task=self.task, words=given["words"], title=given["title"], file=given["file"]
            )
            return self.done(_("It is reported done. The committee decides in its next meeting."))
        page = next((page for page in self.papers if str(page.pk) == given["page"]), None)
        reporting.report(
            by=by,
            task=self.task,
            words=given["words"],
            percent=given["percent"] or 0,
            is_done=is_done,
            shown=reporting.Shown(page=page, link=given["link"]),
        )
        if is_done:
            return self.done(_("It is reported done. The committee decides in its next meeting."))
        return self.done(_("The report is kept."))


class DecideForm(AgreeForm):
    """What the committee says: the meeting, a reason, another day."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Needed to return, to drop, or to give another day. The office reads it."),
    )
    due_on = DayField(label=gettext_lazy("Another day"), required=False)


class ShowTask(AboutTask):
    """One task: how it stands, all that was reported and said, and the decision for whoever may take it."""

    form_class = DecideForm
    template_name = "charter_pages/decisions/task.html"

    def get_page_title(self) -> str:
        number = self.task.followed.number
        decision = _("Decision %(number)s") % {"number": number} if number else _("Decision")
        return f"{decision}, {self.task.office}"

    @cached_property
    def meetings(self) -> list[MinutesPage]:
        return closing.meetings_after(self.task.followed)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "meetings": self.meetings}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, task = user_of(self.request), self.task
        keeps = people.may_keep(user, task.followed.office)
        waits = task.state == State.REPORTED
        return {
            **super().get_context_data(**kwargs),
            "task": task,
            "line": Line.of(task),
            "events": task.events.select_related("by", "page", "document", "minutes").order_by("number"),
            "may_report": task.state in machine.OWED and people.may_report(user, task),
            "may_agree": keeps and waits and task.reported_by_id != user.pk,
            "is_own": keeps and waits and task.reported_by_id == user.pk,
            "may_move": keeps and task.state in machine.UNSETTLED,
            "may_drop": task.state in machine.UNSETTLED and access.may(user, *people.HEADQUARTERS),
            "meetings": self.meetings,
        }

    def act(self, form: Any) -> HttpResponse:
        by, task, step = user_of(self.request), self.task, self.request.POST.get("step")
        given = form.cleaned_data
        if not people.may_keep(by, task.followed.office):
            raise PermissionDenied
        if step == "agree":
            if given["minutes"] is None:
                raise ValidationError({"minutes": _("Name the meeting in which it was agreed.")})
            closing.agree(by=by, task=task, seen=self.seen(), minutes=given["minutes"])
            return self.done(_("It is closed, as the committee agreed."))
        if step == "return":
            closing.give_back(by=by, task=task, seen=self.seen(), reason=given["reason"])
            return self.done(_("It is returned. The office gets your reason by mail."))
        if step == "drop":
            closing.drop(by=by, task=task, reason=given["reason"])
            return self.done(_("The task is dropped; it counts for nobody."))
        if step == "move":
            if given["due_on"] is None:
                raise ValidationError({"due_on": _("Give the other day.")})
            closing.move(by=by, task=task, due_on=given["due_on"], reason=given["reason"])
            return self.done(_("The task has another day."))
        raise ValidationError(_("Choose what is to be done."))

    def seen(self) -> int:
        """Return the number of the event that the decision is on: the last that stood on the screen."""
        with contextlib.suppress(ValueError):
            return int(self.request.POST.get("seen", ""))
        return -1


class EventDocument(ForReaders):
    """The PDF of a report, for those who may read its task."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:  # type: ignore[override]
        within = TaskEvent.objects.filter(
            task__in=people.readable_tasks(request.user), document__isnull=False
        )
        event = get_object_or_404(within.select_related("document"), pk=self.kwargs["event_id"])
        document: Any = event.document
        return screens.uploaded(document.file, f"report-{event.pk}.pdf")
