"""Form fields for what people type in Bangla or ASCII digits. On an error the form shows what was typed."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from bangla import numbers, phones
from language import typed

LARGEST = 2**31 - 1  # what an integer column holds on every database


class DigitsIntegerField(forms.IntegerField):
    """A whole number in Bangla or ASCII digits, in a text box because number boxes refuse Bangla digits."""

    widget = forms.TextInput
    default_error_messages = {"invalid": _("Enter a whole number in digits.")}

    def __init__(self, *, max_value: int = LARGEST, min_value: int | None = None, **kwargs: object) -> None:
        super().__init__(max_value=max_value, min_value=min_value, **kwargs)  # type: ignore[arg-type]

    def to_python(self, value: object) -> int | None:
        if value in self.empty_values:
            return None
        text = _ungrouped(typed.plain(value))
        if not re.fullmatch(r"[+-]?\d{1,18}", text):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return int(text)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, object]:
        return {"inputmode": "numeric", "autocomplete": "off"}


class TakaField(forms.Field):
    """An amount typed in taka ("১,২৫০.৫০"), cleaned to a whole number of poisha."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": _("Enter an amount in taka, for example 1,250 or 1,250.50."),
        "max_value": _("The amount is too large."),
        "min_value": _("The amount is too small."),
    }

    def __init__(self, *, min_poisha: int = 0, max_poisha: int = 10_000_000_000_00, **kwargs: object) -> None:
        self.min_poisha, self.max_poisha = min_poisha, max_poisha
        super().__init__(**kwargs)  # type: ignore[arg-type]
        self.validators += [
            MinValueValidator(min_poisha, self.error_messages["min_value"]),
            MaxValueValidator(max_poisha, self.error_messages["max_value"]),
        ]

    def to_python(self, value: object) -> int | None:
        if value in self.empty_values:
            return None
        text = typed.plain(value).removesuffix("/-").removesuffix("টাকা").strip()
        text = _ungrouped(text.removeprefix(numbers.TAKA_SIGN).strip())
        found = re.fullmatch(r"(\d{1,15})(?:\.(\d{1,2}))?", text)
        if not found:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return int(found[1]) * numbers.POISHA_IN_TAKA + int((found[2] or "0").ljust(2, "0"))

    def prepare_value(self, value: object) -> object:
        """Show an amount from the database in taka; what was typed as it was typed."""
        if isinstance(value, int):
            whole, rest = divmod(value, numbers.POISHA_IN_TAKA)
            return f"{whole}.{rest:02d}" if rest else str(whole)
        return value

    def has_changed(self, initial: object, data: object) -> bool:
        try:
            return bool(initial != self.to_python(data))
        except ValidationError:
            return True

    def widget_attrs(self, widget: forms.Widget) -> dict[str, object]:
        return {"inputmode": "decimal", "autocomplete": "off"}


class PhoneField(forms.CharField):
    """A Bangladeshi mobile or a foreign number, cleaned to E.164."""

    default_error_messages = {
        "invalid": _("Enter a mobile number such as 01712-345678, or a foreign number that begins with +.")
    }

    def __init__(self, *, max_length: int = 40, **kwargs: object) -> None:
        super().__init__(max_length=max_length, **kwargs)  # type: ignore[arg-type]

    def clean(self, value: object) -> str:
        text = super().clean(value)
        if text in self.empty_values:
            return ""
        try:
            return phones.normalise(text)
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error

    def widget_attrs(self, widget: forms.Widget) -> dict[str, object]:
        return {**super().widget_attrs(widget), "inputmode": "tel", "type": "tel", "autocomplete": "tel"}


class PostCodeField(forms.CharField):
    """A Bangladeshi post code: four digits, cleaned to ASCII."""

    default_error_messages = {"invalid": _("A post code has four digits.")}

    def __init__(self, *, max_length: int = 20, **kwargs: object) -> None:
        super().__init__(max_length=max_length, **kwargs)  # type: ignore[arg-type]

    def clean(self, value: object) -> str:
        text = typed.plain(super().clean(value))
        if text and not re.fullmatch(r"\d{4}", text):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return text

    def widget_attrs(self, widget: forms.Widget) -> dict[str, object]:
        attributes = {**super().widget_attrs(widget), "inputmode": "numeric", "autocomplete": "postal-code"}
        attributes.pop("maxlength", None)
        return attributes


def _ungrouped(text: str) -> str:
    """Return a number without its grouping commas; a comma that groups nothing stays, and is refused."""
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{2,3})*,\d{3}(\.\d*)?", text):
        return text.replace(",", "")
    return text
