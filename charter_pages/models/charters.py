"""The citizen charter, in the tables of the Cabinet Division's guideline of 2017."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.search import index

import clock
from charter_pages import quarters
from charter_pages.charters.addresses import WithHistory
from charter_pages.official_form import WHOLE_FORM
from charter_pages.panels import CharterForm, HeadquartersRows
from charter_pages.sheets import Sheet
from offices.models import Office
from publishing.pages import Published


class Quarter(models.IntegerChoices):
    """The quarters of the fiscal year: the first is July to September."""

    FIRST = 1, _("First quarter (July–September)")
    SECOND = 2, _("Second quarter (October–December)")
    THIRD = 3, _("Third quarter (January–March)")
    FOURTH = 4, _("Fourth quarter (April–June)")


class AbstractCharter(Published):
    """What an office's charter and a master of headquarters' have in common. Abstract."""

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
    base_form_class = CharterForm

    words_panels = [
        MultiFieldPanel(
            [FieldPanel("vision_text"), FieldPanel("mission_text")], heading=_("Vision and mission")
        ),
        FieldPanel("warning"),
    ]
    rows_panels = [
        InlinePanel("services", label=_("Service"), heading=_("Services"), help_text=WHOLE_FORM),
        InlinePanel("expectations", label=_("Expectation"), heading=_("What we expect of you")),
        InlinePanel("grievance_levels", label=_("Level"), heading=_("Redress of grievances"), max_num=3),
    ]
    search_fields = [
        *Published.search_fields,
        index.SearchField("warning"),
        index.SearchField("words_to_find"),
    ]

    class Meta:
        abstract = True

    @property
    def words_to_find(self) -> str:
        """Return what a search finds the charter by: its services, headquarters' rows with the office's own."""
        from charter_pages.charters import finding

        return finding.words_of(self)

    @transaction.atomic
    def publish(self, *args: Any, **kwargs: Any) -> Any:
        """Publish, and keep what receivers write of it, or neither."""
        return super().publish(*args, **kwargs)


class MasterCharterPage(AbstractCharter):
    """The rows that all offices of one sort share: headquarters changes one, and every charter has it."""

    kind = "master-charter"
    kind_label = _("Master charter")

    class Sort(models.TextChoices):
        PRISONS = "prisons", _("Prisons")
        DIVISIONS = "divisions", _("Divisional offices")

    applies_to = models.CharField(_("for which offices"), max_length=10, choices=Sort.choices)

    template = "charter_pages/master_charter_page.html"

    content_panels = [
        *Published.content_panels,
        FieldPanel("applies_to"),
        *AbstractCharter.words_panels,
        *AbstractCharter.rows_panels,
    ]

    class Meta:
        verbose_name = _("Master charter")
        verbose_name_plural = _("Master charters")
        constraints = [
            models.UniqueConstraint(
                fields=["language", "applies_to"], name="offices_of_a_sort_have_one_master_in_a_language"
            )
        ]

    @classmethod
    def can_create_at(cls, parent: Any) -> bool:
        """Return whether the page may stand there: below the page of headquarters only."""
        above = getattr(parent.specific, "register_entry", None)
        return super().can_create_at(parent) and above is not None and above.kind == Office.Kind.HQ

    def clean(self) -> None:
        super().clean()
        twins = MasterCharterPage.objects.filter(applies_to=self.applies_to, language=self.language)
        if twins.exclude(pk=self.pk).exists():
            raise ValidationError({"applies_to": _("These offices have a master charter already.")})

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        # The reader knows the models, so that the models cannot name it at import.
        from charter_pages.charters import reading

        return {**super().get_context(request, *args, **kwargs), "charter": reading.read_master(self)}

    @classmethod
    def sort_of(cls, office: Office) -> str:
        """Return the sort of master that an office follows; empty for headquarters, which writes its own."""
        if office.is_prison:
            return cls.Sort.PRISONS
        return cls.Sort.DIVISIONS if office.kind == Office.Kind.DIVISION else ""


class CharterPage(WithHistory, Sheet, AbstractCharter):
    """What one office promises, to whom, how fast and at what price."""

    kind = "charter"
    kind_label = _("Citizen charter")

    quarter = models.PositiveSmallIntegerField(_("quarter"), choices=Quarter.choices, null=True, blank=True)
    last_reviewed_on = models.DateField(_("last reviewed on"), null=True, blank=True)
    next_due_on = models.DateField(_("next review due on"), null=True, blank=True)
    follows_master = models.BooleanField(
        _("takes over the rows of headquarters"),
        default=True,
        help_text=_("Your own rows stand beside them, or in their place."),
    )

    pdf_template = "printing/charter.html"
    max_count_per_parent = 1
    template = "charter_pages/charter_page.html"

    content_panels = [
        *Published.content_panels,
        FieldRowPanel([FieldPanel("fiscal_year"), FieldPanel("quarter")], heading=_("Reviewed for")),
        FieldRowPanel([FieldPanel("last_reviewed_on"), FieldPanel("next_due_on")], heading=_("Review")),
        FieldPanel("follows_master"),
        *AbstractCharter.words_panels,
        HeadquartersRows(heading=_("Rows of headquarters")),
        *AbstractCharter.rows_panels,
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

    @property
    def is_overdue(self) -> bool:
        return self.next_due_on is not None and self.next_due_on < clock.today()

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        # The reader knows the models, so that the models cannot name it at import.
        from charter_pages.charters import reading

        charter = reading.read(self)
        return {
            **super().get_context(request, *args, **kwargs),
            "charter": charter,
            "below": self.charters_below(),
            "quarter_label": quarters.label(self),
            "letterhead_above": quarters.letterhead(self),
            "complaint_url": f"{reverse('grievances:new')}?office={self.office.code}" if self.office else "",
        }

    def charters_below(self) -> list["CharterPage"]:
        """Return the charters of the offices directly below this one, for section 2.4."""
        if self.office is None or self.office.is_prison:
            return []
        return list(
            CharterPage.objects.live()
            .filter(office__parent_id=self.office_id, language=self.language)
            .select_related("office")
            .order_by("office__code")
        )
