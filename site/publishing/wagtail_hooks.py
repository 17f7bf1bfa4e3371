"""Documents are given to those who may read them; Bijoy that is pasted is made Unicode."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.models import Page

from publishing import api_actions, bijoy_fields, bijoy_views, picture_answers, reading
from publishing.models import PortalDocument

PagesAdminAPIViewSet.actions = {
    **PagesAdminAPIViewSet.actions,
    "publish": api_actions.PublishAskedPages,
    "copy": api_actions.CopyAskedPages,
}


@hooks.register("before_serve_document")
def ask_who_reads(document: PortalDocument, request: HttpRequest) -> None:
    if not reading.may_read(request, document):
        # Not 403: that a paper exists is told to nobody.
        raise Http404


@hooks.register("register_admin_urls")
def bijoy_addresses() -> list[URLPattern]:
    return [path("bijoy/", bijoy_views.convert, name="bijoy")]


@hooks.register("before_create_page")
@hooks.register("before_edit_page")
def ask_nobody_of_a_draft_kept_by_itself(request: HttpRequest, page: Page, *args: Any) -> None:
    setattr(page, bijoy_fields.BY_ITSELF, not request.accepts("text/html"))


@hooks.register("before_publish_page")
def publish_no_page_unasked(request: HttpRequest, page: Page) -> None:
    """Wagtail's form publishes by a road of its own, which `Published.publish` does not lie on."""
    picture_answers.require(page.get_latest_revision_as_object())


@hooks.register("before_bulk_action")
def publish_no_picture_unasked(request: HttpRequest, action_type: str, pages: list[Any], action: Any) -> None:
    """Refuse many at once as a whole where one of them has pictures that nobody was asked about."""
    if action_type == "publish" and issubclass(action.models[0], Page):
        for page in pages:
            picture_answers.require(page.get_latest_revision_as_object())


@hooks.register("before_copy_page")
def copy_no_picture_unasked(request: HttpRequest, page: Page) -> None:
    """A copy may be public at once, and takes no revision's road."""
    if request.POST.get("publish_copies") and not all(
        picture_answers.is_clear(each.specific) for each in page.get_descendants(inclusive=True)
    ):
        raise PermissionDenied
