"""Minutes of meetings: every field of the official paper is a column, in all the variants that real
papers show.
"""

import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

import clock
from bangla import fiscal
from charter_pages.models.minute_rows import Decision
from charter_pages.models.papers import OfficialPaper
from language.spoken import active
from publishing.blocks import PROSE


class MinutesPage(OfficialPaper):
    """The minutes of one meeting, as issued."""

    kind = "minutes"
    kind_label = _("Minutes")

    class Meeting(models.TextChoices):
        COORDINATION = "coordination", _("Coordination meeting")
        COMMITTEE = "committee", _("Meeting of a committee")
        STAKEHOLDERS = "stakeholders", _("Meeting with stakeholders")
        REVIEW = "review", _("Review meeting")
        OTHER = "other", _("Other meeting")

    # Wagtail's titles end at 255 letters; a longer one is whole here.
    printed_title = models.TextField(
        _("title, as printed"),
        blank=True,
        help_text=_("Only where it is longer than the title above may be, or is set in other words."),
    )
    meeting_kind = models.CharField(
        _("kind of meeting"), max_length=20, choices=Meeting.choices, default=Meeting.COORDINATION
    )
    series = models.CharField(
        _("series"),
        max_length=1000,
        blank=True,
        help_text=_("The committee or subject that meets again and again."),
    )
    serial = models.PositiveSmallIntegerField(
        _("serial in the fiscal year"),
        null=True,
        blank=True,
        help_text=_("1 for the first meeting of the year."),
    )

    chair_post = models.ForeignKey(
        "charter_pages.Post",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("chair's post"),
    )
    chair_name = models.CharField(_("chair's name"), max_length=400, blank=True)
    chair_rank = models.CharField(_("chair's rank"), max_length=400, blank=True)
    chair_posts = models.TextField(
        _("chair's posts, as printed"), blank=True, help_text=_("One on each line; a chair may hold two.")
    )
    chair_signature = models.TextField(
        _("chair's signature, as printed"),
        blank=True,
        help_text=_("Line by line, where the posts below the signature are others than at the top."),
    )
    meeting_on = models.DateField(_("date of the meeting"))
    meeting_on_printed = models.CharField(
        _("date of the meeting, as printed"),
        max_length=400,
        blank=True,
        help_text=_("Where the paper writes more than the day, month and year: the weekday, the era."),
    )
    meeting_time = models.CharField(
        _("time, as printed"),
        max_length=400,
        blank=True,
        help_text=_("With the word for the part of the day."),
    )
    venue = models.CharField(_("venue"), max_length=2000, blank=True)
    is_online = models.BooleanField(_("held online"), default=False)
    attendance_note = models.CharField(_("line about attendance"), max_length=2000, blank=True)
    signature_sheet = models.ForeignKey(
        "publishing.PortalDocument",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("signature sheet"),
        help_text=_("Personal data: it is kept, and never shown to the public."),
    )

    opening = RichTextField(_("opening"), blank=True, features=PROSE)
    decisions_heading = models.CharField(_("line above the decisions"), max_length=2000, blank=True)
    decisions_are_a_table = models.BooleanField(
        _("printed as a table"),
        default=False,
        help_text=_("With columns for who carries a decision out, and by when."),
    )
    closing = models.TextField(_("closing"), blank=True)
    annex = models.TextField(
        _("annexes"),
        blank=True,
        help_text=_(
            "What stands behind the minutes themselves. Lines with tabs between their cells are a table."
        ),
    )

    parent_page_types = ["portal.OfficePage"]
    subpage_types: list[str] = []
    pdf_template = "printing/minutes.html"
    template = "charter_pages/minutes_page.html"

    content_panels = [
        *OfficialPaper.content_panels,
        FieldPanel("printed_title"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("meeting_kind"), FieldPanel("fiscal_year")]),
                FieldRowPanel([FieldPanel("series"), FieldPanel("serial")]),
                FieldRowPanel(
                    [FieldPanel("meeting_on"), FieldPanel("meeting_on_printed"), FieldPanel("meeting_time")]
                ),
                FieldRowPanel([FieldPanel("venue"), FieldPanel("is_online")]),
            ],
            heading=_("Meeting"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("chair_post"),
                FieldRowPanel([FieldPanel("chair_name"), FieldPanel("chair_rank")]),
                FieldPanel("chair_posts"),
                FieldPanel("chair_signature"),
            ],
            heading=_("Chair"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("attendance_note"),
                InlinePanel("attendance", label=_("Present")),
                FieldPanel("signature_sheet"),
            ],
            heading=_("Attendance"),
        ),
        FieldPanel("opening"),
        InlinePanel("agenda", label=_("Item"), heading=_("Agenda and discussion")),
        FieldRowPanel([FieldPanel("decisions_heading"), FieldPanel("decisions_are_a_table")]),
        InlinePanel("decisions", label=_("Decision"), heading=_("Decisions")),
        FieldPanel("closing"),
        FieldPanel("annex"),
        *OfficialPaper.issue_panels,
    ]
    search_fields = [
        *OfficialPaper.search_fields,
        index.SearchField("series"),
        index.SearchField("printed_title"),
        index.SearchField("opening"),
        index.SearchField("closing"),
        index.SearchField("annex"),
        index.FilterField("meeting_on"),
        index.RelatedFields("agenda", [index.SearchField("subject"), index.SearchField("discussion")]),
        index.RelatedFields("decisions", [index.SearchField("text")]),
    ]

    @classmethod
    def search_parts(cls) -> tuple[type[models.Model], ...]:
        return (Decision,)

    class Meta:
        verbose_name = _("Minutes")
        verbose_name_plural = _("Minutes of meetings")
        constraints = [
            # The English tree has the same paper once more.
            models.UniqueConstraint(
                fields=["language", "memo_key"],
                condition=~Q(memo_key=""),
                name="one_paper_bears_a_memo_number",
            )
        ]

    def find_errors(self) -> dict[str, Any]:
        errors = super().find_errors()
        if self.meeting_on and self.meeting_on > clock.today():
            errors["meeting_on"] = _("Minutes are of a meeting that was held: this date lies in the future.")
        if self.issued_on and self.meeting_on and self.issued_on < self.meeting_on:
            errors["issued_on"] = _("Minutes are issued after the meeting.")
        return errors

    def settle(self) -> None:
        self.published_on = self.issued_on or self.meeting_on or self.published_on
        if self.fiscal_year is None and self.meeting_on:
            self.fiscal_year = fiscal.fiscal_year(self.meeting_on).start
        super().settle()

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context(request, *args, **kwargs),
            "decisions": list(self.decisions.all()),
            "year_label": fiscal.FiscalYear(self.fiscal_year).label(active()) if self.fiscal_year else "",
        }

    @property
    def official_on(self) -> datetime.date:
        return self.issued_on or self.meeting_on
