"""The settings of a served site whose clock a test may put forward, instead of waiting until an instant has come.

Each process of the site, server and worker, takes its instants from `clock.now`, which adds the seconds that stand in
the file `forward` of the site's folder. Nothing of it lies in the code of the site itself.
"""

from datetime import datetime, timedelta
from pathlib import Path

import clock
from config.settings.development import *  # noqa: F403
from config.settings.development import VAR

_true = clock.now


def _forward() -> datetime:
    file = Path(VAR) / "forward"
    seconds = float(file.read_text()) if file.exists() else 0.0
    return _true() + timedelta(seconds=seconds)


# Before any other module has taken the function itself.
clock.now = _forward
