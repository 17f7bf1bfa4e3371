"""Headquarters' screens of the plan: what is measured of each initiative, how far it is, what shows it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets.button import HeaderButton

from accounts.roles import Role
from accounts.screens import FormScreen, HeadquartersScreen, user_of
from portal.desk.plan_forms import MeasureForm, NewMeasureForm, ProgressForm, short
from portal.models import InitiativeRegisterPage
from portal.models.measures import Measure
from portal.plan import measuring, showing

ROLES = (Role.HQ_MODERATOR,)
TITLE = gettext_lazy("Progress of the plan")
ABOVE = ((TITLE, "plan_progress"),)


def _rows() -> tuple[InitiativeRegisterPage | None, list[Any]]:
    page = measuring.register()
    return page, list(page.initiatives.all()) if page else []


class ShowPlan(HeadquartersScreen):
    """Every initiative with its measures, how far each is and which horizon was missed."""

    roles = ROLES
    title = TITLE
    icon = "history"
    template_name = "portal/admin/plan.html"
    begins = (gettext_lazy("Measure something"), "plan_measure_new", Role.HQ_MODERATOR)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page, rows = _rows()
        shown = (
            showing.of_initiatives(page, Measure.objects.values_list("initiative", flat=True)) if page else {}
        )
        titles = measuring.titles(rows)
        promises = [(titles[row.translation_key], shown.pop(row.translation_key, [])) for row in rows]
        # What is measured of an initiative that the plan names no more.
        promises += [(_("No initiative of the plan any more"), left) for left in shown.values()]
        return {**super().get_context_data(**kwargs), "promises": promises, "page": page}


class LayDown(FormScreen, HeadquartersScreen):
    """Measure something of an initiative."""

    roles = ROLES
    title = gettext_lazy("Measure something")
    icon = "plus"
    above = ABOVE
    form_class = NewMeasureForm

    def get_form_kwargs(self) -> dict[str, Any]:
        _page, rows = _rows()
        titles = measuring.titles(rows)
        choices = [(str(row.translation_key), short(titles[row.translation_key])) for row in rows]
        return {**super().get_form_kwargs(), "initiatives": choices}

    def act(self, form: Any) -> HttpResponse:
        measure = measuring.lay_down(by=user_of(self.request), **form.cleaned_data)
        return self.done(_("Kept. Record how far it is."), "plan_measure", measure.pk)


class OneMeasure(FormScreen, HeadquartersScreen):
    """A measure with its history, and the form to record how far it is."""

    roles = ROLES
    icon = "history"
    above = ABOVE
    form_class = ProgressForm
    template_name = "portal/admin/plan_measure.html"
    submit_label = gettext_lazy("Record")
    submitting_label = gettext_lazy("Recording…")

    @cached_property
    def measure(self) -> Measure:
        return get_object_or_404(Measure, pk=self.kwargs["measure_id"])

    def get_page_title(self) -> str:
        return self.measure.unit

    def get_header_buttons(self) -> list[HeaderButton]:
        address = reverse("plan_measure_edit", args=[self.measure.pk])
        return [HeaderButton(_("Change what is measured"), url=address, icon_name="edit")]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "measure": self.measure}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page, _rows_of = _rows()
        found = showing.of_initiatives(page, [self.measure.initiative]) if page else {}
        shown = next(
            (each for each in found.get(self.measure.initiative, []) if each.measure == self.measure), None
        )
        return {**super().get_context_data(**kwargs), "shown": shown}

    def act(self, form: Any) -> HttpResponse:
        measuring.record(by=user_of(self.request), measure=self.measure, **form.cleaned_data)
        return self.done(_("Recorded: readers see it now."), "plan_measure", self.measure.pk)


class ChangeMeasure(FormScreen, HeadquartersScreen):
    """Other words or other targets for a measure."""

    roles = ROLES
    title = gettext_lazy("Change what is measured")
    icon = "edit"
    above = ABOVE
    form_class = MeasureForm

    @cached_property
    def measure(self) -> Measure:
        return get_object_or_404(Measure, pk=self.kwargs["measure_id"])

    def get_initial(self) -> dict[str, Any]:
        names = (*measuring.WORDS, *measuring.TARGETS)
        return {name: getattr(self.measure, name) for name in names}

    def act(self, form: Any) -> HttpResponse:
        measuring.change(by=user_of(self.request), measure=self.measure, **form.cleaned_data)
        return self.done(_("Kept."), "plan_measure", self.measure.pk)
