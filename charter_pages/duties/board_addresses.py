"""Where the board and the bundles stand in the back office; `charter_pages.wagtail_hooks` hangs them up."""

from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _

from accounts.screens import ForRoles
from charter_pages.duties import board_screens, bundle_screens, bundles, exports


def paths() -> list[URLPattern]:
    return [
        path("duties/board/", board_screens.ShowBoard.as_view(), name="duties_board"),
        path("duties/board/<slug:code>/", board_screens.ShowOffice.as_view(), name="duties_board_office"),
        path("duties/bundles/", bundle_screens.BundleList.as_view(), name="duty_bundles"),
        path("duties/bundles/ask/", bundle_screens.AskForBundle.as_view(), name="duty_bundle_ask"),
        path("duties/bundles/<int:bundle_id>/", bundle_screens.ShowBundle.as_view(), name="duty_bundle"),
        path(
            "duties/bundles/<int:bundle_id>/state/",
            bundle_screens.BundleState.as_view(),
            name="duty_bundle_state",
        ),
        path(
            "duties/bundles/<int:bundle_id>/<slug:what>/",
            bundle_screens.BundleFile.as_view(),
            name="duty_bundle_file",
        ),
    ]


def board_item() -> ForRoles:
    return ForRoles(
        _("Compliance board"),
        reverse("duties_board"),
        name="compliance-board",
        icon_name="tasks",
        order=250,
        roles=board_screens.READERS,
    )


DEEDS = (
    (exports.LOGGED_AS, _("Take the compliance board as a file"), _("Took the compliance board as a file")),
    (bundles.ASKED, _("Ask for a quarter's bundle"), _("Asked for a quarter's bundle")),
    (bundles.READ, _("Download a quarter's bundle"), _("Downloaded a quarter's bundle")),
)


def deeds(actions: Any) -> None:
    """Name what is written into Wagtail's log."""
    for deed in DEEDS:
        actions.register_action(*deed)
