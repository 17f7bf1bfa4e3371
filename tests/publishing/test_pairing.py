"""Each Bangla page has its English one, made, moved, copied and deleted with it."""

from typing import Any

from django.test import Client
from wagtail.models import Page

from accounts.roles import Role
from portal import rights
from portal.models import OfficePage, StandardPage
from publishing import pairing
from tests import publishing_samples
from tests.staffed import person, signed_in


class House:
    """The whole site and who edits all of it."""

    def __init__(self, department: publishing_samples.Site) -> None:
        self.site = department
        rights.set_up()
        self.moderator = person("moderator", Role.HQ_MODERATOR, self.site.offices.hq)
        self.editor = person("editor", Role.PRISON_EDITOR, self.site.offices.a)


def english(page: Page) -> Any:
    return Page.objects.filter(translation_key=page.translation_key, locale__language_code="en").first()


def added(parent: Page, **facts: Any) -> StandardPage:
    page = StandardPage(title="নমুনা", slug="sample", **facts)
    parent.specific.add_child(instance=page)
    page.save_revision()
    return page


def test_a_page_made_elsewhere_is_paired_once(house: House) -> None:
    page = added(house.site.a.get_parent(), live=False)
    assert english(page) is None
    pairing.pair(page)
    pairing.pair(page)
    twin = english(page)
    assert (twin.alias_of_id, twin.live, twin.slug) == (page.pk, False, "sample")
    assert Page.objects.filter(translation_key=page.translation_key).count() == 2
    # What it follows it follows on: published with it.
    page.get_latest_revision().publish()
    assert Client().get(english(page).url).status_code == 200


def test_what_was_forgotten_is_paired_by_the_next_day_from_the_top_down(house: House) -> None:
    above = added(house.site.a.get_parent())
    below = added(above)
    assert list(pairing.unpaired().values_list("pk", flat=True)) == [above.pk, below.pk]
    assert pairing.complete() == 2
    assert english(below).get_parent() == english(above)
    assert pairing.complete() == 0


def test_a_page_that_is_moved_takes_its_english_one_along_and_both_old_addresses_lead_on(
    house: House, django_capture_on_commit_callbacks: Any
) -> None:
    page = house.site.practice
    other = OfficePage.objects.get(register_entry=house.site.offices.b, language="bn")
    before = page.url, english(page).url
    with django_capture_on_commit_callbacks(execute=True):
        signed_in(house.moderator).post(f"/admin/pages/{page.pk}/move/{other.pk}/confirm/")
    moved = Page.objects.get(pk=page.pk)
    assert moved.get_parent() == other.page_ptr
    assert english(page).get_parent().locale.language_code == "en"
    assert english(page).get_parent().translation_key == other.translation_key
    for old, new in zip(before, (moved.url, english(page).url), strict=True):
        answer = Client().get(old)
        assert (answer.status_code, answer["Location"]) == (301, new)


def test_a_deleted_draft_leaves_no_english_page_behind(house: House) -> None:
    page = added(OfficePage.objects.get(register_entry=house.site.offices.a, language="bn"), live=False)
    page.owner = house.editor
    page.save()
    pairing.pair(page)
    signed_in(house.editor).post(f"/admin/pages/{page.pk}/delete/")
    assert not Page.objects.filter(translation_key=page.translation_key).exists()


def test_a_copied_page_has_an_english_one_of_its_own(house: House) -> None:
    page = house.site.practice
    sent = {"new_title": "নকল", "new_slug": "copy", "new_parent_page": page.get_parent().pk}
    answer = signed_in(house.moderator).post(f"/admin/pages/{page.pk}/copy/", sent)
    assert answer.status_code == 302
    copied = Page.objects.get(slug="copy", locale__language_code="bn")
    assert english(copied).alias_of_id == copied.pk
