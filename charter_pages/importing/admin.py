"""The addresses of the import in Wagtail's admin, and the buttons that lead there."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets import Button
from wagtail.models import Page

from charter_pages.importing import places, screens
from charter_pages.models import CharterPage


def paths() -> list[URLPattern]:
    return [
        path("charters/import/<int:parent_id>/", screens.GiveCharter.as_view(), name="charter_import"),
        path(
            "charters/import/<int:parent_id>/<int:document_id>/",
            screens.ReviewCharter.as_view(),
            name="charter_import_review",
        ),
    ]


def button_for(page: Page, user: Any) -> Iterator[Button]:
    """Yield the button that leads to the import, at an office's page and at its charter."""
    if page.specific_class is not CharterPage and not _is_an_offices(page):
        return
    parent_id = places.address_for(user, page)
    if parent_id is not None:
        yield Button(
            _("Import a charter"),
            url=reverse("charter_import", args=[parent_id]),
            icon_name="upload",
            priority=25,
        )


def _is_an_offices(page: Page) -> bool:
    model: Any = page.specific_class
    return model is not None and hasattr(model, "register_entry")


def in_the_explorer(page: Page, user: Any, next_url: str | None = None) -> Iterator[Button]:
    yield from button_for(page, user)


def above_the_page(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    yield from button_for(page, user)
