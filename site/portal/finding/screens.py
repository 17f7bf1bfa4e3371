"""Headquarters' screens of the search: the chosen answers, and what was sought in vain."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.viewsets.model import ModelViewSet

from accounts.roles import Role
from accounts.screens import PER_PAGE, ForRoles, ForRolesAtHeadquarters, HeadquartersScreen
from portal.models import BestBet
from search.models import SoughtInVain


class BestBetViewSet(ModelViewSet):
    model = BestBet
    icon = "pick"
    menu_label = _("Chosen answers")
    name = "chosen-answers"
    add_to_settings_menu = True
    panels = [
        FieldPanel("words", widget=forms.Textarea(attrs={"rows": 4})),
        PageChooserPanel("page"),
        FieldPanel("address"),
        FieldRowPanel(
            [
                FieldPanel("title_bn", heading=_("Heading in Bangla")),
                FieldPanel("title_en", heading=_("Heading in English")),
            ]
        ),
        FieldRowPanel([FieldPanel("note_bn"), FieldPanel("note_en")]),
        FieldPanel("is_offered"),
    ]
    list_display = [
        "first_phrase",
        "leads_to",
        BooleanColumn("is_offered", label=_("offer it before anything is typed")),
    ]
    ordering = "words"
    copy_view_enabled = False


class InVain(HeadquartersScreen):
    """What at least five people typed and did not find; what was dealt with is taken off the list."""

    roles = (Role.HQ_MODERATOR,)
    title = _("Sought in vain")
    icon = "search"
    template_name = "portal/admin/sought_in_vain.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Paginator(SoughtInVain.objects.all(), PER_PAGE).get_page(self.request.GET.get("p"))
        return {**super().get_context_data(**kwargs), "page_obj": rows}


class Forget(HeadquartersScreen):
    """Take words off the list; five more people bring them back."""

    roles = InVain.roles
    http_method_names = ["post"]

    def post(self, request: HttpRequest, sought_id: int) -> HttpResponse:
        get_object_or_404(SoughtInVain, pk=sought_id).delete()
        return redirect("sought_in_vain")


def view_set() -> BestBetViewSet:
    return BestBetViewSet()


def paths() -> list[URLPattern]:
    return [
        path("search/in-vain/", InVain.as_view(), name="sought_in_vain"),
        path("search/in-vain/<int:sought_id>/forget/", Forget.as_view(), name="sought_in_vain_forget"),
    ]


def menu() -> ForRoles:
    return ForRolesAtHeadquarters.to(InVain, "sought_in_vain", order=60)
