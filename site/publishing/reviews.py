"""Until when a page counts as true. Past its date its office reads it again: and says so, or changes it."""

import datetime
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import CharField, F, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

import clock
from accounts import access
from accounts.models import User
from accounts.roles import Role
from clock import turns
from letters import outbox
from letters.models import Letter
from offices.models import Office
from publishing.pages import Published

LOOK_EVERY_SECONDS = 60 * 60
MOST_IN_A_LETTER = 10


def days_of(kind: str) -> int | None:
    """Return for how many days a page of this kind counts as true; None for what records a day gone by."""
    given: dict[str, int | None] = settings.REVIEW_AFTER_DAYS
    return given.get(kind, given["default"])


def set_date(page: Published) -> None:
    """Give a page that was published the day of its next review, unless its editor chose one to come."""
    today = clock.today()
    if page.review_on is not None and page.review_on > today:
        return
    days = days_of(page.kind)
    page.review_on = today + datetime.timedelta(days=days) if days else None
    type(page).objects.filter(pk=page.pk).update(review_on=page.review_on)


@transaction.atomic
def confirm(*, by: User, page: Page) -> datetime.date:
    """Say that the page was read again and is still true; return the day of the next review."""
    page = page.specific
    if not isinstance(page, Published) or not page.permissions_for_user(by).can_edit():
        raise PermissionDenied
    if not page.live:
        raise ValidationError(_("This page is not public."))
    days = days_of(page.kind) or days_of("default") or 365
    on: datetime.date = clock.today() + datetime.timedelta(days=days)
    type(page).objects.filter(pk=page.pk).update(review_on=on)
    log(instance=page, action="publishing.review", user=by, data={"why": on.isoformat()})
    return on


def overdue(offices: QuerySet[Office]) -> QuerySet[Any, Any]:
    """Return the public pages of these offices whose day is over, the oldest first, as dicts; one query."""
    parts = []
    for model in apps.get_models():
        if issubclass(model, Published):
            found = model.objects.live().filter(alias_of__isnull=True, review_on__lte=clock.today())
            parts.append(
                found.filter(office__in=offices)
                .order_by()
                .annotate(kind_of_page=Value(model.kind, output_field=CharField(max_length=20)))
                .values("pk", "title", "review_on", "language", "kind_of_page", office_code=F("office__code"))
            )
    return parts[0].union(*parts[1:], all=True).order_by("review_on", "pk")


def remind() -> int:
    """Write once a week to each office that has pages to review; return how many letters."""
    return turns.now_and_then("publishing.reviews", write_letters, seconds=LOOK_EVERY_SECONDS)


def write_letters() -> int:
    year, week, _day = clock.today().isocalendar()
    of_office: dict[str, list[Any]] = {}
    for row in overdue(Office.objects.open()):
        of_office.setdefault(row["office_code"], []).append(row)
    written = 0
    for office in Office.objects.filter(code__in=of_office).select_related("parent__parent"):
        key = f"review:{office.code}:{year}-{week}"
        if Letter.objects.filter(key__startswith=f"{key}:").exists():
            continue
        rows = of_office[office.code]
        for address in _addresses(office):
            outbox.write(
                kind="mail",
                to=address,
                template="staff_reviews",
                context={
                    "titles": [row["title"] for row in rows[:MOST_IN_A_LETTER]],
                    "number": len(rows),
                    "page": settings.SITE_URL + reverse("pages_to_review"),
                },
                language="bn",
                key=f"{key}:{address}",
            )
            written += 1
    return written


def _addresses(office: Office) -> list[str]:
    """Return the office's own mailbox; where it has none, its editors'."""
    if office.email:
        return [office.email]
    editors = access.holders(Role.PRISON_EDITOR, office=office).exclude(email="")
    return sorted(set(editors.values_list("email", flat=True)))
