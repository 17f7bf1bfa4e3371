"""The row that is a file which readers get with a page. Abstract."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from noticeboard import attaching
from publishing.rows import Row


class AbstractFile(Row):
    """A document of ours under a title of its own; never one that is kept from readers."""

    document = models.ForeignKey(
        "publishing.PortalDocument", models.PROTECT, related_name="+", verbose_name=_("document")
    )
    title = models.CharField(
        _("title"), max_length=250, blank=True, help_text=_("Left empty, the document's own.")
    )

    class Meta(Row.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        attaching.refuse_what_is_private(self)
