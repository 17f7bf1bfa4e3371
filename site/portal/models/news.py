"""News of the Department, with the partners of what is told and links to share it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.fields import StreamField
from wagtail.search import index

from publishing.blocks import ProseBlock
from publishing.pages import Published
from publishing.rows import Row


class NewsIndexPage(Published):
    kind = "news-index"
    kind_label = _("News")
    is_dated = False
    found_as = "page"

    # Laid by `portal.tree`.
    is_creatable = False
    parent_page_types = ["portal.HomePage"]
    subpage_types = ["portal.NewsPage"]
    max_count_per_parent = 1
    template = "portal/news_index_page.html"

    class Meta:
        verbose_name = _("Index of news")
        verbose_name_plural = _("Indexes of news")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from publishing import listing

        news = NewsPage.objects.live().child_of(self).select_related("photo").order_by("-published_on", "-pk")
        return {**super().get_context(request, *args, **kwargs), **listing.page_of(news, request)}


class NewsPage(Published):
    kind = "news"
    kind_label = _("News")

    lead = models.TextField(_("summary"), max_length=500)
    body = StreamField(ProseBlock(), verbose_name=_("text"), blank=True)
    photo = models.ForeignKey(
        "publishing.PortalImage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    photo_alt = models.CharField(_("description of the picture"), max_length=250, blank=True)
    photo_caption = models.CharField(_("caption"), max_length=250, blank=True)

    parent_page_types = ["portal.NewsIndexPage"]
    subpage_types: list[str] = []
    template = "portal/news_page.html"

    content_panels = [
        *Published.content_panels,
        FieldPanel("published_on"),
        FieldPanel("lead"),
        FieldPanel("photo"),
        FieldRowPanel([FieldPanel("photo_alt"), FieldPanel("photo_caption")]),
        FieldPanel("body"),
        InlinePanel("partners", label=_("Partner"), heading=_("Partners")),
    ]
    search_fields = [
        *Published.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
        index.RelatedFields("partners", [index.SearchField("name")]),
    ]

    class Meta:
        verbose_name = _("News item")
        verbose_name_plural = _("News items")

    def clean(self) -> None:
        super().clean()
        if self.photo_id and not self.photo_alt:
            raise ValidationError(
                {"photo_alt": _("Say what the picture shows, for those who cannot see it.")}
            )

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from portal import sharing

        return {**super().get_context(request, *args, **kwargs), "sharing": sharing.links(self)}


class NewsPartner(Row):
    """A body that took part."""

    page = ParentalKey(NewsPage, related_name="partners")
    name = models.CharField(_("name"), max_length=200)
    link = models.URLField(_("address"), blank=True)

    class Meta(Row.Meta):
        verbose_name = _("partner")
        verbose_name_plural = _("partners")

    def __str__(self) -> str:
        return self.name
