"""The offices as citizens find them: where they stand, when to visit, what they promise, report and make."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from noticeboard import board as boards
from publishing import caching
from publishing.blocks import PROSE
from publishing.pages import Published
from publishing.rows import Row


class OfficeIndexPage(Published):
    """All offices, by division."""

    kind = "offices"
    kind_label = _("Offices")
    is_dated = False
    found_as = "page"

    intro = models.TextField(_("introduction"), blank=True)

    # Laid by `portal.tree`.
    is_creatable = False
    parent_page_types = ["portal.HomePage"]
    subpage_types = ["portal.OfficePage"]
    max_count_per_parent = 1
    template = "portal/office_index_page.html"

    content_panels = [*Published.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("Index of offices")
        verbose_name_plural = _("Indexes of offices")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from portal import directory

        return {**super().get_context(request, *args, **kwargs), **directory.for_index(self, request)}


class OfficePage(Published):
    """One office of the register: HQ and divisions below the index, prisons below their division."""

    kind = "office"
    kind_label = _("Office")
    is_dated = False
    # The offices below pass it on the way to their own.
    drafts_keep_their_title = True

    register_entry = models.ForeignKey(
        "offices.Office",
        models.PROTECT,
        related_name="portal_pages",
        verbose_name=_("office in the register"),
        help_text=_("Only headquarters changes it."),
    )
    intro = RichTextField(_("introduction"), blank=True, features=PROSE)
    visiting_note = models.TextField(_("note for visitors"), blank=True)
    warning = models.TextField(_("warning"), blank=True)
    photo = models.ForeignKey(
        "publishing.PortalImage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    photo_alt = models.CharField(_("description of the picture"), max_length=250, blank=True)

    # Laid by `portal.tree` after the register, never made by hand.
    is_creatable = False
    parent_page_types = ["portal.OfficeIndexPage", "portal.OfficePage"]
    subpage_types = [
        "portal.OfficePage",
        "charter_pages.CharterPage",
        "charter_pages.MasterCharterPage",
        "charter_pages.MinutesPage",
        "charter_pages.PracticeReportPage",
        "charter_pages.LetterPage",
        "noticeboard.NoticePage",
        "noticeboard.TenderPage",
        "noticeboard.EventPage",
        "noticeboard.GalleryPage",
        "noticeboard.DocumentPage",
    ]
    template = "portal/office_page.html"

    content_panels = [
        *Published.content_panels,
        FieldPanel("register_entry", permission="offices.change_office"),
        FieldPanel("intro"),
        MultiFieldPanel(
            [InlinePanel("visiting_hours", label=_("Visiting hours")), FieldPanel("visiting_note")],
            heading=_("Visits"),
        ),
        FieldPanel("warning"),
        FieldRowPanel([FieldPanel("photo"), FieldPanel("photo_alt")]),
    ]
    search_fields = [
        *Published.search_fields,
        index.SearchField("intro"),
        index.SearchField("visiting_note"),
        index.SearchField("said_of_visits"),
        index.RelatedFields("register_entry", [index.SearchField("name_bn"), index.SearchField("name_en")]),
    ]

    class Meta:
        verbose_name = _("Office")
        verbose_name_plural = _("Offices")
        constraints = [
            models.UniqueConstraint(
                fields=["language", "register_entry"], name="an_office_has_one_page_in_a_language"
            )
        ]

    def clean(self) -> None:
        super().clean()
        if self.photo_id and not self.photo_alt:
            raise ValidationError(
                {"photo_alt": _("Say what the picture shows, for those who cannot see it.")}
            )

    @property
    def said_of_visits(self) -> str:
        """Return what a search finds the visiting hours by; the page shows them below the same words."""
        rows = [f"{row.who}: {row.days}, {row.hours} {row.how_often}" for row in self.visiting_hours.all()]
        if not rows:
            return ""
        heading = "Visiting hours" if self.language == "en" else "সাক্ষাতের সময়সূচি, বন্দির সাথে সাক্ষাতের সময়"
        return "\n".join([heading, *rows])

    def find_office_id(self) -> int | None:
        return self.register_entry_id

    def find_next_change(self) -> datetime.datetime | None:
        return caching.earliest(super().find_next_change(), self.board.next_change)

    @cached_property
    def board(self) -> boards.Board:
        """Return what stands on the office's board now, with what it hears from above; read once for a page."""
        return boards.of_office(self.register_entry, self.language)

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from portal import directory

        return {**super().get_context(request, *args, **kwargs), **directory.for_office(self)}


class VisitingHours(Row):
    """When whom may be visited."""

    page = ParentalKey(OfficePage, related_name="visiting_hours")
    who = models.CharField(_("who is visited"), max_length=150)
    days = models.CharField(_("days"), max_length=150)
    hours = models.CharField(_("hours"), max_length=100)
    how_often = models.CharField(_("how often"), max_length=150, blank=True)

    class Meta(Row.Meta):
        verbose_name = _("visiting hours")
        verbose_name_plural = _("visiting hours")

    def __str__(self) -> str:
        return f"{self.who}: {self.days}, {self.hours}"
