"""What the order desk types: units, sums, reasons. What is left to give back bounds every field."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from language.forms import DigitsIntegerField, TakaField
from offices.models import Office
from shop.fulfilment import cancelling
from shop.fulfilment.desk.story import Part
from shop.orders.models import SoldLine
from shop.payments import refunds
from shop.payments.models import Refund

Reason = Refund.Reason
# What staff give as a reason; what is cancelled before it leaves has a form of its own, the rest the system says.
REASONS = (Reason.RETURNED, Reason.FAULTY, Reason.NOT_DELIVERED, Reason.GOODWILL)


class UnitsForm(forms.Form):
    """So many units of each of some lines."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, lines: Sequence[SoldLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("form_key", uuid.uuid4())
        self.lines = lines
        for line in lines:
            left = line.left_quantity
            self.fields[name_of(line)] = DigitsIntegerField(
                label=line.title,
                required=False,
                min_value=0,
                max_value=left,
                error_messages={"max_value": _("More pieces are chosen than are left.")},
            )

    @property
    def rows(self) -> list[tuple[SoldLine, int, forms.BoundField]]:
        """Return the lines with what is left of each and its field."""
        return [(line, line.left_quantity, self[name_of(line)]) for line in self.lines]

    def units(self) -> dict[SoldLine, int]:
        typed = {line: self.cleaned_data.get(name_of(line)) or 0 for line in self.lines}
        return {line: quantity for line, quantity in typed.items() if quantity}

    def kept(self) -> list[tuple[str, str]]:
        """Return what was typed, for the page that asks once more."""
        return [(name, str(self.data[name])) for name in self.fields if self.data.get(name)]


class RefundForm(UnitsForm):
    """What goes back to the buyer, why, and whether the goods can be sold again."""

    reason = forms.ChoiceField(
        label=_("Why"),
        choices=[("", "–"), *((reason.value, reason.label) for reason in REASONS)],
    )
    sound = forms.ChoiceField(
        label=_("The goods"),
        required=False,
        choices=[
            ("", "–"),
            ("yes", _("are back and sound: they go on sale again")),
            ("no", _("are spoiled, lost, or stay with the buyer")),
        ],
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=200,
        help_text=_("For your colleagues. No names of buyers or makers."),
    )

    def __init__(
        self, *args: Any, parts: Sequence[Part], delivery: Mapping[Office, int], **kwargs: Any
    ) -> None:
        self.offices = [part.parcel.office for part in parts]
        super().__init__(
            *args, lines=[row.line for part in parts for row in part.lines if goes(part)], **kwargs
        )
        self.delivery = {office: delivery.get(office, 0) for office in self.offices}
        for office in self.offices:
            if self.delivery[office]:
                self.fields[f"delivery_{office.pk}"] = TakaField(
                    label=self._named(_("Delivery"), office),
                    required=False,
                    max_poisha=self.delivery[office],
                    error_messages={"max_value": _("More than was paid for the delivery.")},
                )
            self.fields[f"goodwill_{office.pk}"] = TakaField(
                label=self._named(_("Goodwill"), office),
                required=False,
                help_text=_("Beside the price: the Department's alone, no maker pays for it."),
            )

    def _named(self, word: Any, office: Office) -> str:
        return f"{word}, {office.name}" if len(self.offices) > 1 else str(word)

    @property
    def sums(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(("delivery_", "goodwill_"))]

    @property
    def facts(self) -> list[forms.BoundField]:
        return [self[name] for name in ("reason", "sound", "note")]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and not self.parts().poisha:
            raise ValidationError(_("Choose what is to be paid back."), code="nothing")
        if self.units() and not data.get("sound"):
            self.add_error("sound", _("Say whether the goods can be sold again."))
        return data

    def parts(self) -> refunds.Parts:
        return refunds.Parts(self.units(), self._sums("delivery"), self._sums("goodwill"))

    def _sums(self, word: str) -> dict[Office, int]:
        typed = {office: self.cleaned_data.get(f"{word}_{office.pk}") or 0 for office in self.offices}
        return {office: poisha for office, poisha in typed.items() if poisha}


class CancelForm(UnitsForm):
    """What of a parcel is not sent, and why."""

    note = forms.CharField(
        label=_("Why"),
        max_length=200,
        help_text=_("For your colleagues. No names of buyers or makers."),
        error_messages={"required": _("Say why.")},
    )


def goes(part: Part) -> bool:
    """Return whether units of a parcel are refunded: it has left; before that they are cancelled."""
    return part.parcel.state not in cancelling.IN_PRISON


def name_of(line: SoldLine) -> str:
    return f"units_{line.pk}"
