"""Showing how far it is: a bar on a terminal, one plain line for each part elsewhere."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from tqdm import tqdm

T = TypeVar("T")
# Goes through the items of a part and shows how far it is.
Track = Callable[[str, Sequence[T]], Iterable[T]]


def track(name: str, items: Sequence[T]) -> Iterator[T]:
    """Yield the items, showing the progress under the part's name."""
    if sys.stderr.isatty():
        yield from tqdm(items, desc=f"  {name}", bar_format="{desc:<28}{percentage:3.0f}% |{bar:30}| {elapsed}")
        return
    began = time.monotonic()
    yield from items
    print(f"  {name}: {len(items)} in {time.monotonic() - began:.1f} s", flush=True)
