"""Official letters: to whom, about what, after which paper; the plan that a letter brings is its body's table."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from charter_pages.models.paper_rows import AbstractAttachment, AbstractRecipient, AbstractReference
from charter_pages.models.papers import OfficialPaper
from publishing.blocks import ProseBlock


class LetterPage(OfficialPaper):
    """A letter as issued. Its title is what lists call it, its subject what the paper prints."""

    kind = "letter"
    kind_label = _("Letter")

    subject = models.TextField(_("subject, as printed"))
    addressee = models.TextField(
        _("written to"),
        blank=True,
        help_text=_("Line by line, as printed. Copies stand in the distribution."),
    )
    body = StreamField(ProseBlock(), verbose_name=_("text"), blank=True)

    parent_page_types = ["portal.OfficePage"]
    subpage_types: list[str] = []
    pdf_template = "printing/letter.html"
    template = "charter_pages/letter_page.html"

    content_panels = [
        *OfficialPaper.content_panels,
        FieldPanel("fiscal_year"),
        FieldPanel("addressee"),
        FieldPanel("subject"),
        FieldPanel("body"),
        *OfficialPaper.issue_panels,
    ]
    search_fields = [
        *OfficialPaper.search_fields,
        index.SearchField("subject"),
        index.SearchField("addressee"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = _("Letter")
        verbose_name_plural = _("Letters")
        constraints = [
            # The English tree has the same paper once more.
            models.UniqueConstraint(
                fields=["language", "memo_key"],
                condition=~Q(memo_key=""),
                name="one_letter_bears_a_memo_number",
            )
        ]

    def settle(self) -> None:
        self.published_on = self.issued_on or self.published_on
        super().settle()


class LetterRecipient(AbstractRecipient):
    page = ParentalKey(LetterPage, related_name="distribution")


class LetterReference(AbstractReference):
    page = ParentalKey(LetterPage, related_name="references")


class LetterAttachment(AbstractAttachment):
    page = ParentalKey(LetterPage, related_name="attachments")
