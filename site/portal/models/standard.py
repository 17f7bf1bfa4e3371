"""A page of prose: services, privacy, accessibility, contact."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from publishing.blocks import ProseBlock
from publishing.pages import Published


class StandardPage(Published):
    kind = "standard"
    kind_label = _("Page")
    is_dated = False
    found_as = "page"

    lead = models.TextField(_("summary"), blank=True)
    body = StreamField(ProseBlock(), verbose_name=_("text"), blank=True)
    is_in_footer = models.BooleanField(_("is linked in the footer"), default=False)

    parent_page_types = ["portal.HomePage", "portal.StandardPage"]
    subpage_types = ["portal.StandardPage", "portal.ProgrammePage"]
    template = "portal/standard_page.html"

    content_panels = [*Published.content_panels, FieldPanel("lead"), FieldPanel("body")]
    promote_panels = [*Published.promote_panels, FieldPanel("show_in_menus"), FieldPanel("is_in_footer")]
    search_fields = [*Published.search_fields, index.SearchField("lead"), index.SearchField("body")]

    class Meta:
        verbose_name = _("Page")
        verbose_name_plural = _("Pages")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        below = self.get_children().live().order_by("path").specific()
        return {**super().get_context(request, *args, **kwargs), "pages_below": below}
