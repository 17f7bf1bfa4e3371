"""What officers type: why they read, what they answer, ask, and why they need more time."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from charter_pages import officers
from charter_pages.grievances.forms import NOTHING, offices_by_division
from charter_pages.grievances.models import Grievance
from charter_pages.models import Post
from language.forms import DigitsIntegerField
from offices.models import Office

READ_BY_THE_COMPLAINANT = _("The complainant reads it. Name no prisoner.")


def _text(label: Any, rows: int = 6) -> forms.CharField:
    # What is too short the verb says, so that the form keeps what was typed.
    return forms.CharField(
        label=label,
        required=False,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=READ_BY_THE_COMPLAINANT,
    )


class ReadForm(forms.Form):
    """The officer of the complaint needs no reason; the one above says why."""

    why = forms.CharField(
        label=_("Why do you need to read it?"),
        required=False,
        max_length=300,
        help_text=_("It is noted, with your name and the time."),
    )


class AnswerForm(forms.Form):
    answer = _text(_("Answer to the complainant"))


class AskForm(forms.Form):
    question = _text(_("Question to the complainant"), rows=3)


class ExtendForm(forms.Form):
    working_days = DigitsIntegerField(label=_("So many working days more"))
    reason = _text(_("Why more time is needed"), rows=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        most = settings.GRIEVANCE_EXTENSION_DAYS
        self.fields["working_days"].help_text = _("From 1 to %(most)s working days.") % {"most": most}


class ForwardForm(forms.Form):
    office = forms.ChoiceField(
        label=_("The office that it concerns"),
        help_text=_("The time limit runs on. You can no longer read it afterwards."),
        error_messages={"required": _("Choose an office.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].choices = [NOTHING, *offices_by_division()]  # type: ignore[attr-defined]

    def chosen(self) -> Office:
        return Office.objects.get(code=self.cleaned_data["office"])


class AssignForm(forms.Form):
    """Officers of the office and of those above who sign in."""

    post = forms.ModelChoiceField(
        label=_("Officer"), queryset=Post.objects.none(), error_messages={"required": _("Choose an officer.")}
    )

    def __init__(self, *args: Any, grievance: Grievance, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = officers.in_office().filter(user__is_active=True).values("post_id")
        field: Any = self.fields["post"]
        field.queryset = Post.objects.filter(
            pk__in=held, office_id__in=grievance.office.scope_ids(), abolished_on__isnull=True
        ).select_related("office")
