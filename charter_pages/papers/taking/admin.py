"""The addresses of taking papers in, in Wagtail's admin, and the buttons that lead there."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets import Button
from wagtail.models import Page

from accounts import access
from accounts.models import User
from charter_pages.importing import places
from charter_pages.papers.taking import screens


def paths() -> list[URLPattern]:
    return [
        path("papers/import/<int:parent_id>/", screens.GivePaper.as_view(), name="paper_import"),
        path(
            "papers/import/<int:parent_id>/<int:import_id>/",
            screens.ReviewPaper.as_view(),
            name="paper_import_review",
        ),
    ]


def in_the_explorer(page: Page, user: Any, next_url: str | None = None) -> Iterator[Button]:
    yield from _button_for(page, user)


def above_the_page(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    yield from _button_for(page, user)


def _button_for(page: Page, user: Any) -> Iterator[Button]:
    """Yield the button at an office's page, for those who write there."""
    model: Any = page.specific_class
    if (
        model is None
        or not hasattr(model, "register_entry")
        or page.alias_of_id
        or not isinstance(user, User)
    ):
        return
    parent: Any = page.specific
    office = parent.register_entry
    if office is None or not access.may(user, *places.ROLES, office=office):
        return
    if screens.may_write(user, parent):
        address = reverse("paper_import", args=[page.pk])
        yield Button(_("Import minutes or a letter"), url=address, icon_name="upload", priority=24)
