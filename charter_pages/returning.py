"""The field of a screen that accepts what an office handed in, or returns it with a reason."""

from django import forms
from django.utils.translation import gettext_lazy


class ReturnForm(forms.Form):
    """Why something goes back; the verb says whether it is needed."""

    reason = forms.CharField(
        label=gettext_lazy("Reason for returning it"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Needed only to return it. The office reads it."),
    )
