"""Events: when, where or online, for whom, with their programme; as a file for calendars, too."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index
from wagtail.url_routing import RouteResult

import clock
from noticeboard.models.posted import ENDS_TOO_EARLY, Posted, end_of, when
from publishing.blocks import ProseBlock
from publishing.rows import Row

# Addresses of pages have no dots; the file that is sent has its proper name.
CALENDAR_FILE = "calendar"


class EventPage(Posted):
    """Something to come to. It counts until it ends: at its last minute, or with the day on which it begins."""

    kind = "event"
    kind_label = _("Event")
    FACTS = ("starts_at", "ends_at", "is_online", "online_url", "shown_from", "shown_until")

    starts_at = models.DateTimeField(_("begins"), null=True)
    ends_at = models.DateTimeField(
        _("ends"), null=True, blank=True, help_text=_("Left empty, it ends with the day.")
    )
    venue = models.CharField(_("venue"), max_length=250, blank=True)
    is_online = models.BooleanField(_("can be followed online"), default=False)
    online_url = models.URLField(_("address online"), blank=True)
    for_whom = models.CharField(_("for whom"), max_length=250, blank=True)
    not_held_reason = models.CharField(
        _("not held, because"),
        max_length=300,
        blank=True,
        help_text=_("Filled in where the event is called off; it stays in the list, marked so."),
    )
    lead = models.TextField(_("summary"), max_length=400)
    body = StreamField(ProseBlock(), verbose_name=_("text"), blank=True)

    template = "noticeboard/event_page.html"

    content_panels = [
        *Posted.content_panels,
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
        MultiFieldPanel(
            [FieldPanel("venue"), FieldRowPanel([FieldPanel("is_online"), FieldPanel("online_url")])],
            heading=_("Where"),
        ),
        FieldPanel("for_whom"),
        FieldPanel("lead"),
        InlinePanel("items", label=_("Item of the programme"), heading=_("Programme of the event")),
        FieldPanel("body"),
        FieldPanel("not_held_reason"),
        FieldPanel("published_on"),
    ]
    search_fields = [
        *Posted.search_fields,
        index.SearchField("lead"),
        index.SearchField("venue"),
        index.SearchField("for_whom"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = _("Event")
        verbose_name_plural = _("Events")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="an_event_ends_after_it_begins",
                violation_error_message=ENDS_TOO_EARLY,
            )
        ]

    def clean(self) -> None:
        super().clean()
        errors: dict[str, Any] = {}
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            errors["ends_at"] = ENDS_TOO_EARLY
        if not self.venue.strip() and not self.is_online:
            errors["venue"] = _("Say where it takes place, or that it is online.")
        if errors:
            raise ValidationError(errors)

    def find_times(self) -> tuple[datetime.datetime | None, datetime.datetime | None]:
        return when(self.published_on), self.ending

    @property
    def ending(self) -> datetime.datetime | None:
        if self.starts_at is None:
            return None
        return self.ends_at or end_of(clock.local(self.starts_at).date())

    def find_moments(self) -> list[datetime.datetime | None]:
        return [*super().find_moments(), self.starts_at]

    @property
    def is_going_on(self) -> bool:
        return self.starts_at is not None and self.starts_at <= clock.now() and not self.is_over

    @property
    def ends_same_day(self) -> bool:
        if self.starts_at is None or self.ends_at is None:
            return False
        return clock.local(self.starts_at).date() == clock.local(self.ends_at).date()

    @property
    def calendar_url(self) -> str:
        return f"{self.url}{CALENDAR_FILE}/" if self.url and self.starts_at else ""

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        if path_components == [CALENDAR_FILE] and self.live and self.starts_at:
            return RouteResult(self, kwargs={"as_calendar": True})
        return super().route(request, path_components)

    def serve(
        self, request: HttpRequest, *args: Any, as_calendar: bool = False, **kwargs: Any
    ) -> HttpResponse:
        if not as_calendar:
            return super().serve(request, *args, **kwargs)
        from noticeboard import calendar_files

        response = HttpResponse(calendar_files.of_event(self), content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{self.slug}.ics"'
        return self.for_caches(request, response)

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "items": list(self.items.all())}


class EventItem(Row):
    """A line of the programme."""

    page = ParentalKey(EventPage, related_name="items")
    time_text = models.CharField(_("time, as printed"), max_length=60, blank=True)
    text = models.CharField(_("what happens"), max_length=300)

    class Meta(Row.Meta):
        verbose_name = _("item of the programme")
        verbose_name_plural = _("items of the programme")

    def __str__(self) -> str:
        return self.text
