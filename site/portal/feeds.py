"""What was published, for feed readers, and the map of the site for search engines."""

import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

import clock
from portal import publications
from publishing.pages import Published

PAPERS = 30


class Publications(Feed):
    """Charters, minutes, reports and news, the newest first, in the language of the address."""

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().__call__(request, *args, **kwargs)
        response["Cache-Control"] = "public, max-age=300"
        return response

    def title(self) -> str:
        return _("Publications of the Department of Prisons")

    def description(self) -> str:
        return _("Citizen charters, minutes, best practices and news of all offices")

    def link(self) -> str:
        return reverse("feed")

    def items(self) -> list[Published]:
        return publications.fetch(publications.rows(get_language() or "bn")[:PAPERS])

    def item_title(self, item: Published) -> str:
        return item.title

    def item_description(self, item: Published) -> str:
        office = item.office.name if item.office_id else ""
        return " · ".join(part for part in (str(item.kind_label), office, item.search_description) if part)

    def item_link(self, item: Published) -> str:
        return item.url or "/"

    def item_pubdate(self, item: Published) -> datetime.datetime:
        return clock.midnight(item.published_on)
