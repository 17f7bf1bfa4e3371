"""The initiative register of the Smart plan: three dated horizons and what was promised for each. What is counted
towards a promise, and how far it is, stands in rows of its own (measures).
"""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.search import index

from publishing.pages import Published
from publishing.rows import Row


class InitiativeRegisterPage(Published):
    kind = "initiatives"
    kind_label = _("Initiatives")
    is_dated = False
    found_as = "page"

    intro = models.TextField(_("introduction"), blank=True)
    source = models.CharField(
        _("paper behind the plan"), max_length=300, blank=True, help_text=_("With its memo number and date.")
    )
    # The letter of 10 March 2024 dates its horizons so; the next plan may date them otherwise.
    short_from = models.DateField(_("short term from"), default=datetime.date(2024, 4, 1))
    short_until = models.DateField(_("short term until"), default=datetime.date(2025, 12, 31))
    middle_until = models.DateField(_("middle term until"), default=datetime.date(2030, 12, 31))
    long_until = models.DateField(_("long term until"), default=datetime.date(2041, 12, 31))

    # Laid by `portal.tree`.
    is_creatable = False
    parent_page_types = ["portal.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    template = "portal/initiative_register_page.html"

    content_panels = [
        *Published.content_panels,
        FieldPanel("intro"),
        FieldPanel("source"),
        FieldRowPanel(
            [
                FieldPanel("short_from"),
                FieldPanel("short_until"),
                FieldPanel("middle_until"),
                FieldPanel("long_until"),
            ],
            heading=_("Horizons"),
        ),
        InlinePanel("initiatives", label=_("Initiative"), heading=_("Initiatives")),
    ]
    search_fields = [
        *Published.search_fields,
        index.SearchField("intro"),
        index.RelatedFields("initiatives", [index.SearchField("title"), index.SearchField("summary")]),
    ]

    class Meta:
        verbose_name = _("Register of initiatives")
        verbose_name_plural = _("Registers of initiatives")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from portal.plan import showing

        return {**super().get_context(request, *args, **kwargs), **showing.of_page(self)}

    def clean(self) -> None:
        super().clean()
        if not self.short_from < self.short_until < self.middle_until < self.long_until:
            raise ValidationError({"short_until": _("Each horizon ends after the one before it.")})

    @property
    def middle_from(self) -> datetime.date:
        return self.short_until + datetime.timedelta(days=1)

    @property
    def long_from(self) -> datetime.date:
        return self.middle_until + datetime.timedelta(days=1)


class Initiative(Row):
    """A promise with what it means by each horizon."""

    page = ParentalKey(InitiativeRegisterPage, related_name="initiatives")
    title = models.CharField(_("title"), max_length=250)
    summary = models.TextField(_("summary"), blank=True)
    short_text = models.TextField(_("short term"), blank=True)
    middle_text = models.TextField(_("middle term"), blank=True)
    long_text = models.TextField(_("long term"), blank=True)
    # Of what is not counted; what is has its measures (portal.models.measures), outside of the plan's words.
    progress_note = models.CharField(_("words on the progress"), max_length=300, blank=True)

    panels = [
        FieldPanel("title"),
        FieldPanel("summary"),
        MultiFieldPanel(
            [FieldPanel("short_text"), FieldPanel("middle_text"), FieldPanel("long_text")],
            heading=_("Horizons"),
        ),
        FieldPanel("progress_note"),
    ]

    class Meta(Row.Meta):
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")

    def __str__(self) -> str:
        return self.title
