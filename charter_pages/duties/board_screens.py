"""The compliance board in the back office: of the whole Department, of a division, of one office; and as a file."""

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from wagtail.admin.widgets.button import HeaderButton

import clock
from accounts.roles import Role
from accounts.screens import Screen
from bangla import fiscal
from charter_pages.duties import board, board_words, bundles, counting, exports, scope, scoring
from charter_pages.duties.board import Board, Group, Line
from charter_pages.models import Duty, DutyKind
from language.spoken import active
from offices.models import Office
from printing import exports as files

# Who sees how offices keep their duties: each what lies below the office at which the role is held.
READERS = (
    Role.PRISON_EDITOR,
    Role.DIVISION_REVIEWER,
    Role.HQ_MODERATOR,
    Role.HQ_POLICY,
    Role.AUDITOR,
    Role.ADMINISTRATOR,
)
BY_DIVISION, LATE_FIRST = "division", "late"
QUARTERS_OF_AN_OFFICE = 20


class Scoped(Screen):
    """A screen about the offices for which the reader answers; others are neither listed nor counted by name."""

    roles: ClassVar[tuple[Role, ...]] = READERS

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # What Screen asks of the roles, asked of the register at once: the board is to be quick.
        self.mine = scope.of(request.user, self.roles)
        if not self.mine.own:
            raise PermissionDenied
        request.roles_held = self.mine.held  # type: ignore[attr-defined]  # what the menu asks for
        response = super(Screen, self).dispatch(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response  # type: ignore[no-any-return, unused-ignore]

    @cached_property
    def today(self) -> datetime.date:
        return clock.today()


class ShowBoard(Scoped):
    """Offices × duties for a quarter or several, late first, with the roll-up of each division."""

    title = gettext_lazy("Compliance board")
    icon = "tasks"
    template_name = "charter_pages/board/board.html"

    def get_header_buttons(self) -> list[HeaderButton]:
        if not any(role in bundles.READERS for role, _at_headquarters in self.mine.held):
            return []
        return [HeaderButton(_("Bundles of the quarter"), url=reverse("duty_bundles"), icon_name="doc-full")]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        kind = request.GET.get("export", "")
        if kind in files.FORMATS and self.found:
            duties = exports.duties(self.chosen, self.found.period, self.asked, self.today)
            exports.write_down(request, self.mine.widest, kind, self.asked)
            return exports.answer(kind, self.found.period, duties, self.today)
        return super().get(request, *args, **kwargs)

    @cached_property
    def asked(self) -> dict[str, str]:
        """Return what the address asks for; what is none of the choices asks for nothing."""
        choices: Mapping[str, Any] = {
            "division": {division.code for division in self.divisions},
            "sort": board.SORTS,
            "kind": DutyKind.values,
            "standing": board.STANDINGS,
            "view": (LATE_FIRST,),
        }
        told = {name: self.request.GET.get(name, "") for name in choices}
        return {name: value if value in choices[name] else "" for name, value in told.items()}

    @cached_property
    def divisions(self) -> list[Office]:
        return self.mine.divisions()

    @cached_property
    def chosen(self) -> list[int]:
        return self.mine.of_division(self.asked["division"])

    @cached_property
    def found(self) -> Board | None:
        return board.read(
            offices=self.mine.register,
            scope=self.chosen,
            today=self.today,
            period=self.request.GET.get("period", ""),
            kind=self.asked["kind"],
            with_average=not self.mine.sees_all,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {**super().get_context_data(**kwargs), "asked": self.asked}
        if self.found is None:
            return context
        found, shown = self.found, self.asked
        groups = board.narrowed(found.groups, sort=shown["sort"], standing=shown["standing"])
        flat = [line for group in groups for line in group.lines]
        flat.sort(key=lambda line: line.urgency)
        bars = board_words.bars([(group.office.name, group.whole.score) for group in found.groups])
        return {
            **context,
            "period_name": board_words.period_name(found.period),
            "asked_period": found.period.code,
            "kinds": [board_words.kind_name(kind) for kind in found.kinds],
            "fields": self.fields(found),
            "is_narrowed": any(shown[name] for name in ("division", "sort", "kind", "standing")),
            "whole": self.row(found.whole),
            "groups": [self.group(group, is_first=group is groups[0]) for group in groups],
            "rows": [self.row(line) for line in flat] if shown["view"] == LATE_FIRST else [],
            "count": len(flat),
            "average": board_words.figures(found.average) if found.average else None,
            "bars": bars,
            "largest": board_words.LARGEST,
            "trend": board_words.trend(found.trend),
        }

    def group(self, group: Group, *, is_first: bool) -> dict[str, Any]:
        return {
            "code": group.office.code,
            "whole": self.row(group.whole),
            "rows": [self.row(line) for line in group.lines],
            "is_open": is_first or bool(self.asked["standing"] or self.asked["division"]),
        }

    def row(self, line: Line) -> dict[str, Any]:
        """Return a line as the template writes it: cells in the order of the board's kinds."""
        cells = []
        for kind in self.found.kinds if self.found else []:
            cell = board.cell_of(line, kind)
            shown = board_words.of_cell(cell, self.today)
            cells.append({"shown": shown, "url": board_words.duty_url(cell.duty_id)})
        url = ""
        if line.office and line.office.pk in self.mine.own:
            url = reverse("duties_board_office", args=[line.office.code])
        return {
            "name": line.office.name if line.office else "",
            "url": url,
            "cells": cells,
            **board_words.figures(line),
        }

    def fields(self, found: Board) -> list[dict[str, Any]]:
        """Return the filters as choices: what is chosen stands chosen."""
        known = [key for key, _score in found.trend]
        every = [("", _("All"))]
        asked = {**self.asked, "period": found.period.code}
        choices = {
            "period": (
                _("Quarter"),
                [(each.code, board_words.period_name(each)) for each in board.periods(known, self.today)],
            ),
            "division": (_("Division"), [*every, *((each.code, each.name) for each in self.divisions)]),
            "sort": (
                _("Offices"),
                [
                    *every,
                    (board.PRISONS, _("Prisons")),
                    (board.ABOVE_PRISONS, _("Headquarters and divisions")),
                ],
            ),
            "kind": (_("Duty"), [*every, *DutyKind.choices]),
            "standing": (_("How it stands"), [*every, *board_words.STANDING_NAMES.items()]),
            "view": (
                pgettext("list", "Order"),
                [("", _("By division")), (LATE_FIRST, _("Late first, all offices"))],
            ),
        }
        return [
            {"name": name, "label": label, "chosen": asked[name], "choices": options}
            for name, (label, options) in choices.items()
            if name != "division" or len(self.divisions) > 1
        ]


class ShowOffice(Scoped):
    """One office over its last twenty quarters, beside what all prisons together show."""

    icon = "tasks"
    template_name = "charter_pages/board/office.html"
    above = ((gettext_lazy("Compliance board"), "duties_board"),)

    def get_page_title(self) -> Any:
        return self.office.name

    @cached_property
    def office(self) -> Office:
        """Return the office of the address, if it is one of the reader's; others are not even said to exist."""
        code = self.kwargs["code"]
        found = next((each for each in self.mine.register.values() if each.code == code), None)
        if found is None or found.pk not in self.mine.own:
            raise Http404
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        running = fiscal.quarter(self.today)
        lately = counting.of_quarters(
            board.back_from((running.fiscal_year.start, running.number), QUARTERS_OF_AN_OFFICE)
        )
        told = counting.tell(
            self.today,
            by_quarter=Duty.objects.filter(lately, office=self.office),
            beside=Duty.objects.filter(lately, office__kind__in=Office.PRISONS),
        )
        lines = {
            key: board.line(self.office, {terms: [cell] for terms, cell in cells.items()}, self.today)
            for key, cells in told.quarters.items()
        }
        used = {kind for line in lines.values() for kind in line.cells}
        kinds = [kind for kind in DutyKind.values if kind in used]
        whole: dict[scoring.Terms, list[counting.Cell]] = {}
        for cells in told.quarters.values():
            for terms, cell in cells.items():
                whole.setdefault(terms, []).append(cell)
        average = {terms: [cell] for terms, cell in told.beside.items()}
        return {
            **context,
            "office": self.office,
            "kinds": [board_words.kind_name(kind) for kind in kinds],
            "rows": [self.row(key, lines[key], kinds) for key in reversed(lines)],
            "score": board_words.figures(board.line(self.office, whole, self.today)),
            "average": board_words.figures(board.line(None, average, self.today)),
            "trend": board_words.trend([(key, line.score) for key, line in lines.items()]),
        }

    def row(self, key: counting.QuarterKey, line: Line, kinds: list[str]) -> dict[str, Any]:
        cells = [board.cell_of(line, kind) for kind in kinds]
        return {
            "name": counting.quarter(key).label(active()),
            "cells": [
                {
                    "shown": board_words.of_cell(cell, self.today),
                    "url": board_words.duty_url(cell.duty_id),
                }
                for cell in cells
            ],
            **board_words.figures(line),
        }
