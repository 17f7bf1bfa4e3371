"""Papers at work: forty pages read and made a draft, a decision given to 80 offices. Run: make bench NAME=papers"""

from bench import scratch
from bench.measuring import Row

OFFICES = 80


def run() -> list[Row]:
    """Lay the offices on SQLite, let a process of its own do the work, and say what that took."""
    with scratch.database("papers", None, "config.settings.testing") as environment:
        return scratch.rows("bench.papers_taken", OFFICES, environment=environment)
