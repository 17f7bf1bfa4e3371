"""What is indexed, as it is written. The words it is found under lie beside it (`search.tables`)."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class Document(models.Model):
    """One indexed object: its title and text as written, to show where an answer stands in it."""

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+", verbose_name=_("kind"))
    object_id = models.CharField(_("object"), max_length=50)
    title = models.TextField(_("title"))
    body = models.TextField(_("text"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("indexed document")
        verbose_name_plural = _("indexed documents")
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id"], name="an_object_is_indexed_once"),
        ]

    def __str__(self) -> str:
        return self.title
