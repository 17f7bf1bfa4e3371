"""Taking up a decision of published minutes, and saying whether readers see what becomes of it."""

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

import clock
from accounts import access
from accounts.models import User
from bangla import fiscal
from charter_pages.decisions import people
from charter_pages.decisions.models import Followed
from charter_pages.models import Decision, MinutesPage

LANGUAGE = "bn"


def minutes_of(user: object) -> list[MinutesPage]:
    """Return the published minutes whose decisions a user may follow up, the newest first."""
    offices = people.targets(user)
    live = MinutesPage.objects.live().in_language(LANGUAGE).filter(office__in=offices)
    return list(live.select_related("office").order_by("-meeting_on", "-pk"))


@transaction.atomic
def follow(*, by: User, minutes: MinutesPage, decision_key: uuid.UUID) -> Followed:
    """Take up one decision of published minutes; taken up already, it is the same. Raises ValidationError."""
    page = MinutesPage.objects.select_related("office").get(pk=minutes.pk)
    if page.office is None or not page.live or page.language != LANGUAGE or page.alias_of_id:
        raise ValidationError(_("Only decisions of minutes that are published in Bangla are followed up."))
    access.require(by, *people.KEEPERS, office=page.office)
    # As it stands in public: a draft of the page may say something else.
    row = Decision.objects.filter(page=page, translation_key=decision_key).first()
    if row is None:
        raise ValidationError(_("These minutes have no such decision."))
    quarter = fiscal.quarter(page.meeting_on)
    made, _new = Followed.objects.get_or_create(
        minutes=page,
        decision_key=row.translation_key,
        defaults={
            "number": row.number,
            "text": row.text,
            "owner": row.owner,
            "due_text": row.due_text,
            "office": page.office,
            "meeting_kind": page.meeting_kind,
            "series": " ".join(page.series.split()),
            "meeting_on": page.meeting_on,
            "fiscal_year": quarter.fiscal_year.start,
            "quarter": quarter.number,
            "made_by": by,
            "made_at": clock.now(),
        },
    )
    return made


@transaction.atomic
def follow_all(*, by: User, minutes: MinutesPage) -> list[Followed]:
    """Take up every decision of published minutes. Raises ValidationError."""
    keys = Decision.objects.filter(page_id=minutes.pk).values_list("translation_key", flat=True)
    return [follow(by=by, minutes=minutes, decision_key=key) for key in keys]


@transaction.atomic
def show(*, by: User, followed: Followed, is_public: bool) -> None:
    """Let readers see what becomes of a decision, or no longer; headquarters alone says so."""
    access.require(by, *people.HEADQUARTERS)
    Followed.objects.filter(pk=followed.pk).update(is_public=is_public)
    followed.is_public = is_public


def words_now(followed: Followed) -> str:
    """Return what the published minutes say today where a corrigendum made it other words; else nothing."""
    row = Decision.objects.filter(page_id=followed.minutes_id, translation_key=followed.decision_key).first()
    return row.text if row is not None and row.text != followed.text else ""
