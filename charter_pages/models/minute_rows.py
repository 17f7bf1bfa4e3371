"""The rows of minutes: who was there, what was on the agenda, what was decided, who is told, what goes with it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.fields import RichTextField

from publishing.blocks import PROSE
from publishing.rows import Row


class Attendance(Row):
    """A post that was present; the name only where it may be published."""

    page = ParentalKey("charter_pages.MinutesPage", related_name="attendance")
    post_text = models.CharField(_("post and office"), max_length=250)
    name = models.CharField(
        _("name"), max_length=150, blank=True, help_text=_("Shown to the public where given.")
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
    number = models.CharField(_("number, as printed"), max_length=12, blank=True)
    subject = models.CharField(_("subject"), max_length=400, blank=True)
    discussion = RichTextField(_("discussion"), blank=True, features=PROSE)

    class Meta(Row.Meta):
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")

    def __str__(self) -> str:
        return f"{self.number} {self.subject}".strip()


class Decision(Row):
    """A decision keeps its number as printed, gaps and all. Neither owner nor due date is always printed."""

    page = ParentalKey("charter_pages.MinutesPage", related_name="decisions")
    number = models.CharField(_("number, as printed"), max_length=12, blank=True)
    text = models.TextField(_("decision"))
    owner = models.CharField(_("to be done by, as printed"), max_length=250, blank=True)
    due_text = models.CharField(_("time, as printed"), max_length=100, blank=True)
    agenda_number = models.CharField(
        _("number of its agenda item"),
        max_length=12,
        blank=True,
        help_text=_("Empty for decisions at the end."),
    )

    class Meta(Row.Meta):
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")

    def __str__(self) -> str:
        return f"{self.number} {self.text}".strip()


class DistributionLine(Row):
    """A recipient, as printed; one may be asked to upload the paper, and publishing is that duty done."""

    page = ParentalKey("charter_pages.MinutesPage", related_name="distribution")
    number = models.CharField(_("number, as printed"), max_length=12, blank=True)
    text = models.CharField(_("recipient"), max_length=400)
    attention = models.CharField(_("attention of"), max_length=250, blank=True)
    is_copy = models.BooleanField(_("gets a copy only"), default=False)

    class Meta(Row.Meta):
        verbose_name = _("recipient")
        verbose_name_plural = _("recipients")

    def __str__(self) -> str:
        return self.text


class Reference(Row):
    """A paper that these minutes cite; where it is published here, its number becomes a link."""

    page = ParentalKey("charter_pages.MinutesPage", related_name="references")
    text = models.CharField(_("reference, as printed"), max_length=400)
    memo_number = models.CharField(_("memo number cited"), max_length=60, blank=True)

    class Meta(Row.Meta):
        verbose_name = _("reference")
        verbose_name_plural = _("references")

    def __str__(self) -> str:
        return self.text


class Attachment(Row):
    """A paper that goes with the minutes."""

    page = ParentalKey("charter_pages.MinutesPage", related_name="attachments")
    title = models.CharField(_("title"), max_length=250)
    document = models.ForeignKey(
        "publishing.PortalDocument",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document"),
    )
    pages = models.PositiveSmallIntegerField(_("number of pages"), null=True, blank=True)

    class Meta(Row.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self) -> str:
        return self.title
