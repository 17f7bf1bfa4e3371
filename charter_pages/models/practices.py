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
from charter_pages.practices import figure_questions, numbers
from charter_pages.sheets import Sheet
from publishing.blocks import ProseBlock
from publishing.pages import Published
from publishing.rows import AbstractPicture, Row, with_images

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
    base_form_class = figure_questions.PracticeForm
    pdf_template = "printing/practice.html"
    template = "charter_pages/practice_report_page.html"

    content_panels = [
        *Published.content_panels,
        FieldRowPanel([FieldPanel("fiscal_year"), FieldPanel("quarter"), FieldPanel("subject")]),
        FieldPanel("published_on"),
        FieldPanel("lead"),
        FieldPanel("body"),
        InlinePanel(
            "figures",
            label=_("Figure"),
            heading=_("Figures, before and after"),
            help_text=_(
                "Say what is counted. Never over fewer than ten people; none by which one of them is known."
            ),
        ),
        figure_questions.SmallFiguresPanel(heading=_("Small figures")),
        InlinePanel("pictures", label=_("Picture"), heading=_("Pictures")),
        PageChooserPanel("adopted_from"),
    ]
    search_fields = [*Published.search_fields, index.SearchField("lead"), index.SearchField("body")]

    class Meta:
        verbose_name = _("Best-practice report")
        verbose_name_plural = _("Best-practice reports")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        # Not above: these modules stand on the models of pages.
        from charter_pages.practices import adopting, series

        source = self.adopted_from
        charts, listed = numbers.drawn(self.figures.all())
        before, after = series.beside(self)
        return {
            **super().get_context(request, *args, **kwargs),
            "charts": charts,
            "figures": listed,
            "series_before": before,
            "series_after": after,
            "taken_up": list(adopting.of_practice(self)),
            "pictures": with_images(self.pictures.all(), PICTURE),
            "quarter_label": quarters.label(self),
            "adopted_from": source if source and source.live else None,
            "letterhead_above": quarters.letterhead(self),
        }


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


class PracticePicture(AbstractPicture):
    """A picture of the report, from before the practice or after."""

    class Moment(models.TextChoices):
        BEFORE = "before", _("Before")
        AFTER = "after", _("After")

    page = ParentalKey(PracticeReportPage, related_name="pictures")
    moment = models.CharField(_("before or after"), max_length=10, choices=Moment.choices, blank=True)
