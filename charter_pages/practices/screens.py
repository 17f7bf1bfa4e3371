"""Practices of other offices in the back office: take one up, tell its result, give it up; headquarters' map of all."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminAutoHeightTextInput

from accounts import access
from accounts.roles import Role
from accounts.screens import PER_PAGE, FormScreen, Screen, user_of
from charter_pages.models import PracticeReportPage
from charter_pages.practices import adopting, series
from charter_pages.practices.models import Adoption
from charter_pages.returning import ReturnForm
from offices.models import Office

READERS = (*adopting.TAKERS, Role.HQ_POLICY, Role.AUDITOR)
HOME = (gettext_lazy("Practices of others"), "practices_of_others")
SHELVES: dict[str, Any] = {
    "others": gettext_lazy("To take up"),
    "mine": gettext_lazy("Taken up by my office"),
    "waiting": gettext_lazy("Results to read"),
    "map": gettext_lazy("Who follows whom"),
}
TONES = {"confirmed": "good", "withdrawn": "late"}


class PracticesOfOthers(Screen):
    """What other offices do well, what the own office has taken up of it, and how far that is."""

    roles: ClassVar[tuple[Role, ...]] = READERS
    title = HOME[0]
    icon = "thumbtack"
    template_name = "practices/admin/list.html"

    @cached_property
    def own(self) -> list[Office]:
        return list(adopting.offices_of(self.request.user))

    @cached_property
    def open_shelves(self) -> list[str]:
        user = self.request.user
        reads_all = access.may(user, *adopting.WATCHERS)
        confirms = access.may(user, *adopting.CONFIRMERS)
        return [
            *(["others", "mine"] if self.own else []),
            *(["waiting"] if confirms else []),
            *(["map"] if reads_all else []),
        ] or ["others"]

    @property
    def shelf(self) -> str:
        return self.chosen_shelf(self.open_shelves, self.open_shelves[0])

    @property
    def subject(self) -> str:
        asked = self.request.GET.get("subject", "")
        return asked if asked in PracticeReportPage.Subject.values else ""

    def shown(self) -> QuerySet[Any]:
        if self.shelf == "mine":
            return _with_all(adopting.readable(self.request.user).filter(office__in=self.own)).order_by("-pk")
        if self.shelf == "waiting":
            return _with_all(adopting.to_confirm(self.request.user)).order_by("pk")
        found = series.public("bn").select_related("office")
        if self.subject:
            found = found.filter(subject=self.subject)
        followed = Adoption.objects.exclude(state=Adoption.State.WITHDRAWN).select_related("office")
        if self.shelf == "map":
            # Each office for itself; whoever reads for the whole Department reads of all.
            readable = adopting.readable(self.request.user)
            rows = followed.filter(pk__in=readable.values("pk")).order_by("taken_up_on", "pk")
            return (
                found.filter(taken_up__in=readable)
                .annotate(number=Count("taken_up", filter=~Q(taken_up__state="withdrawn")))
                .order_by("-number", "-pk")
                .prefetch_related(Prefetch("taken_up", queryset=rows, to_attr="followers"))
            )
        own = followed.filter(office__in=self.own)
        return found.exclude(office__in=self.own).prefetch_related(
            Prefetch("taken_up", queryset=own, to_attr="followers")
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(self.shown(), PER_PAGE).get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "page_obj": page,
            "rows": list(page.object_list),
            "shelf": self.shelf,
            "shelves": [(name, words) for name, words in SHELVES.items() if name in self.open_shelves],
            "subjects": PracticeReportPage.Subject.choices,
            "subject": self.subject,
            "may_take": bool(self.own),
            "tones": TONES,
        }


class TakeUpForm(forms.Form):
    office = forms.ModelChoiceField(Office.objects.none(), label=gettext_lazy("Office"), empty_label=None)

    def __init__(self, *args: Any, offices: QuerySet[Office], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["office"]
        field.queryset = offices
        if offices.count() == 1:
            field.widget, field.initial = forms.HiddenInput(), offices.get().pk


class TakeUp(FormScreen):
    """One practice of another office, and the button by which the own office takes it up."""

    roles = adopting.TAKERS
    icon = "thumbtack"
    above = (HOME,)
    form_class = TakeUpForm
    template_name = "practices/admin/take_up.html"
    submit_label = gettext_lazy("Take up this practice")

    @cached_property
    def practice(self) -> PracticeReportPage:
        found = series.public("bn").select_related("office").filter(pk=self.kwargs["page_id"]).first()
        if found is None:
            raise Http404
        return found

    def get_page_title(self) -> str:
        return self.practice.title

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "offices": adopting.offices_of(self.request.user)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "practice": self.practice,
            "followers": adopting.of_practice(self.practice),
            # An administrator may enter everywhere, and speaks for no office.
            "may_take": adopting.offices_of(self.request.user).exists(),
        }

    def act(self, form: Any) -> HttpResponse:
        office = form.cleaned_data["office"]
        made = adopting.take_up(by=user_of(self.request), practice=self.practice, office=office)
        return self.done(_("Taken up. Its first page names your office now."), "practice_adoption", made.pk)


class AboutAdoption(FormScreen):
    """A screen about one practice that was taken up; of another office's nothing is told."""

    roles: ClassVar[tuple[Role, ...]] = READERS
    icon = "thumbtack"
    above = (HOME,)
    form_class: Any = ReturnForm

    @cached_property
    def adoption(self) -> Adoption:
        within = _with_all(adopting.readable(self.request.user))
        found: Adoption | None = within.filter(pk=self.kwargs["adoption_id"]).first()
        if found is None:
            raise Http404
        return found

    @cached_property
    def is_own(self) -> bool:
        return adopting.offices_of(self.request.user).filter(pk=self.adoption.office_id).exists()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.may_enter(request.user):
            raise PermissionDenied
        self.adoption  # noqa: B018 (of another office: not found, before anything else is said)
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return str(self.adoption.practice.title)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "adoption": self.adoption, "is_own": self.is_own}


class ShowAdoption(AboutAdoption):
    """How far it is, what was said, and headquarters' word on the result."""

    template_name = "practices/admin/adoption.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, adoption = self.request.user, self.adoption
        events = list(adoption.events.select_related("by"))
        return {
            **super().get_context_data(**kwargs),
            "events": events,
            "last": events[-1],
            "decides": adopting.to_confirm(user).filter(pk=adoption.pk).exists(),
            "tone": TONES.get(adoption.state, "shown"),
        }

    def act(self, form: Any) -> HttpResponse:
        seen = self.request.POST.get("seen", "")
        told: dict[str, Any] = {"by": user_of(self.request), "adoption": self.adoption}
        told["seen"] = int(seen) if seen.isdecimal() else 0
        step = self.request.POST.get("step")
        if step == "confirm":
            adopting.confirm(**told)
            return self.done(_("The result is public now."), "practice_adoption", self.adoption.pk)
        if step == "return":
            adopting.give_back(**told, reason=form.cleaned_data["reason"])
            return self.done(_("It is returned."), "practice_adoption", self.adoption.pk)
        raise ValidationError(_("Choose what is to be done."))


class ResultForm(forms.ModelForm):  # type: ignore[type-arg, unused-ignore]
    """What came of a practice: words, one figure, a report of the office's own."""

    class Meta:
        model = Adoption
        fields = ("result_bn", "result_en", "counted_bn", "counted_en", "before", "after", "own_report")
        widgets: ClassVar[dict[str, Any]] = {
            "result_bn": AdminAutoHeightTextInput(),
            "result_en": AdminAutoHeightTextInput(),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "result_bn": gettext_lazy(
                "Headquarters reads it, then everybody. No names of persons, no numbers of prisoners."
            ),
            "after": gettext_lazy("Never over fewer than ten people."),
            "own_report": gettext_lazy("Only reports that your office has published."),
        }  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["own_report"]
        field.queryset = series.public("bn").filter(office_id=self.instance.office_id)
        field.required = False

    def _post_clean(self) -> None:
        """Leave it to the verb to write: the row in hand stays as it stands."""


class ReportResult(AboutAdoption):
    """The office tells what came of it."""

    roles = adopting.TAKERS
    form_class: Any = ResultForm
    submit_label = gettext_lazy("Report the result")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if self.may_enter(request.user) and not self.is_own:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.adoption}

    def act(self, form: Any) -> HttpResponse:
        adopting.report(by=user_of(self.request), adoption=self.adoption, **form.cleaned_data)
        return self.done(
            _("Reported. Headquarters reads it before it is public."), "practice_adoption", self.adoption.pk
        )


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        min_length=3,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Headquarters reads it; the public does not."),
    )


class GiveUp(ReportResult):
    """The office gives the practice up; its first page names it no more."""

    form_class: Any = WithdrawForm
    submit_label = gettext_lazy("Give up this practice")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super(AboutAdoption, self).get_form_kwargs()

    def act(self, form: Any) -> HttpResponse:
        adopting.withdraw(
            by=user_of(self.request), adoption=self.adoption, reason=form.cleaned_data["reason"]
        )
        return self.done(_("Given up. It may be taken up again."), "practice_adoption", self.adoption.pk)


def _with_all(found: QuerySet[Adoption]) -> QuerySet[Adoption]:
    return found.select_related("office", "practice__office", "own_report")
