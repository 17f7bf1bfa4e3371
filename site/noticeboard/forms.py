"""What the form of a tender asks beyond its fields: amounts in taka, a note for each change that suppliers rely on."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from language.forms import TakaField
from publishing.pages import PublishedForm


class TenderForm(PublishedForm):
    """A tender that is public changes its terms only with a corrigendum; what was published of these stays."""

    document_price_poisha = TakaField(label=gettext_lazy("price of the documents in taka"), required=False)
    security_poisha = TakaField(label=gettext_lazy("tender security in taka"), required=False)
    award_poisha = TakaField(label=gettext_lazy("price of the contract in taka"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        page = self.instance
        if page.pk and page.first_published_at is not None and self.goes_public():
            for told in self._silent_changes(type(page).objects.get(pk=page.pk), cleaned):
                self.add_error(None, told)
        return cleaned

    def _silent_changes(self, standing: Any, cleaned: dict[str, Any]) -> Iterator[ValidationError]:
        """Yield what would change without a word of what readers found."""
        notes = self._notes()
        before = [_key(note) for note in standing.notes.all()]
        if any(key not in notes for key in before):
            yield ValidationError(_("A corrigendum that was published stays as it is."))
        changed = self._changed_terms(standing, cleaned)
        if changed and len(notes) <= len(before):
            told = ", ".join(str(standing._meta.get_field(name).verbose_name) for name in changed)
            yield ValidationError(
                _("Add a corrigendum: suppliers rely on what you changed (%(terms)s)."),
                params={"terms": told},
            )

    def _notes(self) -> list[tuple[Any, ...]]:
        """Return the notes that the form would keep."""
        rows = self.formsets["notes"].forms if "notes" in self.formsets else []
        # A row that was left empty has nothing cleaned.
        kept = [
            row for row in rows if row.is_valid() and row.cleaned_data and not row.cleaned_data.get("DELETE")
        ]
        return [_key(row.instance) for row in kept]

    def _changed_terms(self, standing: Any, cleaned: dict[str, Any]) -> list[str]:
        from noticeboard.models.tenders import TERMS

        return [name for name in TERMS if name in cleaned and cleaned[name] != getattr(standing, name)]


def _key(note: Any) -> tuple[Any, ...]:
    return (note.sort, note.dated_on, note.memo_number, note.text.strip(), note.document_id)
