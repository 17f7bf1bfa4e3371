"""Addresses stay: a title may change, and where a page is moved or gets another address the old one leads on."""

from typing import Any

from django.test import Client
from wagtail.models import Page

from accounts.roles import Role
from portal import rights
from portal.models import OfficePage, StandardPage
from tests import publishing_samples
from tests.admin_forms import form_of
from tests.staffed import person, signed_in


class House:
    """The whole site and who edits all of it."""

    def __init__(self, department: publishing_samples.Site) -> None:
        self.site = department
        rights.set_up()
        self.moderator = person("moderator", Role.HQ_MODERATOR, self.site.offices.hq)


def answer(address: str) -> tuple[int, str]:
    found = Client().get(address)
    return found.status_code, found.headers.get("Location", "")


def renamed(page: Page, slug: str, done: Any) -> Page:
    fresh = page.specific_class.objects.get(pk=page.pk)
    fresh.slug = slug
    with done(execute=True):
        fresh.save_revision().publish()
    return Page.objects.get(pk=page.pk).specific


def test_what_lies_below_an_old_address_is_led_on_with_it(
    house: House, django_capture_on_commit_callbacks: Any
) -> None:
    page = house.site.charter
    old = page.url
    new = renamed(page, "promise", django_capture_on_commit_callbacks).url
    assert new.endswith("/promise/")
    assert answer(old) == (301, new)
    for below in ("history/", "versions/1/", "pdf/"):
        assert answer(f"{old}{below}") == (301, f"{new}{below}")
    assert answer(f"{old}history/?from=paper") == (301, f"{new}history/?from=paper")
    assert "max-age=3600" in Client().get(old)["Cache-Control"]


def test_a_page_that_was_moved_and_moved_back_turns_in_no_circle(
    house: House, django_capture_on_commit_callbacks: Any
) -> None:
    page, old = house.site.practice, house.site.practice.url
    other = OfficePage.objects.get(register_entry=house.site.offices.b, language="bn")
    with django_capture_on_commit_callbacks(execute=True):
        page.move(other, pos="last-child")
    away = Page.objects.get(pk=page.pk)
    assert answer(old) == (301, away.url)
    with django_capture_on_commit_callbacks(execute=True):
        away.specific.move(OfficePage.objects.get(pk=house.site.a.pk), pos="last-child")
    assert answer(old)[0] == 200
    assert answer(str(away.url)) == (301, old)


def test_a_page_that_moves_with_the_one_above_leads_on_from_every_address_it_had(
    house: House, django_capture_on_commit_callbacks: Any
) -> None:
    first = house.site.minutes.url
    renamed(house.site.a, "natore", django_capture_on_commit_callbacks)
    second = Page.objects.get(pk=house.site.minutes.pk).url
    renamed(house.site.a, "natore-prison", django_capture_on_commit_callbacks)
    third = str(Page.objects.get(pk=house.site.minutes.pk).url)
    assert len({first, second, third}) == 3
    assert answer(first) == answer(str(second)) == (301, third)


def test_a_new_page_at_an_old_address_is_what_stands_there(
    house: House, django_capture_on_commit_callbacks: Any
) -> None:
    page = house.site.practice
    old = page.url
    renamed(page, "elsewhere", django_capture_on_commit_callbacks)
    newcomer = StandardPage(title="নতুন", slug=page.slug)
    house.site.a.specific_class.objects.get(pk=house.site.a.pk).add_child(instance=newcomer)
    assert answer(old)[0] == 200


def test_an_address_that_never_was_is_not_found_however_long_it_is(house: House) -> None:
    assert answer("/bn/prisons/no-such/thing/")[0] == 404
    assert answer("/bn/" + "x/" * 200)[0] == 404


def saved(house: House, page: Page, **changed: str) -> Page:
    client = signed_in(house.moderator)
    address = f"/admin/pages/{page.pk}/edit/"
    answer = client.post(address, form_of(client, address) | {"body-count": "0"} | changed)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    return Page.objects.get(pk=page.pk).get_latest_revision_as_object()


def test_another_title_keeps_the_address_of_a_public_page_even_if_its_box_was_emptied(house: House) -> None:
    page = StandardPage.objects.get(slug="services", language="bn")
    for typed in ("services", "", "  "):
        sent = {"title": f"অন্য শিরোনাম {typed}", "slug": typed, "change_note": "শিরোনাম", "action-publish": "1"}
        saved(house, page, **sent)
        assert Page.objects.get(pk=page.pk).slug == "services"
    assert saved(house, page, slug="কারাপণ্য", change_note="ঠিকানা").slug == "karaponno"


def test_the_address_of_a_draft_follows_its_title_until_somebody_chose_another(house: House) -> None:
    page = StandardPage(title="খসড়া", live=False)
    house.site.a.get_parent().specific.add_child(instance=page)
    page.save_revision()
    assert page.slug == "khosra"
    assert saved(house, page, title="নকশী কাঁথা").slug == "nokshi-katha"
    assert saved(house, page, title="সেবা প্রদান", slug="amar-pata").slug == "amar-pata"
    assert saved(house, page, title="আবার অন্য").slug == "amar-pata"
