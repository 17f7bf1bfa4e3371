"""The decisions in the back office: the list, one decision with its tasks, taking up, giving, carrying over."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.widgets.button import HeaderButton

import clock
from accounts import access
from accounts.screens import PER_PAGE, user_of
from charter_pages.decisions import (
    carrying,
    closing,
    counting,
    exports,
    following,
    giving,
    machine,
    people,
    words,
)
from charter_pages.decisions.models import Followed, Giving, Task
from charter_pages.decisions.scoped import DECISIONS, AboutDecision, ForReaders
from charter_pages.decisions.words import Line, Standing
from charter_pages.duties import board_words
from charter_pages.models import MinutesPage
from language.templatetags.language import day
from offices.models import Office
from printing import exports as files

LATE = words.LATE


class DecisionList(ForReaders):
    """The decisions that the reader's offices made or carry out, narrowed by committee, office, state, lateness."""

    title = DECISIONS[0]
    template_name = "charter_pages/decisions/list.html"

    def get_header_buttons(self) -> list[HeaderButton]:
        user = self.request.user
        buttons = [
            HeaderButton(_("Tasks of decisions"), url=reverse("decision_tasks"), icon_name="tasks"),
            HeaderButton(_("Share implemented"), url=reverse("decision_share"), icon_name="order"),
        ]
        if access.may(user, *people.KEEPERS):
            buttons.insert(
                0, HeaderButton(_("Take up decisions"), url=reverse("decision_minutes"), icon_name="plus")
            )
        return buttons if access.may(user, *people.READERS) else buttons[-2:-1]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        kind = request.GET.get("export", "")
        if kind not in files.FORMATS:
            return super().get(request, *args, **kwargs)
        user = user_of(request)
        tasks = self.narrow(people.readable_tasks(user).filter(followed__in=self.chosen()))
        empty = self.chosen().filter(tasks=None).select_related("office")
        narrowed = self.asked["office"] or self.asked["state"]
        place = self.offices().order_by("parent__parent", "parent").first()
        if place is None:
            place = Office.objects.filter(pk__in=tasks.values("office_id")).first()
        if place is not None:
            exports.write_down(request, place, kind, self.asked)
        return exports.answer(kind, tasks, [] if narrowed else empty)

    @cached_property
    def committees(self) -> dict[str, str]:
        """Return the committees of what the reader may read, by what an address calls them."""
        rows = (
            people.readable(self.request.user)
            .select_related("office")
            .order_by("office__code", "series", "pk")
        )
        return {key_of(each): f"{each.committee}, {each.office}" for each in rows}

    @cached_property
    def places(self) -> dict[str, str]:
        tasks = people.readable_tasks(self.request.user).order_by()
        found = Office.objects.filter(pk__in=tasks.values("office_id"))
        return {office.code: office.name for office in found}

    @cached_property
    def asked(self) -> dict[str, str]:
        """Return what the address asks for; what is none of the choices asks for nothing."""
        choices: dict[str, Any] = {
            "committee": self.committees,
            "office": self.places,
            "state": (LATE, *Task.State.values),
        }
        told = {name: self.request.GET.get(name, "") for name in choices}
        return {name: value if value in choices[name] else "" for name, value in told.items()}

    def narrow(self, tasks: QuerySet[Task]) -> QuerySet[Task]:
        """Return the tasks that the filters of office and state let through."""
        if self.asked["office"]:
            tasks = tasks.filter(office__code=self.asked["office"])
        if self.asked["state"] == LATE:
            tasks = tasks.filter(state__in=machine.OWED, due_on__lt=clock.today())
        elif self.asked["state"]:
            tasks = tasks.filter(state=self.asked["state"])
        return tasks

    def chosen(self) -> QuerySet[Followed]:
        user = self.request.user
        found = people.readable(user)
        if self.asked["committee"]:
            ids = [each.pk for each in found.order_by() if key_of(each) == self.asked["committee"]]
            found = found.filter(pk__in=ids)
        if self.asked["office"] or self.asked["state"]:
            tasks = self.narrow(people.readable_tasks(user)).order_by()
            found = found.filter(pk__in=tasks.values("followed_id"))
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = self.chosen().select_related("office").order_by("-meeting_on", "pk")
        page = Paginator(rows, PER_PAGE).get_page(self.request.GET.get("p"))
        found = list(page.object_list)
        counts = counting.of(Followed.objects.filter(pk__in=[each.pk for each in found]), clock.today())
        every = [("", _("All"))]
        return {
            **super().get_context_data(**kwargs),
            "page_obj": page,
            "rows": [Standing(each, counts[each.pk]) for each in found],
            "is_narrowed": any(self.asked.values()),
            "fields": [
                field("committee", _("Committee"), self.asked, [*every, *self.committees.items()]),
                field("office", _("Office"), self.asked, [*every, *self.places.items()]),
                field("state", _("State"), self.asked, [*every, (LATE, _("Late")), *Task.State.choices]),
            ],
        }


def key_of(followed: Followed) -> str:
    """Return what an address calls a committee: its first decision would change, its words are long."""
    return f"{followed.office.code}:{followed.meeting_kind}:{followed.series}"[:120]


def field(name: str, label: str, asked: dict[str, str], choices: list[Any]) -> dict[str, Any]:
    return {"name": name, "label": label, "chosen": asked[name], "choices": choices}


class AgreeForm(forms.Form):
    """In which meeting the committee agreed."""

    minutes = forms.ModelChoiceField(
        MinutesPage.objects.none(), label=gettext_lazy("Agreed in the meeting"), required=False
    )

    def __init__(self, *args: Any, meetings: list[MinutesPage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooser: Any = self.fields["minutes"]
        chooser.queryset = MinutesPage.objects.filter(pk__in=[page.pk for page in meetings])
        chooser.label_from_instance = lambda page: f"{page.title} ({day(page.meeting_on)})"
        if meetings:
            chooser.initial = meetings[0].pk


class ShowDecision(AboutDecision):
    """One decision: its words, its tasks and who is late; for who keeps it also the closing of what was reported."""

    form_class = AgreeForm
    template_name = "charter_pages/decisions/decision.html"

    @cached_property
    def meetings(self) -> list[MinutesPage]:
        return closing.meetings_after(self.followed)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "meetings": self.meetings}

    def tasks(self) -> QuerySet[Task]:
        return people.readable_tasks(self.request.user).filter(followed=self.followed)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = user_of(self.request)
        tasks = list(self.tasks().select_related("office", "post").order_by("due_on", "office__code"))
        tasks.sort(key=lambda task: not task.is_late)
        counts = counting.of(Followed.objects.filter(pk=self.followed.pk), clock.today())[self.followed.pk]
        agreeable = set(people.to_agree(user).filter(followed=self.followed).values_list("pk", flat=True))
        states = counting.states(self.tasks())
        return {
            **super().get_context_data(**kwargs),
            "standing": Standing(self.followed, counts),
            "sees_all": self.keeps or counts.tasks == len(tasks),
            "lines": [(Line.of(task), task.pk in agreeable) for task in tasks],
            "late": sum(task.is_late for task in tasks),
            "bars": words.bars(states),
            "largest": max(len(tasks), 1),
            "agreeable": len(agreeable),
            "meetings": self.meetings,
            "givings": self.givings() if self.keeps else [],
            "words_now": following.words_now(self.followed),
            "may_show": access.may(user, *people.HEADQUARTERS),
        }

    def givings(self) -> list[dict[str, Any]]:
        rows = Giving.objects.filter(followed=self.followed, undone_at=None).select_related("division", "by")
        reported = set(
            Task.objects.filter(followed=self.followed, events_count__gt=0).values_list(
                "giving_id", flat=True
            )
        )
        return [
            {"giving": each, "may_undo": each.pk not in reported, "count": each.tasks.count()}
            for each in rows
        ]

    def act(self, form: Any) -> HttpResponse:
        by, step = user_of(self.request), self.request.POST.get("step", "")
        if not self.keeps:
            raise PermissionDenied
        if step in ("agree", "agree-all"):
            ticked = self.request.POST.getlist("chosen" if step == "agree" else "reported")
            return self.agree(form.cleaned_data["minutes"], ticked)
        if step in ("show", "hide"):
            following.show(by=by, followed=self.followed, is_public=step == "show")
            said = (
                _("Readers see now what became of it.")
                if step == "show"
                else _("Readers do not see it any more.")
            )
            return self.done(said, "decision", self.followed.pk)
        if step.startswith("undo-") and step[5:].isdecimal():
            standing = Giving.objects.filter(followed=self.followed, pk=int(step[5:])).first()
            if standing is None:
                raise Http404
            giving.undo(by=by, giving=standing)
            return self.done(_("It was taken back."), "decision", self.followed.pk)
        if step == "carry":
            page = carrying.carry(by=by, followed=self.followed)
            said = _("The draft of the next minutes names the open decisions. Go on with it here.")
            return self.done(said, "wagtailadmin_pages:edit", page.pk)
        raise ValidationError(_("Choose what is to be done."))

    def agree(self, minutes: MinutesPage | None, values: list[str]) -> HttpResponse:
        """Agree on what was ticked, or on all that stood on the screen as reported."""
        if minutes is None:
            raise ValidationError({"minutes": _("Name the meeting in which it was agreed.")})
        ticked: dict[int, int] = {}
        for value in values:
            pk, _hyphen, seen = value.partition("-")
            if pk.isdecimal() and seen.isdecimal():
                ticked[int(pk)] = int(seen)
        if not ticked:
            raise ValidationError(_("Tick what was agreed."))
        found = (
            Task.objects.filter(followed=self.followed, pk__in=ticked).select_related("office").order_by("pk")
        )
        outcome = closing.agree_all(
            by=user_of(self.request), chosen=[(task, ticked[task.pk]) for task in found], minutes=minutes
        )
        for task, why in outcome.refused:
            messages.warning(self.request, f"{task.office}: {why}")
        if outcome.done:
            said = ngettext("%(number)s task is closed.", "%(number)s tasks are closed.", outcome.done)
            messages.success(self.request, said % {"number": board_words.number(outcome.done)})
        return redirect("decision", self.followed.pk)
