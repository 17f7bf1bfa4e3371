"""The wall between offices in the back office: who is not headquarters' meets nothing of another office.

Wagtail refuses to edit what a user has no right to, but shows it in many places (choosers, usage, bulk
actions, reports, previews). So each of its addresses stands here once: free, about an object that is looked
up, or shut. One of Wagtail's that does not stand here is shut too, until somebody has thought about it.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, TaskState
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry
from wagtail_localize.models import Translation, TranslationSource

from accounts.models import User
from offices.models import Office
from portal import rights
from portal.models import OfficeIndexPage, OfficePage

EDITING_ACTIONS = {"add", "change", "publish", "lock", "unlock", "bulk_delete"}
HOLDING_ACTIONS = ["add", "change", "delete", "choose"]

# Nothing of an office is shown, or what is shown is limited by Wagtail to what the user may explore.
FREE = {
    "wagtailadmin_home", "wagtailadmin_explore_root", "wagtailadmin_account", "wagtailadmin_logout",
    "wagtailadmin_login", "wagtailadmin_password_reset", "wagtailadmin_password_reset_done",
    "wagtailadmin_password_reset_confirm", "wagtailadmin_password_reset_complete", "wagtailadmin_sprite",
    "wagtailadmin_javascript_catalog", "wagtailadmin_dismissibles", "wagtailadmin_block_preview",
    "wagtailadmin_choose_page", "wagtailadmin_choose_page_search", "wagtailadmin_choose_page_external_link",
    "wagtailadmin_choose_page_email_link", "wagtailadmin_choose_page_phone_link",
    "wagtailadmin_choose_page_anchor_link", "wagtailadmin_pages:search", "wagtailadmin_pages:search_results",
    "wagtailadmin_pages:choose_parent", "wagtailadmin_api:pages:listing", "wagtailadmin_api:pages:find",
    "wagtailadmin_editing_sessions:release", "wagtail_localize:javascript_catalog",
    "wagtailimages:index", "wagtailimages:index_results", "wagtailimages:add", "wagtailimages:add_multiple",
    "wagtailimages:create_multiple_from_uploaded_image", "wagtailimages:delete_upload_multiple",
    "wagtailimages_chooser:choose", "wagtailimages_chooser:choose_results", "wagtailimages_chooser:create",
    "wagtaildocs:index", "wagtaildocs:index_results", "wagtaildocs:add", "wagtaildocs:add_multiple",
    "wagtaildocs:create_multiple_from_uploaded_document", "wagtaildocs:delete_upload_multiple",
    "wagtaildocs_chooser:choose", "wagtaildocs_chooser:choose_results", "wagtaildocs_chooser:create",
    "wagtailsnippets:index",
}  # fmt: skip
# The way down to one's own office leads past these.
ON_THE_WAY = {
    "wagtailadmin_explore", "wagtailadmin_explore_results", "wagtailadmin_choose_page_child",
    "wagtailadmin_api:pages:detail",
}  # fmt: skip
PAGE_ARGUMENTS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id")
ABOUT_PAGES = (
    "wagtailadmin_pages:",
    "wagtailadmin_explore",
    "wagtailadmin_choose_page",
    "wagtailadmin_api:pages:",
)
ABOUT_PICTURES = ("wagtailimages:", "wagtailimages_chooser:")
ABOUT_DOCUMENTS = ("wagtaildocs:", "wagtaildocs_chooser:")
# Posts are public; who edits them is for Wagtail's permissions to say.
ABOUT_POSTS = ("wagtailsnippets_charter_pages_post:", "wagtailsnippetchoosers_charter_pages_post:")


class OfficeWall:
    """Middleware: look at each address of the back office before its view does."""

    def __init__(self, get_response: Callable[[HttpRequest], Any]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> Any:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        match = request.resolver_match
        if match is None or not match.view_name or not match.view_name.startswith("wagtail"):
            return
        if not request.path.startswith("/admin/") or not isinstance(request.user, User):
            return
        if not rights.knows_every_office(request.user) and not may_open(request, match.view_name, kwargs):
            raise PermissionDenied


def may_open(request: HttpRequest, name: str, kwargs: dict[str, Any]) -> bool:
    """Return whether a user of some offices may open an address of Wagtail's; deny by default."""
    user = request.user
    if not isinstance(user, User):
        return False
    if name in FREE:
        return True
    if name == "wagtail_bulk_action":
        return _may_act_on_many(user, kwargs["app_label"], kwargs["model_name"], request.GET.getlist("id"))
    if name == "wagtailadmin_editing_sessions:ping":
        return _may_act_on_many(user, kwargs["app_label"], kwargs["model_name"], [kwargs["object_id"]])
    if name == "wagtailadmin_choose_page_chosen_multiple":
        return all_in(choosable(user, Page.objects.all()), request.GET.getlist("id"))
    if name.startswith(ABOUT_PAGES):
        return _may_open_page(user, name, kwargs)
    if name.startswith(ABOUT_PICTURES):
        return _may_hold(user, get_image_model(), [*_numbers(kwargs), *request.GET.getlist("id")])
    if name.startswith(ABOUT_DOCUMENTS):
        return _may_hold(user, get_document_model(), [*_numbers(kwargs), *request.GET.getlist("id")])
    if name.startswith("wagtail_localize:"):
        return _may_translate(user, kwargs)
    return name.startswith(ABOUT_POSTS)


def own_pages(user: object) -> QuerySet[Page]:
    """Return the pages of the user's offices."""
    return PagePermissionPolicy().instances_user_has_any_permission_for(user, EDITING_ACTIONS)


def choosable(user: object, pages: QuerySet[Page]) -> QuerySet[Page]:
    """Leave of `pages` the user's own, and of the rest what is public and no other office's (home, HQ,
    lists).
    """
    if rights.knows_every_office(user):
        return pages
    policy = PagePermissionPolicy()
    roots = [permission.page for permission in policy.get_cached_permissions_for_user(user)]
    own, above = Q(pk__in=[]), set()
    for root in roots:
        own |= Q(path__startswith=root.path)
        above |= {root.path[:length] for length in range(4, len(root.path), 4)}
    offices = Q(pk__in=[])
    for index in OfficeIndexPage.objects.only("path"):
        offices |= Q(path__startswith=index.path, depth__gt=index.depth)
    headquarters = Q(pk__in=[])
    for page in OfficePage.objects.filter(register_entry__kind=Office.Kind.HQ).only("path"):
        headquarters |= Q(path__startswith=page.path)
    return pages.filter(own | Q(live=True) & (Q(path__in=above) | ~offices | headquarters))


def all_in(allowed: QuerySet[Any], ids: Iterable[Any]) -> bool:
    """Return whether each id is one of the allowed objects; what is no number is none."""
    try:
        wanted = {int(pk) for pk in ids if pk != "all"}
    except (TypeError, ValueError):
        return False
    return allowed.filter(pk__in=wanted).count() == len(wanted)


def _numbers(kwargs: dict[str, Any]) -> list[Any]:
    return [value for name, value in kwargs.items() if name in ("pk", "image_id", "document_id", "doc_id")]


def _may_open_page(user: User, name: str, kwargs: dict[str, Any]) -> bool:
    ids = [kwargs[argument] for argument in PAGE_ARGUMENTS if argument in kwargs]
    if "pk" in kwargs:
        ids.append(kwargs["pk"])
    if not ids:
        return False
    allowed = choosable(user, Page.objects.all()) if name in ON_THE_WAY else own_pages(user)
    if not all_in(allowed, ids):
        return False
    state = kwargs.get("task_state_id")
    if state is None:
        return True
    return TaskState.objects.filter(pk=state, revision__object_id=str(ids[0])).exists()


def _may_hold(user: User, model: Any, ids: Iterable[Any]) -> bool:
    wanted = list(ids)
    if not wanted:
        return False
    return all_in(
        policy_registry.get_by_type(model).instances_user_has_any_permission_for(user, HOLDING_ACTIONS),
        wanted,
    )


def _may_act_on_many(user: User, app: str, model: str, ids: list[Any]) -> bool:
    if not ids:
        return False
    pictures, documents = get_image_model(), get_document_model()
    for held in (pictures, documents):
        if (app, model) == (held._meta.app_label, held._meta.model_name):
            return _may_hold(user, held, ids)
    return all_in(own_pages(user), ids)


def _may_translate(user: User, kwargs: dict[str, Any]) -> bool:
    """Return whether the object of a translation is a page of the user's offices."""
    if "page_id" in kwargs:
        return all_in(own_pages(user), [kwargs["page_id"]])
    sources = TranslationSource.objects.none()
    if "translation_id" in kwargs:
        sources = TranslationSource.objects.filter(
            pk__in=Translation.objects.filter(pk=kwargs["translation_id"]).values("source_id")
        )
    elif "translation_source_id" in kwargs:
        sources = TranslationSource.objects.filter(pk=kwargs["translation_source_id"])
    key = sources.values_list("object_id", flat=True).first()
    return key is not None and own_pages(user).filter(translation_key=key).exists()
