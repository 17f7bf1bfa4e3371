"""Start Django without looking for garbage meanwhile (docs/adr/0059): what start-up makes stays until the process ends.

The collector would go through all of it again and again, a third of the processor's time of a start, and through all of
it again with each full search later. What is frozen is looked through no more.
"""

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Look for no garbage in the block, and never among what it leaves."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def set_up() -> None:
    """Do what `django.setup` does."""
    with uncollected():
        import django

        django.setup()
