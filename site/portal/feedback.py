"""“Was this useful?”: a small page of its own, which JavaScript fetches in place; public pages carry the link alone."""

import re
import uuid
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from wagtail.models import Page

import clock
from accounts import throttle, tokens
from bangla import digits
from portal.models.feedback import PageFeedback
from publishing.pages import Published

AN_HOUR = 60 * 60
LONGEST = 500
# What is dialled, whatever stands between its digits; a memo number or a date is none.
_BETWEEN_DIGITS = re.compile(r"(?<=[\d+])[\s().\-]+(?=\d)")
_TELEPHONE = re.compile(r"(?<!\d)(?:\+|0|880)\d{8,}")


class FeedbackForm(forms.Form):
    """Yes or no, and why."""

    useful = forms.ChoiceField(
        label=_("Was this page useful?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no.")},
    )
    comment = forms.CharField(
        label=_("What was missing, or what helped?"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "At most 500 letters. Write no names and no telephone numbers: this is no complaint, nobody answers."
        ),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"key": uuid.uuid4()})

    def clean_comment(self) -> str:
        text = " ".join(self.cleaned_data["comment"].replace("\0", "").split())
        if names_a_way_to_somebody(text):
            raise ValidationError(
                _("Take the telephone number or e-mail address out; nobody is called back from here.")
            )
        return text


def names_a_way_to_somebody(text: str) -> bool:
    """Return whether a text holds what looks like a telephone number or an address of mail, in whatever digits."""
    return "@" in text or bool(_TELEPHONE.search(_BETWEEN_DIGITS.sub("", digits.to_ascii(text))))


@require_http_methods(["GET", "HEAD", "POST"])
@tokens.kept
def ask(request: HttpRequest) -> HttpResponse:
    """Ask whether a page was useful, and thank for the answer."""
    page = _page(request)
    form = FeedbackForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _asked(request, page, form, done="done" in request.GET)
    if not tokens.is_good(request):
        said = _("This page had been open for too long. Send your answers once more.")
        return _asked(request, page, form, said=said)
    if not form.is_valid():
        return _asked(request, page, form)
    may = throttle.is_allowed(
        what="feedback",
        who=throttle.address_of(request),
        limit=settings.FEEDBACK_PER_ADDRESS,
        seconds=AN_HOUR,
    )
    if not may:
        return _asked(request, page, form, said=_("Too many answers came from here. Try again in an hour."))
    PageFeedback.objects.get_or_create(
        page_id=page.pk,
        form_key=form.cleaned_data["key"],
        defaults={
            "office_id": page.office_id,
            "is_useful": form.cleaned_data["useful"] == "yes",
            "comment": form.cleaned_data["comment"],
            "at": clock.now(),
        },
    )
    return tokens.private(redirect(f"{reverse('feedback')}?{urlencode({'page': page.pk, 'done': 1})}"))


def _page(request: HttpRequest) -> Published:
    """Return the page that is asked about; what is not published, or is guarded, is not there."""
    asked = request.GET.get("page", "")[:12]
    found = (
        Page.objects.live().public().filter(pk=asked).specific().first()
        if asked.isascii() and asked.isdigit()
        else None
    )
    if not isinstance(found, Published):
        raise Http404
    return found


def _asked(
    request: HttpRequest, page: Published, form: FeedbackForm, *, said: object = "", done: bool = False
) -> HttpResponse:
    wrong = bool(said) or (form.is_bound and bool(form.errors))
    # Not as `page`: the frame would show when that one was last changed.
    context = {"about": page, "form": form, "said": said, "done": done}
    shown = render(request, "portal/feedback.html", context, status=422 if wrong else 200)
    return tokens.private(shown, has_form=True)
