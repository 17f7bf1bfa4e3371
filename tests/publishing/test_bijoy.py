"""Bijoy in a page's form is told at its field and converted at one press."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

import clock
from accounts.models import Appointment, User
from accounts.roles import Role
from charter_pages.models import CharterPage
from tests import publishing_samples as samples

pytestmark = pytest.mark.django_db

WARNING = "†Kvb Kg©KZ©v †dv‡b UvKv Pvb bv|"
SAID = "কোন কর্মকর্তা ফোনে টাকা চান না।"


def laid() -> tuple[CharterPage, User]:
    charter = CharterPage.objects.get(language="bn", office__code="dj-natore")
    user = User.objects.create_user("bijoy-editor", password="x")
    Appointment.objects.create(user=user, role=Role.PRISON_EDITOR, office=charter.office, since=clock.today())
    return charter, user


@pytest.fixture(scope="module")
def desk_laid(
    department_laid: samples.Site, lay_once: Callable[[Callable[[], Any]], Any]
) -> tuple[CharterPage, User]:
    found: tuple[CharterPage, User] = lay_once(laid)
    return found


@pytest.fixture
def desk(desk_laid: tuple[CharterPage, User], db: None) -> tuple[CharterPage, Client]:
    charter, user = copy.deepcopy(desk_laid)
    client = Client()
    client.force_login(user)
    return charter, client


def send(desk: tuple[CharterPage, Client], accept: str = "text/html", **typed: str) -> Any:
    charter, client = desk
    address = f"/admin/pages/{charter.pk}/edit/"
    form = client.get(address).context["form"]
    fields = {"title": charter.title, "slug": charter.slug, "next": "", "comments-TOTAL_FORMS": "0"}
    fields |= {"comments-INITIAL_FORMS": "0", "published_on": "2026-09-20"}
    for name, formset in form.formsets.items():
        if name == "comments":
            continue
        rows = formset.initial_form_count()
        fields |= {f"{name}-TOTAL_FORMS": str(rows), f"{name}-INITIAL_FORMS": str(rows)}
        for place, row in enumerate(formset.initial_forms):
            for bound in row:
                value = bound.value()
                if value not in (None, False):
                    fields[f"{name}-{place}-{bound.name}"] = str(value)
            fields[f"{name}-{place}-id"] = str(row.instance.pk)
            fields[f"{name}-{place}-ORDER"] = str(place + 1)
    return client.post(address, fields | typed, headers={"accept": accept})


def latest(charter: CharterPage) -> CharterPage:
    found = CharterPage.objects.get(pk=charter.pk).get_latest_revision_as_object()
    assert isinstance(found, CharterPage)
    return found


def test_bijoy_in_a_field_is_told_with_its_reading_and_nothing_is_lost(
    desk: tuple[CharterPage, Client], in_english: None
) -> None:
    answer = send(desk, warning=WARNING)
    assert answer.status_code == 200
    (error,) = answer.context["form"].errors["warning"]
    assert SAID in error
    shown = answer.content.decode()
    assert 'name="bijoy" value="convert"' in shown
    assert 'name="bijoy" value="keep"' in shown
    assert WARNING in shown


def test_one_press_converts_the_page_and_its_rows(desk: tuple[CharterPage, Client]) -> None:
    answer = send(
        desk,
        warning=WARNING,
        **{"services-0-name": "e›`xi mv‡_ mvÿvr", "bijoy": "convert", "title": "†mev cÖ`vb"},
    )
    assert answer.status_code == 302, answer.context["form"].errors
    found = latest(desk[0])
    assert (found.title, found.warning) == ("সেবা প্রদান", SAID)
    assert "বন্দীর সাথে সাক্ষাৎ" in [row.name for row in found.services.all()]


def test_bijoy_in_a_row_is_told_at_the_row(desk: tuple[CharterPage, Client]) -> None:
    answer = send(desk, **{"services-1-name": "nvRwZ e›`x‡`i mv‡_ mvÿvr"})
    assert answer.status_code == 200
    assert "name" in answer.context["form"].formsets["services"].forms[1].errors


def test_what_is_no_bijoy_can_be_kept(desk: tuple[CharterPage, Client]) -> None:
    assert send(desk, warning=WARNING, bijoy="keep").status_code == 302
    assert latest(desk[0]).warning == WARNING


def test_english_and_unicode_never_wait(desk: tuple[CharterPage, Client]) -> None:
    answer = send(desk, warning="No officer asks for money. Call jailer@prison.gov.bd (PC, NID).")
    assert answer.status_code == 302
    assert send(desk, warning=SAID).status_code == 302


def test_a_draft_that_is_kept_by_itself_is_not_held_up(desk: tuple[CharterPage, Client]) -> None:
    assert send(desk, accept="application/json", warning=WARNING).json()["success"]
    assert latest(desk[0]).warning == WARNING


def test_what_was_published_once_is_not_asked_about_again(desk: tuple[CharterPage, Client]) -> None:
    charter = desk[0]
    CharterPage.objects.filter(pk=charter.pk).update(warning=WARNING)
    assert send(desk, warning=WARNING).status_code == 302


def test_a_browser_asks_by_post_and_only_staff_are_answered(desk: tuple[CharterPage, Client]) -> None:
    client = desk[1]
    sent = json.dumps({"text": "†Rj mycvi", "html": ""})
    answer = client.post("/admin/bijoy/", sent, content_type="application/json")
    assert answer.json() == {"changed": True, "text": "জেল সুপার", "html": "", "doubtful": []}
    assert client.get("/admin/bijoy/").status_code == 405
    assert client.post("/admin/bijoy/", "[", content_type="application/json").status_code == 400
    assert Client().post("/admin/bijoy/", sent, content_type="application/json").status_code == 302
