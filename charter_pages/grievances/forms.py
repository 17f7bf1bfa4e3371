"""What a citizen types: about which office, what, and how to be told of the answer."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.screens import DayField
from charter_pages.grievances import filing, words
from charter_pages.grievances.levels import Promise
from charter_pages.grievances.models import Grievance
from charter_pages.models import Post
from language.forms import PhoneField
from offices.models import Office

About = Grievance.About
NOTHING = ("", "–")


def offices_by_division() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return every open office as a choice, headquarters and the divisions first, then prisons by division."""
    rows = list(Office.objects.open().select_related("parent"))
    rows.sort(key=lambda office: (office.kind != Office.Kind.HQ, office.name))
    above = [(office.code, office.name) for office in rows if not office.is_prison]
    groups: dict[str, list[tuple[str, str]]] = {}
    for office in rows:
        if office.is_prison and office.parent is not None:
            groups.setdefault(office.parent.name, []).append((office.code, office.name))
    return [(str(_("Headquarters and divisional offices")), above), *sorted(groups.items())]


class OfficeForm(forms.Form):
    """Which office it is about; sent by GET, so that the form that follows has an address of its own."""

    office = forms.ChoiceField(
        label=_("Which office is it about?"),
        help_text=_("The prison, the divisional office or headquarters."),
        error_messages={"required": _("Choose an office."), "invalid_choice": _("Choose an office.")},
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["office"].choices = [NOTHING, *offices_by_division()]  # type: ignore[attr-defined]


class ComplaintForm(forms.Form):
    """What happened, and who is to be told of the answer."""

    about = forms.ChoiceField(
        label=_("What is it about?"),
        choices=About.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is about.")},
    )
    service = forms.ChoiceField(label=_("Which service?"), required=False)
    post = forms.ChoiceField(
        label=_("Is it about the holder of a post?"),
        required=False,
        help_text=_("Whoever holds it then gets nothing of your complaint; it goes to the officer above."),
    )
    happened_on = DayField(
        label=_("When did it happen?"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("Day, month and year, for example 22/11/2026."),
    )
    text = forms.CharField(
        label=_("What happened?"),
        help_text=_("Write no name or number of a prisoner unless it is needed."),
        error_messages={"required": _("Write what happened.")},
        widget=forms.Textarea(attrs={"rows": 8, "maxlength": 2 * words.LONGEST}),
    )
    name = forms.CharField(
        label=_("Your name"),
        required=False,
        max_length=words.LONGEST_NAME,
        help_text=_(
            "You may leave it out. Then nobody learns your name; the officer may find it harder to look into the matter."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = PhoneField(
        label=_("Your mobile number"),
        help_text=_(
            "With it and the complaint's number you follow what becomes of it. A foreign number begins with +."
        ),
        error_messages={"required": _("Enter your mobile number.")},
    )
    email = forms.EmailField(
        label=_("Your e-mail"),
        required=False,
        max_length=filing.LONGEST_EMAIL,
        help_text=_("If you give one, you are told by mail instead of SMS."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    # People never see it; programs that fill every field do.
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, promises: Sequence[Promise], posts: Sequence[Post], initial: Any = None
    ) -> None:
        super().__init__(data, initial={"key": uuid.uuid4(), **(initial or {})})
        self.promises = {promise.key: promise for promise in promises}
        self.posts = {str(post.pk): post for post in posts}
        services: Any = self.fields["service"]
        services.choices = [NOTHING, *((promise.key, promise.name) for promise in promises)]
        chosen: Any = self.fields["post"]
        chosen.choices = [
            ("", _("No, or I do not know")),
            *((key, post.title) for key, post in self.posts.items()),
        ]

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(_("Leave this field empty."))
        return ""

    def clean_text(self) -> str:
        try:
            return words.clean(self.cleaned_data["text"], "text")
        except words.Refused as refused:
            raise ValidationError(refused.messages) from refused

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("about") == About.SERVICE and self.promises and not data.get("service"):
            self.add_error("service", _("Choose the service."))
        return data

    def about_post(self) -> Post | None:
        """Return the post complained about: the one chosen, or the one that answers for the service."""
        data = self.cleaned_data
        if post := self.posts.get(data.get("post", "")):
            return post
        promise = self._promise()
        return promise.responsible if promise else None

    def service_name(self) -> str:
        promise = self._promise()
        return promise.name if promise else ""

    def _promise(self) -> Promise | None:
        if self.cleaned_data.get("about") != About.SERVICE:
            return None
        return self.promises.get(self.cleaned_data.get("service", ""))


class TrackForm(forms.Form):
    """Number and phone: both, or nothing is told."""

    number = forms.CharField(
        label=_("Number of the complaint"),
        max_length=40,
        error_messages={"required": _("Enter the number of the complaint.")},
        help_text=_("Twelve digits, in Bangla or English, with or without spaces."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    phone = PhoneField(
        label=_("Mobile number that you gave"), error_messages={"required": _("Enter the mobile number.")}
    )


class MoreForm(forms.Form):
    """What the complainant adds."""

    text = forms.CharField(
        label=_("What do you want to add?"),
        error_messages={"required": _("Write what you want to add.")},
        widget=forms.Textarea(attrs={"rows": 5}),
    )
