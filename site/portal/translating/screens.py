"""Staff's screens: which pages are English already, and one page's texts beside each other."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from accounts.screens import PER_PAGE, Screen, user_of
from portal.desk.withdrawing import WRITERS, own_pages
from portal.translating import listing, reading, writing
from portal.translating.reading import State, Text
from publishing.pages import Published

SHELVES: dict[str, Any] = {
    "behind": gettext_lazy("Changed in Bangla since"),
    "begun": gettext_lazy("Begun or returned"),
    "waiting": gettext_lazy("Waiting for approval"),
    "missing": gettext_lazy("Not translated"),
    "public": gettext_lazy("Public in English"),
}


class TextsForm(forms.Form):
    """A box for each text. What cannot be kept says so at its box."""

    def __init__(self, *args: Any, shown: list[Text], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown = shown
        for text in shown:
            rows = min(12, 2 + len(text.bangla) // 80 + text.bangla.count("\n"))
            self.fields[text.name] = forms.CharField(
                label=text.label,
                required=False,
                initial=text.english,
                widget=forms.Textarea(attrs={"rows": rows, "lang": "en"}) if text.is_long else None,
            )
            self.fields[text.name].widget.attrs |= {"lang": "en", "class": "w-w-full"}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for text in self.shown:
            typed = cleaned.get(text.name) or ""
            if typed.strip():
                try:
                    writing.read(text, typed)
                except ValidationError as wrong:
                    self.add_error(text.name, wrong)
        return cleaned

    def written(self) -> dict[int, str]:
        """Return what can be kept, by the number of each text."""
        return {
            text.pk: self.cleaned_data[text.name] for text in self.shown if text.name in self.cleaned_data
        }

    def refuse_gaps(self) -> bool:
        """Mark each text that is empty; return whether there is none."""
        gaps = [text for text in self.shown if not (self.cleaned_data.get(text.name) or "").strip()]
        for text in gaps:
            if text.name not in self.errors:
                self.add_error(text.name, _("Write this text in English."))
        return not self.errors

    def gaps(self) -> int:
        """Return how many boxes are empty as the form stands."""
        return sum(not str(self[text.name].value() or "").strip() for text in self.shown)

    def rows(self) -> list[tuple[Text, Any]]:
        return [(text, self[text.name]) for text in self.shown]


class Translations(Screen):
    """The public pages of the reader's offices, by how far they are on their way into English."""

    roles = WRITERS
    template_name = "portal/admin/translations.html"
    title = gettext_lazy("Pages in English")
    icon = "globe"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shelf = self.chosen_shelf(SHELVES, "missing")
        rows = listing.rows(own_pages(self.request.user))
        counts = {name: sum(row.state in states for row in rows) for name, states in listing.SHELVES.items()}
        kept = [row for row in rows if row.state in listing.SHELVES[shelf]]
        return {
            **super().get_context_data(**kwargs),
            "shelves": [(name, label, counts[name], name == shelf) for name, label in SHELVES.items()],
            "page_obj": Paginator(kept, PER_PAGE).get_page(self.request.GET.get("p")),
        }


class Translate(Screen):
    """One page, its Bangla texts beside their English. What is typed is kept by every button."""

    roles = WRITERS
    template_name = "portal/admin/translate.html"
    icon = "globe"
    above = ((Translations.title, "translations"),)

    @cached_property
    def page(self) -> Published:
        found = get_object_or_404(
            own_pages(self.request.user), pk=self.kwargs["page_id"], locale__language_code=reading.SOURCE
        ).specific
        if not isinstance(found, Published):
            raise Http404
        return found

    @cached_property
    def translation(self) -> Any:
        return reading.translation_of(self.page)

    def get_page_title(self) -> str:
        return _("In English: %(title)s") % {"title": self.page.title}

    def get_context_data(self, form: TextsForm | None = None, **kwargs: Any) -> dict[str, Any]:
        english = reading.english_of(self.page)
        state = reading.state_of(self.page, english, self.translation)
        context = {
            **super().get_context_data(**kwargs),
            "page": self.page,
            "english": english,
            "state": state,
            "told": reading.STATES[state],
            "may_begin": self.page.live and state in (State.MISSING, State.BEHIND),
            "has_draft": english is not None and english.latest_revision_id is not None,
        }
        if self.translation is None or english is None:
            return context
        form = form or self._form()
        task = english.current_workflow_task_state if state is State.WAITING else None
        return {
            **context,
            "form": form,
            "is_behind": reading.is_behind(self.page, self.translation),
            "left": form.gaps(),
            "count": len(form.shown),
            "may_write": state is not State.WAITING,
            "may_publish": english.permissions_for_user(self.request.user).can_publish(),
            "decisions": self._decisions(english, task) if task is not None else [],
            "reason": reading.reason_of(english) if state is State.RETURNED else "",
        }

    def _decisions(self, english: Published, task: Any) -> list[dict[str, Any]]:
        """Return what the reader may decide of a translation that waits, by Wagtail's own addresses."""
        actions = task.task.specific.get_actions(english, self.request.user)
        return [
            {
                "label": label,
                "url": reverse("wagtailadmin_pages:workflow_action", args=[english.pk, name, task.pk]),
                "asks": asks,
            }
            for name, label, asks in actions
            if asks is (name == "reject")
        ]

    def _form(self, data: Any = None) -> TextsForm:
        return TextsForm(data, shown=reading.texts(self.page, self.translation))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = request.POST.get("action", "keep")
        try:
            return self._begin() if asked == "begin" or self.translation is None else self._write(asked)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
            return redirect("translate", self.page.pk)

    def _begin(self) -> HttpResponse:
        writing.begin(by=user_of(self.request), page=self.page)
        messages.success(self.request, _("Write each text in English, then submit."))
        return redirect("translate", self.page.pk)

    def _write(self, asked: str) -> HttpResponse:
        form, by = self._form(self.request.POST), user_of(self.request)
        form.is_valid()
        told = {"by": by, "page": self.page, "translation": self.translation}
        if reading.state_of(self.page, reading.english_of(self.page), self.translation) is State.WAITING:
            raise ValidationError(_("This translation was submitted already and waits for approval."))
        writing.keep(**told, written=form.written())
        goes = asked in ("submit", "publish")
        if not (form.refuse_gaps() if goes else not form.errors):
            messages.error(
                self.request, _("Something is missing or wrong. See below. What can be kept was kept.")
            )
            return self.render_to_response(self.get_context_data(form=form))
        if asked == "publish":
            writing.publish(**told)
            messages.success(self.request, _("Published: the page is English now."))
        elif asked == "submit":
            writing.submit(**told)
            messages.success(self.request, _("Submitted. Readers find the Bangla text until it is approved."))
        else:
            messages.success(self.request, _("Kept."))
        return redirect("translate", self.page.pk)
