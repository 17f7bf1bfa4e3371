"""The forms of the share policy's screens."""

import datetime
import re
import unicodedata
import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput

import clock
from bangla import digits
from language import sorting
from language.forms import DigitsIntegerField, TakaField
from offices.models import Office
from shop.production.models import Trade
from shop.production.screens import DayField, MomentField
from shop.wages import papers, policy, rules
from shop.wages.models import SharePolicy


class PercentField(forms.CharField):
    """A percentage with at most two decimals, in Bangla or ASCII digits, cleaned to basis points."""

    default_error_messages = {"invalid": _("Enter a percentage such as 60 or 62.5.")}

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if text in self.empty_values:
            return None
        plain = digits.to_ascii(unicodedata.normalize("NFKC", str(text))).replace("%", "").strip()
        found = re.fullmatch(r"(\d{1,3})(?:\.(\d{1,2}))?", plain)
        if not found:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        basis_points = int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))
        if not rules.LEAST_BP <= basis_points <= rules.MOST_BP:
            raise ValidationError(_("The share is at least 50 % and at most 70 %."), code="unlawful")
        return basis_points


class PolicyForm(forms.Form):
    """What HQ decides on the share; the verb and the database judge it again."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    rate_bp = PercentField(
        label=_("Makers' share of the profit, in percent"),
        max_length=10,
        help_text=_("At least 50 and at most 70."),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    in_force_from = MomentField(
        label=_("In force from (Dhaka)"),
        widget=AdminDateTimeInput,
        help_text=_("In the future. What buyers pay before this instant is divided by the policy before."),
    )
    memo_number = forms.CharField(label=_("Memo number of the order"), max_length=120)
    memo_on = DayField(label=_("Date of the order"), required=False)
    paper = papers.PaperField(
        label=_("The order itself"),
        required=False,
        help_text=_("As a PDF, or as a JPEG or PNG picture. Only those who read policies here can read it."),
    )
    scope_office: "forms.ModelChoiceField[Office]" = forms.ModelChoiceField(
        label=_("For one prison only"), queryset=None, required=False, empty_label=_("The whole country")
    )
    scope_trade: "forms.ModelChoiceField[Trade]" = forms.ModelChoiceField(
        label=_("For one trade only"), queryset=None, required=False, empty_label=_("Every trade")
    )
    as_wider = forms.BooleanField(
        label=_("End the policy of this prison or trade: as the wider one from now on"), required=False
    )
    deduct_discounts = forms.BooleanField(
        label=_("Deduct discounts"),
        required=False,
        initial=True,
        help_text=_("If not, the makers' share is of the price before discounts: the Department bears them."),
    )
    deduct_materials = forms.BooleanField(label=_("Deduct materials"), required=False, initial=True)
    deduct_other_costs = forms.BooleanField(
        label=_("Deduct power, transport and other costs"), required=False, initial=True
    )
    deduct_delivery = forms.BooleanField(
        label=_("Deduct delivery"),
        required=False,
        help_text=_("What the courier takes beyond what the buyer pays for it."),
    )
    deduct_fee = forms.BooleanField(label=_("Deduct the payment provider's fee"), required=False)
    rounding = forms.ChoiceField(label=_("The last poisha"), choices=SharePolicy.Rounding.choices)
    return_days = DigitsIntegerField(
        label=_("Days within which goods may be returned"),
        min_value=0,
        max_value=policy.LONGEST_RETURN_DAYS,
        initial=7,
        help_text=_("From 0 to 90. Only after these days a wage can be paid out."),
    )
    refund_bearer = forms.ChoiceField(
        label=_("Refunds after the wage was paid out are borne by"), choices=SharePolicy.Bearer.choices
    )
    smallest_payout_poisha = TakaField(
        label=_("Smallest payout, in taka"),
        min_poisha=1,
        max_poisha=policy.LARGEST_SMALLEST_PAYOUT_POISHA,
        initial="1",
        help_text=_("Who has less waits until more has come together."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("form_key", uuid.uuid4())
        self.fields["rate_bp"].required = not self.data.get("as_wider")
        # The next month's first midnight in Dhaka: policies begin with a month unless someone says otherwise.
        following = (clock.today().replace(day=1) + datetime.timedelta(days=32)).replace(day=1)
        self.initial.setdefault("in_force_from", f"{following:%Y-%m-%d} 00:00")
        self.fields["scope_office"].queryset = Office.objects.prisons().open().by_name()  # type: ignore[attr-defined]
        self.fields["scope_trade"].queryset = Trade.objects.order_by(sorting.by("name"))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("as_wider") and "rate_bp" not in self.errors:
            # What ends in favour of the wider policy has a rate that counts nowhere.
            data["rate_bp"] = data.get("rate_bp") or rules.LEAST_BP
        return data
