"""Doing something in several real processes at the same moment, on the test's own committed database."""

import multiprocessing
import traceback
from collections.abc import Callable, Sequence
from multiprocessing.process import BaseProcess
from typing import Any

from django.db import connections

SECONDS = 60


def run(verb: Callable[[Any], object], arguments: Sequence[Any]) -> list[object]:
    """Return what `verb` answered in each process, one per argument; an exception answers its class's name.

    The processes are forked, wait for each other, and then begin together with connections of their own.
    """
    context = multiprocessing.get_context("fork")
    barrier = context.Barrier(len(arguments))
    answers = context.Queue()
    connections.close_all()  # a connection shared by two processes answers one with the other's rows
    processes = [
        context.Process(target=_one, args=(verb, argument, place, barrier, answers))
        for place, argument in enumerate(arguments)
    ]
    for process in processes:
        process.start()
    told = dict(answers.get(timeout=SECONDS) for _ in processes)
    for process in processes:
        process.join(SECONDS)
    return [told[place] for place in range(len(arguments))]


def start(verb: Callable[..., object], *arguments: Any) -> BaseProcess:
    """Start a verb in a process that may be killed: forked, since starting Django anew often takes longer than the verb."""
    connections.close_all()
    process = multiprocessing.get_context("fork").Process(target=verb, args=arguments)
    process.start()
    return process


def _one(verb: Callable[[Any], object], argument: Any, place: int, barrier: Any, answers: Any) -> None:
    try:
        connections["default"].ensure_connection()
        barrier.wait(SECONDS)
        answer = verb(argument)
    except Exception as error:
        answer = type(error).__name__
        if answer not in ("SoldOut", "EmptyBasket"):
            traceback.print_exc()
    finally:
        connections.close_all()
    answers.put((place, answer))
