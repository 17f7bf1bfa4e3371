"""`{% load charters %}`: what the columns of a charter are called, and what stands in them, in the words of the page."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext, pgettext_lazy

from bangla import numbers, phones
from charter_pages.charters.content import Line
from charter_pages.charters.inheriting import Origin
from charter_pages.models import ServiceRow
from language.spoken import active

register = template.Library()

COLUMNS = {
    # of a service
    "number": lazy("Serial"),
    "name": lazy("Service"),
    "method": lazy("How it is given"),
    "papers": lazy("Papers needed, and where to get them"),
    "fee": lazy("Price, and how it is paid"),
    "time": lazy("Time limit"),
    "officer": lazy("Responsible officer"),
    "superior": lazy("Superior officer"),
    "section": pgettext_lazy("charter", "Table"),
    "is_part": lazy("Part of the service above"),
    "task": lazy("What citizens come for"),
    "origin": lazy("Whose rule it is"),
    "withheld_because": lazy("Why it is not offered"),
    # of a level of redress
    "step": lazy("Step"),
    "when": pgettext_lazy("grievance", "When"),
    "whom": lazy("Whom to turn to"),
    "address": lazy("Address"),
    "working_days": lazy("Answer within"),
    # of an officer
    "holder": lazy("Name"),
    "phone": lazy("Telephone"),
    "email": lazy("E-mail"),
    "room": lazy("Room"),
    # of the charter
    "title": lazy("Title"),
    "office": lazy("Office"),
    "language": lazy("Language"),
    "vision": lazy("Vision"),
    "mission": lazy("Mission"),
    "warning": lazy("A warning"),
}
SECTIONS = {
    "citizen": lazy("Citizen services"),
    "institutional": lazy("Institutional services"),
    "internal": lazy("Internal services"),
}
# A price told in more letters than this is no short answer.
BRIEF = 24
ORIGINS = {
    Origin.INHERITED: lazy("As headquarters lays down for all"),
    Origin.OVERRIDE: lazy("This office's own rule"),
    Origin.LOCAL: lazy("Only at this office"),
    Origin.WITHHELD: lazy("Not offered"),
}


@register.filter
def column(name: str) -> str:
    """Return what a column is called."""
    return str(COLUMNS.get(name, name))


@register.filter
def section(name: str) -> str:
    """Return what one of the three tables of section 2 is called."""
    return str(SECTIONS.get(name, name))


@register.filter
def working_days(count: int) -> str:
    """Return a time limit in words: "৩০ কার্যদিবস"."""
    return ngettext("%(number)s working day", "%(number)s working days", count) % {
        "number": numbers.number(count, active())
    }


@register.filter
def cell(value: object, name: str) -> str:
    """Return what a column says, of a difference between two versions, where many values are no words yet."""
    match name:
        case "working_days" if isinstance(value, int):
            return working_days(value)
        case "origin" if value in list(Origin):
            return str(ORIGINS[Origin(str(value))])
        case "section":
            return section(str(value))
        case "is_part":
            return _("Yes") if value else _("No")
        case "task" if value:
            return str(dict(ServiceRow.Task.choices).get(str(value), value))
        case "phone" if value:
            return phones.display(str(value), active())
    return str(value or "")


@register.filter
def brief(line: Line) -> str:
    """Return the shortest answer to "how long, and for how much?": the limit, and that it costs nothing where it
    does.
    """
    said = [line.time]
    match line.figures.get("fee_kind"):
        case ServiceRow.Fee.FREE:
            said.append(_("Free"))
        case ServiceRow.Fee.MONEY:
            said.append(line.fee)
        case _ if len(line.fee) <= BRIEF:
            said.append(line.fee)
    return " · ".join(each for each in said if each)


@register.filter
def in_brief(difference: Mapping[str, Any]) -> str:
    """Return what changed in a few words: "2 changed, 1 new, officers"."""
    said = [
        words % {"number": numbers.number(len(difference[name]), active())}
        for name, words in (
            ("added", _("%(number)s new")),
            ("removed", _("%(number)s gone")),
            ("changed", _("%(number)s changed")),
            ("moved", _("%(number)s moved")),
        )
        if difference.get(name)
    ]
    said += [
        words
        for name, words in (
            ("words", _("words of the whole charter")),
            ("officers", _("officers")),
            ("expectations", _("expectations")),
            ("levels", _("redress of grievances")),
        )
        if difference.get(name)
    ]
    return ", ".join(said)
