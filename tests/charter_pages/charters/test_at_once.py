"""Several people at once: a post has one holder a day, a charter's versions are counted without a gap."""

import threading
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

import clock
from accounts.models import User
from charter_pages.charters import masters, transfers, versions
from charter_pages.models import CharterVersion, PostHolder
from tests import publishing_samples
from tests.charter_pages.charters import samples

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*works: Callable[[], object]) -> list[Exception]:
    """Do all of it at the same moment, each on a connection of its own; return what was refused."""
    barrier, refused = threading.Barrier(len(works)), []

    def work(verb: Callable[[], object]) -> None:
        try:
            barrier.wait(timeout=20)
            verb()
        except Exception as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(verb,)) for verb in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return refused


def test_of_four_transfers_at_once_one_is_made() -> None:
    department = publishing_samples.whole_site()
    post = samples.officer(department.offices.b, "jailer", "জেলার", "করিম")
    by = User.objects.create_user("keeper", password=None)
    refused = at_once(
        *(
            lambda name=name: transfers.transfer(post=post, on=clock.today(), name_bn=name, by=by)  # type: ignore[misc]
            for name in ("ক", "খ", "গ", "ঘ")
        )
    )
    assert [type(error) for error in refused] == [ValidationError] * 3
    assert PostHolder.objects.filter(post=post).count() == 2
    assert PostHolder.objects.filter(post=post, until__isnull=True).count() == 1


def test_versions_written_at_once_are_counted_without_a_gap() -> None:
    department = publishing_samples.whole_site()
    page = samples.following(department, department.offices.b)
    master = samples.master(department)
    before = versions.of(page).count()

    def review() -> None:
        versions.write(page=page, cause=CharterVersion.Cause.REVIEWED)

    def change() -> None:
        samples.change(master, **{"সাক্ষাৎ": {"time_amount": 1}})

    assert at_once(review, change, review, masters.catch_up, review) == []
    numbers = sorted(versions.of(page).values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) in (before + 3, before + 4)
    last = versions.last_of(page)
    assert last is not None
    assert last.content["lines"][0]["time"] == "১ ঘণ্টা"
