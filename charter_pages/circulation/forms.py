"""What the form of a paper has of its own: of a corrigendum, its memo number and its date, both free to leave out."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.admin.widgets import AdminDateInput

import clock
from bangla import digits, memo
from publishing.pages import PublishedForm


class DayField(forms.DateField):
    """A date, typed or chosen, in Bangla or ASCII digits."""

    widget = AdminDateInput

    def to_python(self, value: Any) -> Any:
        return super().to_python(digits.to_ascii(value).strip() if isinstance(value, str) else value)


class CorrigendumForm(PublishedForm):
    """Asks why a paper is corrected that was public, and keeps what was typed with the draft."""

    corrigendum_memo = forms.CharField(
        label=gettext_lazy("Memo number of the corrigendum"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("Where the correction was issued as a paper of its own."),
    )
    corrigendum_on = DayField(label=gettext_lazy("Date of the corrigendum"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        planned = self._planned()
        if planned is not None:
            self.initial["corrigendum_memo"] = planned.memo_number
            self.initial["corrigendum_on"] = planned.dated_on

    def _planned(self) -> Any:
        from charter_pages.circulation.models import Plan

        note = str(self.initial.get("change_note") or "").strip()
        if self.instance.pk is None or not note:
            return None
        return Plan.objects.filter(page_id=self.instance.pk, why=note).first()

    def clean_corrigendum_memo(self) -> str:
        number: str = self.cleaned_data["corrigendum_memo"].strip()
        if number:
            try:
                memo.normal_form(number)
            except ValueError as wrong:
                raise ValidationError(
                    _(
                        "A memo number has 18 or 22 digits in groups with full stops between them, then a serial."
                    )
                ) from wrong
        return number

    def clean_corrigendum_on(self) -> Any:
        day = self.cleaned_data["corrigendum_on"]
        if day is not None and day > clock.today():
            raise ValidationError(_("This date lies in the future."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "change_note" in self.fields and self.goes_public() and "change_note" not in self.errors:
            # A paper that was withdrawn is not live, and its readers remember it all the same.
            was_public = self.instance.pk is not None and self.instance.first_published_at is not None
            if was_public and not self.instance.live and not (cleaned.get("change_note") or "").strip():
                self.add_error(
                    "change_note", _("Say what is corrected and why: readers see it on the paper.")
                )
        return cleaned

    def save(self, commit: bool = True) -> Any:
        from charter_pages.circulation import corrigenda

        page = super().save(commit=commit)
        why = str(page.change_note).strip()
        if page.pk is not None and page.first_published_at is not None and why and not page.alias_of_id:
            corrigenda.plan(
                page=page,
                why=why,
                memo_number=self.cleaned_data.get("corrigendum_memo") or "",
                dated_on=self.cleaned_data.get("corrigendum_on"),
            )
        return page


class OfCorrigendum(FieldPanel):  # type: ignore[misc]
    """Asked where there may be a corrigendum: of a paper that was public before."""

    class BoundPanel(FieldPanel.BoundPanel):  # type: ignore[misc]
        def is_shown(self) -> bool:
            return bool(super().is_shown()) and self.instance.first_published_at is not None
