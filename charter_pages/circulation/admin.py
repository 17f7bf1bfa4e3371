"""Where papers received and sent stand in the back office; `charter_pages.wagtail_hooks` hangs them up."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from accounts.screens import ForRoles
from charter_pages.circulation import screens, withholding
from charter_pages.circulation.models import PaperVersion
from charter_pages.models.papers import OfficialPaper


def paths() -> list[URLPattern]:
    return [
        path("papers/received/", screens.Received.as_view(), name="papers_received"),
        path(
            "papers/received/<int:addressed_id>/acknowledge/",
            screens.Acknowledge.as_view(),
            name="paper_acknowledge",
        ),
        path("papers/sent/", screens.Sent.as_view(), name="papers_sent"),
        path("papers/sent/<int:page_id>/", screens.ShowCirculation.as_view(), name="paper_circulation"),
        path(
            "papers/sent/<int:page_id>/recipients/",
            screens.ChooseRecipients.as_view(),
            name="paper_recipients",
        ),
        path(
            "papers/sent/<int:page_id>/versions/<int:number>/withhold/",
            screens.Withhold.as_view(),
            name="paper_withhold",
        ),
    ]


def received_item() -> ForRoles:
    return ForRoles.to(screens.Received, "papers_received", order=160)


def sent_item() -> ForRoles:
    return ForRoles.to(screens.Sent, "papers_sent", order=161)


def above_the_page(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Wagtail's hook `register_page_header_buttons`: who gets the paper, and who has it."""
    specific = page.specific
    if not isinstance(specific, OfficialPaper) or specific.alias_of_id or specific.language != "bn":
        return
    if specific.permissions_for_user(user).can_edit():
        address = reverse("paper_recipients", args=[page.pk])
        yield Button(_("Who gets it"), address, icon_name="group", priority=46)
    if PaperVersion.objects.filter(page_id=page.pk).exists():
        address = reverse("paper_circulation", args=[page.pk])
        yield Button(_("Who has it"), address, icon_name="mail", priority=47)


def deeds(actions: Any) -> None:
    """Name what is written into Wagtail's log."""
    actions.register_action(
        withholding.LOGGED_AS,
        gettext_lazy("Withhold a former text"),
        gettext_lazy("A former text of the paper was withheld"),
    )
