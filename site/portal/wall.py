"""The wall between offices in the back office: who is not headquarters' meets nothing of another office.

Wagtail refuses to edit what a user has no right to, but shows it in many places (choosers, usage, bulk
actions, reports, previews). So each of its addresses stands once: free, about an object that is looked
up, or shut (`portal.walled`). One of Wagtail's that does not stand there is shut too, until somebody has
thought about it.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest
from wagtail.admin.views.chooser import page_models_from_string
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, TaskState
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry

from accounts.models import User
from offices.models import Office
from portal import rights, walled
from portal.models import OfficeIndexPage, OfficePage
from portal.walled import Opens

EDITING_ACTIONS = {"add", "change", "publish", "lock", "unlock", "bulk_delete"}
HOLDING_ACTIONS = ["add", "change", "delete", "choose"]
PAGE_ARGUMENTS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id", "pk")
FILE_ARGUMENTS = ("pk", "image_id", "document_id", "doc_id")
# Where a form says a page shall go: Wagtail's answer to a wrong place names it.
DESTINATIONS = ("parent_page", "new_parent_page", "chooser", "destination_page_id")


class OfficeWall:
    """Middleware: look at each address of the back office before its view does."""

    def __init__(self, get_response: Callable[[HttpRequest], Any]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> Any:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> Any:
        match = request.resolver_match
        if match is None or not request.path_info.startswith("/admin/") or not isinstance(request.user, User):
            return None
        name = match.view_name or ""
        if not name.startswith("wagtail"):
            return None
        if walled.of(name).opens is Opens.TO_NOBODY_AT_ALL:
            raise PermissionDenied
        if rights.knows_every_office(request.user):
            return None
        if not may_open(request, name, kwargs):
            raise PermissionDenied
        if name == "wagtailadmin_choose_page" and request.GET.get("page_type"):
            # Wagtail begins where all pages of the type have their common place, unpublished ones of others, too.
            return view(request, *args, parent_page_id=_beginning(request), **kwargs)
        return None


def may_open(request: HttpRequest, name: str, kwargs: dict[str, Any]) -> bool:
    """Return whether a user of some offices may open an address of Wagtail's; deny by default."""
    user = request.user
    if not isinstance(user, User):
        return False
    if is_snippet_of_ours(name):
        return True  # its view set asks who may
    match walled.of(name).opens:
        case Opens.TO_ALL:
            return True
        case Opens.TO_EDITORS:
            return edits_some_office(user) and _may_go(request, user)
        case Opens.ON_OWN_PAGES:
            return _may_open_page(own_pages(user), kwargs) and _may_go(request, user)
        case Opens.ON_THE_WAY:
            return edits_some_office(user) and _may_open_page(choosable(user, Page.objects.all()), kwargs)
        case Opens.ON_OWN_PICTURES:
            return _may_hold(user, get_image_model(), _asked_for(request, kwargs))
        case Opens.ON_OWN_DOCUMENTS:
            return _may_hold(user, get_document_model(), _asked_for(request, kwargs))
        case Opens.ON_OWN_SELECTION:
            return _may_act_on_many(request, user, kwargs) and _may_go(request, user)
        case Opens.ON_WHAT_MAY_BE_CHOSEN:
            return edits_some_office(user) and all_in(
                choosable(user, Page.objects.all()), request.GET.getlist("id")
            )
    return False


def _beginning(request: HttpRequest) -> int:
    """Return the page below which a chooser finds all that the user may choose of a type."""
    try:
        types = page_models_from_string(request.GET["page_type"])
    except (ValueError, LookupError) as wrong:
        raise Http404 from wrong
    typed: Any = choosable(request.user, Page.objects.type(*types))
    common = typed.first_common_ancestor()
    if not choosable(request.user, Page.objects.filter(pk=common.pk)).exists():
        common = Page.get_first_root_node()
    beginning: int = common.pk
    return beginning


def is_snippet_of_ours(name: str) -> bool:
    space = name.partition(":")[0]
    return space.removeprefix("wagtailsnippets_") in walled.SNIPPETS_OF_OURS or (
        space.removeprefix("wagtailsnippetchoosers_") in walled.SNIPPETS_OF_OURS
    )


def edits_some_office(user: object) -> bool:
    """Return whether the user has rights on pages at all."""
    return bool(PagePermissionPolicy().get_cached_permissions_for_user(user))


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
    """Return whether each id is one of the allowed objects; what is no plain number is none.

    Python reads "1_35" as 135, and Wagtail's views as 15: so neither is let through.
    """
    plain = {str(pk) for pk in ids}
    if not all(pk.isascii() and pk.isdigit() for pk in plain):
        return False
    wanted = {int(pk) for pk in plain}
    return allowed.filter(pk__in=wanted).count() == len(wanted)


def _asked_for(request: HttpRequest, kwargs: dict[str, Any]) -> list[Any]:
    asked = [value for name, value in kwargs.items() if name in FILE_ARGUMENTS]
    return [*asked, *request.GET.getlist("id")]


def _may_open_page(allowed: QuerySet[Page], kwargs: dict[str, Any]) -> bool:
    ids = [kwargs[argument] for argument in PAGE_ARGUMENTS if argument in kwargs]
    if not ids or not all_in(allowed, ids):
        return False
    state = kwargs.get("task_state_id")
    return state is None or TaskState.objects.filter(pk=state, revision__object_id=str(ids[0])).exists()


def _may_go(request: HttpRequest, user: User) -> bool:
    """Return whether each page that the form names as a destination is the user's."""
    asked = [value for name in DESTINATIONS for value in request.POST.getlist(name) if value]
    return not asked or all_in(own_pages(user), asked)


def _may_hold(user: User, model: Any, ids: Iterable[Any]) -> bool:
    wanted = list(ids)
    if not wanted:
        return False
    return all_in(
        policy_registry.get_by_type(model).instances_user_has_any_permission_for(user, HOLDING_ACTIONS),
        wanted,
    )


def _may_act_on_many(request: HttpRequest, user: User, kwargs: dict[str, Any]) -> bool:
    """Return whether everything that was selected is the user's; of other models than these nothing is."""
    model = _model(kwargs["app_label"], kwargs["model_name"])
    ids = [kwargs["object_id"]] if "object_id" in kwargs else request.GET.getlist("id")
    if model is None or not ids:
        return False
    if model in (get_image_model(), get_document_model()):
        # Wagtail selects "all" among what the user may change.
        return ids == ["all"] or _may_hold(user, model, ids)
    if not issubclass(model, Page):
        return False
    # Of "all" below a page Wagtail tells those, too, that the user may not change.
    return all_in(own_pages(user), request.GET.getlist("childOf") or [""] if "all" in ids else ids)


def _model(app: str, name: str) -> type[Model] | None:
    try:
        return apps.get_model(app, name)
    except LookupError:
        return None
