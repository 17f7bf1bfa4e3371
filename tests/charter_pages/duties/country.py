"""A small country that owes: four offices, who shows and who decides, and papers to show."""

import datetime
import itertools
from dataclasses import dataclass

from django.core.files.base import ContentFile

import clock
from accounts.models import User
from accounts.roles import Role
from bangla import fiscal
from charter_pages.duties import deciding, evidence, raising
from charter_pages.models import Duty, DutyKind, Evidence
from publishing.models import PortalDocument
from tests import publishing_samples, selling

QUARTER = fiscal.Quarter(fiscal.FiscalYear(2026), 1)
# A day of that quarter.
WITHIN = datetime.datetime(2026, 8, 10, 6, 0, tzinfo=datetime.UTC)
# After the charter of the samples was last reviewed.
NEAR_THE_END = datetime.datetime(2026, 9, 25, 6, 0, tzinfo=datetime.UTC)
_numbers = itertools.count(1)


@dataclass
class Country:
    offices: publishing_samples.Offices
    editor: User
    other_editor: User
    reviewer: User
    second_reviewer: User
    moderator: User
    second_moderator: User
    policy: User

    def duty(self, kind: str = DutyKind.TRAINING, office: str = "a") -> Duty:
        """Return an office's duty of the quarter."""
        return Duty.objects.of_quarter(QUARTER).get(office=getattr(self.offices, office), kind=kind)


def lay() -> Country:
    """Enter offices and people and raise the quarter's duties."""
    return people_of(publishing_samples.offices())


def people_of(offices: publishing_samples.Offices) -> Country:
    made = Country(
        offices=offices,
        editor=selling.staff(Role.PRISON_EDITOR, offices.a, "natore-editor"),
        other_editor=selling.staff(Role.PRISON_EDITOR, offices.b, "pabna-editor"),
        reviewer=selling.staff(Role.DIVISION_REVIEWER, offices.division, "reviewer"),
        second_reviewer=selling.staff(Role.DIVISION_REVIEWER, offices.division, "reviewer-2"),
        moderator=selling.staff(Role.HQ_MODERATOR, offices.hq, "moderator"),
        second_moderator=selling.staff(Role.HQ_MODERATOR, offices.hq, "moderator-2"),
        policy=selling.staff(Role.HQ_POLICY, offices.hq, "policy"),
    )
    for user in (made.editor, made.other_editor, made.reviewer, made.moderator):
        user.email = f"{user.username}@example.org"
        user.save()
    with clock.set_to(WITHIN):
        raising.raise_for(QUARTER)
    return made


def pdf(words: str = "") -> ContentFile:
    """Return a PDF; each says something else unless told what."""
    return ContentFile(f"%PDF-1.4 {words or next(_numbers)}".encode(), name="paper.pdf")


def show(by: User, duty: Duty, words: str = "") -> Evidence:
    """Show a document for a duty."""
    document = PortalDocument.objects.create(title="প্রশিক্ষণের প্রতিবেদন", file=pdf(words))
    return evidence.show(by=by, duty=duty, shown=evidence.of_document(document))


def deciding_accept(made: Country) -> None:
    """Let the division and headquarters accept the prison's charter."""
    duty = made.duty("charter")
    number = duty.evidence.count()
    deciding.endorse(by=made.reviewer, duty=duty, number=number)
    deciding.accept(by=made.moderator, duty=duty, number=number)
