"""How a duty stands, in words and a colour, and the one thing that is to be done next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext, ngettext

import clock
from bangla import digits
from charter_pages.duties import deciding
from charter_pages.models import CharterPage, Duty, DutyKind
from language.spoken import active
from offices.models import Office

State = Duty.State
OWED = (State.OPEN, State.RETURNED)
MINUTES = (DutyKind.COMMITTEE_MINUTES, DutyKind.STAKEHOLDERS)


@dataclass(frozen=True)
class Step:
    """A button: what it says, and where it leads."""

    label: str
    url: str


def is_late(duty: Duty) -> bool:
    return duty.state in OWED and duty.due_on < clock.today()


def tone(duty: Duty) -> str:
    """Return the name of the colour in which a duty's state is shown; the words say the same."""
    return "late" if is_late(duty) else str(duty.state)


def words(duty: Duty) -> str:
    """Return a duty's state; of what was shown also who decides next."""
    if duty.state == State.SUBMITTED:
        if deciding.has_division(duty.office):
            if deciding.is_silent(duty):
                return gettext("Shown; the division is silent")
            return gettext("Shown; the division decides")
        return gettext("Shown; headquarters decides")
    if duty.state == State.ENDORSED:
        return gettext("Endorsed; headquarters decides")
    if duty.state == State.OPEN and is_late(duty):
        return gettext("Late")
    return str(duty.get_state_display())


def days(duty: Duty) -> str:
    """Return how many days are left, or by how many it is late; nothing for what is not owed now."""
    if duty.state not in OWED:
        return ""
    left = (duty.due_on - clock.today()).days
    number = {"number": digits.in_language(abs(left), active())}
    if left == 0:
        return gettext("today is the last day")
    if left > 0:
        return ngettext("%(number)s day left", "%(number)s days left", left) % number
    return ngettext("%(number)s day late", "%(number)s days late", -left) % number


class Places:
    """Where the papers of some offices are written; two queries for any number."""

    def __init__(self, offices: Iterable[int]) -> None:
        ids = set(offices)
        pages = Office.objects.filter(pk__in=ids, portal_pages__language="bn")
        self.pages: Mapping[int, int] = dict(pages.values_list("pk", "portal_pages__pk"))
        charters = CharterPage.objects.filter(office__in=ids, language="bn", alias_of=None)
        self.charters: dict[int, tuple[int, bool]] = {
            office: (pk, live) for office, pk, live in charters.values_list("office_id", "pk", "live")
        }

    def next_step(self, duty: Duty) -> Step | None:
        """Return the one thing to do next; None where the office has done its part."""
        if duty.state not in OWED:
            return None
        if duty.state == State.RETURNED:
            return Step(gettext("See what was returned"), reverse("duty", args=[duty.pk]))
        return self.answer(duty)

    def answer(self, duty: Duty) -> Step:
        """Return how a duty is answered, whatever its state."""
        if duty.kind == DutyKind.CHARTER:
            return self._charter(duty)
        if duty.kind in MINUTES:
            return self._write(duty, "minutespage", gettext("Write the minutes"))
        if duty.kind == DutyKind.PRACTICE:
            return self._write(duty, "practicereportpage", gettext("Write the report"))
        return self.file(duty)

    def file(self, duty: Duty) -> Step:
        return Step(gettext("File the evidence"), reverse("duty_file", args=[duty.pk]))

    def _charter(self, duty: Duty) -> Step:
        pk, live = self.charters.get(duty.office_id, (None, False))
        if pk is None:
            return self._write(duty, "charterpage", gettext("Write the charter"))
        if not live:
            return Step(gettext("Finish the charter"), reverse("wagtailadmin_pages:edit", args=[pk]))
        return Step(gettext("Review the charter"), reverse("duty_review", args=[duty.pk]))

    def _write(self, duty: Duty, model: str, label: str) -> Step:
        above = self.pages.get(duty.office_id)
        if above is None:
            return self.file(duty)
        return Step(label, reverse("wagtailadmin_pages:add", args=["charter_pages", model, above]))


@dataclass(frozen=True)
class Line:
    """A duty as lists show it."""

    duty: Duty
    words: str
    days: str
    tone: str
    step: Step | None = None
    reason: str = ""
    # Of what was shown last, where a decision on it may be ticked.
    number: int | None = None

    @classmethod
    def of(cls, duty: Duty, step: Step | None = None, reason: str = "", number: int | None = None) -> "Line":
        return cls(duty, words(duty), days(duty), tone(duty), step, reason, number)
