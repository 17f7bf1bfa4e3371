"""What stands on a board for a time: from one instant until another it counts, after that it is over and stays readable."""

import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import PageManager

import clock
from publishing import caching
from publishing.pages import Published, PublishedQuerySet


class PostedQuerySet(PublishedQuerySet):
    def not_over(self, at: datetime.datetime) -> Self:
        """Leave what counts at an instant, or will count later."""
        return self.filter(Q(shown_until__isnull=True) | Q(shown_until__gt=at))

    def current(self, at: datetime.datetime) -> Self:
        return self.not_over(at).filter(shown_from__lte=at)

    def over(self, at: datetime.datetime) -> Self:
        return self.filter(shown_until__lte=at)


class Posted(Published):
    """Abstract. A subclass says by `find_times` from when until when it counts."""

    # What says when and how much: the same in every language, so a translation takes it from the Bangla page.
    FACTS: ClassVar[tuple[str, ...]] = ()

    # Instants that lists compare and order by; they follow from what the editor typed.
    shown_from = models.DateTimeField(null=True, editable=False, db_index=True)
    shown_until = models.DateTimeField(null=True, editable=False, db_index=True)

    objects = PageManager.from_queryset(PostedQuerySet)()

    parent_page_types = ["portal.OfficePage"]
    subpage_types: list[str] = []

    class Meta:
        abstract = True

    def find_times(self) -> tuple[datetime.datetime | None, datetime.datetime | None]:
        """Return the first instant at which this counts, and the first at which it does no more."""
        raise NotImplementedError

    def settle(self) -> None:
        super().settle()
        self.shown_from, self.shown_until = self.find_times()

    @property
    def is_over(self) -> bool:
        return self.shown_until is not None and self.shown_until <= clock.now()

    @property
    def is_to_come(self) -> bool:
        return self.shown_from is not None and self.shown_from > clock.now()

    def find_moments(self) -> list[datetime.datetime | None]:
        """Return the instants at which the page's own words change by themselves."""
        return [self.shown_from, self.shown_until]

    def find_next_change(self) -> datetime.datetime | None:
        return caching.earliest(super().find_next_change(), *self.find_moments())

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        # In a preview of a draft nothing was settled yet.
        self.shown_from, self.shown_until = self.find_times()
        return super().get_context(request, *args, **kwargs)


def end_of(day: datetime.date) -> datetime.datetime:
    """Return the midnight of Dhaka with which a day ends."""
    return clock.midnight(day + datetime.timedelta(days=1))


def when(date: datetime.date | None) -> datetime.datetime | None:
    """Return the midnight of Dhaka with which a day begins; a date from a form may be an instant already."""
    return clock.midnight(date) if date is not None else None


ENDS_TOO_EARLY = _("It ends before it starts.")
