"""What our own verbs are called in Wagtail's log, which the history of a page and the trail show."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

# action: (name of the deed, what is told of it)
DEEDS: dict[str, tuple[Any, Any]] = {
    "portal.escalate": (
        _("Go on to headquarters"),
        _("The division did not answer in time: the page went on to headquarters"),
    ),
    "publishing.withdraw": (_("Withdraw"), _("Withdrawn")),
    "publishing.restore": (_("Restore"), _("Restored after a withdrawal")),
    "publishing.refuse": (
        _("Refuse to publish"),
        _("Not published at the hour that was set: of some pictures it is not said what they show"),
    ),
    "publishing.change": (_("Change"), _("What changed was noted")),
    "portal.trail_taken": (_("Take “who did what” as a file"), _("“Who did what” was taken as a file")),
    "accounts.second_factor_set_up": (_("Set up the code app"), _("The code app was set up")),
    "accounts.recovery_codes_renewed": (_("New recovery codes"), _("New recovery codes were made")),
    "accounts.second_factor_reset": (_("Reset the code app"), _("The code app was reset")),
    "portal.measure_laid_down": (_("Measure a promise"), _("A measure of a promise was laid down")),
    "portal.measure_changed": (_("Change a measure"), _("A measure of a promise was changed")),
    "portal.progress_recorded": (_("Record progress"), _("Progress of a promise was recorded")),
    "publishing.review": (_("Review"), _("Read again: still true")),
}


class Deed(LogFormatter):  # type: ignore[misc]
    """A deed of ours in the log, with the reason that was given for it."""

    def format_comment(self, log_entry: Any) -> str:
        return str(log_entry.data.get("why", ""))


def register(actions: Any) -> None:
    """Make the deeds known to Wagtail's log."""
    for name, (label, message) in DEEDS.items():
        kind = type("OneDeed", (Deed,), {"label": label, "message": message})
        actions.register_action(name)(kind)
