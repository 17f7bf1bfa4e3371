"""The browsers that journeys can be walked in, as Debian names their commands. Without Django: set-up asks, too."""

import shutil

# The first is the second without a window: half the work, and not to be had everywhere (docs/adr/0059).
NAMES = ("chromium-headless-shell", "chromium", "google-chrome")


def path() -> str | None:
    """Return where the best browser of this machine lies, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)
