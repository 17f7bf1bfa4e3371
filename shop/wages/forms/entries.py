"""The forms of entries made by hand: daily wages, adjustments, deductions, and the paper behind them."""

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from language.forms import DigitsIntegerField, TakaField
from publishing import papers, pictures
from shop.production.screens import DayField
from shop.wages import entries
from shop.wages.models import Statute, WageEntry

LONGEST_PERIOD_DAYS = 366


class PaperField(forms.FileField):
    """A PDF, or a picture, which is kept without what the camera wrote beside it; under no name of its own."""

    widget = forms.FileInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if not isinstance(file, UploadedFile):
            return file
        if (file.name or "").lower().endswith(".pdf"):
            papers.refuse_false_content(file)
            return ContentFile(file.read(), name="paper.pdf")
        if (file.size or 0) > settings.UPLOAD_LIMIT_BYTES:
            raise ValidationError(_("This file is too large."))
        stripped = pictures.strip(file.read())
        return ContentFile(stripped.data, name=f"paper.{stripped.extension}")


class EntryForm(forms.Form):
    """What every entry has: the order behind it."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    memo_number = forms.CharField(label=_("Memo number of the order"), max_length=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("form_key", uuid.uuid4())


class DailyWageForm(EntryForm):
    """Days of work; what a day brings is the Department's setting."""

    start = DayField(label=_("First day"))
    end = DayField(label=_("Last day"))
    days = DigitsIntegerField(label=_("Days worked"), min_value=1, max_value=LONGEST_PERIOD_DAYS)
    field_order = ("form_key", "start", "end", "days", "memo_number")


class AdjustmentForm(EntryForm):
    """An amount that sets something right, with its reason and the paper behind it."""

    adds = forms.TypedChoiceField(
        label=_("What does it do?"),
        choices=[("adds", _("It adds to the account")), ("takes", _("It takes from the account"))],
        coerce=lambda value: value == "adds",
        widget=forms.RadioSelect,
    )
    poisha = TakaField(label=_("Amount, in taka"), min_poisha=1, max_poisha=entries.LARGEST_POISHA)
    reason = forms.ChoiceField(label=_("Reason"), choices=[("", "—"), *WageEntry.Reason.choices])
    document = PaperField(
        label=_("The paper behind it"),
        help_text=_("A PDF or a picture. Only the wages' staff and auditors read it."),
    )
    field_order = ("form_key", "adds", "poisha", "reason", "memo_number", "document")


class DeductionForm(EntryForm):
    """An amount that a law takes from a wage."""

    statute: "forms.ModelChoiceField[Statute]" = forms.ModelChoiceField(label=_("Statute"), queryset=None)
    poisha = TakaField(label=_("Amount, in taka"), min_poisha=1, max_poisha=entries.LARGEST_POISHA)
    document = PaperField(
        label=_("The paper behind it"),
        required=False,
        help_text=_("A PDF or a picture. Only the wages' staff and auditors read it."),
    )
    field_order = ("form_key", "statute", "poisha", "memo_number", "document")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        approved = Statute.objects.filter(approved_at__isnull=False)
        self.fields["statute"].queryset = approved  # type: ignore[attr-defined]
