"""Clients at work at the same time, each a process with a connection of its own, and how long each of them waited."""

import math
import multiprocessing
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import connections

# Takes what a client does next, and a word to say when one part of it is done.
Verb = Callable[[Any, Callable[[str], None]], None]
LAST = "done"
WARMING = 3
PATIENCE_SECONDS = 300


@dataclass
class Waits:
    """How long the things that clients did took, in seconds: by the part that was done, by client."""

    seconds: float
    by_part: dict[str, list[list[float]]]

    @property
    def count(self) -> int:
        return sum(map(len, self.by_part[LAST]))

    @property
    def rate(self) -> float:
        return round(self.count / self.seconds, 1)

    def p99_ms(self, part: str = LAST) -> list[float]:
        """Return each client's own 99th percentile: of fewer than a hundred, the longest."""
        return [
            round(1000 * sorted(waits)[math.ceil(0.99 * len(waits)) - 1], 1) for waits in self.by_part[part]
        ]

    def longest_ms(self, part: str = LAST) -> list[float]:
        return [round(1000 * max(waits), 1) for waits in self.by_part[part]]

    def median_ms(self, part: str = LAST) -> float:
        return round(1000 * statistics.median(wait for waits in self.by_part[part] for wait in waits), 1)

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


def run(verb: Verb, work: Sequence[Sequence[Any]], *, every_seconds: float | None = None) -> Waits:
    """Let each client do its own work, all from one moment on; return how long they waited.

    With `every_seconds` a client's work arrives at fixed instants, whether the client is ready or not, and waiting is
    counted from the arrival (an open loop); without, each does one thing after another. The first few are not counted.
    """
    context = multiprocessing.get_context("fork")
    barrier = context.Barrier(len(work))
    answers: Any = context.Queue()
    connections.close_all()  # a connection shared by two processes answers one with the other's rows

    def client(place: int) -> None:
        connections["default"].ensure_connection()
        for item in work[place][:WARMING]:
            verb(item, lambda _part: None)
        barrier.wait(PATIENCE_SECONDS)
        began = time.monotonic()
        waits: dict[str, list[float]] = {}
        for number, item in enumerate(work[place][WARMING:]):
            arrived = time.monotonic()
            if every_seconds is not None:
                # The clients take turns, so that orders arrive evenly.
                arrived = began + (number + place / len(work)) * every_seconds
                time.sleep(max(0.0, arrived - time.monotonic()))

            def mark(part: str, arrived: float = arrived) -> None:
                waits.setdefault(part, []).append(time.monotonic() - arrived)

            verb(item, mark)
            mark(LAST)
        connections.close_all()
        answers.put((place, began, time.monotonic(), waits))

    processes = [context.Process(target=client, args=(place,)) for place in range(len(work))]
    for process in processes:
        process.start()
    told = sorted(answers.get(timeout=PATIENCE_SECONDS) for _ in processes)
    for process in processes:
        process.join(PATIENCE_SECONDS)
    seconds = max(ended for _, _, ended, _ in told) - min(began for _, began, _, _ in told)
    return Waits(seconds, {part: [waits[part] for *_, waits in told] for part in told[0][3]})
