"""Open data as a stranger's program reads them: whole, in pages, narrowed, and as files."""

import csv
import datetime
import io
import itertools
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import clock
from charter_pages.models import Decision, MinutesPage
from opendata.collections import COLLECTIONS
from portal import tree
from tests import publishing_samples
from tests.opendata.worlds import World as House
from tests.opendata.worlds import memo

API = "/api/v1/"
PAGED = [each.name for each in COLLECTIONS if each.name != "withdrawn"]

__all__ = ["House"]


def ask(path: str, **kwargs: Any) -> Any:
    return Client().get(API + path, **kwargs)


def items(path: str) -> list[dict[str, Any]]:
    answer = ask(path)
    assert answer.status_code == 200, answer.content.decode()
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def walk(path: str) -> list[dict[str, Any]]:
    """Follow `next` to the end, as the documentation says."""
    found: list[dict[str, Any]] = []
    client, address = Client(), API + path
    for _page in range(200):
        told = client.get(address).json()
        found += told["items"]
        if told["next"] is None:
            return found
        address = told["next"].removeprefix("http://testserver")
    raise AssertionError("The list finds no end.")


def rows_of(path: str) -> list[dict[str, str]]:
    answer = ask(path)
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.getvalue().decode())))


@pytest.mark.parametrize("name", PAGED)
def test_pages_put_together_are_the_list_whatever_their_length(house: House, name: str) -> None:
    whole = items(f"{name}.json?limit=200")
    assert whole
    for limit in (1, 2, 3, 7):
        assert walk(f"{name}.json?limit={limit}") == whole
    ids = [each["id"] for each in whole]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", PAGED)
def test_the_file_holds_every_item_of_the_list(house: House, name: str) -> None:
    assert [row["id"] for row in rows_of(f"{name}.csv")] == [str(each["id"]) for each in walk(f"{name}.json")]


def test_what_is_published_or_withdrawn_while_a_list_is_read_moves_nothing_else(house: House) -> None:
    first = ask("minutes.json?limit=4").json()
    rest = walk("minutes.json")[4:]
    # Newer than everything: it belongs on the page that was read already.
    new = publishing_samples.unsaved_minutes(memo(5000), "নতুন")
    new.issued_on = datetime.date(2026, 1, 1)
    tree.add(house.site.a, new)
    # And of that page one goes.
    MinutesPage.objects.get(translation_key=first["items"][0]["id"], language="bn").unpublish()
    assert walk(first["next"].removeprefix(f"http://testserver{API}")) == rest


@pytest.mark.parametrize("name", PAGED)
def test_a_page_of_any_length_takes_as_many_queries(house: House, name: str) -> None:
    def queries(limit: int) -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert ask(f"{name}.json?limit={limit}").status_code == 200
        return len(caught)

    queries(1)
    assert queries(1) == queries(200) <= 10


def test_an_identifier_is_the_same_in_both_languages_and_answers_by_itself(house: House) -> None:
    key = str(house.site.minutes.translation_key)
    bangla, english = ask(f"minutes/{key}.json").json(), ask(f"minutes/{key}.json?language=en").json()
    assert bangla["id"] == english["id"] == key
    assert "/bn/" in bangla["url"]
    assert "/en/" in english["url"]
    # Nobody has translated it: the English list says in which language it is.
    assert english["language"] == "bn"
    assert ask("offices/dj-natore.json").json()["name_en"] == "Natore Prison"


def test_minutes_are_told_with_all_that_hangs_on_them(house: House) -> None:
    told = ask(f"minutes/{house.site.minutes.translation_key}.json").json()
    assert told["office"] == "dj-natore"
    assert told["fiscal_year"] == "2023-2024"
    assert told["memo_number"] == "৫৮.০৪.০০০০.০২১.০৩.০২০.২৪-২৬২"
    assert told["memo_key"] == "58.04.0000.021.03.020.24-262"
    assert (told["meeting_on"], told["issued_on"]) == ("2024-03-04", "2024-03-10")
    assert told["chair_posts"] == ["অতিরিক্ত কারা মহাপরিদর্শক", "ও", "সভাপতি"]
    assert told["agenda"] == [{"number": "১", "subject": "সেবার মান", "discussion": "বিস্তারিত আলোচনা হয়।"}]
    assert [each["number"] for each in told["decisions"]] == ["(১.১)", "(৬.৩)"]
    assert told["attendance"] == ["জেলার, নাটোর জেলা কারাগার"]
    assert told["references"][0]["memo_key"] == "58.04.0000.021.03.020.24-1"
    assert told["attachments"] == [{"title": "উপস্থিতির তালিকা", "pages": 2, "url": ""}]


def test_a_decision_is_found_by_itself_and_leads_to_its_minutes(house: House) -> None:
    decision = Decision.objects.get(page=house.site.minutes, number="(৬.৩)")
    told = ask(f"decisions/{decision.translation_key}.json").json()
    assert told["minutes"] == str(house.site.minutes.translation_key)
    assert told["text"] == "ত্রৈমাসিক প্রতিবেদন পাঠাতে হবে"
    assert told["memo_key"] == "58.04.0000.021.03.020.24-262"


def test_a_letter_is_told_as_text_without_marks(house: House) -> None:
    told = ask(f"letters/{house.letter.translation_key}.json").json()
    assert told["subject"] == "স্মার্ট বাংলাদেশ পরিকল্পনা প্রেরণ"
    assert told["text"] == "উপর্যুক্ত বিষয়ের প্রেক্ষিতে"
    assert told["distribution"][0]["text"] == "কারা উপ মহাপরিদর্শক (সকল)"


def test_services_are_those_of_the_charter_as_it_is_read(house: House) -> None:
    told = items("services.json?office=dj-natore")
    assert [(each["section"], each["number"], each["is_part"]) for each in told] == [
        ("citizen", "১", False), ("citizen", "(ক)", True), ("institutional", "১", False), ("internal", "১", False),
    ]  # fmt: skip
    assert {each["charter"] for each in told} == {str(house.site.charter.translation_key)}
    assert told[0]["responsible"] == {
        "title": "জেল সুপার", "office": "", "phone": "+8801700000000", "email": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("minutes.json?office=dj-natore", 8),
        ("minutes.json?office=dj-pabna", 0),
        ("minutes.json?within=div-rajshahi", 8),
        ("minutes.json?within=hq", 8),
        ("minutes.json?fiscal_year=2023-2024", 1),
        ("minutes.json?fiscal_year=2023-24", None),
        ("minutes.json?meeting_kind=coordination", 8),
        ("minutes.json?meeting_kind=committee", 0),
        ("minutes.json?changed_since=2100-01-01", 0),
        ("minutes.json?changed_since=2020-01-01T00:00:00Z", 8),
        ("minutes.json?changed_since=2020-01-01T00:00:00+06:00", 8),
        ("charters.json?quarter=1", 1),
        ("charters.json?quarter=2", 0),
        ("practices.json?subject=family&quarter=1", 1),
        ("practices.json?subject=health", 0),
        ("services.json?section=citizen", 2),
        ("services.json?task=visit", 2),
        ("decisions.json?office=dj-natore&fiscal_year=2023-2024", 2),
    ],
)
def test_lists_are_narrowed_by_what_is_asked(house: House, query: str, count: int | None) -> None:
    if count is None:
        assert ask(query).status_code == 400
    else:
        assert len(items(query)) == count


def test_changed_since_finds_what_was_published_anew(house: House) -> None:
    page = house.site.practice
    since = clock.now().isoformat().replace("+", "%2B")
    assert items(f"practices.json?changed_since={since}") == []
    page.title = "নতুন শিরোনাম"
    page.save_revision(clean=False).publish()
    assert [each["title"] for each in items(f"practices.json?changed_since={since}")] == ["নতুন শিরোনাম"]


def test_a_file_for_excel_begins_with_its_mark_and_other_programs_do_without(house: House) -> None:
    answer = ask("minutes.csv")
    plain, marked = answer.getvalue(), ask("minutes.csv?bom=1").getvalue()
    assert marked == b"\xef\xbb\xbf" + plain
    assert answer.headers["Content-Disposition"] == 'attachment; filename="minutes-bn.csv"'


def test_no_cell_of_a_file_is_a_formula(house: House) -> None:
    page = house.site.practice
    for title in ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1"):
        page.title = title
        page.save_revision(clean=False).publish()
        assert rows_of("practices.csv")[0]["title"].startswith("'"), title


def test_what_a_cell_holds_comes_back_as_it_was_written(house: House) -> None:
    row = next(row for row in rows_of("minutes.csv") if row["id"] == str(house.site.minutes.translation_key))
    assert row["chair_posts"] == "অতিরিক্ত কারা মহাপরিদর্শক\nও\nসভাপতি"
    assert (row["serial"], row["is_online"], row["meeting_on"]) == ("1", "false", "2024-03-04")
    assert "decisions" not in row


def test_every_list_says_licence_source_and_documentation(house: House) -> None:
    for collection, language in itertools.product(COLLECTIONS, ("bn", "en")):
        told = ask(f"{collection.name}.json?language={language}").json()
        assert told["licence"] == "https://creativecommons.org/licenses/by/4.0/"
        assert (
            told["source"]
            == {
                "bn": "কারা অধিদপ্তর, বাংলাদেশ",
                "en": "Department of Prisons, Bangladesh",
            }[language]
        )
        assert told["documentation"] == f"http://testserver/{language}/open-data/"
