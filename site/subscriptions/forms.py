"""What a reader chooses: offices, kinds of paper, language, how often."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import clock
from language import sorting
from language.spoken import active
from offices.models import Office
from subscriptions import kinds
from subscriptions.models import Rhythm
from subscriptions.wishes import Wishes

EVERY = "every"
# Stands behind an office's code where all below it are meant too; codes are slugs and hold none.
BELOW = "+"
LONGEST_ADDRESS = 254


class WishesForm(forms.Form):
    """The choices of a reader who is known."""

    offices = forms.MultipleChoiceField(
        label=gettext_lazy("From which offices?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one office, or all of them.")},
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("What do you want to be told of?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one kind, or everything.")},
    )
    with_changes = forms.BooleanField(
        label=gettext_lazy("Tell me also when a paper of these is changed"), required=False
    )
    rhythm = forms.ChoiceField(
        label=gettext_lazy("How often?"), choices=Rhythm.choices, widget=forms.RadioSelect
    )
    language = forms.ChoiceField(label=gettext_lazy("In which language?"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, wishes: Wishes | None = None, initial: Any = None) -> None:
        # What was chosen stays on the list, though an office has closed since.
        self.register = {
            office.code: office
            for office in Office.objects.select_related("parent").order_by("code")
            if not office.is_closed(clock.today()) or (wishes is not None and office.pk in wishes.offices)
        }
        super().__init__(data, initial={**self._begun(wishes), **(initial or {})})
        self._offer("offices", self._offices())
        self._offer("kinds", [(EVERY, _("Everything")), *kinds.choices()])
        self._offer("language", [("bn", "বাংলা"), ("en", "English")])

    def _offer(self, name: str, choices: list[Any]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def _begun(self, wishes: Wishes | None) -> dict[str, Any]:
        if wishes is None:
            language = active()
            return {"offices": [EVERY], "kinds": [EVERY], "rhythm": Rhythm.DAILY, "language": language}
        codes = {office.pk: office.code for office in self.register.values()}
        chosen = [
            f"{codes[pk]}{BELOW if below else ''}" for pk, below in wishes.offices.items() if pk in codes
        ]
        return {
            "offices": [EVERY] if wishes.of_every_office else chosen,
            "kinds": [EVERY] if wishes.of_every_kind else sorted(wishes.kinds),
            "with_changes": wishes.with_changes,
            "rhythm": wishes.rhythm,
            "language": wishes.language,
        }

    def _offices(self) -> list[Any]:
        """Return all, headquarters, and a group for each division: with all below, alone, then its prisons."""
        every: list[Any] = [(EVERY, _("All offices of the Department"))]
        above = [office for office in self.register.values() if not office.is_prison]
        for office in sorted(
            above, key=lambda office: (office.kind != Office.Kind.HQ, sorting.name_key(office))
        ):
            below = [
                each for each in self.register.values() if each.is_prison and each.parent_id == office.pk
            ]
            lines = [(office.code, office.name)]
            if below:
                whole = _("%(office)s and all prisons below it") % {"office": office.name}
                lines.insert(0, (f"{office.code}{BELOW}", whole))
            lines += [(each.code, each.name) for each in sorted(below, key=sorting.name_key)]
            every += [(office.name, lines)] if below else lines
        return every

    def groups(self) -> list[dict[str, Any]]:
        """Return the offices' boxes: those that stand alone first, then a group for each division, to be folded."""
        boxes = iter(self["offices"])
        field: Any = self.fields["offices"]
        chosen = {str(value) for value in self["offices"].value() or []}
        alone: dict[str, Any] = {"title": "", "boxes": [], "is_open": True}
        groups = [alone]
        for value, label in field.choices:
            if isinstance(label, (list, tuple)):
                taken = [next(boxes) for _line in label]
                is_open = any(line_value in chosen for line_value, _label in label)
                groups.append({"title": value, "boxes": taken, "is_open": is_open})
            else:
                alone["boxes"].append(next(boxes))
        return groups

    def wishes(self) -> Wishes:
        """Return what was chosen; whoever chose all offices or everything need not be asked for more."""
        data = self.cleaned_data
        every_office, every_kind = EVERY in data["offices"], EVERY in data["kinds"]
        chosen: dict[int, bool] = {}
        for value in data["offices"] if not every_office else []:
            pk = self.register[value.removesuffix(BELOW)].pk
            chosen[pk] = chosen.get(pk, False) or value.endswith(BELOW)
        return Wishes(
            language=data["language"],
            rhythm=data["rhythm"],
            of_every_office=every_office,
            offices=chosen,
            of_every_kind=every_kind,
            kinds=frozenset(() if every_kind else data["kinds"]),
            with_changes=data["with_changes"],
        )


class SubscribeForm(WishesForm):
    """The choices of somebody who is not known yet, and where to write."""

    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        max_length=LONGEST_ADDRESS,
        help_text=gettext_lazy(
            "We write to it once and ask whether it is you. Until you answer, nothing is sent."
        ),
        error_messages={"required": gettext_lazy("Enter your e-mail address.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    # People never see it; programs that fill every field do.
    website = forms.CharField(
        label=gettext_lazy("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(_("Leave this field empty."))
        return ""
