"""Showing how far it is: a bar on a terminal, one plain line for each part elsewhere."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

from tqdm import tqdm

T = TypeVar("T")
BAR = "{desc:<28}{percentage:3.0f}% |{bar:30}| {elapsed}"


def track(name: str, items: Iterable[T], *, total: int | None = None) -> Iterator[T]:
    """Yield the items, showing the progress under the part's name; `total` where items have no length."""
    if sys.stderr.isatty():
        yield from tqdm(items, total=total, desc=f"  {name}", bar_format=BAR)
        return
    began, count = time.monotonic(), 0
    for item in items:
        count += 1
        yield item
    print(f"  {name}: {count} in {time.monotonic() - began:.1f} s", flush=True)
