"""What the first prison owes in the small world: one duty that waits for headquarters, others still to be shown."""

from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model

import clock
from accounts.roles import Role
from bangla import fiscal
from charter_pages.charters import reading
from charter_pages.duties import deciding, filing, raising, rules, snapshots
from charter_pages.models import CharterPage, Duty, DutyEvent, DutyRule, Evidence
from tests import publishing_samples

KEPT: tuple[type[Model], ...] = (Duty, DutyEvent, DutyRule, Evidence)


def plant(world: Any, page: Any, title: str) -> dict[str, list[object]]:
    """Let the prison show one thing under a planted title; return the arguments of the addresses about it."""
    world.charter = publishing_samples.charter(page)
    raising.raise_due()
    owed = Duty.objects.of_quarter(fiscal.quarter(clock.today())).filter(office=world.a)
    duty = owed.get(kind="training")
    shown = filing.file_document(
        by=world.people[Role.PRISON_EDITOR, "own"],
        duty=duty,
        title=title,
        file=ContentFile(b"%PDF-1.4 planted", name="planted.pdf"),
    )
    deciding.endorse(by=world.people[Role.DIVISION_REVIEWER, "above"], duty=duty, number=shown.number)
    snapshots.take_due()
    return {
        "duty": [duty.pk],
        "shown": [shown.pk],
        "owed": [owed.get(kind="committee").pk],
        "charter owed": [owed.get(kind="charter").pk],
        "duty rule": [DutyRule.objects.get(kind="practice").pk],
        "ticked": [f"{duty.pk}-{shown.number}"],
    }


def forms(world: Any) -> dict[str, dict[str, Any]]:
    charter = CharterPage.objects.get(pk=world.charter.pk)
    begins = rules.first_free("training")
    assert begins is not None
    return {
        "duty": {"step": "accept", "number": 1},
        "duties_accept": {"step": "confirm", "chosen": world.arguments["ticked"][0]},
        "duty_file": {"title": "আদেশ", "file": SimpleUploadedFile("x.pdf", b"%PDF-1.4 x")},
        "duty_review": {"signed": "on", "seen": reading.read(charter).sha256()},
        "duty_rule_end": {},
        "duty_rule_follow": {
            "kind": "training", "for_prisons": "on", "due_days": 1, "weight": 1, "target_percent": 90,
            "remind_days": "1", "silent_days": 3, "in_force_from": begins.first_day, "source": "1",
        },
    }  # fmt: skip
