"""What was published, for feed readers: of all offices, of one, of one kind, as RSS and as Atom."""

import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import condition

import clock
from language.spoken import active
from offices.models import Office
from portal import publications

PAPERS = 30
FOR_A_WHILE = "public, max-age=300, s-maxage=300, stale-while-revalidate=600"


class Chosen:
    """Which publications a feed tells of: all, or those of an office, of a kind, of both."""

    def __init__(self, language: str, office: str = "", kind: str = "") -> None:
        self.language, self.office_code, self.kind = language, office, kind
        self.office = Office.objects.filter(code=office).first() if office else None
        if (office and self.office is None) or (kind and kind not in publications.KINDS):
            raise Http404
        self.rows = list(
            publications.rows(language, office=office, kind=kind).order_by("-first_published_at", "-pk")[
                :PAPERS
            ]
        )

    @property
    def newest_at(self) -> datetime.datetime | None:
        return max((row["last_published_at"] for row in self.rows if row["last_published_at"]), default=None)

    @property
    def title(self) -> str:
        kind = capfirst(str(publications.KINDS[self.kind].kind_label)) if self.kind else _("Publications")
        office = self.office.name if self.office else _("Department of Prisons")
        return f"{office}: {kind}"


def address(*, office: str = "", kind: str = "", name: str = "feed") -> str:
    """Return where a feed stands in the language of the page: an address for good."""
    given = {"office": office, "kind": kind}
    return reverse(name, kwargs={name: value for name, value in given.items() if value})


class Publications(Feed):
    """The newest first by when they became public, in the language of the address."""

    feed_type: Any = Rss201rev2Feed
    name = "feed"

    def get_object(self, request: HttpRequest, *args: Any, **given: str) -> Chosen:
        chosen: Chosen = request.chosen_feed  # type: ignore[attr-defined]  # by `show`
        return chosen

    def title(self, chosen: Chosen) -> str:
        return chosen.title

    def subtitle(self, chosen: Chosen) -> str:
        return self.description(chosen)

    def description(self, chosen: Chosen) -> str:
        return _("What prisons, divisional offices and headquarters publish, as soon as it is public")

    def link(self, chosen: Chosen) -> str:
        return reverse("follow")

    def feed_url(self, chosen: Chosen) -> str:
        return address(office=chosen.office_code, kind=chosen.kind, name=self.name)

    def feed_guid(self, chosen: Chosen) -> str:
        return self.feed_url(chosen)

    def items(self, chosen: Chosen) -> list[dict[str, Any]]:
        return [{**publications.as_paper(row), "row": row} for row in chosen.rows]

    def item_title(self, item: dict[str, Any]) -> str:
        return item["title"]

    def item_description(self, item: dict[str, Any]) -> str:
        parts = (str(item["kind"]), item["office"], *item["facts"], item["search_description"])
        return " · ".join(part for part in parts if part)

    def item_link(self, item: dict[str, Any]) -> str:
        return item["url"] or "/"

    def item_categories(self, item: dict[str, Any]) -> list[str]:
        return [str(item["kind"])]

    def item_author_name(self, item: dict[str, Any]) -> str:
        return item["office"] or _("Department of Prisons")

    def item_pubdate(self, item: dict[str, Any]) -> datetime.datetime:
        return item["row"]["first_published_at"] or clock.midnight(item["date"])

    def item_updateddate(self, item: dict[str, Any]) -> datetime.datetime:
        return item["row"]["last_published_at"] or self.item_pubdate(item)


class AtomPublications(Publications):
    """The same, for readers that prefer Atom."""

    feed_type = Atom1Feed
    name = "feed-atom"


_rss, _atom = Publications(), AtomPublications()


def _changed_at(request: HttpRequest, **given: str) -> datetime.datetime | None:
    request.chosen_feed = Chosen(active(), **given)  # type: ignore[attr-defined]
    return request.chosen_feed.newest_at  # type: ignore[attr-defined,no-any-return]


def _answer(feed: Publications, request: HttpRequest, given: dict[str, str]) -> HttpResponse:
    response: HttpResponse = feed(request, **given)
    response["Cache-Control"] = FOR_A_WHILE
    return response


@condition(last_modified_func=_changed_at)
def show(request: HttpRequest, **given: str) -> HttpResponse:
    """Answer with a feed in RSS; whoever asks again, and has what is newest, gets nothing twice."""
    return _answer(_rss, request, given)


@condition(last_modified_func=_changed_at)
def show_atom(request: HttpRequest, **given: str) -> HttpResponse:
    """Answer with the same feed in Atom."""
    return _answer(_atom, request, given)
