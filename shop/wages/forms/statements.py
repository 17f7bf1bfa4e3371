"""The forms of the statements' screens: a statement asked for, its receipt noted."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

import clock
from shop.production import identities
from shop.production.screens import DayField
from shop.wages.models import Handout


class StatementForm(forms.Form):
    """Which days of an account, and why the name is needed on it."""

    start = DayField(label=_("First day"))
    end = DayField(label=_("Last day"))
    why = forms.CharField(
        label=_("Why is the statement needed?"),
        max_length=identities.LONGEST_REASON,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Your name, the time and this reason are kept and can be read by auditors."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = clock.today()
        self.initial.setdefault("start", today.replace(day=1))
        self.initial.setdefault("end", today)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("start") and data.get("end") and data["start"] > data["end"]:
            self.add_error("end", _("The last day lies before the first."))
        return data


class ReceiptForm(forms.Form):
    """How a paper was received."""

    how = forms.ChoiceField(
        label=_("How was the receipt acknowledged?"), choices=Handout.How.choices, widget=forms.RadioSelect
    )
    received_on = DayField(label=_("On which day?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("received_on", clock.today())
