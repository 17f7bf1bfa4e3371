"""A programme with its implementing body, partners, goal, area, period, target groups, results and
activities.
"""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from portal import programme_words
from publishing import caching
from publishing.blocks import ProseBlock
from publishing.pages import Published
from publishing.rows import Row


class ProgrammePage(Published):
    kind = "programme"
    kind_label = _("Programme")
    is_dated = False

    project_name = models.CharField(_("name of the project"), max_length=250, blank=True)
    implementing_body = models.CharField(_("implementing body"), max_length=250)
    partner = models.CharField(_("implementing partner"), max_length=250, blank=True)
    goal = models.TextField(_("goal"))
    objective = models.TextField(_("objective"), blank=True)
    area_note = models.CharField(_("area of work, in a sentence"), max_length=300, blank=True)
    period_text = models.CharField(_("period, as printed"), max_length=150, blank=True)
    started_on = models.DateField(_("started on"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    body = StreamField(ProseBlock(), verbose_name=_("text"), blank=True)

    parent_page_types = ["portal.StandardPage"]
    subpage_types: list[str] = []
    template = "portal/programme_page.html"

    content_panels = [
        *Published.content_panels,
        FieldPanel("project_name"),
        FieldRowPanel([FieldPanel("implementing_body"), FieldPanel("partner")]),
        FieldPanel("goal"),
        FieldPanel("objective"),
        MultiFieldPanel(
            [FieldPanel("area_note"), InlinePanel("areas", label=_("Place"))], heading=_("Area of work")
        ),
        FieldRowPanel([FieldPanel("started_on"), FieldPanel("ended_on"), FieldPanel("period_text")]),
        InlinePanel("target_groups", label=_("Target group"), heading=_("Target groups")),
        InlinePanel("results", label=_("Result"), heading=_("Expected results")),
        InlinePanel("activities", label=_("Activity"), heading=_("Activities")),
        FieldPanel("body"),
    ]
    search_fields = [
        *Published.search_fields,
        index.SearchField("project_name"),
        index.SearchField("implementing_body"),
        index.SearchField("partner"),
        index.SearchField("goal"),
        index.SearchField("objective"),
        index.SearchField("area_note"),
        index.SearchField("body"),
        index.RelatedFields("areas", [index.SearchField("place"), index.SearchField("parts")]),
        index.RelatedFields("target_groups", [index.SearchField("text")]),
        index.RelatedFields("results", [index.SearchField("text")]),
        index.RelatedFields("activities", [index.SearchField("text"), index.SearchField("status_note")]),
    ]

    class Meta:
        verbose_name = _("Programme")
        verbose_name_plural = _("Programmes")

    def clean(self) -> None:
        super().clean()
        if self.started_on and self.ended_on and self.ended_on < self.started_on:
            raise ValidationError({"ended_on": _("The programme ends before it starts.")})

    def find_next_change(self) -> datetime.datetime | None:
        return caching.earliest(super().find_next_change(), *programme_words.changes_at(self))

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from portal import sharing

        activities = programme_words.activities(self)
        return {
            **super().get_context(request, *args, **kwargs),
            "period": programme_words.period(self),
            "phase": programme_words.phase(self),
            "activities": activities,
            "activities_done": programme_words.done(activities),
            "sharing": sharing.links(self),
        }


class ProgrammeArea(Row):
    page = ParentalKey(ProgrammePage, related_name="areas")
    place = models.CharField(_("place"), max_length=100)
    parts = models.CharField(_("parts of it"), max_length=250, blank=True)

    class Meta(Row.Meta):
        verbose_name = _("place")
        verbose_name_plural = _("places")

    def __str__(self) -> str:
        return self.place


class TargetGroup(Row):
    class Rank(models.TextChoices):
        PRIMARY = "primary", _("Primary group")
        SECONDARY = "secondary", _("Secondary group")

    page = ParentalKey(ProgrammePage, related_name="target_groups")
    rank = models.CharField(_("rank"), max_length=12, choices=Rank.choices, default=Rank.PRIMARY)
    text = models.CharField(_("who belongs to it"), max_length=400)

    class Meta(Row.Meta):
        verbose_name = _("target group")
        verbose_name_plural = _("target groups")

    def __str__(self) -> str:
        return self.text


class ProgrammeResult(Row):
    page = ParentalKey(ProgrammePage, related_name="results")
    text = models.CharField(_("text"), max_length=400)

    class Meta(Row.Meta):
        verbose_name = _("result")
        verbose_name_plural = _("results")

    def __str__(self) -> str:
        return self.text


class ProgrammeActivity(Row):
    class Status(models.TextChoices):
        PLANNED = "planned", _("Planned")
        ONGOING = "ongoing", _("Going on")
        DONE = "done", _("Done")
        STOPPED = "stopped", _("Stopped")

    page = ParentalKey(ProgrammePage, related_name="activities")
    text = models.CharField(_("activity"), max_length=400)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.PLANNED)
    status_note = models.CharField(_("words on the status"), max_length=250, blank=True)

    class Meta(Row.Meta):
        verbose_name = _("activity")
        verbose_name_plural = _("activities")

    def __str__(self) -> str:
        return self.text
