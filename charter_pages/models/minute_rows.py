"""The rows of minutes: who was there, what was on the agenda, what was decided, who is told, what goes with it."""

import dataclasses
from collections.abc import Sequence

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.fields import RichTextField

from charter_pages.models.paper_rows import AbstractAttachment, AbstractRecipient, AbstractReference
from publishing.blocks import PROSE
from publishing.rows import Row
from search import facts


class Attendance(Row):
    """A post that was present; the name only where it may be published."""

    page = ParentalKey("charter_pages.MinutesPage", related_name="attendance")
    post_text = models.CharField(_("post and office"), max_length=1000)
    name = models.CharField(
        _("name"), max_length=400, blank=True, help_text=_("Shown to the public where given.")
    )

    class Meta(Row.Meta):
        verbose_name = _("present")
        verbose_name_plural = _("those present")

    def __str__(self) -> str:
        return self.post_text


class AgendaItem(Row):
    """An agenda item (n.0 subject, n.1 discussion, n.2 decision) or a numbered paragraph, which has no
    subject.
    """

    page = ParentalKey("charter_pages.MinutesPage", related_name="agenda")
    number = models.CharField(_("number, as printed"), max_length=60, blank=True)
    subject = models.TextField(_("subject"), blank=True)
    discussion = RichTextField(_("discussion"), blank=True, features=PROSE)

    class Meta(Row.Meta):
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")

    def __str__(self) -> str:
        return f"{self.number} {self.subject}".strip()


class Decision(Row):
    """A decision keeps its number as printed, gaps and all. Neither owner nor due date is always printed."""

    page = ParentalKey("charter_pages.MinutesPage", related_name="decisions")
    number = models.CharField(_("number, as printed"), max_length=60, blank=True)
    text = models.TextField(_("decision"))
    owner = models.CharField(_("to be done by, as printed"), max_length=2000, blank=True)
    due_text = models.CharField(_("time, as printed"), max_length=1000, blank=True)
    agenda_number = models.CharField(
        _("number of its agenda item"),
        max_length=60,
        blank=True,
        help_text=_("Empty for decisions at the end."),
    )

    class Meta(Row.Meta):
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")

    def __str__(self) -> str:
        return f"{self.number} {self.text}".strip()

    @classmethod
    def search_parts_of(cls, pages: Sequence[models.Model]) -> models.QuerySet["Decision"]:
        return cls.objects.filter(page_id__in=[page.pk for page in pages]).select_related("page")

    @classmethod
    def search_facts(cls, objects: Sequence["Decision"]) -> dict[int, facts.Facts]:
        """Return what the search narrows decisions by: as their minutes, but a kind of their own."""
        pages = {row.page_id: row.page for row in objects}
        known = type(next(iter(pages.values()))).search_facts(list(pages.values())) if pages else {}
        return {row.pk: dataclasses.replace(known[row.page_id], kind="decision") for row in objects}

    def search_texts(self) -> tuple[str, str]:
        """Return what it is called and what it says, for the search."""
        return "", "\n".join(filter(None, [self.text, self.owner]))


class DistributionLine(AbstractRecipient):
    page = ParentalKey("charter_pages.MinutesPage", related_name="distribution")


class Reference(AbstractReference):
    page = ParentalKey("charter_pages.MinutesPage", related_name="references")


class Attachment(AbstractAttachment):
    page = ParentalKey("charter_pages.MinutesPage", related_name="attachments")
