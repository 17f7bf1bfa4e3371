"""The citizen charter, in the tables of the Cabinet Division's guideline of 2017."""

import functools
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.search import index

import clock
from charter_pages import quarters
from charter_pages.models.officers import Post
from charter_pages.sheets import Sheet
from publishing.pages import Published
from publishing.rows import Row


class Quarter(models.IntegerChoices):
    """The quarters of the fiscal year: the first is July to September."""

    FIRST = 1, _("First quarter (July–September)")
    SECOND = 2, _("Second quarter (October–December)")
    THIRD = 3, _("Third quarter (January–March)")
    FOURTH = 4, _("Fourth quarter (April–June)")


class CharterPage(Sheet, Published):
    """What one office promises, to whom, how fast and at what price."""

    kind = "charter"
    kind_label = _("Citizen charter")

    quarter = models.PositiveSmallIntegerField(_("quarter"), choices=Quarter.choices, null=True, blank=True)
    last_reviewed_on = models.DateField(_("last reviewed on"), null=True, blank=True)
    next_due_on = models.DateField(_("next review due on"), null=True, blank=True)
    vision_text = models.TextField(
        _("vision"), blank=True, help_text=_("Empty: the vision of headquarters, which all offices share.")
    )
    mission_text = models.TextField(
        _("mission"), blank=True, help_text=_("Empty: the mission of headquarters, which all offices share.")
    )
    warning = models.TextField(
        _("warning"),
        blank=True,
        help_text=_("What readers must be warned of, e.g. of calls that ask for money."),
    )

    parent_page_types = ["portal.OfficePage"]
    subpage_types: list[str] = []
    pdf_template = "printing/charter.html"
    max_count_per_parent = 1
    template = "charter_pages/charter_page.html"

    content_panels = [
        *Published.content_panels,
        FieldRowPanel([FieldPanel("fiscal_year"), FieldPanel("quarter")], heading=_("Reviewed for")),
        FieldRowPanel([FieldPanel("last_reviewed_on"), FieldPanel("next_due_on")], heading=_("Review")),
        MultiFieldPanel(
            [FieldPanel("vision_text"), FieldPanel("mission_text")], heading=_("Vision and mission")
        ),
        FieldPanel("warning"),
        InlinePanel("services", label=_("Service"), heading=_("Services")),
        InlinePanel("expectations", label=_("Expectation"), heading=_("What we expect of you")),
        InlinePanel("grievance_levels", label=_("Level"), heading=_("Redress of grievances"), max_num=3),
    ]
    search_fields = [
        *Published.search_fields,
        index.SearchField("warning"),
        index.RelatedFields(
            "services",
            [index.SearchField("name"), index.SearchField("method"), index.SearchField("papers")],
        ),
    ]

    class Meta:
        verbose_name = _("Citizen charter")
        verbose_name_plural = _("Citizen charters")

    def clean(self) -> None:
        super().clean()
        if self.last_reviewed_on and self.last_reviewed_on > clock.today():
            raise ValidationError({"last_reviewed_on": _("A review cannot lie in the future.")})
        if self.last_reviewed_on and self.next_due_on and self.next_due_on <= self.last_reviewed_on:
            raise ValidationError({"next_due_on": _("The next review is due after the last one.")})

    def settle(self) -> None:
        if self.last_reviewed_on:
            self.published_on = self.last_reviewed_on
        super().settle()

    @functools.cached_property
    def headquarters_charter(self) -> "CharterPage | None":
        """Return the charter whose vision and mission all offices share."""
        return (
            CharterPage.objects.live()
            .filter(office__kind="hq", language=self.language)
            .exclude(pk=self.pk)
            .first()
        )

    @property
    def vision(self) -> str:
        return self.vision_text or getattr(self.headquarters_charter, "vision_text", "")

    @property
    def mission(self) -> str:
        return self.mission_text or getattr(self.headquarters_charter, "mission_text", "")

    @property
    def is_overdue(self) -> bool:
        return self.next_due_on is not None and self.next_due_on < clock.today()

    def tables(self, rows: Sequence["Service"]) -> list[dict[str, Any]]:
        """Return the three tables of section 2 that have rows, each with its printed number."""
        return [
            {
                "number": f"2.{place}",
                "label": section.label,
                "rows": found,
                # The field form's eighth column stands only where somebody is named in it.
                "has_superior": any(row.superior_id for row in found),
            }
            for place, section in enumerate(Service.Section, start=1)
            if (found := [row for row in rows if row.section == section])
        ]

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        services, grievances = list(self.services.all()), list(self.grievance_levels.all())
        _with_posts(services, grievances)
        return {
            **super().get_context(request, *args, **kwargs),
            "tables": self.tables(services),
            "tasks": [
                {"title": row.name, "url": f"#{row.anchor}", "text": row.time_limit}
                for row in services
                if row.task and not row.is_part
            ],
            "below": self.charters_below(),
            "expectations": list(self.expectations.all()),
            "grievances": grievances,
            "quarter_label": quarters.label(self),
            "letterhead_above": quarters.letterhead(self),
        }

    def charters_below(self) -> list["CharterPage"]:
        """Return the charters of the offices directly below this one, for section 2.4."""
        if self.office_id is None:
            return []
        return list(
            CharterPage.objects.live()
            .filter(office__parent_id=self.office_id, language=self.language)
            .select_related("office")
            .order_by("office__code")
        )


class Service(Row):
    """A row of a service table: the guideline's seven columns, and the field form's eighth."""

    class Section(models.TextChoices):
        CITIZEN = "citizen", _("Citizen services")
        INSTITUTIONAL = "institutional", _("Institutional services")
        INTERNAL = "internal", _("Internal services")

    class Task(models.TextChoices):
        """What a citizen comes for: the row is found by it from the office's page and from home."""

        VISIT = "visit", _("Visit a prisoner")
        PC_CASH = "pc-cash", _("Pay into the PC account")
        VAKALATNAMA = "vakalatnama", _("Have a vakalatnama signed")
        RELEASE = "release", _("Release")
        TREATMENT = "treatment", _("Treatment")
        COMPLAINT = "complaint", _("Complain")

    page = ParentalKey(CharterPage, related_name="services")
    section = models.CharField(_("table"), max_length=20, choices=Section.choices, default=Section.CITIZEN)
    number = models.CharField(
        _("serial"),
        max_length=12,
        blank=True,
        help_text=_("As printed: 1, 2, or (a), (b) for a part of a service."),
    )
    is_part = models.BooleanField(_("is a part of the service above it"), default=False)
    task = models.CharField(_("what a citizen comes for"), max_length=20, choices=Task.choices, blank=True)
    name = models.CharField(_("name of the service"), max_length=300)
    method = models.TextField(_("how it is given"), blank=True)
    papers = models.TextField(_("papers needed, and where to get them"), blank=True)
    fee = models.TextField(_("price, and how it is paid"), blank=True)
    time_limit = models.CharField(_("time limit"), max_length=200, blank=True)
    responsible = models.ForeignKey(
        "charter_pages.Post",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("responsible officer"),
    )
    superior = models.ForeignKey(
        "charter_pages.Post",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("superior officer"),
    )

    panels = [
        FieldRowPanel(
            [FieldPanel("section"), FieldPanel("number"), FieldPanel("is_part"), FieldPanel("task")]
        ),
        FieldPanel("name"),
        FieldPanel("method"),
        FieldPanel("papers"),
        FieldPanel("fee"),
        FieldPanel("time_limit"),
        FieldRowPanel([FieldPanel("responsible"), FieldPanel("superior")]),
    ]

    class Meta(Row.Meta):
        verbose_name = _("service")
        verbose_name_plural = _("services")

    def __str__(self) -> str:
        return self.name

    @property
    def anchor(self) -> str:
        """Return the row's place in the page's address: a part of a service has its own beside the whole
        one's.
        """
        return f"service-{self.sort_order}" if self.is_part or not self.task else self.task


class Expectation(Row):
    """What the office asks of citizens (section 3)."""

    page = ParentalKey(CharterPage, related_name="expectations")
    text = models.CharField(_("text"), max_length=500)

    class Meta(Row.Meta):
        verbose_name = _("expectation")
        verbose_name_plural = _("expectations")

    def __str__(self) -> str:
        return self.text


class GrievanceLevel(Row):
    """A level of the grievance redress system (section 4): when, whom, where, and by when an answer is
    due.
    """

    page = ParentalKey(CharterPage, related_name="grievance_levels")
    when = models.CharField(_("when to turn to it"), max_length=300)
    whom = models.ForeignKey(
        "charter_pages.Post",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("officer"),
    )
    whom_text = models.CharField(
        _("officer, in words"), max_length=300, blank=True, help_text=_("For posts outside the Department.")
    )
    address = models.TextField(_("address"), blank=True)
    # The guideline's limits have changed before, so they are data: 30, 20 and 60 working days today.
    working_days = models.PositiveSmallIntegerField(
        _("time limit in working days"), validators=[MinValueValidator(1), MaxValueValidator(365)]
    )

    class Meta(Row.Meta):
        verbose_name = _("grievance level")
        verbose_name_plural = _("grievance levels")

    def __str__(self) -> str:
        return self.when


def _with_posts(services: Sequence[Service], grievances: Sequence[GrievanceLevel]) -> None:
    """Fetch all posts that a charter names in one go, whether its rows come from the database or from a
    preview.
    """
    named = [(row, name) for row in services for name in ("responsible", "superior")]
    named += [(level, "whom") for level in grievances]
    ids = {getattr(row, f"{name}_id") for row, name in named} - {None}
    posts = Post.objects.with_holders().in_bulk(ids)
    for row, name in named:
        if getattr(row, f"{name}_id"):
            setattr(row, name, posts[getattr(row, f"{name}_id")])
