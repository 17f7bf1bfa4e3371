"""Runs a served site's management commands one after another in one process: each is spared two seconds of imports.

Started by `Served.manage` in the site's environment: python -m tests.commands. A line of JSON holds the words of a
command; a line of JSON answers whether it went well, and what it said.
"""

import contextlib
import io
import json
import os
import sys
import traceback

from django.core.management import execute_from_command_line
from django.db import connections

from config import frames, starting


def run(words: list[str]) -> tuple[bool, str]:
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            frames.with_room(execute_from_command_line)(["manage.py", *words])
            well = True
        except SystemExit as end:
            well = not end.code
        except Exception:
            traceback.print_exc()
            well = False
    connections.close_all()
    return well, said.getvalue()


def main() -> None:
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever else is printed is no answer
    starting.set_up()
    for line in sys.stdin:
        print(json.dumps(run(json.loads(line))), file=answers, flush=True)


if __name__ == "__main__":
    main()
