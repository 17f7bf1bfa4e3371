"""The forms by which staff sign in and ask for a new password, each so often and no more."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm
from wagtail.admin.forms.auth import PasswordResetForm as WagtailPasswordResetForm

from accounts import throttle
from accounts.throttle import Limit

QUARTER_OF_AN_HOUR = 15 * 60
AN_HOUR = 60 * 60


class SignInForm(LoginForm):  # type: ignore[misc]
    """Wagtail's form with its labels translatable: Wagtail makes them of the fields' English names.

    django-axes closes one user name to one address of the network after five wrong passwords; this one counts who tries
    many names.
    """

    password = forms.CharField(
        label=_("Password"),
        widget=forms.PasswordInput(
            attrs={"placeholder": _("Enter password"), "autocomplete": "current-password"}
        ),
        strip=False,
    )
    remember = forms.BooleanField(label=_("Remember me"), required=False)

    def clean(self) -> Any:
        if self.request is not None and not throttle.is_allowed(
            what="sign-in",
            who=throttle.address_of(self.request),
            limit=settings.SIGN_INS_PER_ADDRESS,
            seconds=QUARTER_OF_AN_HOUR,
        ):
            raise ValidationError(
                _("Too many tries. Wait a quarter of an hour, then try again."), code="throttled"
            )
        return super().clean()


class PasswordResetForm(WagtailPasswordResetForm):  # type: ignore[misc]
    """Wagtail's form, which sends so many links an hour to one address and for one of the network, and no more.

    Beyond that it answers as always: whether an address is known to us is told to nobody.
    """

    def save(self, *args: Any, request: Any = None, **kwargs: Any) -> None:
        email = self.cleaned_data["email"].casefold()
        limits = [Limit("password-email", email, settings.PASSWORD_LINKS_PER_EMAIL)]
        if request is not None:
            network = throttle.address_of(request)
            limits.append(Limit("password-network", network, settings.PASSWORD_LINKS_PER_ADDRESS))
        if throttle.are_allowed(*limits, seconds=AN_HOUR):
            super().save(*args, request=request, **kwargs)
