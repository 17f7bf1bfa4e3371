"""Taking up decisions of published minutes, and giving them to offices."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

import clock
from accounts import access
from accounts.screens import PER_PAGE, DayField, user_of
from charter_pages.decisions import following, giving, people
from charter_pages.decisions.models import Followed, Giving
from charter_pages.decisions.scoped import DECISIONS, ForKeepers, KeepsDecision
from charter_pages.duties import board_words
from charter_pages.models import Decision, MinutesPage, Post
from offices.models import Office


class GiveForm(forms.Form):
    """To whom a decision is given, and until when."""

    whom = forms.ChoiceField(label=gettext_lazy("To whom"), widget=forms.RadioSelect)
    division = forms.ModelChoiceField(
        Office.objects.none(), label=gettext_lazy("Division, for its prisons"), required=False
    )
    offices = forms.ModelMultipleChoiceField(
        Office.objects.none(),
        label=gettext_lazy("Offices, where some are chosen"),
        required=False,
        widget=forms.SelectMultiple({"size": 10}),
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Post that is to do it"),
        required=False,
        help_text=gettext_lazy("Of each office the officer of this kind; left empty, the office itself."),
    )
    due_on = DayField(label=gettext_lazy("Due on"))

    def __init__(self, *args: Any, allowed: QuerySet[Office], is_hq: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found: Any = Office.objects.standing(clock.today()).filter(pk__in=allowed.values("pk"))
        fields: Any = self.fields
        fields["offices"].queryset = found.by_name()
        fields["division"].queryset = found.filter(kind=Office.Kind.DIVISION)
        for name in ("offices", "division"):
            fields[name].label_from_instance = lambda office: office.name
        own = (Giving.Whom.PRISONS_OF, Giving.Whom.CHOSEN)
        fields["whom"].choices = Giving.Whom.choices if is_hq else [(each.value, each.label) for each in own]
        fields["role"].choices = [("", _("The office itself")), *Post.Role.choices]


class GiveDecision(KeepsDecision):
    """Give a decision to offices, each its own task until a day."""

    form_class = GiveForm
    template_name = "charter_pages/decisions/give.html"
    submit_label = gettext_lazy("Give the decision")

    def get_page_title(self) -> str:
        return _("Give the decision to offices")

    def get_form_kwargs(self) -> dict[str, Any]:
        user = self.request.user
        return {
            **super().get_form_kwargs(),
            "allowed": people.targets(user),
            "is_hq": access.may(user, *people.HEADQUARTERS),
        }

    def act(self, form: Any) -> HttpResponse:
        given = form.cleaned_data
        made = giving.give(
            by=user_of(self.request),
            followed=self.followed,
            whom=given["whom"],
            due_on=given["due_on"],
            division=given["division"],
            chosen=[office.pk for office in given["offices"]],
            role=given["role"],
        ).made
        if not made:
            return self.done(_("All of them have it already."), "decision", self.followed.pk)
        said = ngettext("Given to %(number)s office.", "Given to %(number)s offices.", made)
        return self.done(said % {"number": board_words.number(made)}, "decision", self.followed.pk)


class MinutesList(ForKeepers):
    """The published minutes, and how many of their decisions are followed up."""

    title = gettext_lazy("Take up decisions")
    template_name = "charter_pages/decisions/minutes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(following.minutes_of(self.request.user), PER_PAGE).get_page(
            self.request.GET.get("p")
        )
        found = list(page.object_list)
        decided: dict[int, int] = {}
        for pk in Decision.objects.filter(page__in=found).values_list("page_id", flat=True):
            decided[pk] = decided.get(pk, 0) + 1
        taken: dict[int, int] = {}
        for pk in Followed.objects.filter(minutes__in=found).values_list("minutes_id", flat=True):
            taken[pk] = taken.get(pk, 0) + 1
        return {
            **super().get_context_data(**kwargs),
            "page_obj": page,
            "rows": [(each, decided.get(each.pk, 0), taken.get(each.pk, 0)) for each in found],
        }


class TakeUp(ForKeepers):
    """The decisions of one paper: which are followed up, and a button to take up each, or all."""

    above = (DECISIONS, (gettext_lazy("Take up decisions"), "decision_minutes"))
    template_name = "charter_pages/decisions/take_up.html"

    @cached_property
    def page(self) -> MinutesPage:
        within = MinutesPage.objects.live().in_language(following.LANGUAGE)
        found = within.filter(pk=self.kwargs["page_id"], office__in=people.targets(self.request.user))
        page: MinutesPage | None = found.select_related("office").first()
        if page is None:
            raise Http404
        return page

    def get_page_title(self) -> str:
        return str(self.page.title)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        taken = {each.decision_key: each for each in Followed.objects.filter(minutes=self.page)}
        rows = [(row, taken.get(row.translation_key)) for row in self.page.decisions.all()]
        left = sum(followed is None for _row, followed in rows)
        return {**super().get_context_data(**kwargs), "page": self.page, "rows": rows, "left": left}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        by, asked = user_of(request), request.POST.get("decision", "")
        if asked == "all":
            taken = following.follow_all(by=by, minutes=self.page)
            said = ngettext(
                "%(number)s decision is followed up.", "%(number)s decisions are followed up.", len(taken)
            )
            messages.success(request, said % {"number": board_words.number(len(taken))})
            return redirect("decision_take_up", self.page.pk)
        key = next(
            (row.translation_key for row in self.page.decisions.all() if str(row.translation_key) == asked),
            None,
        )
        if key is None:
            raise Http404
        made = following.follow(by=by, minutes=self.page, decision_key=key)
        messages.success(request, _("The decision is followed up. Say now who carries it out."))
        return redirect("decision_give", made.pk)
