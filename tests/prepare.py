"""Make what all tests of one database are copied from: the migrated database, and the loaded demonstration.

Run by scripts/test.py, so that no two test processes wait for each other: python -m tests.prepare
"""

import os
import shutil
from pathlib import Path

from config import starting

starting.set_up()

from django.conf import settings  # noqa: E402

from tests import databases, postgres, served  # noqa: E402


def main() -> None:
    # A server that DATABASE_URL names is not ours to start.
    is_ours = os.environ["TEST_POSTGRES"] in os.environ["DATABASE_URL"].replace("%2F", "/")
    started = databases.is_postgresql() and is_ours and postgres.start(databases.socket_folder())
    try:
        databases.migrated_template()
        served.demonstration()
    finally:
        if started:
            postgres.stop(databases.socket_folder())
        shutil.rmtree(Path(settings.VAR).parent, ignore_errors=True)


if __name__ == "__main__":
    main()
