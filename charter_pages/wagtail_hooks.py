"""Posts and their holders, kept by headquarters; editors of an office choose among its posts and those
above it.
"""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
)
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from accounts import access
from accounts.roles import Role
from charter_pages.models import Post, PostHolder

KEEPERS = (Role.HQ_MODERATOR, Role.ADMINISTRATOR)
EDITORS = (Role.PRISON_EDITOR, Role.DIVISION_REVIEWER)


def choosable_posts(request: HttpRequest) -> QuerySet[Post]:
    """Return the posts of the user's offices and of those above them; every post for headquarters."""
    if access.may(request.user, *KEEPERS):
        return Post.objects.all()
    own = access.offices_for(request.user, *EDITORS).select_related("parent__parent")
    ids = set().union(*(office.scope_ids() for office in own)) if own else set()
    return Post.objects.filter(office_id__in=ids, abolished_on__isnull=True)


class OwnPosts:
    """What a chooser of posts offers, and takes: nothing for those who write no pages."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        access.require(request.user, *KEEPERS, *EDITORS)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def get_object_list(self) -> QuerySet[Post]:
        return choosable_posts(self.request).select_related("office")

    def get_object(self, pk: str) -> Post:
        return choosable_posts(self.request).get(pk=pk)

    def get_objects(self, pks: list[str]) -> QuerySet[Post]:
        return choosable_posts(self.request).filter(pk__in=pks)


class PostChooseView(OwnPosts, ChooseView):
    pass


class PostChooseResultsView(OwnPosts, ChooseResultsView):
    pass


class PostChosenView(OwnPosts, SnippetChosenView):
    pass


class PostChosenMultipleView(OwnPosts, SnippetChosenMultipleView):
    pass


class PostChooserViewSet(SnippetChooserViewSet):
    choose_view_class = PostChooseView
    choose_results_view_class = PostChooseResultsView
    chosen_view_class = PostChosenView
    chosen_multiple_view_class = PostChosenMultipleView


class PostViewSet(SnippetViewSet):
    model = Post
    icon = "user"
    menu_label = _("Posts")
    list_display = ["title_bn", "office", "phone", "email"]
    list_filter = ["office"]
    chooser_viewset_class = PostChooserViewSet
    copy_view_enabled = False
    panels = [
        FieldPanel("office"),
        FieldRowPanel([FieldPanel("title_bn"), FieldPanel("title_en")]),
        FieldRowPanel([FieldPanel("phone"), FieldPanel("email"), FieldPanel("room")]),
        FieldRowPanel([FieldPanel("rank_order"), FieldPanel("abolished_on")]),
    ]


class PostHolderViewSet(SnippetViewSet):
    model = PostHolder
    icon = "group"
    menu_label = _("Holders of posts")
    list_display = ["name_bn", "post", "since", "until"]
    copy_view_enabled = False
    panels = [
        FieldPanel("post"),
        FieldRowPanel([FieldPanel("name_bn"), FieldPanel("name_en")]),
        FieldRowPanel([FieldPanel("since"), FieldPanel("until")]),
    ]


class OfficersGroup(SnippetViewSetGroup):
    menu_label = _("Officers")
    menu_icon = "group"
    menu_order = 300
    items = (PostViewSet, PostHolderViewSet)


register_snippet(OfficersGroup)
