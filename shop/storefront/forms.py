"""What citizens type in the shop. Each form keeps what was typed when something is wrong with it."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from language import sorting
from language.forms import DigitsIntegerField, PhoneField, PostCodeField, TakaField
from shop.storefront import areas, baskets
from shop.storefront.catalogue import Choice, Wish


class FilterForm(forms.Form):
    """The catalogue's filters, in the address: a wrong value is said and passed over, the rest counts."""

    q = forms.CharField(label=_("Search products"), required=False, max_length=100)
    trade = forms.ChoiceField(label=_("Trade"), required=False)
    prison = forms.ChoiceField(label=_("Prison"), required=False)
    min = TakaField(label=_("Lowest price (taka)"), required=False)
    max = TakaField(label=_("Highest price (taka)"), required=False)
    stock = forms.BooleanField(label=_("Only what is in stock"), required=False)
    sort = forms.ChoiceField(
        label=_("Sort by"),
        required=False,
        choices=[
            ("", _("Our choice")),
            ("new", _("Newest first")),
            ("cheap", _("Lowest price first")),
            ("dear", _("Highest price first")),
        ],
    )

    def __init__(
        self, data: Any, *, trades: Iterable[Choice], prisons: Iterable[Choice], english: bool
    ) -> None:
        super().__init__(data)
        self.fields["trade"].choices = [("", _("All trades")), *_named(trades, english)]  # type: ignore[attr-defined]
        self.fields["prison"].choices = [("", _("All prisons")), *_named(prisons, english)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        least, most = given.get("min"), given.get("max")
        if least is not None and most is not None and least > most:
            self.add_error("max", _("The highest price is below the lowest."))
        return given

    @property
    def wish(self) -> Wish:
        """Return what was asked for; what could not be understood is left out."""
        self.is_valid()
        given = self.cleaned_data
        return Wish(
            text=given.get("q", "").strip(),
            trade=given.get("trade", ""),
            prison=given.get("prison", ""),
            least_poisha=given.get("min"),
            most_poisha=given.get("max"),
            only_in_stock=given.get("stock", False),
            sort=given.get("sort", ""),
        )


def _named(choices: Iterable[Choice], english: bool) -> list[tuple[str, str]]:
    return [(choice.code, choice.name_en if english else choice.name_bn) for choice in choices]


class QuantityForm(forms.Form):
    """How many units."""

    quantity = DigitsIntegerField(
        label=_("Quantity"),
        min_value=1,
        max_value=baskets.MOST_OF_ONE,
        error_messages={
            "required": _("Enter how many you want."),
            "min_value": _("Enter 1 or more."),
            "max_value": _("At most 99 of one product can be ordered here."),
        },
    )


class ChangeForm(QuantityForm):
    """A changed quantity of a basket's line: zero takes the line out."""

    line = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["quantity"]
        field.min_value = 0
        field.validators = [check for check in field.validators if getattr(check, "code", "") != "min_value"]

    def clean_quantity(self) -> int:
        quantity: int = self.cleaned_data["quantity"]
        if quantity < 0:
            raise ValidationError(_("Enter 0 or more."))
        return quantity


class AreaSelect(forms.Select):
    """A select whose options say in which area they lie, so that the script can narrow them."""

    def __init__(self, above: dict[str, str]) -> None:
        super().__init__()
        self.above = above

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if above := self.above.get(str(value)):
            option["attrs"]["data-above"] = above
        return option


class DetailsForm(forms.Form):
    """Who orders and where the parcel goes: only what a courier needs."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=100,
        error_messages={"required": _("Enter the name of the person who receives the parcel.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = PhoneField(
        label=_("Mobile number"),
        help_text=_("For example 01712-345678. The courier calls this number; with it you find your order."),
        error_messages={"required": _("Enter your mobile number.")},
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        max_length=200,
        help_text=_("Without it we write to your mobile number."),
        error_messages={"invalid": _("Enter an e-mail address such as name@example.com, or leave it empty.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    division = forms.ChoiceField(label=_("Division"), error_messages={"required": _("Choose your division.")})
    district = forms.ChoiceField(label=_("District"), error_messages={"required": _("Choose your district.")})
    upazila = forms.ChoiceField(
        label=_("Upazila or thana"), error_messages={"required": _("Choose your upazila or thana.")}
    )
    line = forms.CharField(
        label=_("Village or house, road, area"),
        max_length=250,
        error_messages={"required": _("Enter the house, road and area, so that the courier finds you.")},
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    post_code = PostCodeField(label=_("Post code"), required=False)
    note = forms.CharField(
        label=_("Note for the courier"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        divisions, districts, upazilas = areas.divisions(), areas.districts(), areas.upazilas()
        self._offer(
            "division", [("", _("Choose")), *((area.code, area.name) for area in _in_order(divisions))], {}
        )
        self._offer(
            "district", _grouped(districts, divisions), {code: area.above for code, area in districts.items()}
        )
        self._offer(
            "upazila", _grouped(upazilas, districts), {code: area.above for code, area in upazilas.items()}
        )

    def _offer(self, name: str, choices: list[Any], above: dict[str, str]) -> None:
        field: Any = self.fields[name]
        field.widget = AreaSelect(above)
        field.choices = choices
        field.widget.is_required = True

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        district = areas.districts().get(given.get("district", ""))
        upazila = areas.upazilas().get(given.get("upazila", ""))
        division = areas.divisions().get(given.get("division", ""))
        if district and division and district.above != division.code:
            self.add_error("district", _("This district is not in the division you chose."))
        if upazila and district and upazila.above != district.code:
            self.add_error("upazila", _("This upazila is not in the district you chose."))
        return given

    def as_hidden(self) -> SafeString:
        """Return the answers as hidden fields: between the two steps they lie in the form, not with us."""
        plain = {"id": False, "aria-describedby": False}
        return format_html_join("", "{}", ((field.as_hidden(attrs=dict(plain)),) for field in self))


def _grouped(inner: dict[str, areas.Area], outer: dict[str, areas.Area]) -> list[Any]:
    groups: dict[str, list[tuple[str, str]]] = {area.code: [] for area in _in_order(outer)}
    for area in _in_order(inner):
        groups[area.above].append((area.code, area.name))
    return [("", _("Choose")), *((outer[code].name, options) for code, options in groups.items() if options)]


def _in_order(of: dict[str, areas.Area]) -> list[areas.Area]:
    return sorted(of.values(), key=sorting.name_key)


class AgreementForm(forms.Form):
    """How the order is paid, and the buyer's word on the terms."""

    provider = forms.ChoiceField(
        label=_("How do you want to pay?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you want to pay.")},
    )
    terms = forms.BooleanField(
        label=_("I accept the terms of sale and the rules for returns."),
        error_messages={"required": _("To order, accept the terms of sale and the rules for returns.")},
    )
    # The same form sent twice is one order.
    token = forms.CharField(widget=forms.HiddenInput, max_length=64)
    # The total in poisha that the buyer saw: any other is shown again before it is ordered.
    shown = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any = None, *, providers: Iterable[Any], shown_poisha: int) -> None:
        super().__init__(data, initial={"token": uuid.uuid4().hex, "shown": shown_poisha})
        offered = list(providers)
        field: Any = self.fields["provider"]
        field.choices = [(provider.code, provider.name) for provider in offered]
        if len(offered) == 1:
            field.initial = offered[0].code


class FindOrderForm(forms.Form):
    """An order is found by its number and the mobile number that was given with it."""

    number = forms.CharField(
        label=_("Order number"),
        max_length=40,
        error_messages={"required": _("Enter the order number.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    phone = PhoneField(
        label=_("Mobile number"),
        help_text=_("The one that you gave with the order."),
        error_messages={"required": _("Enter your mobile number.")},
    )
