"""What headquarters types about the plan: a measure with its targets, and how far it is."""

from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminPageChooser
from wagtail.documents.widgets import AdminDocumentChooser
from wagtail.models import Page

import clock
from accounts.screens import DayField
from language.forms import DigitsIntegerField
from portal.models.measures import Measure, Progress, TargetOf
from publishing.models import PortalDocument


class MeasureForm(forms.Form):
    """What is counted, by whom, and what is to be reached when."""

    unit_bn = forms.CharField(
        label=_("What is counted, in Bangla"),
        max_length=100,
        help_text=_("E.g. prisons that sell in the shop."),
    )
    unit_en = forms.CharField(label=_("What is counted, in English"), max_length=100)
    counted_by = forms.ChoiceField(label=_("Counted by"), choices=Measure.CountedBy.choices)
    short_of = forms.ChoiceField(
        label=_("Target of the short term"), choices=TargetOf.choices, required=False
    )
    short_target = DigitsIntegerField(label=_("Number, short term"), required=False, min_value=1)
    middle_of = forms.ChoiceField(
        label=_("Target of the middle term"), choices=TargetOf.choices, required=False
    )
    middle_target = DigitsIntegerField(label=_("Number, middle term"), required=False, min_value=1)
    long_of = forms.ChoiceField(label=_("Target of the long term"), choices=TargetOf.choices, required=False)
    long_target = DigitsIntegerField(
        label=_("Number, long term"),
        required=False,
        min_value=1,
        help_text=_("Where a target follows the register, leave its number empty."),
    )
    sort_order = DigitsIntegerField(label=_("Place"), required=False, min_value=0, max_value=99)

    def clean_sort_order(self) -> int:
        return int(self.cleaned_data["sort_order"] or 0)


class NewMeasureForm(MeasureForm):
    """The same for an initiative that is chosen."""

    initiative = forms.TypedChoiceField(label=_("Initiative"))
    field_order = ["initiative"]

    def __init__(self, *args: Any, initiatives: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["initiative"].choices = initiatives  # type: ignore[attr-defined]


class ProgressForm(forms.Form):
    """How much was reached on which day, and what shows it."""

    reached = DigitsIntegerField(label=_("Reached"), min_value=0)
    measured_on = DayField(label=_("Counted on"), initial=clock.today)
    page = forms.ModelChoiceField(
        label=_("Page that shows it"),
        queryset=Page.objects.none(),
        required=False,
        widget=AdminPageChooser,
        help_text=_("Minutes, a letter, a report: whatever readers can open."),
    )
    document = forms.ModelChoiceField(
        label=_("or document"),
        queryset=PortalDocument.objects.all(),
        required=False,
        widget=AdminDocumentChooser,
    )
    address = forms.URLField(
        label=_("or address of another site"), required=False, max_length=500, assume_scheme="https"
    )
    note_bn = forms.CharField(label=_("Words on it, in Bangla"), required=False, max_length=300)
    note_en = forms.CharField(label=_("Words on it, in English"), required=False, max_length=300)
    corrects = forms.ModelChoiceField(
        label=_("Corrects the entry"),
        queryset=Progress.objects.none(),
        required=False,
        help_text=_("What it corrects stays readable, struck out."),
    )

    def __init__(self, *args: Any, measure: Measure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pages: Any = self.fields["page"]
        pages.queryset = Page.objects.live()
        rows: Any = self.fields["corrects"]
        rows.queryset = measure.progress.filter(corrected_by__isnull=True).exclude(how=Progress.How.COUNTED)


def short(title: str) -> str:
    return Truncator(title).chars(80)
