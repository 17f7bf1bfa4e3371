"""The quarter's bundle: asked for by headquarters or a division, made by a process of its own, kept with its hashes.

docs/adr/0040 says what is in it; how it is made once, and what becomes of a turn that was killed, is the same for
all that takes long (`charter_pages.turns`).
"""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from accounts.roles import Role
from bangla import fiscal
from charter_pages import turns
from charter_pages.models import Duty, QuarterBundle
from offices.models import Office

State = QuarterBundle.State

# A division asks for its own bundle; whoever asks at headquarters may ask for any.
ASKERS = (Role.HQ_MODERATOR, Role.DIVISION_REVIEWER, Role.ADMINISTRATOR)
READERS = (*ASKERS, Role.HQ_POLICY, Role.AUDITOR)
ASKED, READ = "duties.bundle_asked", "duties.bundle_read"


def ask(*, by: User, office: Office, quarter: fiscal.Quarter, memo_number: str = "") -> QuarterBundle:
    """Ask for the bundle of a quarter. Raises ValidationError, and PermissionDenied."""
    access.require(by, *ASKERS, office=office)
    if office.is_prison:
        raise ValidationError({"office": _("A bundle is headquarters' or a division's.")})
    if not Duty.objects.of_quarter(quarter).filter(office__in=Office.objects.within(office)).exists():
        raise ValidationError({"quarter": _("Nothing was owed in this quarter.")})
    return turns.ask(
        QuarterBundle,
        by=by,
        office=office,
        quarter=quarter,
        action=ASKED,
        refusal=_("This bundle is being made already."),
        memo_number=memo_number.strip(),
    )


def visible_to(user: Any) -> QuerySet[QuarterBundle]:
    """Return the bundles of the offices for which the user reads."""
    return QuarterBundle.objects.filter(office__in=access.offices_for(user, *READERS))


class Turn(turns.Turn):
    """One process's turn at a bundle."""

    model = QuarterBundle
    place = "bundles"
    command = "make_bundles"
    files = ("pdf", "zip")

    def make(self, folder: Path) -> Any:
        # Not above: whoever only asks for a bundle needs no typesetter.
        from charter_pages.duties import bundle_files

        return bundle_files.make(self.row, folder, begin=self.begin, step=self.step)


due = Turn.due
start_due = Turn.start_due
make_due = Turn.make_due
folder = Turn.folder
