"""Several processes on one paper: corrigenda are counted one by one, and nobody is written to twice."""

import multiprocessing
import signal
import time
from multiprocessing.synchronize import Event

import pytest

from accounts.roles import Role
from charter_pages.circulation import circulating
from charter_pages.circulation.models import Addressed, Circulated, PaperVersion
from charter_pages.models import MinutesPage
from letters.models import Letter
from portal.models import OfficePage
from tests import at_once
from tests import publishing_samples as samples
from tests.charter_pages.circulation import test_distribution as distribution
from tests.staffed import person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page() -> MinutesPage:
    offices = samples.offices_with_pages()
    person("natore-editor", Role.PRISON_EDITOR, offices.a)
    person("pabna-editor", Role.PRISON_EDITOR, offices.b)
    person("reviewer", Role.DIVISION_REVIEWER, offices.division)
    parent = OfficePage.objects.get(register_entry=offices.hq, language="bn")
    return distribution.published(parent)


def correct(told: tuple[int, str]) -> bool:
    pk, word = told
    draft = MinutesPage.objects.get(pk=pk)
    draft.venue = word
    draft.change_note = f"স্থান: {word}"
    draft.save_revision().publish()
    return True


def test_two_who_publish_corrections_at_once_leave_two_corrigenda(page: MinutesPage) -> None:
    assert at_once.run(correct, [(page.pk, "কক্ষ ১"), (page.pk, "কক্ষ ২")]) == [True, True]
    versions = list(PaperVersion.objects.filter(page=page).order_by("number"))
    assert [each.number for each in versions] == [1, 2, 3]
    stored = MinutesPage.objects.get(pk=page.pk)
    assert versions[-1].content["venue"] == stored.venue
    assert versions[2].difference[0]["old"] == versions[1].content["venue"]


def circulate(_place: int) -> int:
    return circulating.circulate_due()


def test_two_workers_write_to_each_office_once(page: MinutesPage) -> None:
    assert sorted(at_once.run(circulate, [0, 1])) == [0, 1]
    assert Letter.objects.filter(template="paper_issued").count() == 3
    assert Addressed.objects.filter(page=page).count() == 3


def wait_half_way(half_way: Event) -> None:
    """Send as the worker does, and wait to be killed where the letters are written and the distribution is not done."""

    def wait(*_args: object, **_more: object) -> None:
        assert Letter.objects.filter(template="paper_issued").count() == 3
        half_way.set()
        time.sleep(60)

    Circulated.objects.create = wait  # type: ignore[method-assign,assignment]
    circulating.circulate_due()


def test_a_worker_killed_half_way_leaves_it_to_the_next_one(page: MinutesPage) -> None:
    half_way = multiprocessing.get_context("fork").Event()
    worker = at_once.start(wait_half_way, half_way)
    assert half_way.wait(30)
    worker.kill()
    worker.join(30)
    assert worker.exitcode == -signal.SIGKILL
    for _try in range(50):
        if not Letter.objects.exists() and not Addressed.objects.exists():
            break
        time.sleep(0.1)
    assert circulating.circulate_due() == 1
    assert circulating.circulate_due() == 0
    assert Letter.objects.filter(template="paper_issued").count() == 3
    assert Circulated.objects.count() == 1
