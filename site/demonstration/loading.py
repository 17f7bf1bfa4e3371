"""The order in which the parts of the demonstration are laid."""

from collections.abc import Iterator

from django.db import transaction
from wagtail.models import Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from demonstration import goods, offices, papers, people, reports, sales
from demonstration.progress import track
from portal import rights
from shop.payments import worker
from shop.reports import published


def load_all() -> None:
    """Lay every part that does not stand yet. Each part is whole or not there at all."""
    offices.load()
    people.load_staff()
    people.load_makers()
    load_papers()
    goods.load()
    if sales.load():
        rest()
    published.publish_due()


def rest() -> None:
    """Let the worker do what the history has left to it, so that the site is served at rest: round after round."""
    for _round in track("worker", rounds()):
        pass


def rounds() -> Iterator[dict[str, int]]:
    while any((done := worker.work_once()).values()):
        yield done


@transaction.atomic
def load_papers() -> None:
    """Publish the pages and give staff their rights to them.

    Wagtail notes after each save what a row refers to; here it does so once, at the end.
    """
    before = set(Page.objects.values_list("pk", flat=True))
    with disable_reference_index_auto_update():
        papers.load()
        reports.load()
        rights.set_up()
    for page in Page.objects.exclude(pk__in=before).specific():
        ReferenceIndex.create_or_update_for_object(page)
