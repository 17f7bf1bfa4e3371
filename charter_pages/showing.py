"""The part of a form in which an office shows what it did: with a paper that it has published, or with a PDF."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _


class PdfField(forms.FileField):
    """A PDF, of which the browser offers no other files."""

    widget = forms.FileInput({"accept": "application/pdf"})  # type: ignore[assignment]


class PaperOrPdfForm(forms.Form):
    """Offers the office's papers in its field `page`; a PDF in `file` has to be called something in `title`."""

    def __init__(self, *args: Any, papers: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooser: Any = self.fields["page"]
        chooser.choices = [("", _("None")), *((str(page.pk), self.called(page)) for page in papers)]

    def called(self, page: Any) -> str:
        """Return how a paper is offered."""
        return str(page.title)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("file") and not given.get("title"):
            self.add_error("title", _("Say what the PDF is."))
        return given
