"""The back office, in the Department's words: my office first, and nothing of another's."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from charter_pages.models import PracticeReportPage
from charter_pages.models.papers import OfficialPaper
from charter_pages.papers import prefixes
from portal import admin_look, deeds, panels, rights, upstream, waiting, wall
from portal.desk import addresses
from portal.finding import screens as finding
from portal.models import OfficePage
from portal.translating import places
from publishing import pairing, permissions, withdrawals

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
def begin_with_what_waits(request: HttpRequest, shown: list[Any]) -> None:
    shown.insert(0, waiting.Waiting(request))


@hooks.register("construct_homepage_panels")
def begin_with_my_office(request: HttpRequest, shown: list[Any]) -> None:
    if not rights.knows_every_office(request.user):
        shown.insert(0, MyOffice(request))


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def warn_of_dates_that_differ(request: HttpRequest, page: Page) -> None:
    """The printed Bangla date is kept; who typed it is told that it is another day than the Gregorian one.

    And so of a memo number that begins as another office's do.
    """
    latest = page.get_latest_revision_as_object() if isinstance(page, OfficialPaper) else None
    if not isinstance(latest, OfficialPaper):
        return
    if question := prefixes.question(latest.memo_key, latest.office):
        messages.warning(request, question)
    if latest.dates_differ():
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


hooks.register("construct_homepage_panels", panels.show_own_alone)
hooks.register("insert_global_admin_css", admin_look.stylesheet)
hooks.register("insert_global_admin_js", admin_look.scripts)
hooks.register("register_admin_urls", addresses.paths)
hooks.register("register_admin_urls", finding.paths)
hooks.register("register_admin_viewset", finding.view_set)
hooks.register("register_reports_menu_item", finding.menu)
hooks.register("register_log_actions", deeds.register)
# Instead of wagtail-localize's own: it publishes without approval, and calls English what is half Bangla (ADR 0057).
upstream.leave_one_way_into_english()
hooks.register("before_edit_page", places.translate_instead)
hooks.register("before_convert_alias_page", places.keep_following)
hooks.register("register_page_header_buttons", places.button)
hooks.register("after_copy_page", places.pair_copies)
hooks.register("construct_translated_pages_to_cascade_actions", pairing.pages_that_go_along)


@hooks.register("before_delete_page")
def delete_nothing_that_was_public(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Wagtail's rights say so already (publishing.permissions); here stands what to do instead."""
    return _withdraw_instead(request, page) if permissions.was_public(page) else None


@hooks.register("before_unpublish_page")
def unpublish_nothing_without_a_reason(request: HttpRequest, page: Page) -> HttpResponse | None:
    return _withdraw_instead(request, page)


@hooks.register("before_bulk_action")
def withdraw_one_by_one(request: HttpRequest, action_type: str, pages: list[Any], action: Any) -> None:
    """Many at once are neither unpublished nor, where one was public, deleted."""
    if not issubclass(action.models[0], Page):
        return
    if action_type == "unpublish" or (
        action_type == "delete" and any(permissions.was_public(page) for page in pages)
    ):
        raise PermissionDenied


def _withdraw_instead(request: HttpRequest, page: Page) -> HttpResponse:
    messages.error(request, _("What was public is not deleted: withdraw it, with a reason for its readers."))
    to = "withdraw_page" if withdrawals.may_be_withdrawn(page) else "wagtailadmin_explore"
    return redirect(to, page.pk if to == "withdraw_page" else page.get_parent().pk)


@hooks.register("register_page_header_buttons")
def withdraw_or_restore(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    rights_here = page.permissions_for_user(user)
    if withdrawals.may_be_withdrawn(page) and rights_here.can_edit():
        address = reverse("withdraw_page", args=[page.pk])
        yield Button(_("Withdraw"), address, icon_name="download", priority=45)
    elif not page.live and rights_here.can_publish():
        standing = withdrawals.standing_for(page)
        if standing is not None:
            address = reverse("restore_page", args=[standing.pk])
            yield Button(_("Restore"), address, icon_name="rotate", priority=45)
