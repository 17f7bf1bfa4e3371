"""Minutes of meetings: every field of the official paper is a column, in all the variants that real
papers show.
"""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

import clock
from bangla import calendar, fiscal, memo
from charter_pages import dating, quarters
from charter_pages.models.minute_rows import AgendaItem, Attachment, Decision
from charter_pages.sheets import Sheet
from publishing.blocks import PROSE
from publishing.models import PortalDocument
from publishing.pages import Published


class MinutesPage(Sheet, Published):
    """The minutes of one meeting, as issued."""

    kind = "minutes"
    kind_label = _("Minutes")

    class Meeting(models.TextChoices):
        COORDINATION = "coordination", _("Coordination meeting")
        COMMITTEE = "committee", _("Meeting of a committee")
        STAKEHOLDERS = "stakeholders", _("Meeting with stakeholders")
        REVIEW = "review", _("Review meeting")
        OTHER = "other", _("Other meeting")

    class MemoLabel(models.TextChoices):
        MEMO = "memo", _("Memo no.")
        LETTER = "letter", _("Letter no.")

    class DistributionHeading(models.TextChoices):
        DISTRIBUTION = "distribution", _("Distribution")
        SENT = "sent", _("Sent to")
        COPIES = "copies", _("Copies")

    meeting_kind = models.CharField(
        _("kind of meeting"), max_length=20, choices=Meeting.choices, default=Meeting.COORDINATION
    )
    series = models.CharField(
        _("series"),
        max_length=200,
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
    chair_name = models.CharField(_("chair's name"), max_length=150, blank=True)
    chair_rank = models.CharField(_("chair's rank"), max_length=150, blank=True)
    chair_posts = models.TextField(
        _("chair's posts, as printed"), blank=True, help_text=_("One on each line; a chair may hold two.")
    )
    meeting_on = models.DateField(_("date of the meeting"))
    meeting_time = models.CharField(
        _("time, as printed"),
        max_length=60,
        blank=True,
        help_text=_("With the word for the part of the day."),
    )
    venue = models.CharField(_("venue"), max_length=250, blank=True)
    is_online = models.BooleanField(_("held online"), default=False)
    attendance_note = models.CharField(_("line about attendance"), max_length=300, blank=True)
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
    decisions_heading = models.CharField(_("line above the decisions"), max_length=250, blank=True)
    closing = models.TextField(_("closing"), blank=True)

    memo_label = models.CharField(
        _("label of the number"), max_length=10, choices=MemoLabel.choices, default=MemoLabel.MEMO
    )
    memo_number = models.CharField(
        _("memo number, as printed"), max_length=60, blank=True, help_text=_("18 or 22 digits and a serial.")
    )
    memo_key = models.CharField(_("memo number, in one form"), max_length=60, blank=True, editable=False)
    issued_on = models.DateField(_("date of issue"), null=True, blank=True)
    issued_on_bangla = models.CharField(
        _("date of issue in the Bangla calendar, as printed"), max_length=60, blank=True
    )
    distribution_heading = models.CharField(
        _("heading of the distribution"),
        max_length=20,
        choices=DistributionHeading.choices,
        default=DistributionHeading.DISTRIBUTION,
    )
    distribution_note = models.CharField(
        _("words after the heading"),
        max_length=150,
        blank=True,
        help_text=_("E.g. for information and action."),
    )
    issuer_post = models.ForeignKey(
        "charter_pages.Post",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("issuing officer"),
    )
    issuer_name = models.CharField(_("issuing officer's name"), max_length=150, blank=True)
    issuer_posts = models.TextField(_("issuing officer's posts, as printed"), blank=True)
    on_behalf_of = models.CharField(_("on behalf of"), max_length=150, blank=True)
    mailbox = models.EmailField(_("mailbox of the post"), blank=True)

    parent_page_types = ["portal.OfficePage"]
    subpage_types: list[str] = []
    pdf_template = "printing/minutes.html"
    template = "charter_pages/minutes_page.html"

    content_panels = [
        *Published.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("meeting_kind"), FieldPanel("fiscal_year")]),
                FieldRowPanel([FieldPanel("series"), FieldPanel("serial")]),
                FieldRowPanel([FieldPanel("meeting_on"), FieldPanel("meeting_time")]),
                FieldRowPanel([FieldPanel("venue"), FieldPanel("is_online")]),
            ],
            heading=_("Meeting"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("chair_post"),
                FieldRowPanel([FieldPanel("chair_name"), FieldPanel("chair_rank")]),
                FieldPanel("chair_posts"),
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
        FieldPanel("decisions_heading"),
        InlinePanel("decisions", label=_("Decision"), heading=_("Decisions")),
        FieldPanel("closing"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("memo_label"), FieldPanel("memo_number")]),
                FieldRowPanel([FieldPanel("issued_on"), FieldPanel("issued_on_bangla")]),
                InlinePanel("references", label=_("Reference"), heading=_("References")),
            ],
            heading=_("Issue"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("distribution_heading"), FieldPanel("distribution_note")]),
                InlinePanel("distribution", label=_("Recipient")),
            ],
            heading=_("Distribution"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("issuer_post"),
                FieldRowPanel([FieldPanel("issuer_name"), FieldPanel("on_behalf_of")]),
                FieldPanel("issuer_posts"),
                FieldPanel("mailbox"),
            ],
            heading=_("Issuing officer"),
        ),
        InlinePanel("attachments", label=_("Attachment"), heading=_("Attachments")),
    ]
    search_fields = [
        *Published.search_fields,
        index.SearchField("series"),
        index.SearchField("opening"),
        index.SearchField("memo_number"),
        index.SearchField("memo_key"),
        index.FilterField("memo_key"),
        index.FilterField("meeting_on"),
        index.RelatedFields("agenda", [index.SearchField("subject"), index.SearchField("discussion")]),
        index.RelatedFields("decisions", [index.SearchField("text")]),
    ]

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

    def clean(self) -> None:
        super().clean()
        errors: dict[str, Any] = {}
        if self.meeting_on and self.meeting_on > clock.today():
            errors["meeting_on"] = _("Minutes are of a meeting that was held: this date lies in the future.")
        if self.issued_on and self.meeting_on and self.issued_on < self.meeting_on:
            errors["issued_on"] = _("Minutes are issued after the meeting.")
        if self.memo_number:
            try:
                self.memo_key = memo.normal_form(self.memo_number)
            except ValueError:
                errors["memo_number"] = _(
                    "A memo number has 18 or 22 digits in groups with full stops between them, then a serial."
                )
            else:
                if self._bears_anothers_number():
                    errors["memo_number"] = _("Another paper bears this memo number already.")
        if errors:
            raise ValidationError(errors)

    def _bears_anothers_number(self) -> bool:
        others = MinutesPage.objects.filter(memo_key=self.memo_key).exclude(pk=self.pk)
        return others.exclude(translation_key=self.translation_key).exists()

    def settle(self) -> None:
        self.memo_key = _key(self.memo_number)
        self.published_on = self.issued_on or self.meeting_on or self.published_on
        if self.fiscal_year is None and self.meeting_on:
            self.fiscal_year = fiscal.fiscal_year(self.meeting_on).start
        super().settle()

    def copy(self, *args: Any, **kwargs: Any) -> Any:
        """Copy the page; another paper never bears the same number, a translation does."""
        if kwargs.get("reset_translation_key", True):
            kwargs["exclude_fields"] = [*(kwargs.get("exclude_fields") or []), "memo_number", "memo_key"]
        return super().copy(*args, **kwargs)

    def dates_differ(self) -> bool:
        """Return whether the printed Bangla date is another day than the date of issue."""
        return dating.differ(self.issued_on, self.issued_on_bangla)

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        decisions = list(self.decisions.all())
        agenda = list(self.agenda.all())
        numbers = {item.number for item in agenda}
        lines = list(self.distribution.all())
        return {
            **super().get_context(request, *args, **kwargs),
            "decisions": decisions,
            "agenda": [
                {"row": item, "decisions": [each for each in decisions if _belongs(each, item)]}
                for item in agenda
            ],
            # A decision whose item does not exist still stands on the paper, at its end.
            "closing_decisions": [
                each for each in decisions if not each.agenda_number or each.agenda_number not in numbers
            ],
            "recipients": [line for line in lines if not line.is_copy],
            "copies": [line for line in lines if line.is_copy],
            "attendance": list(self.attendance.all()),
            "attachments": self.shown_attachments(),
            "references": self.linked_references(),
            "letterhead_above": quarters.letterhead(self),
            "year_label": fiscal.FiscalYear(self.fiscal_year).label(get_language() or "bn")
            if self.fiscal_year
            else "",
        }

    def shown_attachments(self) -> list[Attachment]:
        rows = list(self.attachments.all())
        documents = PortalDocument.objects.in_bulk([row.document_id for row in rows if row.document_id])
        for row in rows:
            if row.document_id:
                row.document = documents[row.document_id]
        return rows

    def linked_references(self) -> list[dict[str, str]]:
        """Return the papers cited; one that is published here has its address; one query."""
        rows = list(self.references.all())
        keys = {row.pk or id(row): _key(row.memo_number) for row in rows}
        cited = MinutesPage.objects.live().in_language(self.language).filter(memo_key__in=[*keys.values()])
        by_key = {page.memo_key: page for page in cited.exclude(memo_key="")}
        return [
            {
                "text": row.text,
                "url": (page.url or "") if (page := by_key.get(keys[row.pk or id(row)])) else "",
            }
            for row in rows
        ]

    def computed_bangla_date(self) -> str:
        """Return the date of issue in the Bangla calendar, as it should be printed."""
        return calendar.format_bangla(self.issued_on) if self.issued_on else ""

    @property
    def chair_lines(self) -> list[str]:
        return [line.strip() for line in self.chair_posts.splitlines() if line.strip()]

    @property
    def issuer_lines(self) -> list[str]:
        return [line.strip() for line in self.issuer_posts.splitlines() if line.strip()]

    @property
    def official_on(self) -> datetime.date:
        return self.issued_on or self.meeting_on


def _belongs(decision: Decision, item: AgendaItem) -> bool:
    return bool(decision.agenda_number) and decision.agenda_number == item.number


def _key(number: str) -> str:
    """Return the one form of a memo number, empty where there is none to be read."""
    try:
        return memo.normal_form(number) if number else ""
    except ValueError:
        return ""
