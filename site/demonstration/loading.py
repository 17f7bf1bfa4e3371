"""The order in which the parts of the demonstration are laid."""

from collections.abc import Iterator

from django.db import transaction

from demonstration import (
    boards,
    circulation,
    decisions,
    duties,
    goods,
    grievances,
    offices,
    papers,
    people,
    plan,
    practices,
    reports,
    sales,
    subscribers,
)
from demonstration.progress import track
from portal import rights
from publishing import noting
from shop.reports import published
from subscriptions import telling
from worker import rounds


def load_all() -> None:
    """Lay every part that does not stand yet. Each part is whole or not there at all."""
    offices.load()
    grievances.load_holidays()
    people.load_staff()
    people.load_makers()
    load_papers()
    grievances.load_officers()
    grievances.load_complaints()
    duties.load()
    practices.load()
    decisions.load()
    circulation.load()
    goods.load()
    if sales.load():
        rest()
    published.publish_due()
    # Last: of what was published until here nobody is told.
    telling.tell_due()
    subscribers.load()


def rest() -> None:
    """Let the worker do what the history has left to it, so that the site is served at rest: round after round."""
    for _round in track("worker", until_at_rest()):
        pass


def until_at_rest() -> Iterator[dict[str, int]]:
    while any((done := rounds.work_once()).values()):
        yield done


@transaction.atomic
@noting.once()
def load_papers() -> None:
    """Publish the pages and give staff their rights to them."""
    papers.load()
    reports.load()
    plan.load()
    boards.load()
    rights.set_up()
