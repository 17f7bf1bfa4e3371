"""What the book's lists are narrowed by. A wrong filter is said in the form, which keeps what was typed."""

import re
import unicodedata
import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from bangla import digits
from language import sorting
from language.forms import TakaField
from offices.models import Office
from shop.ledger.models import Account
from shop.production.models import Trade
from shop.production.screens import DayField
from shop.reports import book_words
from shop.wages.models import SharePolicy

ANY = ("", _("All"))
# Typed for "nobody: the machine itself".
THE_SYSTEM = ("system", "সিস্টেম")


def plain(text: str) -> str:
    """Return what was typed with ASCII digits, without spaces around it and letters that nobody sees."""
    folded = unicodedata.normalize("NFC", re.sub(r"[\x00\u200b-\u200f\u2060\ufeff]", "", text))
    return digits.to_ascii(folded).strip()


class PlainField(forms.CharField):
    """A word to look for, in Bangla or ASCII digits."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            max_length=200,
            widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
            **kwargs,
        )

    def to_python(self, value: Any) -> Any:
        return plain(super().to_python(value) or "")


class AccountField(PlainField):
    """An account by its code."""

    def clean(self, value: Any) -> Any:
        code = super().clean(value)
        found = Account.objects.filter(code=code).first() if code else None
        if code and found is None:
            raise ValidationError(_("The book has no account of this code."), code="unknown")
        return found


class PersonField(PlainField):
    """Somebody of the staff by the name of sign-in, or the system: cleaned to what the book keeps of them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(help_text=_("A user name, or “system”."), **kwargs)

    def clean(self, value: Any) -> Any:
        name = super().clean(value)
        if not name:
            return None
        if name.casefold() in THE_SYSTEM:
            return ""
        found = User.objects.filter(username__iexact=name).values_list("pk", flat=True).first()
        if found is None:
            raise ValidationError(_("Nobody signs in under this name."), code="unknown")
        return str(found)


class MakerField(PlainField):
    """A maker by the short code of staff's screens, or by the whole random id: cleaned to the first and the
    last id that it can mean.
    """

    def clean(self, value: Any) -> Any:
        code = super().clean(value).replace("-", "").lower()
        if not code:
            return None
        if not re.fullmatch(r"[0-9a-f]{8}([0-9a-f]{24})?", code):
            raise ValidationError(
                _("A maker's code has eight digits and letters from A to F."), code="invalid"
            )
        return uuid.UUID(code.ljust(32, "0")), uuid.UUID(code.ljust(32, "f"))


class Filters(forms.Form):
    """A form that is read from the address; nothing in it is required."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "office" in self.fields:
            self.fields["office"].queryset = Office.objects.by_name()  # type: ignore[attr-defined]

    @property
    def is_narrowed(self) -> bool:
        return any(self.data.get(name) for name in self.fields)


class Period(Filters):
    start = DayField(label=_("First day"), required=False)
    end = DayField(label=_("Last day"), required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("start") and data.get("end") and data["start"] > data["end"]:
            self.add_error("end", _("The last day lies before the first."))
        return data


class OfficeField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def __init__(self) -> None:
        super().__init__(queryset=None, label=_("Office"), required=False, empty_label=_("All"))


class PolicyField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def __init__(self) -> None:
        policies = SharePolicy.objects.approved()
        super().__init__(queryset=policies, label=_("Share policy"), required=False, empty_label=_("All"))


class Accounts(Filters):
    q = PlainField(label=_("Code contains"))
    word = forms.ChoiceField(
        label=_("Kind of account"), required=False, choices=[ANY, *book_words.ACCOUNTS.items()]
    )
    office = OfficeField()
    on = DayField(label=_("At the end of the day"), required=False)
    standing = forms.ChoiceField(
        label=_("Balance"),
        required=False,
        choices=[("", _("Other than zero")), ("all", _("Also zero"))],
    )


class Days(Period):
    """The days of one account's page."""


class Entries(Period):
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[ANY, *book_words.KINDS.items()])
    key = PlainField(label=_("Key contains"))
    amount = TakaField(label=_("Amount in taka"), required=False, min_poisha=1)
    account = AccountField(label=pgettext_lazy("ledger", "Account"))
    by = PersonField(label=_("Recorded by"))
    # Shares that were divided under it.
    policy = PolicyField()


class Lines(Period):
    STAGES = [
        ANY,
        ("unpaid", _("Not paid")),
        ("paid", _("Paid, not credited")),
        ("credited", _("Credited")),
        ("refunded", _("With a refund")),
    ]
    order = PlainField(label=_("Order number"))
    office = OfficeField()
    trade = forms.ModelChoiceField(
        queryset=Trade.objects.order_by(sorting.by("name")),
        label=_("Trade"),
        required=False,
        to_field_name="code",
        empty_label=_("All"),
    )
    stage = forms.ChoiceField(label=_("State"), required=False, choices=STAGES)
    policy = PolicyField()
    field_order = ["order", "office", "trade", "stage", "policy", "start", "end"]

    def narrowed(self) -> Q:
        """Return what tells the lines that are asked for."""
        data, asked = self.cleaned_data, Q()
        if order := data["order"].replace(" ", ""):
            asked &= Q(purchase__number=order) | Q(reference=order)
        for name, path in (("office", "office"), ("policy", "policy")):
            if data[name]:
                asked &= Q(**{path: data[name]})
        if data["trade"]:
            asked &= Q(trade_code=data["trade"].code)
        match data["stage"]:
            case "unpaid":
                asked &= Q(captured_at__isnull=True)
            case "paid":
                asked &= Q(captured_at__isnull=False, credited_at__isnull=True)
            case "credited":
                asked &= Q(credited_at__isnull=False)
            case "refunded":
                asked &= Q(refunded_quantity__gt=0)
        return asked


class Readings(Period):
    office = OfficeField()
    maker = MakerField(label=_("Maker"), help_text=_("The short code, such as 1A2B-3C4D."))
    by = PersonField(label=_("Read by"))
    field_order = ["maker", "office", "by", "start", "end"]
