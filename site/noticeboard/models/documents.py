"""Documents that offices publish by themselves: a law, a form, an order, each with its files, by subject and language."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.search import index

from noticeboard import attaching
from noticeboard.models.files import AbstractFile
from publishing.pages import Published


class DocumentPage(Published):
    """One document with an address of its own, so that each is approved, found, followed and withdrawn by itself."""

    kind = "document"
    kind_label = _("Document")

    class Subject(models.TextChoices):
        LAW = "law", _("Laws and rules")
        ORDER = "order", _("Orders and circulars")
        FORM = "form", _("Forms")
        REPORT = "report", _("Reports and statistics")
        BUDGET = "budget", _("Budget and procurement plans")
        TRAINING = "training", _("Training and manuals")
        OTHER = "other", _("Other documents")

    subject = models.CharField(_("subject"), max_length=12, choices=Subject.choices, default=Subject.OTHER)
    dated_on = models.DateField(
        _("date of the document"), null=True, blank=True, help_text=_("The day it was issued.")
    )
    lead = models.TextField(_("summary"), max_length=400, blank=True)

    parent_page_types = ["portal.OfficePage"]
    subpage_types: list[str] = []
    template = "noticeboard/document_page.html"

    content_panels = [
        *Published.content_panels,
        FieldRowPanel([FieldPanel("subject"), FieldPanel("dated_on"), FieldPanel("published_on")]),
        FieldPanel("lead"),
        InlinePanel("files", label=_("File"), heading=_("Files"), min_num=1),
    ]
    search_fields = [
        *Published.search_fields,
        index.SearchField("lead"),
        index.RelatedFields("files", [index.SearchField("title")]),
    ]

    class Meta:
        verbose_name = _("Document")
        verbose_name_plural = _("Documents")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "files": attaching.shown(self.files.all())}


class DocumentFile(AbstractFile):
    """One file of a document: the same paper may be there in Bangla and in English."""

    class Language(models.TextChoices):
        BANGLA = "bn", _("Bangla")
        ENGLISH = "en", _("English")

    page = ParentalKey(DocumentPage, related_name="files")
    document = models.ForeignKey(
        "publishing.PortalDocument", models.PROTECT, related_name="+", verbose_name=_("file")
    )
    language = models.CharField(
        _("language of the file"), max_length=2, choices=Language.choices, default=Language.BANGLA
    )

    # In the order in which they are filled in: what a class says anew comes behind what it inherits.
    panels = [FieldPanel("document"), FieldPanel("title"), FieldPanel("language")]

    class Meta(AbstractFile.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")
