"""Posts and their holders as registers of Wagtail's, kept by headquarters; editors of an office choose among its posts
and those above it. Whatever is saved here, the charters that name the post say it at once.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
)
from wagtail.snippets.views.snippets import (
    CreateView,
    EditView,
    SnippetViewSet,
    SnippetViewSetGroup,
)

from accounts import access
from accounts.screens import user_of
from charter_pages.charters import transfers
from charter_pages.charters.keepers import EDITORS, KEEPERS
from charter_pages.models import Post, PostHolder


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


class Told:
    """Saves a post or a holder, and tells the charters that name it."""

    request: HttpRequest

    def is_valid(self, form: Any) -> bool:
        if form.is_valid() and "user" in form.changed_data:
            try:
                transfers.refuse_oneself(form.cleaned_data["user"], by=user_of(self.request))
            except ValidationError as error:
                form.add_error(None, error)
        valid: bool = super().is_valid(form)  # type: ignore[misc]
        return valid

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                transfers.lock(getattr(form.instance, "post_id", form.instance.pk))
                answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]
                saved = form.instance
                post = saved.post if isinstance(saved, PostHolder) else saved
                transfers.tell(post=post, by=user_of(self.request))
                return answer
        except IntegrityError:
            # Somebody else was quicker: the database lets nobody hold a post beside another.
            form.add_error(None, _now("Somebody else holds the post on one of these days."))
            # Wagtail prepares there what it says of a form that is sent back.
            self.is_valid(form)
            return self.form_invalid(form)  # type: ignore[attr-defined, no-any-return]


class AddTold(Told, CreateView):
    pass


class EditTold(Told, EditView):
    pass


class PostViewSet(SnippetViewSet):
    model = Post
    icon = "user"
    menu_label = _("Posts")
    list_display = ["title_bn", "office", "phone", "email"]
    list_filter = ["office"]
    chooser_viewset_class = PostChooserViewSet
    copy_view_enabled = False
    add_view_class = AddTold
    edit_view_class = EditTold
    panels = [
        FieldPanel("office"),
        FieldPanel("role"),
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
    add_view_class = AddTold
    edit_view_class = EditTold
    panels = [
        FieldPanel("post"),
        FieldRowPanel([FieldPanel("name_bn"), FieldPanel("name_en")]),
        FieldRowPanel([FieldPanel("since"), FieldPanel("until")]),
        FieldPanel("user"),
    ]


class OfficersGroup(SnippetViewSetGroup):
    menu_label = _("Officers")
    menu_icon = "group"
    menu_order = 300
    items = (PostViewSet, PostHolderViewSet)
