"""A memo number is borne by one paper, leads to it in any writing, and links what cites it both ways."""

import copy
import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from bangla import digits, memo
from charter_pages.models import LetterPage, MemoNumber, MemoPrefix, MinutesPage, Reference
from charter_pages.papers import prefixes, register
from portal import tree
from tests import publishing_samples as samples
from tests.charter_pages.taking.house import MINUTES, House, browser_sends, review
from tests.staffed import signed_in

__all__ = ["House"]
pytestmark = pytest.mark.django_db

LONG = "৫৮.০৪.০০০০.০২১.০০১.০৩.০০২০.২৪-৭"


def letter(parent: Any, memo: str, title: str = "পত্র", body: str = "") -> LetterPage:
    page = LetterPage(title=title, subject=title, memo_number=memo, issued_on=datetime.date(2024, 3, 10))
    page.body = [("paragraph", f"<p>{body}</p>")] if body else []
    made: LetterPage = tree.add(parent, page)
    return made


def minutes(parent: Any, memo: str, title: str = "সভা", opening: str = "", cites: str = "") -> MinutesPage:
    page = samples.unsaved_minutes(memo, title)
    page.references = [Reference(text="পূর্বের পত্র", memo_number=cites)] if cites else []
    page.opening = opening
    made: MinutesPage = tree.add(parent, page)
    return made


def test_minutes_and_letters_draw_from_one_row_of_numbers(house: House) -> None:
    letter(house.parent, samples.MEMO)
    with pytest.raises(ValidationError, match="স্মারক"):
        minutes(house.other, "58.04.0000.021.03.020.24 – 0262")
    assert MinutesPage.objects.count() == 0


def test_a_number_is_taken_by_a_draft_and_free_again_when_the_draft_lets_it_go(house: House) -> None:
    first = minutes(house.parent, "", "প্রথম")
    first.memo_number = samples.MEMO
    first.save_revision()
    other = letter(house.other, "", "দ্বিতীয়")
    other.memo_number = samples.MEMO
    with pytest.raises(ValidationError):
        other.save_revision()
    first.memo_number = LONG
    first.save_revision()
    other.save_revision()
    assert {row.key: row.page_id for row in MemoNumber.objects.filter(language="bn")} == {
        memo.normal_form(LONG): first.pk,
        memo.normal_form(samples.MEMO): other.pk,
    }


def test_a_published_number_stays_taken_while_a_draft_tries_another(house: House) -> None:
    page = letter(house.parent, samples.MEMO)
    page.memo_number, page.change_note = LONG, "নম্বর সংশোধন করা হলো"
    revision = page.save_revision()
    keys = set(MemoNumber.objects.filter(page_id=page.pk).values_list("key", flat=True))
    assert keys == {memo.normal_form(samples.MEMO), memo.normal_form(LONG)}
    revision.publish()
    keys = set(MemoNumber.objects.filter(page_id=page.pk).values_list("key", flat=True))
    assert keys == {memo.normal_form(LONG)}


def test_the_copies_of_a_paper_have_a_number_of_their_own(house: House) -> None:
    letter(house.parent, samples.MEMO)
    copies = letter(house.parent, f"{samples.MEMO}/১(১৪)", "অনুলিপি")
    assert copies.memo_key == "58.04.0000.021.03.020.24-262/1"


WRITINGS = (
    "58.04.0000.021.03.020.24-262", "৫৮.০৪.০০০০.০২১.০৩.০২০.২৪-২৬২", "58.04.0000.021.03.020.24 - 262",
    "58.04.0000.021.03.020.24 262", "৫৮.০৪.০০০০.০২১.০৩.০২০.২৪—২৬২", "58.04.0000.021.03.020.24.262",
    "580400000210302024262", "৫৮০৪০০০০০২১০৩০২০২৪২৬২", "58-04-0000-021-03-020-24-0262",
    "স্মারক নং- ৫৮.০৪.০০০০.০২১.০৩.০২০.২৪- ২৬২",
)  # fmt: skip


@pytest.mark.parametrize("writing", WRITINGS)
def test_a_paper_is_found_by_its_number_in_any_writing(house: House, writing: str) -> None:
    page = letter(house.parent, samples.MEMO, "স্মার্ট পরিকল্পনা")
    minutes(house.other, LONG, "অন্য সভা", opening=f"<p>পত্র {samples.MEMO} মোতাবেক</p>")
    tree.sync()
    shown = Client().get("/bn/search/", {"q": writing})
    assert [each["url"] for each in shown.context["bearers"]] == [page.url]
    bare = writing.removeprefix("স্মারক নং- ")
    listed = Client().get("/bn/publications/", {"memo": bare})
    assert [each["title"] for each in listed.context["papers"]] == ["স্মার্ট পরিকল্পনা"]


def test_the_list_of_publications_finds_the_papers_of_a_file_by_how_their_numbers_begin(house: House) -> None:
    letter(house.parent, samples.MEMO, "পত্র এক")
    letter(house.parent, LONG, "পত্র দুই")
    shown = Client().get("/bn/publications/", {"memo": "৫৮.০৪.০০০০.০২১.০৩."})
    assert [each["title"] for each in shown.context["papers"]] == ["পত্র এক"]
    for nothing in ("১২৩", "<b>", "%", "58.04.0000.021.03.020.24-999"):
        assert Client().get("/bn/publications/", {"memo": nothing}).context["papers"] == []


def test_what_is_not_public_is_not_found_by_its_number(house: House) -> None:
    page = letter(house.parent, samples.MEMO)
    page.unpublish()
    assert register.asked_for(samples.MEMO, "bn") == []
    assert register.bearing("58.04", "bn") == set()


def test_citations_lead_to_the_paper_and_back_from_the_line_and_from_the_text(house: House) -> None:
    cited = letter(house.parent, samples.MEMO, "উল্লিখিত পত্র")
    by_line = minutes(house.other, "", "সূত্রে", cites="58.04.0000.021.03.020.24-262")
    stored = f"<p>পত্র নং <b>জরুরি</b> {samples.MEMO} অনুযায়ী</p>"
    in_text = minutes(house.other, LONG, "লেখায়", opening=stored)
    in_body = letter(house.hq, "", "পত্রে", body=f"স্মারক {samples.MEMO} দেখুন")
    tree.sync()
    for page in (by_line, in_text, in_body):
        assert f'href="{cited.url}"' in Client().get(page.url).content.decode(), page.title
    in_text.refresh_from_db()
    assert in_text.opening == stored  # what is stored is not changed
    back = Client().get(cited.url)
    assert {each.pk for each in back.context["citing"]} == {by_line.pk, in_text.pk, in_body.pk}
    for page in (by_line, in_text, in_body):
        assert f'href="{page.url}"' in back.content.decode()
    in_text.opening, in_text.change_note = "<p>আর উল্লেখ নেই</p>", "উল্লেখ বাদ দেওয়া হলো"
    in_text.save_revision().publish()
    by_line.unpublish()
    assert [each.pk for each in Client().get(cited.url).context["citing"]] == [in_body.pk]


def test_a_citation_is_a_link_as_soon_as_the_cited_paper_is_published(house: House) -> None:
    citing = minutes(house.other, "", "আগে লেখা", opening=f"<p>{samples.MEMO}</p>")
    assert "উল্লিখিত" not in Client().get(citing.url).content.decode()
    cited = letter(house.parent, samples.MEMO, "উল্লিখিত পত্র")
    tree.sync()
    assert f'href="{cited.url}"' in Client().get(citing.url).content.decode()
    assert [each.pk for each in Client().get(cited.url).context["citing"]] == [citing.pk]


def test_a_paper_that_cites_many_asks_the_database_as_often_as_one_that_cites_two(
    house: House, django_assert_max_num_queries: Any
) -> None:
    numbers = [f"58.04.0000.021.03.020.24-{serial}" for serial in range(1, 31)]
    for number in numbers[:6]:
        letter(house.parent, number, f"পত্র {number}")
    citing = minutes(house.other, "", "অনেক", opening="<p>" + ", ".join(numbers) + "</p>")
    with django_assert_max_num_queries(45):
        assert Client().get(citing.url).content.decode().count('href="/bn/prisons/') > 5


def test_a_prefix_is_questioned_where_it_is_another_offices_and_never_refused(house: House) -> None:
    client = signed_in(house.editor)
    address = review(client, house.parent, MINUTES)
    said = client.get(address).context["view"].doubts["memo_number"]
    assert any("58.00" in each for each in said)  # the division's above the Department
    assert client.post(address, browser_sends(client, address, do="draft")).status_code == 302
    MemoPrefix.objects.create(prefix="58.04.6900", office=house.offices.a)
    key = "58.04.6900.021.03.020.24-1"
    assert prefixes.question(key, house.offices.a) == ""
    assert house.offices.a.name in prefixes.question(key, house.offices.b)
    assert prefixes.question("58.04.7000.021.03.020.24-1", house.offices.b) == ""


def test_an_offices_prefix_is_learned_from_what_it_published(house: House) -> None:
    for serial in range(1, 4):
        assert prefixes.question(f"58.04.6900.021.03.020.24-{serial}", house.offices.b) == ""
        letter(house.parent, f"58.04.6900.021.03.020.24-{serial}", f"পত্র {serial}")
    assert "58.04.6900" in prefixes.question("58.04.6900.021.03.020.24-9", house.offices.b)
    assert prefixes.question("58.04.6900.021.03.020.24-9", house.offices.a) == ""
    letter(house.other, "58.04.6900.021.03.020.24-9", "অন্যের")
    assert prefixes.question("58.04.6900.021.03.020.24-10", house.offices.b) == ""


@pytest.mark.parametrize(
    "prefix", ["", "5", "58.04.690", "58..04", "৫৮.০৪.৬৯০০.০২১.০৩", "ক", "58.04.6900.021.001.03"]
)
def test_a_prefix_has_the_form_of_a_numbers_beginning(house: House, prefix: str) -> None:
    with pytest.raises(ValidationError):
        MemoPrefix(prefix=prefix, body_bn="সংস্থা").full_clean()


def test_a_prefix_is_taken_in_either_script(house: House) -> None:
    row = MemoPrefix(prefix="৫৮.০৪.৬৯০০.", office=house.offices.a)
    row.full_clean()
    assert row.prefix == "58.04.6900"


def test_the_register_of_prefixes_is_read_in_bangla(house: House) -> None:
    MemoPrefix.objects.create(prefix="58.04.6900", office=house.offices.a)
    client = Client()
    client.force_login(User.objects.create_superuser("administrator", "administrator@example.org"))
    page = client.get("/admin/memo-prefixes/").content.decode()
    assert "দপ্তর বা সংস্থা" in page
    assert house.offices.a.name in page
    assert "৫৮.০৪.৬৯০০" in page
    for english in ("58.04.6900", "Beginning", "Owner", ">True", ">False"):
        assert english not in page


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    lengths=st.sampled_from([memo.SHORT, memo.LONG]),
    data=st.data(),
    serial=st.integers(1, 999_999),
    copies=st.sampled_from(["", "/1", "/12"]),
    separator=st.sampled_from(["-", " - ", "- ", "–", "—", ".", "‑"]),
    in_bangla=st.booleans(),
)
def test_however_it_is_written_a_number_has_one_key_that_one_paper_bears(
    house: House,
    lengths: tuple[int, ...],
    data: st.DataObject,
    serial: int,
    copies: str,
    separator: str,
    in_bangla: bool,
) -> None:
    groups = [data.draw(st.text("0123456789", min_size=length, max_size=length)) for length in lengths]
    plain = ".".join(groups) + f"-{serial}{copies}"
    written = ".".join(groups) + f"{separator}{serial}{copies}"
    page = samples.unsaved_minutes(digits.to_bangla(written) if in_bangla else written)
    assert page.find_errors() == {}
    assert page.memo_key == plain
    other = copy.copy(page)
    other.memo_number = plain
    MemoNumber.objects.create(key=plain, language="bn", page_id=house.hq.pk)
    assert "memo_number" in other.find_errors()
    MemoNumber.objects.filter(key=plain).delete()
