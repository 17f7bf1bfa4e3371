"""Carrying over: the committee's open decisions as agenda items of the draft of its next minutes.

The draft is an ordinary page that an editor goes on with; the minutes in which they were decided are not touched.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

import clock
from accounts import access
from accounts.models import User
from bangla import calendar, digits
from charter_pages.decisions import counting, people
from charter_pages.decisions.models import Carried, Followed
from charter_pages.decisions.scoring import Counts
from charter_pages.models import AgendaItem, MinutesPage
from publishing import pairing

LANGUAGE = "bn"
LONGEST_SUBJECT = 900


def open_of(followed: Followed) -> list[Followed]:
    """Return what a decision's committee has decided and not closed, the oldest first."""
    decided = Followed.objects.filter(
        office=followed.office, meeting_kind=followed.meeting_kind, series=followed.series
    )
    counts = counting.of(decided, clock.today())
    rows = decided.select_related("office", "minutes").order_by("meeting_on", "pk")
    return [each for each in rows if is_open(counts[each.pk])]


def is_open(counts: Counts) -> bool:
    """Return whether a decision has something left to do, or was given to nobody yet."""
    return not counts.tasks or counts.agreed < counts.tasks


def draft_of(followed: Followed) -> MinutesPage | None:
    """Return the draft that carries the decisions of this committee already; None where there is none."""
    carried = Carried.objects.filter(
        followed__office=followed.office,
        followed__meeting_kind=followed.meeting_kind,
        followed__series=followed.series,
        minutes__first_published_at=None,
    )
    found = carried.select_related("minutes").order_by("-pk").first()
    return found.minutes if found is not None else None


@transaction.atomic
def carry(*, by: User, followed: Followed) -> MinutesPage:
    """Lay the draft of the committee's next minutes with its open decisions; where one waits, return that.

    Raises ValidationError, and PermissionDenied where the user writes no pages of the office.
    """
    access.require(by, *people.KEEPERS, office=followed.office)
    # Two who press the button at once meet here; the second finds the draft of the first.
    mates = Followed.objects.filter(
        office=followed.office, meeting_kind=followed.meeting_kind, series=followed.series
    )
    list(mates.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    waiting = draft_of(followed)
    if waiting is not None:
        return waiting
    found = open_of(followed)
    if not found:
        raise ValidationError(
            _("All decisions of this committee are closed: there is nothing to carry over.")
        )
    above = Page.objects.get(pk=followed.minutes_id).get_parent().specific
    if not above.permissions_for_user(by).can_add_subpage():
        raise PermissionDenied
    counts = counting.of(mates, clock.today())
    page = _draft(followed, found, counts)
    above.add_child(instance=page)
    page.save_revision(user=by)
    pairing.pair(page)
    now = clock.now()
    Carried.objects.bulk_create(Carried(followed=each, minutes=page, by=by, at=now) for each in found)
    return page


def _draft(followed: Followed, found: Iterable[Followed], counts: dict[int, Counts]) -> MinutesPage:
    before: Any = followed.minutes
    with translation.override(LANGUAGE):
        page = MinutesPage(
            title=_("Draft of the next minutes: %(committee)s") % {"committee": followed.committee},
            live=False,
            meeting_kind=followed.meeting_kind,
            series=before.series,
            # Unknown yet; a date is needed, and the editor puts the right one in its place.
            meeting_on=clock.today(),
            chair_post=before.chair_post,
            venue=before.venue,
        )
        page.agenda = [
            AgendaItem(
                number=digits.to_bangla(place),
                subject=subject(each)[:LONGEST_SUBJECT],
                discussion=discussion(each, counts[each.pk]),
            )
            for place, each in enumerate(found, start=1)
        ]
    return page


def subject(followed: Followed) -> str:
    """Return the subject of an agenda item: which decision of which meeting, in its own words."""
    told = {
        "number": followed.number,
        "day": calendar.format_day(followed.meeting_on, LANGUAGE),
        "text": followed.text,
    }
    if followed.number:
        return _("Decision %(number)s of %(day)s: %(text)s") % told
    return _("Decision of %(day)s: %(text)s") % told


def discussion(followed: Followed, counts: Counts) -> str:
    """Return how a decision stands, as the prose of an agenda item."""
    if not counts.tasks:
        words = _("It was given to no office yet.")
    else:
        part = {name: digits.to_bangla(value) for name, value in counts._asdict().items()}
        words = (
            ngettext(
                "Given to %(tasks)s office: %(agreed)s implemented, %(reported)s reported done, %(late)s late.",
                "Given to %(tasks)s offices: %(agreed)s implemented, %(reported)s reported done, %(late)s late.",
                counts.tasks,
            )
            % part
        )
    return str(format_html("<p>{}</p>", words))
