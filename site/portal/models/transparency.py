"""Where each taka goes: public figures, only ever as aggregates over enough people."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from publishing.blocks import ProseBlock
from publishing.pages import Published


class TransparencyPage(Published):
    kind = "transparency"
    kind_label = _("Transparency")
    is_dated = False
    found_as = "page"

    intro = models.TextField(_("introduction"), blank=True)
    body = StreamField(ProseBlock(), verbose_name=_("text"), blank=True)

    # Laid by `portal.tree`.
    is_creatable = False
    parent_page_types = ["portal.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    template = "portal/transparency_page.html"

    content_panels = [*Published.content_panels, FieldPanel("intro"), FieldPanel("body")]

    class Meta:
        verbose_name = _("Page of figures")
        verbose_name_plural = _("Pages of figures")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from portal import showcase

        return {
            **super().get_context(request, *args, **kwargs),
            **showcase.for_transparency(request.GET.get("quarter", "")),
        }
