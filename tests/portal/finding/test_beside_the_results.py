"""Chosen answers, near spellings, suggestions, corrigenda's numbers, and what was sought in vain."""

import json
import time
from typing import Any

import pytest
from django.test import Client

import clock
from accounts.roles import Role
from charter_pages.circulation.models import PaperVersion
from portal.models import BestBet
from search import vain
from search.models import SoughtInVain
from tests import selling, staffed
from tests.portal.finding.conftest import House as House

pytestmark = pytest.mark.django_db


def ask(text: str, language: str = "bn", address: str = "127.0.0.1") -> Any:
    response = Client(REMOTE_ADDR=address).get(f"/{language}/search/", {"q": text})
    assert response.status_code == 200
    assert not response.cookies
    return response


# --- chosen answers -------------------------------------------------------


def test_a_chosen_answer_stands_on_top_however_its_phrase_is_written(house: House) -> None:
    BestBet.objects.create(words="জামিনের নিয়ম\nbail rules", page=house.news, note_bn="যা যা লাগবে")
    for text in ("জামিনের নিয়ম", "নিয়ম জামিন", "জামীনের নিয়মগুলো", "bail rule"):
        page = ask(text)
        assert [each["url"] for each in page.context["chosen_answers"]] == [house.news.url], text
        assert "যা যা লাগবে" in page.content.decode()
    assert ask("জামিন").context["chosen_answers"] == []
    assert ask("নিয়ম").context["chosen_answers"] == []


def test_a_chosen_answer_follows_the_language_and_is_not_sought_in_vain(house: House) -> None:
    BestBet.objects.create(words="হেলিকপ্টার", address="/shop/", title_bn="দোকান", title_en="Shop")
    assert ask("হেলিকপ্টার").context["chosen_answers"][0]["url"] == "/bn/shop/"
    assert ask("হেলিকপ্টার", "en").context["chosen_answers"][0]["title"] == "Shop"
    assert 'class="empty"' not in ask("হেলিকপ্টার").content.decode()


def test_a_page_that_was_taken_back_is_chosen_no_more(house: House) -> None:
    BestBet.objects.create(words="জামিন", page=house.news)
    house.news.unpublish()
    assert ask("জামিন").context["chosen_answers"] == []


def test_what_many_look_for_is_offered_before_anything_is_typed(house: House) -> None:
    BestBet.objects.create(words="সাক্ষাৎ\nvisit", address="/prisons/", title_bn="কারাগার", is_offered=True)
    assert "?q=%E0%A6%B8" in Client().get("/bn/search/").content.decode()
    assert "?q=visit" in Client().get("/en/search/").content.decode()


def test_only_headquarters_moderators_choose_answers_and_may_take_them_back(house: House) -> None:
    moderator = staffed.signed_in(selling.staff(Role.HQ_MODERATOR, house.site.offices.hq))
    typed = {"words": "জামিন\n\n  bail ", "address": "/shop/", "title_bn": "দোকান"}
    assert moderator.post("/admin/chosen-answers/new/", typed).status_code == 302
    bet = BestBet.objects.get()
    assert bet.words == "জামিন\nbail"
    wrong = moderator.post("/admin/chosen-answers/new/", {"words": "x", "address": "//evil.example/"})
    assert wrong.status_code == 200
    assert BestBet.objects.count() == 1
    editor = staffed.signed_in(selling.staff(Role.PRISON_EDITOR, house.site.offices.a))
    assert editor.get("/admin/chosen-answers/").status_code == 302
    assert moderator.post(f"/admin/chosen-answers/delete/{bet.pk}/").status_code == 302
    assert not BestBet.objects.exists()


# --- near spellings -------------------------------------------------------


@pytest.mark.parametrize(("typed", "meant"), [("গ্রন্থাপার", "গ্রন্থাগার"), ("গন্থাগার", "গ্রন্থাগার"), ("stoll", "stool")])
def test_a_near_spelling_is_offered_where_nothing_is_found(house: House, typed: str, meant: str) -> None:
    assert ask(typed, "bn").context["meant"] == meant


def test_no_spelling_is_offered_of_what_readers_do_not_find(house: House) -> None:
    house.news.unpublish()
    assert ask("গ্রন্থাপার").context["meant"] == ""


# --- suggestions ----------------------------------------------------------


def suggested(text: str, language: str = "bn") -> list[str]:
    response = Client().get(f"/{language}/search/suggest/", {"q": text})
    assert response.status_code == 200
    assert not response.cookies
    assert "public" in response.headers["Cache-Control"]
    return [each["title"] for each in json.loads(response.content)["suggestions"]]


def test_titles_are_suggested_as_one_types(house: House) -> None:
    for text in ("গ্রন্থ", "গ্রন্থাগার উদ্ব", "gronth"):
        assert house.news.title in suggested(text), text
    assert house.quilt.title_bn in suggested("নকশী কাঁ")
    assert suggested("গ") == suggested('"') == suggested("\x00") == []
    assert suggested("ক" * 5_000) == []


def test_drafts_and_the_other_language_are_not_suggested(house: House) -> None:
    house.news.unpublish()
    assert house.news.title not in suggested("গ্রন্থ")
    assert house.site.minutes.title not in suggested(house.site.minutes.title[:12], "en")


def test_the_field_says_where_suggestions_are_and_works_without(house: House) -> None:
    page = ask("কারাগার").content.decode()
    assert 'data-suggest="/bn/search/suggest/"' in page
    assert 'action="/bn/search/"' in page


# --- numbers of corrigenda --------------------------------------------------


@pytest.mark.parametrize(
    "typed", ["৫৮.০৪.০০০০.০২১.০৩.০২০.২৫-৭৭", "58.04.0000.021.03.020.25-77", "58040000021030202577"]
)
def test_the_number_of_a_corrigendum_finds_the_paper(house: House, typed: str) -> None:
    minutes = house.site.minutes
    last = PaperVersion.objects.filter(page_id=minutes.pk).order_by("-number").first()
    PaperVersion.objects.create(
        page_id=minutes.pk, number=(last.number if last else 0) + 1, made_at=clock.now(), content={}, sha256="x",
        why="তারিখ", memo_number="৫৮.০৪.০০০০.০২১.০৩.০২০.২৫-৭৭",
    )  # fmt: skip
    assert [each["url"] for each in ask(typed).context["bearers"]] == [minutes.url]


# --- sought in vain -------------------------------------------------------


def test_words_are_kept_once_five_people_sought_them_in_vain(house: House) -> None:
    for number in range(4):
        for _again in range(3):
            ask("হেলিকপ্টার অবতরণ", address=f"10.0.0.{number}")
    assert not SoughtInVain.objects.exists()
    ask("  হেলিকপ্টার  অবতরণ", address="10.0.0.9")
    assert list(SoughtInVain.objects.values_list("words", "language", "people")) == [
        ("হেলিকপ্টার অবতরণ", "bn", 5)
    ]
    ask("হেলিকপ্টার অবতরণ", address="10.0.0.10")
    assert SoughtInVain.objects.get().people == 6


@pytest.mark.parametrize(
    "text", ["০১৭১১০০০০০০", "+880 1711-000000", "a@b.example", "কয়েদি ৪৩২১০/ক", "ab", '"', "12"]
)
def test_what_may_name_somebody_is_never_kept(house: House, text: str) -> None:
    for number in range(6):
        vain.note(text, language="bn", who=f"10.0.0.{number}")
    assert not SoughtInVain.objects.exists()


def test_what_is_found_is_not_noted(house: House) -> None:
    for number in range(6):
        ask("গ্রন্থাগার", address=f"10.0.0.{number}")
    assert not SoughtInVain.objects.exists()


def test_headquarters_reads_what_was_sought_in_vain_and_takes_it_off(house: House) -> None:
    row = SoughtInVain.objects.create(words="হেলিকপ্টার", language="bn", people=7)
    moderator = staffed.signed_in(selling.staff(Role.HQ_MODERATOR, house.site.offices.hq))
    assert "হেলিকপ্টার" in moderator.get("/admin/search/in-vain/").content.decode()
    assert moderator.post(f"/admin/search/in-vain/{row.pk}/forget/").status_code == 302
    assert not SoughtInVain.objects.exists()
    editor = staffed.signed_in(selling.staff(Role.PRISON_EDITOR, house.site.offices.a))
    assert editor.get("/admin/search/in-vain/").status_code in (302, 403)


# --- at once ---------------------------------------------------------------


def test_an_edit_is_found_within_a_second(house: House) -> None:
    begun = time.process_time()
    house.news.title = "বৃক্ষরোপণ সপ্তাহ"
    house.news.change_note = "শিরোনাম"
    house.news.save_revision().publish()
    assert any(house.news.url == row["url"] for row in ask("বৃক্ষরোপণ").context["results"])
    assert time.process_time() - begun < 1
