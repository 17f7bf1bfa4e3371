"""Who is told what of a complaint: numbers, offices and days. No letter holds a word of it, nor a name.

Where a complainant is reached stands in no table in clear: their letters carry the address sealed.
"""

import datetime
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from bangla import calendar
from charter_pages import officers
from charter_pages.grievances import numbers
from charter_pages.grievances.models import Grievance
from letters import outbox
from letters.models import Letter
from offices.models import Office

# Offices write to each other in Bangla.
LANGUAGE = "bn"


def tell(grievance: Grievance, template: str, **context: object) -> None:
    """Write to the complainant: by mail where an address was given, else by SMS. The same news is told once."""
    words = grievance.words
    outbox.write_sealed(
        kind=Letter.Kind.MAIL if words.email else Letter.Kind.SMS,
        to=words.email or words.phone,
        template=template,
        context={
            **_facts(grievance, grievance.language),
            "page": track_page(grievance.language),
            **context,
        },
        language=grievance.language,
        key=_key(grievance, template),
    )


def tell_officer(grievance: Grievance, template: str) -> None:
    """Write to the post before which a complaint lies: to its own mailbox, else its holder's, else the office's."""
    if grievance.post is None:
        return
    holder = officers.signs_in(grievance.post_id)
    to = grievance.post.email or (holder.email if holder else "") or grievance.post.office.email
    if to:
        _write(grievance, template, to)


def tell_headquarters(grievance: Grievance, template: str) -> None:
    office = Office.objects.filter(kind=Office.Kind.HQ).exclude(email="").first()
    if office is not None:
        _write(grievance, template, office.email, "hq")


def track_page(language: str) -> str:
    """Return the address where number and phone are typed; it names nobody."""
    with translation.override(language):
        return urljoin(settings.SITE_URL, reverse("grievances:track"))


def key_begins(grievance: Grievance) -> str:
    """Return what the keys of all letters about a complaint begin with."""
    return f"grievance:{grievance.number}:"


def _write(grievance: Grievance, template: str, to: str, whom: str = "officer") -> None:
    outbox.write(
        kind=Letter.Kind.MAIL,
        to=to,
        template=template,
        context={
            **_facts(grievance, LANGUAGE),
            "page": urljoin(settings.SITE_URL, reverse("grievance", args=[grievance.pk])),
        },
        language=LANGUAGE,
        key=f"{_key(grievance, template)}:{whom}",
    )


def _facts(grievance: Grievance, language: str) -> dict[str, object]:
    with translation.override(language):
        return {
            "number": numbers.spoken(grievance.number),
            "office": grievance.office.name,
            "post": grievance.post.title if grievance.post else "",
            "level": grievance.level,
            "due": _day(grievance.due_on, language),
        }


def _day(day: datetime.date, language: str) -> str:
    return calendar.format_day(day, language)


def _key(grievance: Grievance, template: str) -> str:
    # What happened so far tells one piece of news from the next; nothing is told twice in one state of things.
    return f"{key_begins(grievance)}{template}:{grievance.events.count()}"
