"""“Was this useful?”: asked outside every cache, answered without a name, seen by the page's editors and headquarters."""

import csv
import io
import uuid
from typing import Any

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from accounts.roles import Role
from charter_pages.models import CharterPage
from portal import feedback
from portal.models import OfficePage, PageFeedback
from tests import selling

pytestmark = pytest.mark.django_db


@pytest.fixture
def charter(department: Any) -> CharterPage:
    page = CharterPage.objects.live().filter(language="bn", office__isnull=False).first()
    assert page is not None
    return page


def address(page: Any) -> str:
    return f"/bn/useful/?page={page.pk}"


def says(page: Any, client: Client | None = None, **typed: Any) -> Any:
    facts = {"useful": "yes", "comment": "", "key": str(uuid.uuid4()), **typed}
    return (client or Client()).post(address(page), facts)


def signed_in(role: Role, office: Any) -> Client:
    client = Client()
    client.force_login(selling.staff(role, office))
    return client


def test_each_page_links_to_it_and_stays_free_of_tokens(charter: CharterPage) -> None:
    page = Client().get(charter.url)
    assert f"/bn/useful/?page={charter.pk}" in page.content.decode()
    assert "csrfmiddlewaretoken" not in page.content.decode()
    assert "public" in page.headers["Cache-Control"]
    form = Client().get(address(charter))
    assert "no-store" in form.headers["Cache-Control"]


def test_an_answer_is_kept_once_and_thanked_for(charter: CharterPage) -> None:
    key = str(uuid.uuid4())
    for _click in range(2):
        answer = says(charter, key=key, comment="সময়সূচি পরিষ্কার")
        assert answer.status_code == 302
    row = PageFeedback.objects.get()
    assert (row.page_id, row.office, row.is_useful, row.comment) == (
        charter.pk,
        charter.office,
        True,
        "সময়সূচি পরিষ্কার",
    )
    assert "data-in-place-done" in Client().get(answer.headers["Location"]).content.decode()
    # Another form is another answer.
    says(charter, useful="no")
    assert PageFeedback.objects.count() == 2


@pytest.mark.parametrize(
    "comment",
    [
        "ফোন করুন ০১৭১২৩৪৫৬৭৮",
        "call 01712-345678",
        "+44 7700 900123",
        "০১৭১২ ৩৪৫ ৬৭৮ নম্বরে",
        "me@example.com",
        "x" * 501,
    ],
)
def test_ways_to_somebody_are_refused_and_what_was_typed_is_kept(charter: CharterPage, comment: str) -> None:
    answer = says(charter, comment=comment)
    assert answer.status_code == 422
    assert comment in answer.content.decode()
    assert not PageFeedback.objects.exists()


@pytest.mark.parametrize(
    "comment", ["স্মারক ৫৮.০৪.০০০০.০২১.০৩.০২০.২৪-২৬২ কোথায়?", "২২/১১/২০২৬ তারিখে গিয়েছি", "১২ জন"]
)
def test_a_memo_number_and_a_date_are_no_telephone(charter: CharterPage, comment: str) -> None:
    assert not feedback.names_a_way_to_somebody(comment)


def test_nothing_chosen_is_said_and_an_old_token_keeps_the_words(charter: CharterPage) -> None:
    assert says(charter, useful="").context["form"].errors["useful"]
    answer = says(charter, client=Client(enforce_csrf_checks=True), comment="মূল্য লেখা নেই")
    assert answer.status_code == 422
    assert "মূল্য লেখা নেই" in answer.content.decode()


def test_of_a_page_that_is_not_public_nothing_is_asked(charter: CharterPage) -> None:
    for asked in ("", "0", "x", "99999999", "১২"):
        assert Client().get(f"/bn/useful/?page={asked}").status_code == 404
    PageViewRestriction.objects.create(page=charter, restriction_type="login")
    assert Client().get(address(charter)).status_code == 404
    office = OfficePage.objects.get(register_entry=charter.office, language="bn")
    office.unpublish()
    assert Client().get(address(office)).status_code == 404


def test_answers_are_throttled(charter: CharterPage, settings: Any) -> None:
    settings.FEEDBACK_PER_ADDRESS = 2
    assert [says(charter).status_code for _ in range(3)] == [302, 302, 422]


def test_editors_see_what_was_said_of_their_own_pages_and_headquarters_all(charter: CharterPage) -> None:
    says(charter, comment="সময়সূচি পরিষ্কার")
    others = OfficePage.objects.filter(language="bn", register_entry__kind="district_prison")
    other = others.exclude(register_entry=charter.office).first()
    says(other, comment="অন্যদের কথা", useful="no")
    own = signed_in(Role.PRISON_EDITOR, charter.office)
    page = own.get("/admin/useful/").content.decode()
    assert "সময়সূচি পরিষ্কার" in page
    assert "অন্যদের কথা" not in page
    assert "অন্যদের কথা" not in own.get("/admin/useful/", {"page": other.pk}).content.decode()
    rows = own.get("/admin/useful/", {"export": "csv"}).getvalue().decode("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(rows)))) == 2
    assert own.get("/admin/useful/", {"export": "xlsx"}).getvalue()
    moderator = signed_in(Role.HQ_MODERATOR, selling.headquarters())
    both = moderator.get("/admin/useful/").content.decode()
    assert "সময়সূচি পরিষ্কার" in both
    assert "অন্যদের কথা" in both
    assert signed_in(Role.PARCELS, charter.office).get("/admin/useful/").headers["Location"] == "/admin/"
