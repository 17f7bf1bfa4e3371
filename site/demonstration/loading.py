"""The order in which the parts of the demonstration are laid."""

from django.db import transaction
from wagtail.models import Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from demonstration import goods, offices, papers, people, reports, sales
from portal import rights
from shop.reports import published


def load_all() -> None:
    """Lay every part that does not stand yet. Each part is whole or not there at all."""
    offices.load()
    people.load_staff()
    people.load_makers()
    load_papers()
    goods.load()
    sales.load()
    published.publish_due()


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
