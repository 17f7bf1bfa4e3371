"""Tenders: what is bought, by when to offer, and every change of it, kept as readers found it."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

import clock
from noticeboard import attaching, firms
from noticeboard.forms import TenderForm
from noticeboard.models.files import AbstractFile
from noticeboard.models.posted import Posted, when
from publishing.blocks import ProseBlock
from publishing.rows import Row

# In what a supplier relies on: whenever one of these changes after publication, readers see what it was before.
TERMS = (
    "tender_number", "method", "nature", "sale_until", "submission_by", "opens_at", "document_price_poisha",
    "security_poisha",
)  # fmt: skip


class TenderPage(Posted):
    """An invitation to offer. Its title is the subject."""

    kind = "tender"
    kind_label = _("Tender")
    # The number and the firm are words: each language has its own.
    FACTS = (
        *TERMS[1:], "cancelled_on", "awarded_on", "award_poisha", "shown_from", "shown_until",
    )  # fmt: skip

    class Method(models.TextChoices):
        """As the Public Procurement Rules name them."""

        OPEN = "open", _("Open tendering")
        LIMITED = "limited", _("Limited tendering")
        TWO_STAGE = "two_stage", _("Two-stage tendering")
        ONE_STAGE_TWO_ENVELOPES = "two_envelopes", _("One stage, two envelopes")
        QUOTATION = "quotation", _("Request for quotations")
        DIRECT = "direct", _("Direct procurement")

    class Nature(models.TextChoices):
        GOODS = "goods", _p("tender", "Goods")
        WORKS = "works", _p("tender", "Works")
        SERVICES = "services", _p("tender", "Services")

    class State(models.TextChoices):
        TO_COME = "to_come", _p("tender", "Not open yet")
        OPEN = "open", _p("tender", "Open")
        CLOSED = "closed", _p("tender", "Closed")
        CANCELLED = "cancelled", _p("tender", "Cancelled")
        AWARDED = "awarded", _p("tender", "Awarded")

    tender_number = models.CharField(
        _("tender number"), max_length=80, help_text=_("As printed: a memo number or the number of e-GP.")
    )
    method = models.CharField(_("method"), max_length=20, choices=Method.choices, default=Method.OPEN)
    nature = models.CharField(
        _("what is bought"), max_length=12, choices=Nature.choices, default=Nature.GOODS
    )
    sale_until = models.DateField(_("documents are sold until"), null=True, blank=True)
    submission_by = models.DateTimeField(_("submission until"), null=True)
    opens_at = models.DateTimeField(_("opening of the offers"), null=True, blank=True)
    submission_place = models.CharField(_("where to submit"), max_length=250, blank=True)
    sale_place = models.CharField(_("where documents are sold"), max_length=250, blank=True)
    e_procurement_url = models.URLField(_("address in e-GP"), blank=True)
    document_price_poisha = models.PositiveBigIntegerField(_("price of the documents"), null=True, blank=True)
    security_poisha = models.PositiveBigIntegerField(_("tender security"), null=True, blank=True)
    security_note = models.CharField(
        _("words on the security"),
        max_length=200,
        blank=True,
        help_text=_("E.g. pay order or bank guarantee."),
    )
    lead = models.TextField(_("summary"), max_length=400, blank=True)
    body = StreamField(ProseBlock(), verbose_name=_("text"), blank=True)
    cancelled_on = models.DateField(_("cancelled on"), null=True, blank=True)
    cancel_reason = models.TextField(_("reason of the cancellation"), max_length=400, blank=True)
    awarded_on = models.DateField(_("awarded on"), null=True, blank=True)
    award_poisha = models.PositiveBigIntegerField(_("price of the contract"), null=True, blank=True)
    awarded_to = models.CharField(
        _("firm"),
        max_length=200,
        blank=True,
        validators=[firms.refuse_what_is_personal],
        help_text=_("The name of the firm alone: no person, address, telephone or number of identity."),
    )
    award_note = models.CharField(_("words on the award"), max_length=300, blank=True)

    base_form_class = TenderForm
    template = "noticeboard/tender_page.html"

    content_panels = [
        *Posted.content_panels,
        FieldRowPanel([FieldPanel("tender_number"), FieldPanel("published_on")]),
        FieldRowPanel([FieldPanel("method"), FieldPanel("nature")]),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [FieldPanel("sale_until"), FieldPanel("submission_by"), FieldPanel("opens_at")]
                ),
                FieldRowPanel([FieldPanel("sale_place"), FieldPanel("submission_place")]),
                FieldPanel("e_procurement_url"),
            ],
            heading=_("By when and where"),
        ),
        FieldRowPanel(
            [FieldPanel("document_price_poisha"), FieldPanel("security_poisha"), FieldPanel("security_note")]
        ),
        FieldPanel("lead"),
        FieldPanel("body"),
        InlinePanel("documents", label=_("Document"), heading=_("Documents")),
        InlinePanel("notes", label=_("Corrigendum"), heading=_("Corrigenda, extensions and clarifications")),
        MultiFieldPanel([FieldPanel("cancelled_on"), FieldPanel("cancel_reason")], heading=_("Cancellation")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("awarded_on"), FieldPanel("award_poisha")]),
                FieldRowPanel([FieldPanel("awarded_to"), FieldPanel("award_note")]),
            ],
            heading=_("Award"),
        ),
    ]
    search_fields = [
        *Posted.search_fields,
        index.SearchField("tender_number"),
        index.SearchField("lead"),
        index.SearchField("body"),
        index.SearchField("cancel_reason"),
    ]

    class Meta:
        verbose_name = _("Tender")
        verbose_name_plural = _("Tenders")
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True) | Q(opens_at__gte=F("submission_by")),
                name="offers_are_opened_after_they_were_submitted",
                violation_error_message=_("Offers are opened after the last of them came in."),
            ),
            models.CheckConstraint(
                condition=Q(cancelled_on__isnull=True) | Q(awarded_on__isnull=True),
                name="a_tender_is_awarded_or_cancelled",
                violation_error_message=_("A tender is awarded or cancelled, not both."),
            ),
        ]

    def clean(self) -> None:
        super().clean()
        if errors := dict(self._wrong_deadlines() | self._wrong_ends()):
            raise ValidationError(errors)

    def _wrong_deadlines(self) -> dict[str, Any]:
        by, opening = self.submission_by, self.opens_at
        wrong: dict[str, Any] = {}
        if by and opening and opening < by:
            wrong["opens_at"] = _("Offers are opened after the last of them came in.")
        if by and self.sale_until and self.sale_until > clock.local(by).date():
            wrong["sale_until"] = _("Documents are sold before the last offer comes in.")
        if by and self.published_on and clock.local(by).date() < self.published_on:
            wrong["submission_by"] = _("The last day is before the tender was published.")
        return wrong

    def _wrong_ends(self) -> dict[str, Any]:
        wrong: dict[str, Any] = {}
        today = clock.today()
        if bool(self.cancelled_on) != bool(self.cancel_reason.strip()):
            wrong["cancel_reason"] = _("A cancellation has its day and its reason.")
        if self.cancelled_on and self.awarded_on:
            wrong["awarded_on"] = _("A tender is awarded or cancelled, not both.")
        for field in ("cancelled_on", "awarded_on"):
            day = getattr(self, field)
            if day and day > today:
                wrong[field] = _("This day is still to come.")
        if (
            self.awarded_on
            and self.submission_by
            and self.awarded_on < clock.local(self.submission_by).date()
        ):
            wrong["awarded_on"] = _("Nothing is awarded before the last offer came in.")
        if not self.awarded_on and (self.award_poisha or self.awarded_to or self.award_note):
            wrong["awarded_on"] = _("Say when it was awarded.")
        return wrong

    def find_times(self) -> tuple[datetime.datetime | None, datetime.datetime | None]:
        return when(self.published_on), self.submission_by

    def find_moments(self) -> list[datetime.datetime | None]:
        return [*super().find_moments(), self.opens_at]

    @property
    def state(self) -> "TenderPage.State":
        """Return how the tender stands now; nobody sets it."""
        if self.cancelled_on:
            return self.State.CANCELLED
        if self.awarded_on:
            return self.State.AWARDED
        if self.is_over:
            return self.State.CLOSED
        return self.State.TO_COME if self.is_to_come else self.State.OPEN

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from noticeboard import tender_terms

        notes = list(self.notes.order_by("-dated_on", "-sort_order"))
        return {
            **super().get_context(request, *args, **kwargs),
            "documents": attaching.shown(self.documents.all()),
            "notes": [(note, attaching.shown([note])) if note.document_id else (note, []) for note in notes],
            "changed_terms": tender_terms.told(self),
        }


class TenderDocument(AbstractFile):
    """A paper that bidders get."""

    page = ParentalKey(TenderPage, related_name="documents")

    class Meta(AbstractFile.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")


class TenderNote(Row):
    """What was corrected, put off or explained after the tender was published. Once public it stays."""

    class Sort(models.TextChoices):
        CORRIGENDUM = "corrigendum", _("Corrigendum")
        EXTENSION = "extension", _("Extension of time")
        CLARIFICATION = "clarification", _("Clarification")

    page = ParentalKey(TenderPage, related_name="notes")
    sort = models.CharField(_("kind"), max_length=15, choices=Sort.choices, default=Sort.CORRIGENDUM)
    dated_on = models.DateField(_("date"), default=clock.today)
    memo_number = models.CharField(_("memo number, as printed"), max_length=60, blank=True)
    text = models.TextField(_("text"), max_length=600)
    document = models.ForeignKey(
        "publishing.PortalDocument",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document"),
    )

    class Meta(Row.Meta):
        verbose_name = _("corrigendum")
        verbose_name_plural = _("corrigenda")

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        super().clean()
        attaching.refuse_what_is_private(self)


class TenderTerms(models.Model):
    """The terms of a tender as readers found them from one publication on. Written once, never changed."""

    # The tender in all its languages.
    translation_key = models.UUIDField(_("tender"), db_index=True)
    number = models.PositiveIntegerField(_("number"))
    terms = models.JSONField(_("terms"))
    since = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("terms of a tender")
        verbose_name_plural = _("terms of tenders")
        ordering = ["translation_key", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["translation_key", "number"], name="terms_of_a_tender_are_counted_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.translation_key}: {self.number}"
