"""The pictorial report of a quarter: 80 offices with 4 photographs each. Run: make bench NAME=practices"""

from bench import scratch
from bench.measuring import Row

OFFICES = 80


def run() -> list[Row]:
    """Lay the offices on SQLite, let a process of its own make the report, and say what that took."""
    with scratch.database("practices", None, "config.settings.testing") as environment:
        return scratch.rows("bench.pictorial", OFFICES, environment=environment)
