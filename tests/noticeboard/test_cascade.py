"""Notices of headquarters and divisions stand on the pages of the offices below, by the register as it is today."""

import pytest
from django.test import Client

import clock
from noticeboard import cascade
from noticeboard.models import NoticePage
from offices import register
from offices.models import Office
from portal import tree
from publishing import withdrawals
from tests import staffed
from tests.noticeboard import boards
from tests.noticeboard.boards import NOON, House, at, day, page_of

pytestmark = pytest.mark.django_db
__all__ = ["House"]

TITLE = "ঈদে সাক্ষাতের সময়"


def seen(client: Client, office: Office, language: str = "bn") -> str:
    with clock.set_to(NOON):
        return client.get(page_of(office, language).url).content.decode()


def test_a_notice_of_headquarters_for_all_stands_on_every_office_s_page_marked_as_its(
    house: House, client: Client
) -> None:
    boards.notice(house.offices.hq, TITLE, for_below=True)
    for office in house.offices:
        assert TITLE in seen(client, office), office.code
    assert "সদর দপ্তর থেকে" in seen(client, house.offices.a)
    assert "সদর দপ্তর থেকে" not in seen(client, house.offices.hq)


def test_a_notice_that_is_not_for_below_stays_on_its_office_s_own_page(house: House, client: Client) -> None:
    boards.notice(house.offices.hq, TITLE)
    assert TITLE in seen(client, house.offices.hq)
    assert TITLE not in seen(client, house.offices.division)
    assert TITLE not in seen(client, house.offices.a)


def test_a_division_s_notice_reaches_its_prisons_and_neither_headquarters_nor_another_division(
    house: House, client: Client
) -> None:
    other = Office(
        code="div-khulna", kind="division", parent=house.offices.hq, name_bn="খুলনা", name_en="Khulna"
    )
    register.enter(office=other)
    boards.notice(house.offices.division, TITLE, for_below=True)
    assert TITLE in seen(client, house.offices.a)
    assert "বিভাগীয় দপ্তর থেকে" in seen(client, house.offices.a)
    assert TITLE not in seen(client, house.offices.hq)
    assert TITLE not in seen(client, other)


def test_a_prison_s_notice_is_its_own_even_if_it_says_otherwise(house: House, client: Client) -> None:
    boards.notice(house.offices.a, TITLE, for_below=True)
    assert TITLE in seen(client, house.offices.a)
    assert TITLE not in seen(client, house.offices.b)


def test_an_office_opened_afterwards_meets_the_notice_at_once(house: House, client: Client) -> None:
    boards.notice(house.offices.hq, TITLE, for_below=True)
    new = Office(
        code="dj-new",
        kind="district_prison",
        parent=house.offices.division,
        name_bn="নতুন কারাগার",
        name_en="New Prison",
    )
    register.enter(office=new)
    assert TITLE in seen(client, new)


def test_a_prison_put_below_another_division_hears_that_one_and_the_old_one_no_more(
    house: House, client: Client
) -> None:
    other = Office(
        code="div-khulna", kind="division", parent=house.offices.hq, name_bn="খুলনা", name_en="Khulna"
    )
    register.enter(office=other)
    boards.notice(house.offices.division, "রাজশাহীর নোটিশ", for_below=True)
    boards.notice(other, "খুলনার নোটিশ", for_below=True)
    assert "রাজশাহীর নোটিশ" in seen(client, house.offices.a)
    moved = Office.objects.get(pk=house.offices.a.pk)
    moved.parent = other
    register.change(office=moved)
    assert "খুলনার নোটিশ" in seen(client, moved)
    assert "রাজশাহীর নোটিশ" not in seen(client, moved)


def test_a_closed_prison_keeps_its_own_notices_and_hears_nothing_from_above(
    house: House, client: Client
) -> None:
    boards.notice(house.offices.hq, TITLE, for_below=True)
    boards.notice(house.offices.a, "কারাগারের শেষ নোটিশ")
    with clock.set_to(NOON):
        closed = Office.objects.get(pk=house.offices.a.pk)
        closed.closed_on = day(21)
        register.change(office=closed)
    assert "কারাগারের শেষ নোটিশ" in seen(client, closed)
    assert TITLE not in seen(client, closed)


def test_a_closed_division_speaks_to_nobody_any_more(house: House, client: Client) -> None:
    boards.notice(house.offices.division, TITLE, for_below=True)
    with clock.set_to(NOON):
        closed = Office.objects.get(pk=house.offices.division.pk)
        closed.closed_on = day(22)
        register.change(office=closed)
    assert TITLE not in seen(client, house.offices.a)
    assert TITLE in seen(client, house.offices.division)


def test_an_office_that_closes_later_still_hears_today(house: House, client: Client) -> None:
    boards.notice(house.offices.hq, TITLE, for_below=True)
    with clock.set_to(NOON):
        closing = Office.objects.get(pk=house.offices.a.pk)
        closing.closed_on = day(30)
        register.change(office=closing)
    assert TITLE in seen(client, closing)


def test_a_notice_withdrawn_is_gone_from_every_office_s_page(house: House, client: Client) -> None:
    page = boards.notice(house.offices.hq, TITLE, for_below=True)
    editor = staffed.person("editor", "prison_editor", house.offices.hq)
    withdrawals.withdraw(by=editor, page=page, reason_bn="ভুল তারিখ ছিল।")
    assert TITLE not in seen(client, house.offices.a)
    answer = client.get(page.url)
    assert answer.status_code == 410
    assert "ভুল তারিখ ছিল।" in answer.content.decode()


def test_a_notice_behind_a_password_is_on_nobody_s_board(house: House, client: Client) -> None:
    page = boards.notice(house.offices.hq, TITLE, for_below=True)
    page.view_restrictions.create(restriction_type="password", password="x")
    assert TITLE not in seen(client, house.offices.a)


def test_in_the_english_tree_an_untranslated_notice_stands_in_bangla_and_says_so(
    house: House, client: Client
) -> None:
    boards.notice(house.offices.hq, TITLE, for_below=True)
    tree.sync()
    told = seen(client, house.offices.a, "en")
    assert '<li class="paper" lang="bn">' in told
    assert TITLE in told
    assert "From headquarters" in told


def test_whom_a_notice_reaches_is_the_same_told_from_above_and_from_below(house: House) -> None:
    with clock.set_to(NOON):
        closed = Office.objects.get(pk=house.offices.b.pk)
        closed.closed_on = day(1)
        register.change(office=closed)
        pages = [
            boards.notice(office, f"নোটিশ {office.code} {for_below}", for_below=for_below)
            for office in house.offices
            for for_below in (True, False)
        ]
        for page in pages:
            downwards = set(cascade.reach(page).values_list("code", flat=True))
            upwards = {
                office.code
                for office in Office.objects.all()
                if NoticePage.objects.filter(cascade.heard_at(office), pk=page.pk).exists()
            }
            assert downwards == upwards, page.title


def test_an_urgent_notice_stands_on_top_and_headquarters_on_the_home_page_too(
    house: House, client: Client
) -> None:
    boards.notice(house.offices.hq, TITLE, for_below=True, is_urgent=True, valid_until=day(25))
    boards.notice(house.offices.a, "পানি থাকবে না", is_urgent=True, valid_until=day(25))
    told = seen(client, house.offices.a)
    assert told.index(TITLE) < told.index("আপনি কী কাজে এসেছেন") if "আপনি কী কাজে এসেছেন" in told else True
    top, _rest = told.split('id="notices"')
    assert TITLE in top
    assert "পানি থাকবে না" in top
    with clock.set_to(NOON):
        home = client.get("/bn/").content.decode()
    banner, _rest = home.split('class="hero"', 1)
    assert TITLE in banner
    assert "পানি থাকবে না" not in banner


def test_the_home_page_lists_the_newest_of_all_boards(house: House, client: Client) -> None:
    boards.notice(house.offices.a, "কারাগারের নোটিশ")
    boards.tender(house.offices.division, "কম্বল ক্রয়")
    boards.event(house.offices.hq, "মেলা")
    with clock.set_to(NOON):
        home = client.get("/bn/").content.decode()
    assert all(title in home for title in ("কারাগারের নোটিশ", "কম্বল ক্রয়", "মেলা"))


def test_only_current_notices_stand_on_pages(house: House, client: Client) -> None:
    boards.notice(house.offices.a, "গতকালের", valid_from=day(1), valid_until=day(21))
    boards.notice(house.offices.a, "আজকের", valid_from=day(22), valid_until=day(22))
    boards.notice(house.offices.a, "আগামীকালের", valid_from=day(23))
    told = seen(client, house.offices.a)
    assert "আজকের" in told
    assert "গতকালের" not in told
    assert "আগামীকালের" not in told
    with clock.set_to(at(23, 0, 0)):
        told = client.get(page_of(house.offices.a).url).content.decode()
    assert "আগামীকালের" in told
    assert "আজকের" not in told
