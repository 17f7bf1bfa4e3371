"""Galleries: pictures of one occasion, each with its caption and what it shows."""

from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel
from wagtail.search import index
from wagtail.url_routing import RouteResult

from bangla import digits
from publishing.pages import Published
from publishing.rows import AbstractPicture, with_images

# As the templates ask for them.
SMALL, LARGE = "fill-640x480", "width-1200"
PICTURES = "pictures"


class GalleryPage(Published):
    """Each picture has an address of its own below the page, so that all works by links alone."""

    kind = "gallery"
    kind_label = _("Gallery")

    taken_on = models.DateField(_("taken on"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    lead = models.TextField(_("summary"), max_length=400, blank=True)

    parent_page_types = ["portal.OfficePage"]
    subpage_types: list[str] = []
    template = "noticeboard/gallery_page.html"

    content_panels = [
        *Published.content_panels,
        FieldPanel("lead"),
        FieldRowPanel([FieldPanel("taken_on"), FieldPanel("place"), FieldPanel("published_on")]),
        HelpPanel(
            _(
                "No picture shows a prisoner's face, name or number, nor a visitor's. "
                "Where a picture was taken is removed from the file."
            )
        ),
        InlinePanel("pictures", label=_("Picture"), heading=_("Pictures"), min_num=1),
    ]
    search_fields = [
        *Published.search_fields,
        index.SearchField("lead"),
        index.SearchField("place"),
        index.RelatedFields("pictures", [index.SearchField("caption"), index.SearchField("alt_text")]),
    ]

    class Meta:
        verbose_name = _("Gallery")
        verbose_name_plural = _("Galleries")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        if len(path_components) == 2 and path_components[0] == PICTURES and self.live:
            number = path_components[1]
            if number.isascii() and number.isdecimal() and len(number) < 5:
                return RouteResult(self, kwargs={"number": int(number)})
        return super().route(request, path_components)

    def serve(
        self, request: HttpRequest, *args: Any, number: int | None = None, **kwargs: Any
    ) -> HttpResponse:
        if number is None:
            return super().serve(request, *args, **kwargs)
        return self.for_caches(request, self._show_one(request, number))

    def _show_one(self, request: HttpRequest, number: int) -> HttpResponse:
        rows = list(self.pictures.all())
        if not 1 <= number <= len(rows):
            raise Http404
        context = Published.get_context(self, request)
        crumbs = [*context["crumbs"][:-1], {"url": self.url, "title": self.title}]
        language = self.language
        context |= {
            "picture": rows[number - 1],
            "number": number,
            "count": len(rows),
            "previous_url": self.url_of(number - 1) if number > 1 else "",
            "next_url": self.url_of(number + 1) if number < len(rows) else "",
            "crumbs": [*crumbs, {"title": digits.in_language(str(number), language)}],
        }
        return render(request, "noticeboard/gallery_picture.html", context)

    def url_of(self, number: int) -> str:
        """Return where one picture is by itself."""
        return f"{self.url}{PICTURES}/{number}/"

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        rows = with_images(self.pictures.all(), SMALL)
        shown = [{"row": row, "url": self.url_of(place)} for place, row in enumerate(rows, start=1)]
        return {**super().get_context(request, *args, **kwargs), "pictures": shown}


class GalleryPicture(AbstractPicture):
    page = ParentalKey(GalleryPage, related_name="pictures")
