"""Best-practice reports: a pictorial report of every office, every quarter."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.search import index

from charter_pages import quarters
from charter_pages.models.charters import Quarter
from charter_pages.sheets import Sheet
from publishing.blocks import ProseBlock
from publishing.models import PortalImage
from publishing.pages import Published
from publishing.rows import Row

# As the templates ask for it.
PICTURE = "fill-640x480"


class PracticeReportPage(Sheet, Published):
    """One practice of one office, with pictures and numbers, for others to take up."""

    kind = "practice"
    kind_label = _("Best practice")

    class Subject(models.TextChoices):
        FAMILY = "family", _("Contact with families")
        TRAINING = "training", _("Training and work")
        EDUCATION = "education", _("Literacy and religious teaching")
        HEALTH = "health", _("Health and treatment")
        CHILDREN = "children", _("Mothers and children")
        LAW = "law", _("Legal help")
        HEARING = "hearing", _("Hearing of complaints")
        MANAGEMENT = "management", _("Management and staff")

    quarter = models.PositiveSmallIntegerField(_("quarter"), choices=Quarter.choices)
    subject = models.CharField(_("subject"), max_length=20, choices=Subject.choices)
    lead = models.TextField(_("summary"), max_length=600)
    body = StreamField(ProseBlock(), verbose_name=_("report"), blank=True)
    adopted_from = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="adoptions",
        verbose_name=_("taken up from"),
    )

    parent_page_types = ["portal.OfficePage"]
    subpage_types: list[str] = []
    pdf_template = "printing/practice.html"
    template = "charter_pages/practice_report_page.html"

    content_panels = [
        *Published.content_panels,
        FieldRowPanel([FieldPanel("fiscal_year"), FieldPanel("quarter"), FieldPanel("subject")]),
        FieldPanel("published_on"),
        FieldPanel("lead"),
        FieldPanel("body"),
        InlinePanel("figures", label=_("Figure"), heading=_("Figures, before and after")),
        InlinePanel("pictures", label=_("Picture"), heading=_("Pictures")),
        PageChooserPanel("adopted_from"),
    ]
    search_fields = [*Published.search_fields, index.SearchField("lead"), index.SearchField("body")]

    class Meta:
        verbose_name = _("Best-practice report")
        verbose_name_plural = _("Best-practice reports")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        source = self.adopted_from
        return {
            **super().get_context(request, *args, **kwargs),
            "figures": list(self.figures.all()),
            "pictures": self.shown_pictures(),
            "quarter_label": quarters.label(self),
            "adopted_from": source if source and source.live else None,
            "letterhead_above": quarters.letterhead(self),
        }

    def shown_pictures(self) -> list["PracticePicture"]:
        """Return the pictures in order with their images and renditions, in as many queries for forty as
        for four.
        """
        rows = list(self.pictures.all())
        images = PortalImage.objects.prefetch_renditions(PICTURE).in_bulk([row.image_id for row in rows])
        for row in rows:
            row.image = images[row.image_id]
        return rows


class PracticeFigure(Row):
    """A number that the practice changed. Never one over fewer than ten people."""

    page = ParentalKey(PracticeReportPage, related_name="figures")
    label = models.CharField(_("what is counted"), max_length=200)
    before = models.CharField(_("before"), max_length=60, blank=True)
    after = models.CharField(_("after"), max_length=60)

    class Meta(Row.Meta):
        verbose_name = _("figure")
        verbose_name_plural = _("figures")

    def __str__(self) -> str:
        return self.label


class PracticePicture(Row):
    """A picture of the report: caption and description are both required."""

    class Moment(models.TextChoices):
        BEFORE = "before", _("Before")
        AFTER = "after", _("After")

    page = ParentalKey(PracticeReportPage, related_name="pictures")
    image = models.ForeignKey(
        "publishing.PortalImage", models.PROTECT, related_name="+", verbose_name=_("picture")
    )
    caption = models.CharField(_("caption"), max_length=250)
    alt_text = models.CharField(
        _("description for those who cannot see it"),
        max_length=250,
        help_text=_("What the picture shows. No names, no numbers of prisoners."),
    )
    moment = models.CharField(_("before or after"), max_length=10, choices=Moment.choices, blank=True)

    class Meta(Row.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def __str__(self) -> str:
        return self.caption
