"""The first page: one question, six tasks, what prisons make, what was published, where each taka goes."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Page

from noticeboard import board as boards
from publishing import caching
from publishing.pages import Published
from publishing.rows import Row


class HomePage(Published):
    kind = "home"
    kind_label = _("Home")
    is_dated = False
    found_as = "page"

    question = models.CharField(_("question"), max_length=120)
    search_hint = models.CharField(_("hint in the search field"), max_length=150, blank=True)

    # Laid by `portal.tree`.
    is_creatable = False
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "portal.StandardPage",
        "portal.OfficeIndexPage",
        "portal.PublicationIndexPage",
        "portal.TransparencyPage",
        "portal.NewsIndexPage",
        "portal.InitiativeRegisterPage",
        "noticeboard.NoticeboardPage",
        "noticeboard.DocumentIndexPage",
    ]
    template = "portal/home_page.html"

    content_panels = [
        *Published.content_panels,
        FieldPanel("question"),
        FieldPanel("search_hint"),
        InlinePanel("tasks", label=_("Task"), heading=_("Tasks"), max_num=6),
    ]

    class Meta:
        verbose_name = _("Home page")
        verbose_name_plural = _("Home pages")

    def find_next_change(self) -> datetime.datetime | None:
        return caching.earliest(super().find_next_change(), self.board.next_change)

    @cached_property
    def board(self) -> boards.Board:
        """Return headquarters' urgent notices and the newest of all boards; read once for a page."""
        return boards.of_home(self.language)

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from portal import showcase

        return {**super().get_context(request, *args, **kwargs), **showcase.for_home(self)}


class HomeTask(Row):
    """One of the things that people come for: a link to a page, or to a place of the shop."""

    class Icon(models.TextChoices):
        VISIT = "visit", _("Visit")
        CASH = "cash", _("Money")
        SIGN = "sign", _("Signature")
        COMPLAIN = "complain", _("Complaint")
        BUY = "buy", _("Bag")
        TRACK = "track", _("Parcel")
        FIND = "find", _("Prison")
        PAPER = "paper", _("Paper")

    class Place(models.TextChoices):
        SHOP = "shop:catalogue", _("The shop")
        FIND_ORDER = "shop:find-order", _("Finding an order")
        COMPLAIN = "grievances:new", _("Writing a complaint")

    page = ParentalKey(HomePage, related_name="tasks")
    icon = models.CharField(_("sign"), max_length=12, choices=Icon.choices)
    title = models.CharField(_("title"), max_length=60)
    note = models.CharField(_("line below it"), max_length=120, blank=True)
    link_page = models.ForeignKey(
        "wagtailcore.Page",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("leads to page"),
    )
    link_anchor = models.SlugField(
        _("place on that page"),
        max_length=40,
        blank=True,
        help_text=_("E.g. visit, pc-cash, vakalatnama, complaint."),
    )
    link_place = models.CharField(
        _("or to a place of the site"), max_length=40, choices=Place.choices, blank=True
    )

    panels = [
        FieldRowPanel([FieldPanel("icon"), FieldPanel("title"), FieldPanel("note")]),
        FieldRowPanel([FieldPanel("link_page"), FieldPanel("link_anchor"), FieldPanel("link_place")]),
    ]

    class Meta(Row.Meta):
        verbose_name = _("task")
        verbose_name_plural = _("tasks")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if bool(self.link_page_id) == bool(self.link_place):
            raise ValidationError({"link_page": _("Choose a page, or a place of the site: one of the two.")})

    def address(self, target: Page | None) -> str:
        """Return where the task leads: `target` is its page in the language of the home page, None while
        not public.
        """
        if self.link_place:
            return reverse(self.link_place)
        if target is None or not target.url:
            return ""
        return f"{target.url}#{self.link_anchor}" if self.link_anchor else target.url
