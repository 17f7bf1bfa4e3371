"""Make what all tests of one database are copied from: the migrated database, and the loaded demonstration.

Run by scripts/test.py, so that no two test processes wait for each other: python -m tests.prepare. The settings are
enough here: what needs the models runs in processes of its own.
"""

import os
import shutil
from pathlib import Path

from django.conf import settings

from tests import databases, postgres, served


def is_ours() -> bool:
    """Return whether the server is ours to start: one that DATABASE_URL names is not."""
    return os.environ["TEST_POSTGRES"] in os.environ["DATABASE_URL"].replace("%2F", "/")


def main() -> None:
    started = databases.is_postgresql() and is_ours() and postgres.start(databases.socket_folder())
    try:
        databases.migrated_template()
        served.demonstration()
    finally:
        if started:
            postgres.stop(databases.socket_folder())
        shutil.rmtree(Path(settings.VAR).parent, ignore_errors=True)


if __name__ == "__main__":
    main()
