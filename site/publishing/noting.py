"""What Wagtail notes whenever a page is saved, noted once where it is saved several times in one go.

To publish a new page saves it three times, to translate it three times more, and each saving writes its words for the
search and the list of what it refers to anew: a quarter of all work where many pages are laid.
"""

import contextlib
import contextvars
import json
from collections.abc import Callable, Iterator
from typing import Any

from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus
from django_tasks.utils import get_random_id

# These note how an object stands when they are done, so that of several the last says all.
NOTES = {"modelsearch.tasks.insert_or_update_object_task", "wagtail.tasks.update_reference_index_task"}

_waiting: contextvars.ContextVar[dict[str, Callable[[], object]] | None] = contextvars.ContextVar(
    "notes that wait", default=None
)


@contextlib.contextmanager
def once() -> Iterator[None]:
    """Note what is saved in the block at its end, each object once; after an error nothing, as nothing was saved.

    To be opened inside the transaction. Of blocks within a block the outermost counts.
    """
    if _waiting.get() is not None:
        yield
        return
    waiting: dict[str, Callable[[], object]] = {}
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    for note in waiting.values():
        note()


class NotingBackend(ImmediateBackend):
    """Does each task at once, but keeps notes until the end of a block of `once`."""

    def enqueue(self, task: Task[Any, Any], args: Any, kwargs: Any) -> TaskResult[Any]:
        waiting = _waiting.get()
        if waiting is None or task.module_path not in NOTES:
            return super().enqueue(task, args, kwargs)
        self.validate_task(task)
        done_now = super().enqueue
        waiting[f"{task.module_path} {json.dumps([args, kwargs])}"] = lambda: done_now(task, args, kwargs)
        return TaskResult(
            task=task,
            id=get_random_id(),
            status=TaskResultStatus.READY,
            enqueued_at=None,
            started_at=None,
            last_attempted_at=None,
            finished_at=None,
            args=args,
            kwargs=kwargs,
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )
