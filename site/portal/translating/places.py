"""Where translating is found in the back office: its addresses, and the ways that lead there from a page."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from accounts import access
from portal.desk.withdrawing import WRITERS
from portal.translating import reading, screens
from publishing import pairing
from publishing.pages import Published


def paths() -> list[URLPattern]:
    return [
        path("translations/", screens.Translations.as_view(), name="translations"),
        path("translations/<int:page_id>/", screens.Translate.as_view(), name="translate"),
    ]


def bangla_of(page: Page) -> Page | None:
    """Return the Bangla page whose words a page of the English tree has or awaits; None where it has its own."""
    if page.locale.language_code != reading.TARGET:
        return None
    if page.alias_of_id is None and reading.translation_of(page) is None:
        return None
    found: Page | None = Page.objects.filter(
        translation_key=page.translation_key, locale__language_code=reading.SOURCE
    ).first()
    return found


def translate_instead(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Open the texts beside each other where a page of the English tree is to be edited; others open as ever."""
    if not isinstance(page.specific, Published) or not access.may(request.user, *WRITERS):
        return None
    bangla = bangla_of(page)
    return redirect("translate", bangla.pk) if bangla is not None else None


def keep_following(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Make no English alias a page of its own: its Bangla words would call themselves English, without approval."""
    if page.locale.language_code != reading.TARGET:
        return None
    answer = translate_instead(request, page)
    if answer is None:
        raise PermissionDenied
    return answer


def button(page: Page, user: Any, view_name: str = "", next_url: str | None = None) -> Iterator[Button]:
    """Offer the way from a public Bangla page to its English."""
    if page.locale.language_code != reading.SOURCE or not page.live or not access.may(user, *WRITERS):
        return
    if page.permissions_for_user(user).can_edit():
        yield Button(_("In English"), reverse("translate", args=[page.pk]), icon_name="globe", priority=50)


def pair_copies(request: HttpRequest, page: Page, new_page: Page) -> None:
    """A copied page stands in the English tree, too, with all that was copied below it."""
    for each in new_page.get_descendants(inclusive=True).order_by("path"):
        pairing.pair(each)
