"""The worker's turn: offices that closed or opened, what became late overnight, and letters."""

import clock.turns
from charter_pages.decisions import giving, measuring, reminding


def daily() -> int:
    """Do what a day brings; twice is once. Return how many rows and letters that were."""
    return clock.turns.now_and_then("decisions.turn", turn)


def turn() -> int:
    return giving.follow_register() + measuring.measure_all() + reminding.remind()
