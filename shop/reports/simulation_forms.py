"""What a simulation asks: which days, which rates, what is deducted. Read from the address, it changes nothing."""

import datetime
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

import clock
from shop.production.screens import DayField
from shop.reports import simulation
from shop.reports.simulation import Plan
from shop.wages import policy
from shop.wages.forms.policies import PercentField
from shop.wages.models import SharePolicy
from shop.wages.models.policy import OTHER_COSTS

MOST_RATES = 5
LONGEST = datetime.timedelta(days=366 * 10)

DISCOUNTS = "discounts"
KINDS = {
    "materials": frozenset({"materials"}),
    "other_costs": OTHER_COSTS,
    "delivery": frozenset({"delivery"}),
    "fee": frozenset({"fee"}),
}


class RatesField(forms.CharField):
    """One to five percentages with commas between them, cleaned to basis points, the lowest first."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        # The comma of a list; a decimal point is a full stop here as in all our fields.
        parts = [part for part in re.split(r"[,;،\s]+", str(text)) if part.strip("%")]
        if not parts:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(parts) > MOST_RATES:
            raise ValidationError(_("At most five rates can stand side by side."), code="too_many")
        percent = PercentField()
        return sorted({percent.clean(part) for part in parts})


class SimulationForm(forms.Form):
    """A period and what would have been decided for it."""

    start = DayField(label=_("First day"))
    end = DayField(label=_("Last day"))
    rates = RatesField(
        label=_("Rates to try, in percent"),
        max_length=60,
        help_text=_("From 50 to 70, with commas between them: 50, 60, 70."),
        widget=forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off"}),
    )
    base = forms.MultipleChoiceField(
        label=_("Taken off the price first"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            (DISCOUNTS, _("discounts")),
            ("materials", _("materials")),
            ("other_costs", _("power, transport and other costs")),
            ("delivery", _("the part of the delivery that the buyer does not pay")),
            ("fee", _("the payment provider's fee")),
        ],
    )
    rounding = forms.ChoiceField(label=_("The last poisha"), choices=SharePolicy.Rounding.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = clock.today()
        ruling = policy.in_force(at=clock.now())
        base = [name for name in KINDS if getattr(ruling, f"deduct_{name}")]
        self.initial = {
            "start": today - datetime.timedelta(days=364),
            "end": today,
            "rates": "50, 60, 70",
            "base": [*([DISCOUNTS] if ruling.deduct_discounts else []), *base],
            "rounding": ruling.rounding,
            **self.initial,
        }

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        start, end = data.get("start"), data.get("end")
        if start and end and start > end:
            self.add_error("end", _("The last day lies before the first."))
        elif start and end and end - start > LONGEST:
            self.add_error("end", _("At most ten years at once."))
        return data

    def plans(self) -> list[Plan]:
        """Return one plan for each rate."""
        data = self.cleaned_data
        kinds = frozenset().union(*(KINDS[name] for name in data["base"] if name in KINDS))
        return [
            simulation.Plan(rate_bp, kinds, DISCOUNTS in data["base"], data["rounding"])
            for rate_bp in data["rates"]
        ]
