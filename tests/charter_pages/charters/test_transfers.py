"""One transfer, and every charter that names the post is right; what was published before keeps its names."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

import clock
from accounts.models import Appointment, User
from accounts.roles import Role
from charter_pages.charters import reading, transfers, versions
from charter_pages.models import CharterPage, CharterVersion, Post, PostHolder
from portal import rights, tree
from tests import publishing_samples
from tests.charter_pages.charters import samples

TODAY = clock.today()
DAY = datetime.timedelta(days=1)


@pytest.fixture
def keeper() -> User:
    return User.objects.create_user("keeper", password=None)


@pytest.fixture
def jailer(department: publishing_samples.Site) -> Post:
    return samples.officer(department.offices.b, "jailer", "জেলার", "করিম")


@pytest.fixture
def charter(department: publishing_samples.Site, jailer: Post) -> CharterPage:
    samples.master(department)
    return samples.following(department, department.offices.b)


def holder(page: CharterPage) -> str:
    officer = reading.read(CharterPage.objects.get(pk=page.pk)).lines[0].officer
    assert officer is not None
    return officer.holder


def take(post: Post, keeper: User, **more: Any) -> PostHolder:
    return transfers.transfer(**{"post": post, "on": TODAY, "name_bn": "রহিম", "by": keeper, **more})


def test_one_transfer_makes_every_charter_right_in_both_languages(
    charter: CharterPage, jailer: Post, keeper: User
) -> None:
    english = tree.translate(charter, {"title": "Charter"})
    take(jailer, keeper, name_en="Rahim")
    assert holder(charter) == "রহিম"
    assert holder(english) == "Rahim"
    for page, names in ((charter, ["করিম", "রহিম"]), (english, ["করিম (en)", "Rahim"])):
        new, old = versions.of(page)[:2]
        assert (new.cause, new.by) == (CharterVersion.Cause.TRANSFER, keeper)
        assert [each["columns"] for each in new.difference["officers"]] == [{"holder": names}]
        assert old.content["lines"][0]["officer"]["holder"] == names[0]
    former = PostHolder.objects.get(post=jailer, name_bn="করিম")
    assert former.until == TODAY - DAY


def test_a_post_above_is_right_in_every_charter_that_names_it_and_in_no_other(
    charter: CharterPage, department: publishing_samples.Site, keeper: User
) -> None:
    chief = samples.officer(department.offices.division, "deputy_inspector_general", "ডিআইজি", "প্রধান")
    transfers.tell(post=chief, by=None)
    other = samples.following(department, samples.prison(department, "dj-x"))
    division = samples.following(department, department.offices.division, {"name": "বিভাগের সেবা"})
    assert transfers.charters_naming(chief) == [charter, other]
    before = versions.of(division).count()
    take(chief, keeper)
    for page in (charter, other):
        assert versions.of(page)[0].content["levels"][1]["officer"]["holder"] == "রহিম"
    assert versions.of(division).count() == before


def test_a_vacant_post_says_so(charter: CharterPage, jailer: Post, keeper: User) -> None:
    transfers.vacate(post=jailer, on=TODAY, by=keeper)
    assert holder(charter) == ""
    with pytest.raises(ValidationError):
        transfers.vacate(post=jailer, on=TODAY, by=keeper)


def test_what_will_be_is_shown_on_its_day(charter: CharterPage, jailer: Post, keeper: User) -> None:
    take(jailer, keeper, on=TODAY + DAY)
    assert holder(charter) == "করিম"
    assert versions.of(charter).count() == 1
    with clock.set_to(clock.midnight(TODAY + DAY)):
        assert holder(charter) == "রহিম"


@pytest.mark.parametrize(
    "wrong", [{"name_bn": "  "}, {"on": datetime.date(2024, 12, 31)}, {"on": datetime.date(2025, 1, 1)}]
)
def test_what_cannot_be_is_refused(jailer: Post, keeper: User, wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        take(jailer, keeper, **wrong)
    assert PostHolder.objects.get(post=jailer).until is None


def test_an_abolished_post_is_taken_by_nobody(jailer: Post, keeper: User) -> None:
    Post.objects.filter(pk=jailer.pk).update(abolished_on=TODAY)
    with pytest.raises(ValidationError):
        take(jailer, keeper)


@pytest.mark.parametrize(
    ("since", "until"),
    [
        (TODAY, None),
        (datetime.date(2024, 1, 1), TODAY),
        (datetime.date(2024, 1, 1), datetime.date(2025, 1, 1)),
    ],
)
def test_nobody_holds_a_post_beside_another(
    jailer: Post, since: datetime.date, until: datetime.date | None
) -> None:
    beside = PostHolder(post=jailer, name_bn="দ্বিতীয়", since=since, until=until)
    with pytest.raises(ValidationError):
        beside.full_clean()
    with pytest.raises(IntegrityError, match="one person"), transaction.atomic():
        beside.save()


def test_times_that_touch_may_stand(jailer: Post) -> None:
    before = PostHolder(
        post=jailer, name_bn="আগে", since=datetime.date(2024, 1, 1), until=datetime.date(2024, 12, 31)
    )
    before.full_clean()
    before.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        PostHolder.objects.filter(pk=before.pk).update(until=datetime.date(2025, 1, 1))


def test_the_holder_may_sign_in_for_the_post(jailer: Post, keeper: User) -> None:
    officer = User.objects.create_user("officer", password=None)
    taken = take(jailer, keeper, user=officer)
    assert jailer.holder() == taken
    assert list(officer.posts_held.all()) == [taken]


def test_whoever_keeps_the_register_gives_themselves_no_post(
    client: Client, department: publishing_samples.Site, jailer: Post
) -> None:
    rights.set_up()
    moderator = User.objects.create_user("moderator", password=None)
    Appointment.objects.create(
        user=moderator, role=Role.HQ_MODERATOR, office=department.offices.hq, since=TODAY
    )
    with pytest.raises(ValidationError):
        take(jailer, moderator, user=moderator)
    client.force_login(moderator)
    held = PostHolder.objects.get(post=jailer)
    typed = {
        "post": jailer.pk,
        "name_bn": held.name_bn,
        "since": held.since.isoformat(),
        "user": moderator.pk,
    }
    answer = client.post(f"/admin/snippets/charter_pages/postholder/edit/{held.pk}/", typed)
    assert "অন্য একজন" in answer.content.decode()
    assert not PostHolder.objects.filter(user=moderator).exists()
