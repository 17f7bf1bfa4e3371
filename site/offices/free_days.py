"""Holidays and the weekend, kept by headquarters. A holiday is cancelled, never deleted: deadlines were counted by it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.viewsets.model import ModelViewSet

from offices.models import Holiday, WorkingWeek


class HolidayViewSet(ModelViewSet):
    model = Holiday
    icon = "date"
    menu_label = _("Public holidays")
    name = "holidays"
    add_to_settings_menu = True
    form_fields = ["on", "name_bn", "name_en", "is_estimate", "is_cancelled"]
    list_display = [
        "name",
        "on",
        BooleanColumn("is_estimate", label=_("subject to the moon")),
        BooleanColumn("is_cancelled", label=_("does not hold")),
    ]
    list_filter = ["is_estimate", "is_cancelled"]
    ordering = "-on"
    copy_view_enabled = False


class WorkingWeekForm(forms.ModelForm):  # type: ignore[type-arg]
    weekend = forms.TypedMultipleChoiceField(
        label=_("weekend"),
        choices=WorkingWeek.Day.choices,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The days of each week on which offices do not work."),
    )

    class Meta:
        model = WorkingWeek
        fields = ["weekend"]


class WorkingWeekViewSet(ModelViewSet):
    model = WorkingWeek
    icon = "calendar-alt"
    menu_label = _("Working week")
    name = "working-week"
    add_to_settings_menu = True
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> Any:
        return WorkingWeekForm
