"""The rows that all official papers have: who is told, what is cited, what goes with it. Abstract."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.rows import Row


class AbstractRecipient(Row):
    """A recipient, as printed; one may be asked to upload the paper, and publishing is that duty done."""

    number = models.CharField(_("number, as printed"), max_length=60, blank=True)
    text = models.TextField(_("recipient"))
    attention = models.CharField(_("attention of"), max_length=2000, blank=True)
    is_copy = models.BooleanField(_("gets a copy only"), default=False)

    class Meta(Row.Meta):
        abstract = True
        verbose_name = _("recipient")
        verbose_name_plural = _("recipients")

    def __str__(self) -> str:
        return self.text


class AbstractReference(Row):
    """A paper that this one cites; where it is published here, its number becomes a link."""

    text = models.TextField(_("reference, as printed"))
    memo_number = models.CharField(_("memo number cited"), max_length=120, blank=True)

    class Meta(Row.Meta):
        abstract = True
        verbose_name = _("reference")
        verbose_name_plural = _("references")

    def __str__(self) -> str:
        return self.text


class AbstractAttachment(Row):
    """A paper that goes with this one."""

    title = models.CharField(_("title"), max_length=2000)
    document = models.ForeignKey(
        "publishing.PortalDocument",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document"),
    )
    pages = models.PositiveSmallIntegerField(_("number of pages"), null=True, blank=True)
    pages_printed = models.CharField(_("number of pages, as printed"), max_length=400, blank=True)

    class Meta(Row.Meta):
        abstract = True
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self) -> str:
        return self.title
