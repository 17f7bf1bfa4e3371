"""The form by which a statute is entered."""

from django import forms
from django.utils.translation import gettext_lazy as _


class StatuteForm(forms.Form):
    """A law that allows a deduction, as it is cited."""

    reference = forms.CharField(
        label=_("Reference"), max_length=200, help_text=_("The law's year, number and section, as cited.")
    )
    title_bn = forms.CharField(label=_("Title in Bangla"), max_length=200)
    title_en = forms.CharField(label=_("Title in English"), max_length=200)
