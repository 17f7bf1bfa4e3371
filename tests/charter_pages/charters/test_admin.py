"""Charters in the back office: an editor's own rows, headquarters' masters, the transfer of an officer."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data
from wagtail.users.models import UserProfile

import clock
from accounts.models import Appointment, User
from accounts.roles import Role
from charter_pages.charters import own_rows, reading, versions
from charter_pages.models import CharterPage, MasterChange, MasterCharterPage, PostHolder, Service
from offices.models import Office
from portal import rights
from tests import publishing_samples
from tests.charter_pages.charters import samples

pytestmark = pytest.mark.usefixtures("in_english")


def signed_in(role: Role, office: Office) -> Client:
    user = User.objects.create_user(f"{role}-{office.code}", password=None, is_staff=True)
    Appointment.objects.create(user=user, role=role, office=office, since=datetime.date(2024, 1, 1))
    rights.set_up()
    UserProfile.objects.filter(user=user).update(preferred_language="en")
    client = Client()
    client.force_login(user)
    return client


def lay(department: publishing_samples.Site) -> tuple[MasterCharterPage, CharterPage]:
    master = samples.master(department)
    samples.officer(department.offices.b, "jailer", "জেলার", "করিম")
    own = {"name": "আমাদের কথা", "overrides": samples.keys(master)["হাজতি"]}
    return master, samples.following(department, department.offices.b, own)


@pytest.fixture
def editor(department: publishing_samples.Site, page: CharterPage) -> Client:
    return signed_in(Role.PRISON_EDITOR, department.offices.b)


@pytest.fixture
def moderator(department: publishing_samples.Site, page: CharterPage) -> Client:
    return signed_in(Role.HQ_MODERATOR, department.offices.hq)


def edit(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def row(page: CharterPage, key: Any) -> str:
    return reverse("charter_row", args=[page.pk, key])


def typed(client: Client, page: CharterPage) -> dict[str, Any]:
    """Return what a browser would send of the page's form as it is opened."""
    form = client.get(edit(page)).context["form"]
    data: dict[str, Any] = {}

    def collect(each: Any) -> None:
        for bound in each:
            value = bound.value()
            if value is not None and value is not False:
                data[bound.html_name] = value if not isinstance(value, datetime.date) else value.isoformat()
        for formset in getattr(each, "formsets", {}).values():
            collect(formset.management_form)
            for child in formset.forms:
                collect(child)

    collect(form)
    data["comments-TOTAL_FORMS"] = data["comments-INITIAL_FORMS"] = 0
    return data


def draft_rows(page: CharterPage) -> list[Service]:
    return list(own_rows.draft_of(page).services.all())


def test_headquarters_rows_stand_above_an_offices_own_with_their_choices(
    editor: Client, page: CharterPage, master: MasterCharterPage
) -> None:
    said = editor.get(edit(page)).content.decode()
    for name, key in samples.keys(master).items():
        assert name in said
        assert row(page, key) in said
    assert "These are your own words for headquarters" in said
    # The official form stands beside each field.
    assert "প্রয়োজনীয় কাগজপত্র এবং প্রাপ্তিস্থান" in said


def test_a_row_is_taken_into_ones_own_words_withheld_and_taken_over_again(
    editor: Client, page: CharterPage, master: MasterCharterPage
) -> None:
    address = row(page, samples.keys(master)["সাক্ষাৎ"])
    assert editor.get(address).status_code == 200
    refused = editor.post(address, {"do": "withhold", "because": ""})
    assert "Say why this service is not offered here." in refused.content.decode()
    assert editor.post(address, {"do": "withhold", "because": "কক্ষ নেই"}).status_code == 302
    assert draft_rows(page)[-1].withheld_because == "কক্ষ নেই"
    editor.post(address, {"do": "own"})
    assert (draft_rows(page)[-1].name, draft_rows(page)[-1].withholds) == ("সাক্ষাৎ", False)
    editor.post(address, {"do": "take"})
    assert [each.name for each in draft_rows(page)] == ["আমাদের কথা"]
    assert versions.of(page).count() == 1


def test_taka_and_days_are_typed_in_bangla_digits_and_kept_as_figures(
    editor: Client, page: CharterPage
) -> None:
    data = typed(editor, page) | {
        "services-0-fee_kind": "money",
        "services-0-fee_poisha": "১,২৫০.৫০",
        "services-0-time_kind": "working_days",
        "services-0-time_amount": "৭",
    }
    answer = editor.post(edit(page), data)
    assert answer.status_code == 302, answer.context["form"].errors
    kept = draft_rows(page)[0]
    assert (kept.fee_poisha, kept.time_amount) == (125050, 7)
    assert 'value="1250.50"' in editor.get(edit(page)).content.decode()


@pytest.mark.parametrize("wrong", ["foreign", "twice"])
def test_a_row_stands_for_no_row_that_headquarters_does_not_have_nor_twice_for_one(
    editor: Client, page: CharterPage, master: MasterCharterPage, wrong: str
) -> None:
    keys = samples.keys(master)
    data = typed(editor, page)
    second = nested_form_data(
        {
            "services": {
                "1": {"section": "citizen", "name": "দ্বিতীয়", "fee_kind": "words", "time_kind": "words"}
            }
        }
    )
    data |= second | {"services-TOTAL_FORMS": "2", "services-1-ORDER": "2"}
    data["services-1-overrides"] = (
        "2a3b4c5d-0000-4000-8000-000000000001" if wrong == "foreign" else keys["হাজতি"]
    )
    # Published or submitted, a form must be whole; a draft that Wagtail keeps by itself is checked no less here.
    answer = editor.post(edit(page), data)
    assert answer.status_code == 200
    assert len(draft_rows(page)) == 1


def test_the_preview_shows_rows_that_are_not_saved_yet(editor: Client, page: CharterPage) -> None:
    data = typed(editor, page) | {"services-0-method": "এখনো সংরক্ষিত নয়"}
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert editor.post(address, data).json()["is_valid"]
    shown = editor.get(f"{address}?mode=").content.decode()
    assert "এখনো সংরক্ষিত নয়" in shown
    assert "সাক্ষাৎ" in shown


def test_publishing_a_master_says_where_it_changed_and_what_stood(
    moderator: Client, page: CharterPage, master: MasterCharterPage
) -> None:
    data = typed(moderator, master) | {  # type: ignore[arg-type]
        "services-0-time_amount": "২",
        "services-1-method": "নতুন নিয়ম",
        "action-publish": "1",
        "change_note": "সময় কমানো হয়েছে",
    }
    answer = moderator.post(edit(master), data, follow=True)
    change = MasterChange.objects.filter(master=master)[0]
    assert reverse("master_change", args=[change.pk]) in answer.content.decode()
    told = moderator.get(reverse("master_change", args=[change.pk])).content.decode()
    for words in ("৩ ঘণ্টা", "২ ঘণ্টা", page.office.name_en, "Not answered yet"):
        assert words in told
    assert moderator.get(reverse("master_changes")).status_code == 200


def test_an_editor_answers_from_the_home_what_headquarters_changed_beside_own_words(
    editor: Client, page: CharterPage, master: MasterCharterPage
) -> None:
    samples.change(master, **{"হাজতি": {"method": "নতুন নিয়ম"}})
    assert reverse("master_stood") in editor.get(reverse("wagtailadmin_home")).content.decode()
    line = MasterChange.objects.filter(master=master)[0].lines.get(page=page)
    address = reverse("master_stood_line", args=[line.pk])
    assert address in editor.get(reverse("master_stood")).content.decode()
    shown = editor.get(address).content.decode()
    assert "নতুন নিয়ম" in shown
    assert editor.post(address, {}).status_code == 200
    assert editor.post(address, {str(samples.keys(master)["হাজতি"]): "taken"}).status_code == 302
    assert draft_rows(page) == []
    assert reverse("master_stood") not in editor.get(reverse("wagtailadmin_home")).content.decode()
    assert editor.get(address).status_code == 302


def test_a_transfer_shows_the_charters_it_changes_and_then_changes_them(
    moderator: Client, page: CharterPage
) -> None:
    post = PostHolder.objects.get(name_bn="করিম").post
    address = reverse("officer_transfer", args=[post.pk])
    data = {"on": clock.today().isoformat(), "name_bn": "রহিম"}
    preview = moderator.post(address, data).content.decode()
    assert page.title in preview
    assert PostHolder.objects.filter(post=post).count() == 1
    assert moderator.post(address, {**data, "step": "confirm"}).status_code == 302
    officer = reading.read(CharterPage.objects.get(pk=page.pk)).lines[0].officer
    assert officer is not None
    assert officer.holder == "রহিম"
    wrong = moderator.post(address, {**data, "step": "confirm"}).content.decode()
    assert "Somebody takes the post on that day or later" in wrong


def test_a_corrected_name_is_right_in_every_charter_at_once(moderator: Client, page: CharterPage) -> None:
    holder = PostHolder.objects.get(name_bn="করিম")
    address = reverse("wagtailsnippets_charter_pages_postholder:edit", args=[holder.pk])
    data = {
        "post": holder.post_id,
        "name_bn": "করিম উদ্দিন",
        "name_en": "",
        "since": "2025-01-01",
        "until": "",
    }
    assert moderator.post(address, data).status_code == 302
    assert versions.of(page)[0].difference["officers"][0]["columns"]["holder"] == ["করিম", "করিম উদ্দিন"]


def assert_refused(answer: Any) -> None:
    """Wagtail sends who may not come in to the admin's home."""
    assert (answer.status_code, answer.url) == (302, reverse("wagtailadmin_home"))


def test_nothing_of_another_office_is_shown_or_changed(
    department: publishing_samples.Site, page: CharterPage, master: MasterCharterPage, editor: Client
) -> None:
    samples.change(master, **{"হাজতি": {"method": "নতুন নিয়ম"}})
    line = MasterChange.objects.filter(master=master)[0].lines.get(page=page)
    other = signed_in(Role.PRISON_EDITOR, department.offices.a)
    key = samples.keys(master)["সাক্ষাৎ"]
    for address in (row(page, key), reverse("master_stood_line", args=[line.pk])):
        assert_refused(other.get(address))
        assert_refused(other.post(address, {"do": "own"}))
    assert page.title not in other.get(reverse("master_stood")).content.decode()
    for name in ("master_changes", "officers"):
        assert_refused(other.get(reverse(name)))
    assert len(draft_rows(page)) == 1
