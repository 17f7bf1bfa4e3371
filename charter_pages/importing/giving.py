"""What the imports of charters and of papers share: for which office one is, and the file or text that is given."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.screens import FormScreen, Screen
from charter_pages.importing import places
from charter_pages.importing.documents import Unreadable


class AboutOffice(Screen):
    """A screen about an import for one office; another's is refused. A subclass says what its place is."""

    roles = places.ROLES
    icon = "upload"

    @cached_property
    def place(self) -> Any:
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        assert self.place
        return super().get(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = super().get_breadcrumbs_items()
        parent = self.place.parent
        explorer = {"url": reverse("wagtailadmin_explore", args=[parent.pk]), "label": parent.title}
        return [items[0], explorer, *items[1:]]


def file_field(suffixes: Sequence[str], help_text: Any) -> forms.FileField:
    """Return the field of the file, which takes files with these endings."""
    return forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        help_text=help_text,
        widget=forms.FileInput(attrs={"accept": ",".join(suffixes)}),
    )


def text_field(most_letters: int, help_text: Any, attrs: Mapping[str, Any]) -> forms.CharField:
    """Return the box into which a text is pasted; no blank of it is taken away."""
    return forms.CharField(
        label=gettext_lazy("Or paste it here"),
        required=False,
        max_length=most_letters,
        strip=False,
        help_text=help_text,
        widget=forms.Textarea(attrs=dict(attrs)),
    )


class GivenForm(forms.Form):
    """A file, or what was pasted: one of them. A subclass has the two fields."""

    nothing_given: ClassVar[Any]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        has_text = bool((given.get("text") or "").strip())
        if not self.errors and not given.get("file") and not has_text:
            self.add_error("file", self.nothing_given)
        elif given.get("file") and has_text:
            # Read one of them, and the other would be gone without a word.
            self.add_error(
                "file", _("Give a file or paste the paper, one of them: what you pasted still stands below.")
            )
        return given


class Give(AboutOffice, FormScreen):
    """The first step: the file, or the paste box."""

    submit_label = gettext_lazy("Read it")
    submitting_label = gettext_lazy("Reading…")
    # The name of the second step's address.
    review: ClassVar[str]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        assert self.place
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "place": self.place, "form_is_multipart": True}

    def act(self, form: Any) -> HttpResponse:
        given = form.cleaned_data
        if given["file"]:
            field, name, content = "file", given["file"].name, given["file"].read()
        else:
            field, name, content = "text", "pasted.txt", self.pasted(given).encode(errors="replace")
        try:
            begun = self.begin(name, content)
        except Unreadable as unreadable:
            raise ValidationError({field: self.why_unreadable(unreadable.reason)}) from unreadable
        except ValidationError as refused:
            raise ValidationError({field: refused.messages}) from refused
        return redirect(self.review, self.place.parent.pk, begun.pk)

    def pasted(self, given: dict[str, Any]) -> str:
        """Return what was pasted."""
        return str(given["text"])

    def begin(self, name: str, content: bytes) -> Any:
        """Read what was given and keep it; return the row. Raises Unreadable, ValidationError."""
        raise NotImplementedError

    def why_unreadable(self, reason: str) -> str:
        """Return in a sentence why it cannot be read."""
        raise NotImplementedError
