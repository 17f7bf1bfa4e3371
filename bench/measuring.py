"""Taking the time, and saying what came out: rows for the table and for `build/bench/NAME.json`."""

import gc
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import TypeVar

from tqdm import tqdm

T = TypeVar("T")
BAR = "{desc:<56}{percentage:3.0f}% |{bar:24}| {elapsed}"


@dataclass
class Row:
    """One figure. `size` is how many rows it was taken over; `peer` is what another program needed, if asked."""

    name: str
    unit: str
    size: int
    ours: float
    peer: float | None = None

    @property
    def ratio(self) -> float | None:
        """Return how many times better ours is: a rate or a share is better when higher, a time or a size when lower."""
        if not self.peer or not self.ours:
            return None
        return round(self.ours / self.peer if self.unit.endswith(("/s", "%")) else self.peer / self.ours, 2)

    def as_dict(self) -> dict[str, object]:
        return {**asdict(self), "ratio": self.ratio}


def median_ms(ask: Callable[[], object], times: int = 20) -> float:
    """Return the median of so many calls, in milliseconds."""
    taken = []
    gc.collect()
    for _ in range(times):
        begun = time.perf_counter()
        ask()
        taken.append(time.perf_counter() - begun)
    return round(statistics.median(taken) * 1000, 2)


def rate(count: int, seconds: float) -> float:
    return round(count / seconds, 1)


def track(name: str, items: Iterable[T]) -> Iterator[T]:
    """Yield the items; on a terminal, with a bar on stderr."""
    yield from tqdm(items, desc=f"  {name}", bar_format=BAR, disable=None, leave=False)


def table(rows: list[Row]) -> str:
    """Return the rows as a table for a terminal."""
    lines = [f"{'':<66} {'size':>10} {'ours':>12} {'peer':>12} {'ratio':>7}"]
    for row in rows:
        peer = "" if row.peer is None else f"{row.peer:,.1f}"
        ratio = "" if row.ratio is None else f"{row.ratio:.1f}×"
        lines.append(
            f"{row.name[:58]:<58} {row.unit:>7} {row.size:>10,} {row.ours:>12,.1f} {peer:>12} {ratio:>7}"
        )
    return "\n".join(lines)
