"""Everything that offices published, by office, fiscal year and kind."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from publishing.pages import Published


class PublicationIndexPage(Published):
    kind = "publications"
    kind_label = _("Publications")
    is_dated = False
    found_as = "page"

    intro = models.TextField(_("introduction"), blank=True)

    # Laid by `portal.tree`.
    is_creatable = False
    parent_page_types = ["portal.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    template = "portal/publication_index_page.html"

    content_panels = [*Published.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("Index of publications")
        verbose_name_plural = _("Indexes of publications")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from portal import publications

        return {**super().get_context(request, *args, **kwargs), **publications.for_index(self, request)}
