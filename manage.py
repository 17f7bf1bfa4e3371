#!/usr/bin/env python
"""Run a management command with the project's settings."""

import os
import sys
from pathlib import Path

# `site` is a standard-library module that is imported before our code, so our `site/` is a
# source root and never a package: what lies in it is imported by its own name (`portal`, `offices`).
sys.path.insert(1, str(Path(__file__).resolve().parent / "site"))


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")
    from config import frames, starting

    starting.set_up()
    from django.core.management import execute_from_command_line

    frames.with_room(execute_from_command_line)(sys.argv)


if __name__ == "__main__":
    main()
