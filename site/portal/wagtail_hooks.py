"""The back office, in the Department's words: my office first, and nothing of another's."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from charter_pages.models import MinutesPage, PracticeReportPage
from portal import admin_look, rights, waiting, wall
from portal.models import OfficePage

ADOPTABLE = PracticeReportPage._meta.label_lower
HIDDEN_FROM_OFFICES = {"reports", "settings", "snippets", "help"}


@hooks.register("construct_page_chooser_queryset")
def choose_among_own_pages(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    allowed = wall.choosable(request.user, pages)
    if request.GET.get("page_type", "").lower() == ADOPTABLE:
        # A practice is there to be taken up by others: what an office published of it may be chosen, by search.
        public = PracticeReportPage.objects.live().values("pk")
        return allowed | pages.filter(pk__in=public)
    return allowed


@hooks.register("construct_main_menu")
def hide_what_offices_do_not_need(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    if not rights.knows_every_office(request.user):
        menu_items[:] = [item for item in menu_items if item.name not in HIDDEN_FROM_OFFICES]


# Last: Wagtail adds its counts by the same hook, after ours.
@hooks.register("construct_homepage_summary_items", order=1000)
def count_nothing_of_others(request: HttpRequest, items: list[Any]) -> None:
    if not rights.knows_every_office(request.user):
        items.clear()


class MyOffice(Component):
    """The offices whose pages the user edits, with what is most often done there."""

    order = 50

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def pages(self) -> list[OfficePage]:
        own = wall.own_pages(self.request.user).values("pk")
        roots = OfficePage.objects.filter(pk__in=own, language="bn").select_related("register_entry")
        return list(roots.order_by("depth", "title")[:5])

    def render_html(self, parent_context: Any = None) -> SafeString:
        if not self.pages:
            return SafeString("")
        return render_to_string("portal/admin/my_office.html", {"pages": self.pages}, request=self.request)


@hooks.register("construct_homepage_panels")
def begin_with_what_waits(request: HttpRequest, panels: list[Any]) -> None:
    panels.insert(0, waiting.Waiting(request))


@hooks.register("construct_homepage_panels")
def begin_with_my_office(request: HttpRequest, panels: list[Any]) -> None:
    if not rights.knows_every_office(request.user):
        panels.insert(0, MyOffice(request))


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def warn_of_dates_that_differ(request: HttpRequest, page: Page) -> None:
    """The printed Bangla date is kept; who typed it is told that it is another day than the Gregorian one."""
    latest = page.get_latest_revision_as_object() if isinstance(page, MinutesPage) else None
    if isinstance(latest, MinutesPage) and latest.dates_differ():
        messages.warning(
            request,
            _(
                "The date in the Bangla calendar is another day than the date of issue: "
                "by the calendar it is %(day)s. "
                "What you typed was kept as printed."
            )
            % {"day": latest.computed_bangla_date()},
        )


@hooks.register("before_copy_page")
@hooks.register("before_delete_page")
def keep_office_pages(request: HttpRequest, page: Page, *args: Any) -> None:
    """An office's page is neither copied nor deleted: the register says which offices there are."""
    if isinstance(page.specific, OfficePage):
        raise PermissionDenied


hooks.register("insert_global_admin_css", admin_look.stylesheet)
hooks.register("insert_global_admin_js", admin_look.scripts)
