"""Everything that offices published, by office, fiscal year and kind."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from publishing.indexes import IndexPage


class PublicationIndexPage(IndexPage):
    kind = "publications"
    kind_label = _("Publications")
    is_creatable = False
    template = "portal/publication_index_page.html"

    class Meta:
        verbose_name = _("Index of publications")
        verbose_name_plural = _("Indexes of publications")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from portal import publications

        return {**super().get_context(request, *args, **kwargs), **publications.for_index(self, request)}
