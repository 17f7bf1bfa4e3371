"""An official paper that bears a memo number: minutes and letters have its fields, its issue and its distribution alike."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Revision
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from bangla import calendar, memo
from charter_pages import dating, paper_panels, quarters
from charter_pages.circulation.addresses import WithFormer
from charter_pages.circulation.forms import OfCorrigendum
from charter_pages.papers import citing, register
from charter_pages.papers.register import key_of
from charter_pages.sheets import Sheet
from publishing.models import PortalDocument
from publishing.pages import Published


class OfficialPaper(WithFormer, Sheet, Published):
    """A paper as issued: its number as printed, both dates, whom it was sent to, who signed. Abstract.

    A subclass has the rows `distribution`, `references` and `attachments`.
    """

    class MemoLabel(models.TextChoices):
        MEMO = "memo", _("Memo no.")
        LETTER = "letter", _("Letter no.")
        NUMBER = "number", _("No.")

    class DistributionHeading(models.TextChoices):
        DISTRIBUTION = "distribution", _("Distribution")
        SENT = "sent", _("Sent to")
        COPIES = "copies", _("Copies")

    letterhead = models.TextField(
        _("letterhead, as printed"),
        blank=True,
        help_text=_("Line by line. Left empty, the offices of the register stand there."),
    )
    memo_label = models.CharField(
        _("label of the number"), max_length=10, choices=MemoLabel.choices, default=MemoLabel.MEMO
    )
    memo_number = models.CharField(
        _("memo number, as printed"), max_length=120, blank=True, help_text=_("18 or 22 digits and a serial.")
    )
    memo_key = models.CharField(_("memo number, in one form"), max_length=60, blank=True, editable=False)
    issued_on = models.DateField(_("date of issue"), null=True, blank=True)
    issued_on_printed = models.CharField(
        _("date of issue, as printed"),
        max_length=400,
        blank=True,
        help_text=_("Where the paper writes more than the day, month and year: the weekday, the era."),
    )
    issued_on_bangla = models.CharField(
        _("date of issue in the Bangla calendar, as printed"), max_length=400, blank=True
    )
    distribution_heading = models.CharField(
        _("heading of the distribution"),
        max_length=20,
        choices=DistributionHeading.choices,
        default=DistributionHeading.DISTRIBUTION,
    )
    distribution_note = models.CharField(
        _("words after the heading"),
        max_length=2000,
        blank=True,
        help_text=_("E.g. for information and action."),
    )
    copies_heading = models.CharField(
        _("heading of the copies"),
        max_length=2000,
        blank=True,
        help_text=_("As printed, where a paper has copies beside its distribution."),
    )
    copies_memo = models.TextField(
        _("number and date of the copies, as printed"),
        blank=True,
        help_text=_("Line by line, where the copies went out under a number of their own."),
    )
    issuer_post = models.ForeignKey(
        "charter_pages.Post",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("issuing officer"),
    )
    issuer_name = models.CharField(_("issuing officer's name"), max_length=400, blank=True)
    issuer_rank = models.CharField(_("issuing officer's rank"), max_length=400, blank=True)
    issuer_posts = models.TextField(_("issuing officer's posts, as printed"), blank=True)
    on_behalf_of = models.CharField(_("on behalf of"), max_length=400, blank=True)
    mailbox = models.EmailField(_("mailbox of the post"), blank=True)
    issuer_contacts = models.TextField(
        _("telephones below the signature, as printed"), blank=True, help_text=_("Line by line.")
    )

    # What the fields were read from: for the office's staff alone, never for readers, search or export.
    source_document = models.ForeignKey(
        "publishing.PortalDocument",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("paper as it was uploaded"),
    )
    source_text = models.TextField(_("text of the paper as it was imported"), blank=True, editable=False)
    remainder = models.TextField(
        _("lines that were placed nowhere"),
        blank=True,
        help_text=_("Move each line to its field or delete it. Readers do not see this."),
    )

    base_form_class = paper_panels.PaperForm
    # What a paper was read from is no text to translate; its number is the same in every language.
    override_translatable_fields = [
        SynchronizedField(name) for name in ("source_text", "remainder", "memo_number", "memo_key")
    ]
    content_panels = [
        *Published.content_panels,
        FieldRowPanel([OfCorrigendum("corrigendum_memo"), OfCorrigendum("corrigendum_on")]),
    ]
    issue_panels = [
        MultiFieldPanel(
            [
                FieldPanel("letterhead"),
                FieldRowPanel([FieldPanel("memo_label"), FieldPanel("memo_number")]),
                FieldRowPanel(
                    [FieldPanel("issued_on"), FieldPanel("issued_on_printed"), FieldPanel("issued_on_bangla")]
                ),
                paper_panels.BothCalendars(),
                InlinePanel("references", label=_("Reference"), heading=_("References")),
            ],
            heading=_("Issue"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("distribution_heading"), FieldPanel("distribution_note")]),
                InlinePanel("distribution", label=_("Recipient")),
                FieldPanel("copies_heading"),
                FieldPanel("copies_memo"),
            ],
            heading=_("Distribution"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("issuer_post"),
                FieldRowPanel([FieldPanel("issuer_name"), FieldPanel("issuer_rank")]),
                FieldPanel("on_behalf_of"),
                FieldPanel("issuer_posts"),
                FieldPanel("mailbox"),
                FieldPanel("issuer_contacts"),
            ],
            heading=_("Issuing officer"),
        ),
        InlinePanel("attachments", label=_("Attachment"), heading=_("Attachments")),
        paper_panels.Source([FieldPanel("remainder")], heading=_("The paper as it was given")),
    ]
    search_fields = [
        *Published.search_fields,
        index.SearchField("memo_number"),
        index.SearchField("memo_key"),
        index.FilterField("memo_key"),
    ]

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if errors := self.find_errors():
            raise ValidationError(errors)

    def find_errors(self) -> dict[str, Any]:
        """Return what is wrong with the paper, by field, all of it at once; the memo number takes its one form."""
        errors: dict[str, Any] = {}
        if self.memo_number:
            try:
                self.memo_key = memo.normal_form(self.memo_number)
            except ValueError:
                errors["memo_number"] = _(
                    "A memo number has 18 or 22 digits in groups with full stops between them, then a serial."
                )
            else:
                if register.is_taken(self, self.memo_key):
                    errors["memo_number"] = _("Another paper bears this memo number already.")
        return errors

    def settle(self) -> None:
        self.memo_key = key_of(self.memo_number)
        super().settle()

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Store the page and enter its number in the register, both or neither. Raises register.Taken."""
        if kwargs.get("update_fields") is not None:
            return super().save(*args, **kwargs)
        try:
            with transaction.atomic():
                saved = super().save(*args, **kwargs)
                register.take(self, besides=self._key_of_latest_draft())
        except IntegrityError as refused:
            # Of two of one kind the table of that kind refuses the second, before the register does.
            if self.memo_key and register.is_taken(self, self.memo_key):
                raise register.Taken from refused
            raise
        return saved

    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        """Keep a draft; it has its number from now on. Raises register.Taken where another paper was quicker."""
        with transaction.atomic():
            self.memo_key = key_of(self.memo_number)
            revision: Revision = super().save_revision(*args, **kwargs)
            as_published = type(self).objects.filter(pk=self.pk).values_list("memo_key", flat=True)
            register.take(self, besides=as_published if self.live else ())
        return revision

    def _key_of_latest_draft(self) -> list[str]:
        latest = self.latest_revision if self.has_unpublished_changes else None
        return [latest.content.get("memo_key") or ""] if latest is not None else []

    def copy(self, *args: Any, **kwargs: Any) -> Any:
        """Copy the page; another paper never bears the same number, a translation does."""
        if kwargs.get("reset_translation_key", True):
            kwargs["exclude_fields"] = [*(kwargs.get("exclude_fields") or []), "memo_number", "memo_key"]
        return super().copy(*args, **kwargs)

    def dates_differ(self) -> bool:
        """Return whether the printed Bangla date is another day than the date of issue."""
        return dating.differ(self.issued_on, self.issued_on_bangla)

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        cited = citing.cited(self)
        return {
            **super().get_context(request, *args, **kwargs),
            "attachments": self.shown_attachments(),
            # Papers named anywhere in this one, for `|citations:cited`; and those that name this one.
            "cited": cited,
            "references": self.linked_references(cited),
            "citing": citing.citing(self),
            "letterhead_above": quarters.letterhead(self),
        }

    def shown_attachments(self) -> list[Any]:
        rows = list(self.attachments.all())
        documents = PortalDocument.objects.in_bulk([row.document_id for row in rows if row.document_id])
        for row in rows:
            if row.document_id:
                row.document = documents[row.document_id]
        return rows

    def linked_references(self, cited: dict[str, dict[str, str]]) -> list[dict[str, str]]:
        """Return the papers cited; one that is published here has its address."""
        return [
            {"text": row.text, "url": cited.get(citing.key_of_reference(row), {}).get("url", "")}
            for row in self.references.all()
        ]

    def computed_bangla_date(self) -> str:
        """Return the date of issue in the Bangla calendar, as it should be printed."""
        return calendar.format_bangla(self.issued_on) if self.issued_on else ""

    @property
    def official_on(self) -> datetime.date:
        """Return the day that the paper is dated by."""
        return self.issued_on or self.published_on


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


# Where a line of a paper ends so, it is a sentence and no heading.
SENTENCE_ENDS = ("।", ".", "?", "!", ":", ";")
