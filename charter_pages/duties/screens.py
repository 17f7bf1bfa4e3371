"""The duties in the back office: lists, one duty with all that was shown and said, and the decision."""

import contextlib
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Case, F, QuerySet, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

import clock
from accounts import access
from accounts.roles import Role
from accounts.screens import PER_PAGE, FormScreen, Screen, user_of
from bangla import digits, fiscal
from charter_pages.duties import deciding, people, snapshots, standing
from charter_pages.duties.standing import Line, Places
from charter_pages.models import Duty, DutyKind, Evidence
from charter_pages.returning import ReturnForm
from language.spoken import active
from printing import pdf

DUTIES = (gettext_lazy("Duties"), "duties")
SHELVES: dict[str, Any] = {
    "mine": gettext_lazy("My offices"),
    "waiting": gettext_lazy("Waiting for my decision"),
    "late": gettext_lazy("Late"),
    "all": gettext_lazy("All"),
}
RELATED = ("office__parent", "rule")
ORDER = ("due_on", "office__code", "kind")


def waiting(user: object) -> QuerySet[Duty]:
    """Return what waits for a user's decision, as headquarters or as a division."""
    return deciding.waiting_for(user, to_accept=True) | deciding.waiting_for(user, to_accept=False)


class DutyList(Screen):
    """The duties of the reader's offices: own, waiting, late, or all, of a quarter or of every one."""

    roles = people.READERS
    title = DUTIES[0]
    icon = "tasks"
    template_name = "charter_pages/duties/list.html"

    @cached_property
    def open_shelves(self) -> list[str]:
        """Return the shelves that mean something to the reader, the one to begin with first."""
        user = self.request.user
        decides = access.may(user, *people.ACCEPTERS, *people.ENDORSERS)
        owes = people.own_offices(user).exists()
        return [*(["waiting"] if decides else []), *(["mine"] if owes else []), "all", "late"]

    @property
    def shelf(self) -> str:
        return self.chosen_shelf(self.open_shelves, self.open_shelves[0])

    @cached_property
    def quarters(self) -> list[tuple[str, str]]:
        """Return the quarters that duties were raised for, the newest first."""
        known = (
            Duty.objects.order_by("-fiscal_year", "-quarter").values_list("fiscal_year", "quarter").distinct()
        )
        language = active()
        return [
            (f"{year}-{number}", fiscal.Quarter(fiscal.FiscalYear(year), number).label(language))
            for year, number in known
        ]

    def shown(self) -> QuerySet[Duty]:
        user, shelf = self.request.user, self.shelf
        found = waiting(user) if shelf == "waiting" else people.readable(user)
        if shelf == "mine":
            found = found.filter(office__in=people.own_offices(user))
        elif shelf == "late":
            found = found.filter(state__in=standing.OWED, due_on__lt=clock.today())
        quarter, kind = self.request.GET.get("quarter", ""), self.request.GET.get("kind", "")
        if quarter in dict(self.quarters):
            year, _hyphen, number = quarter.partition("-")
            found = found.filter(fiscal_year=int(year), quarter=int(number))
        if kind in DutyKind.values:
            found = found.filter(kind=kind)
        # What is owed or waits, the oldest first; what is done with, the newest.
        if shelf in ("mine", "all"):
            owed_first = Case(When(state__in=standing.OWED, then=0), default=1)
            until_then = Case(When(state__in=standing.OWED, then=F("due_on")))
            return found.select_related(*RELATED).order_by(owed_first, until_then, "-due_on", *ORDER)
        return found.select_related(*RELATED).order_by(*ORDER)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(self.shown(), PER_PAGE).get_page(self.request.GET.get("p"))
        duties = list(page.object_list)
        is_mine = self.shelf == "mine"
        places = Places(duty.office_id for duty in duties) if is_mine else None
        accepting = self.shelf == "waiting" and access.may(self.request.user, *people.ACCEPTERS)
        numbers = numbers_of(duties) if accepting else {}
        return {
            **super().get_context_data(**kwargs),
            "page_obj": page,
            "lines": [
                Line.of(duty, places.next_step(duty) if places else None, number=numbers.get(duty.pk))
                for duty in duties
            ],
            "accepting": accepting,
            "shelf": self.shelf,
            "shelves": [(name, words) for name, words in SHELVES.items() if name in self.open_shelves],
            "quarters": self.quarters,
            "kinds": DutyKind.choices,
            "quarter": self.request.GET.get("quarter", ""),
            "kind": self.request.GET.get("kind", ""),
            "keeps_rules": access.may(self.request.user, *people.RULERS),
        }


def numbers_of(duties: list[Duty]) -> dict[int, int]:
    """Return the number of what was shown last for each duty: a decision is on that, and no other."""
    rows = Evidence.objects.filter(duty__in=duties).order_by("number")
    return dict(rows.values_list("duty_id", "number"))


class AboutDuty(FormScreen):
    """A screen about one duty; of another office's nothing is told."""

    roles: ClassVar[tuple[Role, ...]] = people.READERS
    icon = "tasks"
    above = (DUTIES,)
    form_class: type[forms.Form] = forms.Form

    @cached_property
    def duty(self) -> Duty:
        within = people.readable(self.request.user).select_related(*RELATED)
        found = within.filter(pk=self.kwargs["duty_id"]).first()
        if found is None:
            raise Http404
        return found

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        access.require(request.user, *self.roles)
        # Whoever may not read it is told so before any form is looked at.
        access.require(request.user, *self.roles, office=self.duty.office)
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return str(self.duty.get_kind_display())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "duty": self.duty, "line": Line.of(self.duty)}


class ShowDuty(AboutDuty):
    """One duty: how it stands, what was shown, what was said, and the decision for whoever may take it."""

    form_class = ReturnForm
    template_name = "charter_pages/duties/duty.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, duty = user_of(self.request), self.duty
        shown = list(duty.evidence.select_related("by", "page", "document", "version").order_by("-number"))
        places = Places([duty.office_id])
        may_answer = duty.state in standing.OWED and people.may_show(user, duty.office)
        waits = duty.state in (Duty.State.SUBMITTED, Duty.State.ENDORSED)
        return {
            **super().get_context_data(**kwargs),
            "evidence": shown,
            "last": shown[0] if shown else None,
            "events": duty.events.select_related("by", "evidence").order_by("at", "pk"),
            "decision": deciding.may_decide(user, duty),
            "is_own": waits and bool(shown) and shown[0].by_id == user.pk,
            "waits_for_division": deciding.waits_for_division(duty),
            "answer": places.answer(duty) if may_answer else None,
            "file": places.file(duty) if may_answer and duty.kind != DutyKind.CHARTER else None,
            "may_show": people.may_show(user, duty.office),
            "sets_type": pdf.available(),
            "most_tries": snapshots.MOST_TRIES,
        }

    def act(self, form: Any) -> HttpResponse:
        by, duty, step = user_of(self.request), self.duty, self.request.POST.get("step")
        if step == "snapshot":
            access.require(by, *people.SHOWERS, office=duty.office)
            for each in duty.evidence.all():
                snapshots.ask_again(each)
            return self.done(_("The snapshot will be taken in a moment."), "duty", duty.pk)
        number = self.number()
        if step == "return":
            deciding.give_back(by=by, duty=duty, number=number, reason=form.cleaned_data["reason"])
            said = _("It is returned. The office gets your reason by mail.")
        elif step == "endorse":
            deciding.endorse(by=by, duty=duty, number=number)
            said = _("It is endorsed. Headquarters decides now.")
        elif step == "accept":
            deciding.accept(by=by, duty=duty, number=number)
            said = _("It is accepted.")
        else:
            raise ValidationError(_("Choose what is to be done."))
        return self.done(said, "duty", duty.pk)

    def number(self) -> int:
        """Return which evidence the decision is on: the one that stood on the screen."""
        with contextlib.suppress(ValueError):
            return int(self.request.POST.get("number", ""))
        return 0


class AcceptMany(Screen):
    """What was ticked in the list, once more in full; one button accepts it all."""

    roles = people.ACCEPTERS
    title = gettext_lazy("Accept evidence")
    icon = "tasks"
    above = (DUTIES,)
    template_name = "charter_pages/duties/accept.html"

    def chosen(self) -> list[tuple[Duty, int]]:
        """Return the ticked duties of those that wait, each with the number of what stood on the list."""
        ticked: dict[int, int] = {}
        for value in self.request.POST.getlist("chosen") or self.request.GET.getlist("chosen"):
            pk, _hyphen, number = value.partition("-")
            if pk.isdecimal() and number.isdecimal():
                ticked[int(pk)] = int(number)
        found = deciding.waiting_for(self.request.user, to_accept=True).filter(pk__in=ticked)
        return [(duty, ticked[duty.pk]) for duty in found.select_related(*RELATED).order_by(*ORDER)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        chosen = self.chosen()
        shown = Evidence.objects.filter(duty__in=[duty for duty, _number in chosen]).select_related("by")
        last = {each.duty_id: each for each in shown.order_by("number")}
        rows = [(Line.of(duty), last.get(duty.pk), f"{duty.pk}-{number}") for duty, number in chosen]
        return {**super().get_context_data(**kwargs), "rows": rows}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.POST.get("step") != "confirm":
            return self.render_to_response(self.get_context_data())
        outcome = deciding.accept_all(by=user_of(request), chosen=self.chosen())
        number = {"number": digits.in_language(outcome.done, active())}
        if outcome.done:
            messages.success(
                request, ngettext("%(number)s accepted.", "%(number)s accepted.", outcome.done) % number
            )
        for duty, why in outcome.refused:
            messages.warning(request, f"{duty}: {why}")
        return redirect("duties")
