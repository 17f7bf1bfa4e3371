"""Wagtail's lists of pages stand in Bangla order when an editor sorts them by title, page after page of the list."""

import pytest
from django.test import Client
from wagtail.admin.views.pages.listing import IndexView

from accounts.models import User
from portal import tree
from portal.models import StandardPage
from tests import publishing_samples
from tests.bangla.test_ordering import IN_ORDER

WORDS = [word for word in IN_ORDER if word.strip()][:24]


class Explorer:
    """A branch of the tree with a page for each word, and what its list shows."""

    def __init__(self) -> None:
        publishing_samples.whole_site()
        self.above = StandardPage.objects.filter(language="bn", alias_of=None).first()
        for number, word in enumerate(reversed(WORDS)):
            tree.add(self.above.get_parent(), StandardPage(title=word, slug=f"word-{number}"))
        self.client = Client()
        self.client.force_login(User.objects.create_superuser("boss", password="long-enough"))

    def titles(self, ordering: str, number: int, more: str = "") -> list[str]:
        path = f"/admin/pages/{self.above.get_parent().pk}/?ordering={ordering}&p={number}{more}"
        answer = self.client.get(path)
        assert answer.status_code == 200
        return [page.title for page in answer.context["page_obj"].object_list]

    def all_titles(self, ordering: str, more: str = "") -> list[str]:
        first = self.client.get(
            f"/admin/pages/{self.above.get_parent().pk}/?ordering={ordering}{more}"
        ).context["page_obj"]
        found = [self.titles(ordering, number, more) for number in range(1, first.paginator.num_pages + 1)]
        return [title for page in found for title in page if title in WORDS]


@pytest.fixture
def explorer(db: None, monkeypatch: pytest.MonkeyPatch) -> Explorer:
    monkeypatch.setattr(IndexView, "paginate_by", 7)
    return Explorer()


def test_titles_stand_in_bangla_order_over_all_pages_of_the_list(explorer: Explorer) -> None:
    assert sorted(WORDS) != WORDS
    assert explorer.all_titles("title") == WORDS
    assert explorer.all_titles("-title") == WORDS[::-1]


def test_other_orders_are_wagtails(explorer: Explorer) -> None:
    newest = explorer.all_titles("-latest_revision_created_at")
    assert sorted(newest) == sorted(WORDS)
