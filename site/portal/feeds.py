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

    def items(self) -> list[dict[str, Any]]:
        return publications.newest(get_language() or "bn", PAPERS)

    def item_title(self, item: dict[str, Any]) -> str:
        return item["title"]

    def item_description(self, item: dict[str, Any]) -> str:
        parts = (str(item["kind"]), item["office"], *item["facts"], item["search_description"])
        return " · ".join(part for part in parts if part)

    def item_link(self, item: dict[str, Any]) -> str:
        return item["url"] or "/"

    def item_pubdate(self, item: dict[str, Any]) -> datetime.datetime:
        return clock.midnight(item["date"])
