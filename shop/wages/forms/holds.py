"""The form by which part of a wage is set aside."""

import datetime
import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

import clock
from language.forms import TakaField
from shop.production.screens import DayField
from shop.wages.models import Hold


class HoldForm(forms.Form):
    """How much is set aside, why, by whose order and until when."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    poisha = TakaField(label=_("Amount, in taka"), min_poisha=1)
    reason = forms.ChoiceField(label=_("Reason"), choices=[("", "—"), *Hold.Reason.choices])
    memo_number = forms.CharField(label=_("Memo number of the order"), max_length=120)
    until = DayField(
        label=_("Until at the latest"),
        help_text=_("The hold ends by itself after this day; 180 days from now is the longest."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("form_key", uuid.uuid4())
        self.initial.setdefault("until", clock.today() + datetime.timedelta(days=30))
