"""How tasks and decisions stand, in words and in a colour that only says it again."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

import clock
from charter_pages.decisions import machine, scoring
from charter_pages.decisions.models import Followed, Task
from charter_pages.decisions.scoring import Counts
from charter_pages.duties.board_words import number

LATE = "late"
TONES = {
    machine.State.OPEN: "",
    machine.State.UNDER_WAY: "shown",
    machine.State.REPORTED: "shown",
    machine.State.RETURNED: "warning",
    machine.State.AGREED: "good",
    machine.State.DROPPED: "",
}


@dataclass(frozen=True)
class Line:
    """A task as lists show it."""

    task: Task
    words: str
    days: str
    tone: str

    @classmethod
    def of(cls, task: Task) -> "Line":
        late = task.is_late
        tone = LATE if late else TONES[machine.State(task.state)]
        return cls(task, str(task.get_state_display()), days(task), tone)


def days(task: Task) -> str:
    """Return how many days are left, or by how many it is late; nothing for what is not owed now."""
    if task.state not in machine.OWED:
        return ""
    left = (task.due_on - clock.today()).days
    if left == 0:
        return _("today is the last day")
    count = {"number": number(abs(left))}
    if left > 0:
        return ngettext("%(number)s day left", "%(number)s days left", left) % count
    return ngettext("%(number)s day late", "%(number)s days late", -left) % count


@dataclass(frozen=True)
class Standing:
    """A decision as lists show it: how many offices, how far, in a word and a colour."""

    followed: Followed
    counts: Counts

    @property
    def percent(self) -> int:
        return scoring.percent(self.counts.agreed, self.counts.tasks)

    @property
    def words(self) -> str:
        if not self.counts.tasks:
            return _("Given to nobody yet")
        if self.counts.agreed == self.counts.tasks:
            return _("Implemented")
        if self.counts.late:
            return ngettext("%(number)s office late", "%(number)s offices late", self.counts.late) % {
                "number": number(self.counts.late)
            }
        return _("Under way")

    @property
    def tone(self) -> str:
        if self.counts.late:
            return LATE
        if not self.counts.tasks:
            return ""
        return "good" if self.counts.agreed == self.counts.tasks else "shown"

    @property
    def done(self) -> str:
        return _("%(done)s of %(all)s") % {
            "done": number(self.counts.agreed),
            "all": number(self.counts.tasks),
        }


def bars(states: dict[str, int]) -> list[dict[str, Any]]:
    """Return a bar for each state in which tasks stand, for `_components/chart`."""
    return [
        {"label": Task.State(state).label, "value": count, "text": number(count)}
        for state, count in states.items()
        if count
    ]
