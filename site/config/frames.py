"""Room for calls within calls: up to a quarter of the time of a staff page, and more in tests (docs/adr/0060).

CPython keeps the frames of calls in pieces of 16 KB. Where one is full it asks the system for another, and gives that
back as soon as the call returns (`push_chunk` and `_PyThreadState_PopFrame` in its Python/pystate.c). Templates call each
other hundreds deep: an editor's page crossed the end of a piece 6,800 times, and each time the system found, cleared
and took back memory. A frame that asks for more than such a piece gets a larger one to itself, the next power of two,
and in what it leaves of that all calls within find room.
"""

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

# Words of 8 bytes: a little over 1 MB, so that of 2 MB nearly one is left, more than a thousand frames take.
_WORDS = 2**17


def _call(verb: Callable[Asked, Answer], *args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
    return verb(*args, **kwargs)


# The memory is asked for and never touched, so that no more of it is used than the calls within use.
_call.__code__ = _call.__code__.replace(co_stacksize=_WORDS)


def with_room(verb: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """Return what does the same as `verb`, whose calls do not ask the system for memory one by one."""

    @functools.wraps(verb)
    def roomy(*args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        return _call(verb, *args, **kwargs)

    return roomy
