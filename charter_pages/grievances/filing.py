"""Taking a complaint: its number, its officer, its day."""

import dataclasses
import datetime
import uuid

from django.db import transaction
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

import clock
from accounts.models import User
from charter_pages.grievances import notices, numbers, placing, words
from charter_pages.grievances.models import FIRST, Event, Grievance, Words
from charter_pages.models import Post
from offices.models import Office

What = Event.What
# A sealed address must fit into a letter's row.
LONGEST_EMAIL = 110


@dataclasses.dataclass(frozen=True)
class Complainant:
    """Who writes; the name may be empty. Its repr says nothing."""

    phone: str = dataclasses.field(repr=False)
    name: str = dataclasses.field(default="", repr=False)
    email: str = dataclasses.field(default="", repr=False)
    language: str = "bn"


@transaction.atomic
def write(
    *,
    office: Office,
    about: str,
    text: str,
    complainant: Complainant,
    form_key: uuid.UUID,
    service_name: str = "",
    about_post: Post | None = None,
    happened_on: datetime.date | None = None,
) -> Grievance:
    """Take a complaint and lay it before its officer; the same form again is the same complaint.

    `about_post` is the post complained about, where there is one: its holders get nothing of it. Raises
    words.Refused.
    """
    # Two complaints about one office follow each other, so that none overlooks the other's form key.
    Office.objects.select_for_update().get(pk=office.pk)
    if standing := Grievance.objects.filter(form_key=form_key).select_related("words").first():
        if constant_time_compare(standing.words.phone, complainant.phone):
            return standing
        raise words.Refused(_("This form was sent already. Open a new one."))
    kept = words.clean(text, "text")
    if happened_on is not None and happened_on > clock.today():
        raise words.Refused({"happened_on": _("This day lies in the future.")})
    grievance = Grievance(
        number=_number(),
        form_key=form_key,
        language=complainant.language,
        office=office,
        about=about,
        service_name=service_name[:300],
        about_post=about_post,
        happened_on=happened_on,
        written_at=clock.now(),
    )
    said = Words(
        text=kept,
        name=" ".join(complainant.name.replace("\0", "").split())[: words.LONGEST_NAME],
        phone=complainant.phone,
        email=complainant.email,
    )
    # Who is named by the words cannot be the one to read them: they are looked at before anything is stored.
    grievance.words = said
    causes = placing.lay_before(grievance, level=FIRST)
    grievance.save()
    said.grievance = grievance
    said.save()
    placing.note(grievance, What.WRITTEN)
    announce(grievance, causes)
    notices.tell(grievance, "grievance_received")
    return grievance


def lay(
    held: Grievance,
    what: What | None = None,
    *,
    level: int,
    by: User | None = None,
    keeps_clock: bool = False,
) -> None:
    """Lay a complaint, whose row is held, before the officer of a level, or the next above who is not concerned by it;
    write down why (`what`), and tell whom it concerns.
    """
    causes = placing.lay_before(held, level=level, keeps_clock=keeps_clock)
    held.save()
    if what is not None:
        placing.note(held, what, by=by)
    announce(held, causes)


def raise_over(held: Grievance) -> None:
    """Lay a complaint, whose row is held, before the next officer who is not concerned by it."""
    lay(held, level=held.level)
    notices.tell(held, "grievance_news", what=What.CONCERNED)


def announce(grievance: Grievance, causes: list[Event.What]) -> None:
    """Write down why a complaint lies where it lies, and tell its officer; headquarters, where there is none."""
    for cause in causes:
        placing.note(grievance, cause)
    if grievance.unheld_since is not None:
        placing.note(grievance, What.UNHELD)
        notices.tell_headquarters(grievance, "grievance_unheld")
    notices.tell_officer(grievance, "grievance_new")


def _number() -> str:
    while Grievance.objects.filter(number=(number := numbers.draw())).exists():
        pass
    return number
