"""My duties: the first thing that whoever answers for an office meets in the back office."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from wagtail.admin.ui.components import Component

import clock
from accounts.screens import ForRoles
from bangla import fiscal
from charter_pages.duties import people, standing
from charter_pages.duties.standing import Line, Places
from charter_pages.models import Duty, DutyEvent
from offices.models import Office

# An office has six in a quarter; whoever answers for more offices meets the oldest, and a link to all.
MOST_SHOWN = 18


class MyDuties(Component):  # type: ignore[misc]
    """What the reader's own offices owe this quarter, and what is late of earlier ones, the oldest first."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @property
    def order(self) -> int:
        """Return the panel's place: first for who writes an office's pages, after what waits for who decides on it."""
        return 5 if any(role in people.OWN for role, _at_hq in ForRoles.held(self.request)) else 15

    @cached_property
    def offices(self) -> list[Office]:
        return list(people.own_offices(self.request.user))

    @cached_property
    def duties(self) -> list[Duty]:
        present = fiscal.quarter(clock.today())
        this_quarter = Q(fiscal_year=present.fiscal_year.start, quarter=present.number)
        found = Duty.objects.filter(office__in=self.offices).filter(this_quarter | Q(state__in=standing.OWED))
        return list(found.select_related("office__parent", "rule").order_by("due_on", "office__code", "kind"))

    @property
    def lines(self) -> list[Line]:
        shown = sorted(self.duties, key=lambda duty: (not standing.is_late(duty), duty.due_on, duty.pk))
        shown = shown[:MOST_SHOWN]
        places = Places(duty.office_id for duty in shown)
        reasons = reasons_of([duty for duty in shown if duty.state == Duty.State.RETURNED])
        return [Line.of(duty, places.next_step(duty), reasons.get(duty.pk, "")) for duty in shown]

    def render_html(self, parent_context: Any = None) -> SafeString:
        if not self.offices:
            return SafeString("")
        lines = self.lines
        context = {
            "lines": lines,
            "owed": sum(line.step is not None for line in lines),
            "more": len(self.duties) - len(lines),
            "quarter": fiscal.quarter(clock.today()),
            "of_many": len(self.offices) > 1,
        }
        return render_to_string("charter_pages/duties/home.html", context, request=self.request)


def reasons_of(duties: list[Duty]) -> dict[int, str]:
    """Return why each of some duties was returned the last time; one query."""
    if not duties:
        return {}
    events = DutyEvent.objects.filter(duty__in=duties, what=DutyEvent.What.RETURNED).order_by("at", "pk")
    return dict(events.values_list("duty_id", "reason"))


def begin_with_my_duties(request: HttpRequest, panels: list[Any]) -> None:
    """Wagtail's hook `construct_homepage_panels`."""
    panels.append(MyDuties(request))
