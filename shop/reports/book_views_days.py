"""The closed days with their chain, and who read makers' names."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import clock
from accounts.roles import Role
from bangla import calendar
from language.spoken import active
from printing import exports
from shop.ledger import closes
from shop.ledger.models import DayClose, Entry
from shop.production.models import IdentityReading
from shop.reports import book_forms
from shop.reports.book_views import ListScreen
from shop.reports.book_views_entries import COLUMNS, told, told_in_turn

DAYS = (gettext_lazy("Day closes"), "book_days")
AT_A_TIME = 2000


class Link(NamedTuple):
    """A close, and whether it begins where the one before it ended and carries that one's hash."""

    day: DayClose
    follows: bool


def chained(days: Iterable[DayClose]) -> list[Link]:
    """Return closes, in the order of their days, each with whether it follows the one before it.

    That is asked of the closes alone; whether the entries in one are what was closed, its own page asks.
    """
    found: list[Link] = []
    before: DayClose | None = None
    for day in days:
        previous, begin = (before.sha256, before.to_entry_id + 1) if before else ("", 1)
        found.append(Link(day, day.previous == previous and day.from_entry_id == begin))
        before = day
    return found


class DayList(ListScreen):
    """The closes, the last day first, and how much stands behind none of them yet."""

    title = gettext_lazy("Day closes")
    icon = "date"
    template_name = "reports/book/days.html"
    form_class = book_forms.Period
    file_name = "day-closes"

    def links(self) -> list[Link]:
        asked = self.form.cleaned_data
        # A row a day: a century of them is less than one page's entries on a fair day.
        found = chained(DayClose.objects.order_by("on"))[::-1]
        return [
            link
            for link in found
            if (not asked["start"] or link.day.on >= asked["start"])
            and (not asked["end"] or link.day.on <= asked["end"])
        ]

    def page(self) -> dict[str, Any]:
        found = self.links()
        last = DayClose.objects.order_by("on").last()
        return {
            "page_obj": self.numbered(found),
            "broken": [link for link in found if not link.follows],
            "last": last,
            "open_entries": Entry.objects.filter(pk__gt=last.to_entry_id if last else 0).count(),
        }

    def columns(self) -> Sequence[exports.Column]:
        return (
            exports.Column(gettext_lazy("Day"), lambda link: link.day.on),
            exports.Column(gettext_lazy("First entry"), lambda link: link.day.from_entry_id),
            exports.Column(gettext_lazy("Last entry"), lambda link: link.day.to_entry_id),
            exports.Column(gettext_lazy("Entries"), lambda link: link.day.entries),
            exports.Column(gettext_lazy("Transfers"), lambda link: link.day.transfers),
            exports.Column(gettext_lazy("Sum of the transfers"), lambda link: link.day.poisha, is_money=True),
            exports.Column(gettext_lazy("SHA-256 of the close before"), lambda link: link.day.previous),
            exports.Column("SHA-256", lambda link: link.day.sha256),
            exports.Column(gettext_lazy("Closed"), lambda link: link.day.closed_at),
            exports.Column(gettext_lazy("Chain"), lambda link: _("follows") if link.follows else _("broken")),
        )

    def rows_of_file(self) -> Iterable[Any]:
        return self.links()


class ShowDay(ListScreen):
    """One close: its head, recomputed now, and its entries."""

    icon = "date"
    above = (DAYS,)
    template_name = "reports/book/day.html"
    file_name = "entries-of-a-day"

    @cached_property
    def day(self) -> DayClose:
        return get_object_or_404(DayClose, pk=self.kwargs["day_id"])

    def get_page_title(self) -> str:
        language = active()
        return _("Close of %(day)s") % {"day": calendar.format_day(self.day.on, language)}

    def page(self) -> dict[str, Any]:
        day = self.day
        shown = self.newest_first(closes.entries_of(day))
        before = DayClose.objects.filter(on__lt=day.on).order_by("on").last()
        return {
            **shown,
            "entries": told(shown["rows"]),
            "day": day,
            "before": before,
            "after": DayClose.objects.filter(on__gt=day.on).order_by("on").first(),
            "follows": chained([*([before] if before else []), day])[-1].follows,
            "counts_fit": closes.figures(day) == (day.entries, day.transfers, day.poisha),
            "fits": closes.sha256(day) == day.sha256,
        }

    def columns(self) -> Sequence[exports.Column]:
        return COLUMNS

    def rows_of_file(self) -> Iterable[Any]:
        return told_in_turn(closes.entries_of(self.day).order_by("-pk"))


class ReadingList(ListScreen):
    """Who read a maker's name, when and why. The makers stand here by their codes alone."""

    roles = (Role.AUDITOR,)
    title = gettext_lazy("Readings of names")
    icon = "view"
    template_name = "reports/book/readings.html"
    form_class = book_forms.Readings
    file_name = "readings-of-names"

    def readings(self) -> QuerySet[IdentityReading]:
        asked, narrowed = self.form.cleaned_data, Q()
        if asked["office"]:
            narrowed &= Q(maker__office=asked["office"])
        if asked["by"] is not None:
            narrowed &= Q(by=asked["by"] or None)
        if asked["start"]:
            narrowed &= Q(at__gte=clock.midnight(asked["start"]))
        if asked["end"]:
            narrowed &= Q(at__lt=clock.midnight(asked["end"] + datetime.timedelta(days=1)))
        if asked["maker"]:
            first, last = asked["maker"]
            narrowed &= Q(maker__gte=first, maker__lte=last)
        return IdentityReading.objects.filter(narrowed).select_related("maker__office", "by")

    def page(self) -> dict[str, Any]:
        return self.newest_first(self.readings())

    def columns(self) -> Sequence[exports.Column]:
        return (
            exports.Column(gettext_lazy("When"), lambda reading: reading.at),
            exports.Column(gettext_lazy("Read by"), lambda reading: reading.by),
            exports.Column(gettext_lazy("Maker"), lambda reading: reading.maker.code),
            exports.Column(gettext_lazy("Office"), lambda reading: reading.maker.office.name),
            exports.Column(gettext_lazy("Why"), lambda reading: reading.why),
        )

    def rows_of_file(self) -> Iterable[Any]:
        return self.readings().order_by("-pk").iterator(AT_A_TIME)
