"""A list of what all offices published: what any such page is, whichever kind of paper it lists."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from publishing.pages import Published


class IndexPage(Published):
    """One for the whole site, below the home page. Abstract; its subclasses say what they list.

    They are laid by `portal.tree`: each says `is_creatable = False` itself, which Wagtail lets nobody inherit.
    """

    is_dated = False
    found_as = "page"

    intro = models.TextField(_("introduction"), blank=True)

    parent_page_types = ["portal.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1

    content_panels = [*Published.content_panels, FieldPanel("intro")]

    class Meta:
        abstract = True
