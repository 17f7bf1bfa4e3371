"""A row of a page: ordered, and translated together with its page; and the row that is a picture."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Orderable, TranslatableMixin

from publishing.models import PortalImage


class Row(TranslatableMixin, Orderable):
    """Abstract. A subclass names its page by a ParentalKey; its Meta, where it has one, extends Row.Meta."""

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        abstract = True


class AbstractPicture(Row):
    """One picture: caption and description are both required."""

    image = models.ForeignKey(
        "publishing.PortalImage", models.PROTECT, related_name="+", verbose_name=_("picture")
    )
    caption = models.CharField(_("caption"), max_length=250)
    alt_text = models.CharField(
        _("description for those who cannot see it"),
        max_length=250,
        help_text=_("What the picture shows. No names, no numbers of prisoners."),
    )

    class Meta(Row.Meta):
        abstract = True
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def __str__(self) -> str:
        return self.caption


def with_images(pictures: Iterable[Any], rendition: str) -> list[Any]:
    """Return pictures, each with its image and a rendition of it, in as many queries for forty as for four."""
    rows = list(pictures)
    images = PortalImage.objects.prefetch_renditions(rendition).in_bulk({row.image_id for row in rows})
    for row in rows:
        row.image = images[row.image_id]
    return rows
