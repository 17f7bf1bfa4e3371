"""The share implemented, by committee and quarter: bars, the same as a table, and what it brings to the duties."""

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

import clock
from accounts import access
from bangla import fiscal
from charter_pages.decisions import counting, measuring, scoring
from charter_pages.decisions.counting import Line
from charter_pages.decisions.models import Followed
from charter_pages.decisions.scoped import DECISIONS, ForReaders
from charter_pages.duties import board_words, rules
from charter_pages.duties import scoring as duty_scoring
from charter_pages.models import Duty, DutyRule, MinutesPage
from language.spoken import active
from offices.models import Office

BARS = 12


class ShowShare(ForReaders):
    """What committees decided and what of it is implemented, the newest quarter first."""

    title = gettext_lazy("Share implemented")
    icon = "order"
    above = (DECISIONS,)
    template_name = "charter_pages/decisions/share.html"

    def may_enter(self, user: object) -> bool:
        return access.may(user, *self.roles)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        decided = Followed.objects.filter(office__in=self.offices())
        lines = counting.by_committee(decided, clock.today())
        offices = Office.objects.in_bulk({line.office_id for line in lines})
        duties = self.duties(lines)
        rows = [self.row(line, offices[line.office_id], duties) for line in lines]
        return {
            **super().get_context_data(**kwargs),
            "rows": rows,
            "bars": [row["bar"] for row in rows if row["bar"]][:BARS],
            "largest": duty_scoring.WHOLE,
        }

    @staticmethod
    def duties(lines: list[Line]) -> dict[tuple[int, int, int], int]:
        found = Duty.objects.filter(kind=measuring.KIND, office_id__in={line.office_id for line in lines})
        return {(duty.office_id, duty.fiscal_year, duty.quarter): duty.pk for duty in found}

    def rule_of(self, quarter: fiscal.Quarter) -> DutyRule | None:
        """Return the rule of the committee's line in a quarter, asked for once."""
        if quarter not in self.known:
            self.known[quarter] = rules.in_force(quarter).get(measuring.KIND)
        return self.known[quarter]

    @cached_property
    def known(self) -> dict[fiscal.Quarter, DutyRule | None]:
        return {}

    def row(self, line: Line, office: Office, duties: dict[tuple[int, int, int], int]) -> dict[str, Any]:
        quarter = fiscal.Quarter(fiscal.FiscalYear(line.fiscal_year), line.quarter)
        rule = self.rule_of(quarter)
        counts_for_duties = line.meeting_kind == measuring.COMMITTEE
        reached = scoring.marks(line.share.bp, rule.weight, rule.target_percent) if rule else None
        score = duty_scoring.Score(reached or 0, rule.weight * duty_scoring.WHOLE if rule else 0, None, None)
        name = line.series or str(MinutesPage.Meeting(line.meeting_kind).label)
        duty = duties.get((line.office_id, line.fiscal_year, line.quarter)) if counts_for_duties else None
        label = f"{name}, {office.name}, {quarter.label(active())}"
        text = board_words.percent(line.share.bp)
        return {
            "name": name,
            "office": office.name,
            "quarter": quarter.label(active()),
            "decisions": line.decisions,
            "whole": line.share.whole,
            "judged": line.share.judged,
            "late": line.counts.late,
            "reported": line.counts.reported,
            "share": text,
            "marks": board_words.marks(score) if counts_for_duties and reached is not None else "–",
            "target": rule.target_percent if rule and counts_for_duties else None,
            "duty_url": reverse("duty", args=[duty]) if duty else "",
            "bar": {"label": label, "value": line.share.bp, "text": text}
            if line.share.bp is not None
            else None,
        }
