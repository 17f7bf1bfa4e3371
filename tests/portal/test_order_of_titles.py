"""Wagtail's lists of pages stand in Bangla order when an editor sorts them by title, page after page of the list."""

from functools import cached_property

import pytest
from django.test import Client
from wagtail.admin.views.pages.listing import IndexView

from accounts.models import User
from portal import tree
from portal.models import StandardPage
from tests.bangla.test_ordering import IN_ORDER

WORDS = [word for word in IN_ORDER if word.strip()][:24]


class House:
    """A branch of the tree with a page for each word, who may see all of it, and what its list shows."""

    def __init__(self) -> None:
        self.above = tree.home()
        for number, word in enumerate(reversed(WORDS)):
            tree.add(self.above, StandardPage(title=word, slug=f"word-{number}"))
        self.boss = User.objects.create_superuser("boss", password="long-enough")

    @cached_property
    def client(self) -> Client:
        client = Client()
        client.force_login(self.boss)
        return client

    def titles(self, ordering: str, number: int, more: str = "") -> list[str]:
        path = f"/admin/pages/{self.above.pk}/?ordering={ordering}&p={number}{more}"
        answer = self.client.get(path)
        assert answer.status_code == 200
        return [page.title for page in answer.context["page_obj"].object_list]

    def all_titles(self, ordering: str, more: str = "") -> list[str]:
        path = f"/admin/pages/{self.above.pk}/?ordering={ordering}{more}"
        first = self.client.get(path).context["page_obj"]
        found = [self.titles(ordering, number, more) for number in range(1, first.paginator.num_pages + 1)]
        return [title for page in found for title in page if title in WORDS]


@pytest.fixture(autouse=True)
def _lists_have_several_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(IndexView, "paginate_by", 7)


def test_titles_stand_in_bangla_order_over_all_pages_of_the_list(house: House) -> None:
    assert sorted(WORDS) != WORDS
    assert house.all_titles("title") == WORDS
    assert house.all_titles("-title") == WORDS[::-1]


def test_other_orders_are_wagtails(house: House) -> None:
    newest = house.all_titles("-latest_revision_created_at")
    assert sorted(newest) == sorted(WORDS)
