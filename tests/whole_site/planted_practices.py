"""Practices in the small world: another office's to take up, one the first prison has taken up, a pictorial report."""

import hashlib
from typing import Any

from django.core.files.base import ContentFile
from django.db.models import Model

import clock
from accounts.roles import Role
from bangla import fiscal
from charter_pages.models import PracticeReportPage
from charter_pages.practices import adopting
from charter_pages.practices.models import Adoption, AdoptionEvent, PictorialReport
from portal import tree
from portal.models import OfficePage

KEPT: tuple[type[Model], ...] = (Adoption, AdoptionEvent, PictorialReport)


def plant(world: Any, title: str) -> dict[str, list[object]]:
    """Return the arguments of the addresses about practices."""
    first, second = (_practice(world, name) for name in ("দরবার", "পাঠশালা"))
    editor = world.people[Role.PRISON_EDITOR, "own"]
    adoption = adopting.take_up(by=editor, practice=first, office=world.a)
    adopting.report(by=editor, adoption=adoption, result_bn=f"{title}: ভালো ফল")
    quarter = fiscal.quarter(clock.today())
    report = PictorialReport(
        office=world.a,
        fiscal_year=quarter.fiscal_year.start,
        quarter=quarter.number,
        state=PictorialReport.State.MADE,
        asked_by=world.people[Role.HQ_MODERATOR, "own"],
        asked_at=clock.now(),
        made_at=clock.now(),
    )
    content = b"%PDF-1.4 planted"
    report.pdf.save("planted.pdf", ContentFile(content), save=False)
    report.pdf_sha256 = hashlib.sha256(content).hexdigest()
    report.save()
    world.adoption = adoption
    return {
        "practice of another": [second.pk],
        "adoption": [adoption.pk],
        "pictorial report": [report.pk],
    }


def _practice(world: Any, title: str) -> PracticeReportPage:
    quarter = fiscal.quarter(clock.today())
    page = PracticeReportPage(
        title=title,
        fiscal_year=quarter.fiscal_year.start,
        quarter=quarter.number,
        subject="hearing",
        lead="কথা শোনা হয়।",
    )
    return tree.add(OfficePage.objects.get(register_entry=world.hq, language="bn"), page)


def forms(world: Any) -> dict[str, dict[str, Any]]:
    quarter = fiscal.quarter(clock.today())
    return {
        "practice_take_up": {"office": world.a.pk},
        "practice_adoption": {
            "step": "confirm",
            "seen": adopting.last_event(world.adoption).pk,
            "reason": "",
        },
        "practice_result": {"result_bn": "আরও ভালো ফল"},
        "practice_give_up": {"reason": "আর নয়"},
        "practice_report": {},
        "practice_report_ask": {
            "office": world.hq.pk,
            "quarter": f"{quarter.fiscal_year.start}-{quarter.number}",
        },
    }
