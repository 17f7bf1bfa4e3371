"""The form by which staff sign in."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm


class SignInForm(LoginForm):  # type: ignore[misc]
    """Wagtail's form with its labels translatable: Wagtail makes them of the fields' English names."""

    password = forms.CharField(
        label=_("Password"),
        widget=forms.PasswordInput(
            attrs={"placeholder": _("Enter password"), "autocomplete": "current-password"}
        ),
        strip=False,
    )
    remember = forms.BooleanField(label=_("Remember me"), required=False)
