"""The forms of the production screens. They ask for the right words; what is true is the verbs' to judge."""

import uuid
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from language.forms import DigitsIntegerField, TakaField
from offices.models import Office
from shop.production import batches, identities, stock
from shop.production.models import Batch, BatchCost, Maker, Workshop
from shop.production.screens import DayField


class ProductField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.product.title)


class BatchForm(forms.Form):
    """What was made in one workshop; one row for each maker who works in its prison."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    stockrecord = ProductField(
        label=_("Product"), queryset=None, error_messages={"invalid_choice": _("Choose one of the products.")}
    )
    quantity = DigitsIntegerField(label=_("Quantity"), min_value=1, max_value=batches.LARGEST_QUANTITY)
    started_on = DayField(label=_("Begun on"))
    finished_on = DayField(label=_("Finished on"))
    materials = TakaField(label=_("Materials, in taka"), required=False)
    power = TakaField(label=_("Power, in taka"), required=False)
    transport = TakaField(label=_("Transport, in taka"), required=False)
    other = TakaField(label=_("Other costs, in taka"), required=False)
    measure = forms.ChoiceField(
        label=_("The makers' work is counted in"),
        choices=Batch.Measure.choices,
        widget=forms.RadioSelect,
        initial=Batch.Measure.HOURS,
    )

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("form_key", uuid.uuid4())
        self.fields["stockrecord"].queryset = stock.of_office(workshop.office)  # type: ignore[attr-defined]
        self.at_work = list(Maker.objects.filter(office=workshop.office, active=True))
        for maker in self.at_work:
            self.fields[f"maker_{maker.pk.hex}"] = DigitsIntegerField(
                label=maker.code, required=False, min_value=1, max_value=batches.LARGEST_WEIGHT
            )

    @property
    def facts(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if not name.startswith("maker_") and name != "form_key"]

    @property
    def rows(self) -> list[forms.BoundField]:
        """Return the fields of the makers' hours or pieces."""
        return [self[f"maker_{maker.pk.hex}"] for maker in self.at_work]

    def costs(self) -> dict[str, int]:
        return {kind: self.cleaned_data[kind] or 0 for kind in BatchCost.Kind.values}

    def makers(self) -> list[tuple[Maker, int]]:
        weights = [(maker, self.cleaned_data[f"maker_{maker.pk.hex}"]) for maker in self.at_work]
        return [(maker, weight) for maker, weight in weights if weight]


class MakerForm(forms.Form):
    """A convict who will work in a workshop."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    office: "forms.ModelChoiceField[Office]" = forms.ModelChoiceField(
        label=_("Prison"), queryset=None, empty_label=None
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=identities.LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("The name and the number are encrypted. Everywhere else a random code stands for them."),
    )
    register_number = forms.CharField(
        label=_("Convict's register number"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Digits, a slash and a letter, for example ১২৩৪/ক."),
    )

    def __init__(self, *args: Any, offices: QuerySet[Office], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("form_key", uuid.uuid4())
        own: Any = offices
        self.fields["office"].queryset = own.by_name()  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why someone needs to see a name."""

    why = forms.CharField(
        label=_("Why do you need the name?"),
        max_length=identities.LONGEST_REASON,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Your name, the time and this reason are kept and can be read by auditors."),
    )
