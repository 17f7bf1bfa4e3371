"""What readers said of pages, for the editors of those pages and for headquarters: totals by page, comments, files."""

import dataclasses
from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from accounts import access
from accounts.roles import Role
from accounts.screens import PER_PAGE, Screen, held_at_headquarters
from portal.models.feedback import PageFeedback
from printing import exports

READERS = (Role.PRISON_EDITOR, Role.DIVISION_REVIEWER, Role.HQ_MODERATOR)


@dataclasses.dataclass(frozen=True)
class Told:
    """What was said of one page."""

    page: Page
    yes: int
    no: int
    comments: int

    @property
    def all(self) -> int:
        return self.yes + self.no


def within_reach(user: object) -> QuerySet[PageFeedback]:
    """Return the answers about pages of the user's offices; headquarters' also those about pages of no office."""
    own = Q(office__in=access.offices_for(user, *READERS).values("pk"))
    if held_at_headquarters(user, *READERS):
        own |= Q(office__isnull=True)
    return PageFeedback.objects.filter(own)


def by_page(shown: QuerySet[PageFeedback]) -> list[Told]:
    """Return the totals of each page, those that helped least first; two queries."""
    rows = (
        shown.order_by()
        .values("page_id")
        .annotate(
            yes=Count("pk", filter=Q(is_useful=True)),
            no=Count("pk", filter=Q(is_useful=False)),
            comments=Count("pk", filter=~Q(comment="")),
        )
    )
    counts = {row["page_id"]: row for row in rows}
    pages = Page.objects.in_bulk(counts)
    told = [
        Told(page=pages[pk], yes=row["yes"], no=row["no"], comments=row["comments"])
        for pk, row in counts.items()
    ]
    return sorted(told, key=lambda each: (-each.no, -each.all, each.page.pk))


class Usefulness(Screen):
    """Totals by page; with ?page= what was said of one."""

    roles = READERS
    title = gettext_lazy("Was this useful?")
    icon = "view"
    template_name = "portal/admin/usefulness.html"

    @cached_property
    def shown(self) -> QuerySet[PageFeedback]:
        found = within_reach(self.request.user)
        asked = self.request.GET.get("page", "")
        return found.filter(page_id=asked[:12]) if asked.isascii() and asked.isdigit() else found

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kind = request.GET.get("export", "")
        if kind in exports.FORMATS:
            rows = self.shown.select_related("page", "office").iterator(exports.AT_A_TIME)
            return exports.answer(kind=kind, name="was-this-useful", columns=COLUMNS, rows=rows)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told: Sequence[Told] = by_page(self.shown)
        comments = self.shown.exclude(comment="").select_related("page")
        return {
            **super().get_context_data(**kwargs),
            "told": told,
            "largest": max((each.all for each in told), default=1),
            "is_one": "page" in self.request.GET,
            "page_obj": Paginator(comments, PER_PAGE).get_page(self.request.GET.get("p")),
        }


COLUMNS = (
    exports.Column(gettext_lazy("Page"), lambda row: row.page.title),
    exports.Column(gettext_lazy("Office"), lambda row: row.office.name if row.office else ""),
    exports.Column(gettext_lazy("Useful"), lambda row: _("Yes") if row.is_useful else _("No")),
    exports.Column(gettext_lazy("Comment"), lambda row: row.comment),
    exports.Column(gettext_lazy("Written"), lambda row: row.at),
)
