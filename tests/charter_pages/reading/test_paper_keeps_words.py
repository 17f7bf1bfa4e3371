"""Charter page → PDF → text keeps every word: what a citizen copies or searches is what the office wrote."""

import unicodedata

import pytest
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from charter_pages.charters.content import Charter, Level, Officer
from charter_pages.charters.inheriting import Origin
from tests import publishing_samples as samples
from tests.charter_pages.reading import papers

OFFICER = Officer(
    title="ঊর্ধ্বতন জেল সুপার",
    holder="মোঃ শাহ্‌জাহান আহ্‌মেদ",
    phone="+8801712345678",
    email="super.brahmanbaria@prison.gov.bd",
)
SUPERIOR = Officer(title="কারা উপ-মহাপরিদর্শক", office="চট্টগ্রাম বিভাগীয় দপ্তর", email="dig.ctg@prison.gov.bd")
# Two ways to copy: in the order of the file, and as the page is laid out.
WAYS = [(), ("-raw",)]


def charter(*lines: papers.Line, **more: object) -> Charter:
    given: dict[str, object] = {
        "title": "সেবা প্রদান প্রতিশ্রুতি",
        "office": "ব্রাহ্মণবাড়িয়া জেলা কারাগার",
        "language": "bn",
    }
    return Charter(**{**given, "lines": lines, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize("way", WAYS)
def test_a_whole_charter_keeps_every_word_on_paper(way: tuple[str, ...]) -> None:
    whole = charter(
        papers.line(1, "বন্দির সঙ্গে সাক্ষাৎ", officer=OFFICER, superior=SUPERIOR, time="২ ঘণ্টা", origin=Origin.OVERRIDE,
                    headquarters={"time": "৩ ঘণ্টার মধ্যে", "fee": ""}),
        papers.line(2, "হাজতি বন্দি: প্রতি ১৫ দিনে একবার", is_part=True, number="(ক)", papers="১) আবেদন\n২) পরিচয়পত্র"),
        papers.line(3, "ওকালতনামা", origin=Origin.WITHHELD, withheld_because="আদালতের হাজতখানায় স্বাক্ষর হয়", number=""),
        vision="রাখিব নিরাপদ, দেখাব আলোর পথ",
        mission="বন্দিদের মানবিক আচরণ নিশ্চিত করা",
        warning="ফোনে কেউ টাকা চান না।",
        expectations=("সময়মতো উপস্থিত থাকবেন",),
        levels=(Level("সমাধান না পেলে", 30, OFFICER), Level("আপিলে", 60, None, "মন্ত্রিপরিষদ বিভাগ", "গেট ৫\nঢাকা")),
    )  # fmt: skip
    assert papers.lost(whole, *way) == {}


@pytest.mark.parametrize("way", WAYS)
def test_what_shaping_could_lose_is_copied_as_it_was_written(way: tuple[str, ...]) -> None:
    spelt = [unicodedata.normalize(form, word) for word in papers.HARD_WORDS for form in ("NFC", "NFD")]
    rows = [
        papers.line(
            place,
            word,
            method=f"{word} {word}",
            papers=" ".join(spelt[place : place + 9]),
            fee=word,
            time=word,
        )
        for place, word in enumerate(spelt)
    ]
    assert papers.lost(charter(*rows, warning=" ".join(spelt)), *way) == {}


def test_an_english_charter_keeps_every_word_too() -> None:
    officer = Officer(
        title="Superintendent", holder="Md. O’Neil-Rahman", phone="+8801712345678", email="a@prison.gov.bd"
    )
    rows = [
        papers.line(1, "Visits of relatives", number="1", method="Office-hours: 9 a.m. – 3 p.m.; efficient, first/affidavit",
                    fee="৳20 (for each form)", officer=officer, superior=officer),
        papers.line(2, "Part: ‘as the case requires’", number="(a)", is_part=True, papers="ID card & form № 3"),
    ]  # fmt: skip
    english = charter(*rows, title="Charter", office="Natore Prison", language="en")
    assert papers.lost(english) == {}


def test_a_table_of_many_pages_keeps_every_row_and_its_heading_on_each() -> None:
    words = papers.real_words()
    rows = [
        papers.line(
            number,
            " ".join(words[number * 3 : number * 3 + 4]),
            method=" ".join(words[number * 5 : number * 5 + 14]),
            officer=OFFICER,
            superior=SUPERIOR,
            is_part=number % 4 == 3,
        )
        for number in range(1, 61)
    ]
    long = charter(*rows)
    found = papers.copied(papers.paper_of(long))
    assert papers.words_of(long) - found == {}
    # The head of the table stands on every page of it: at least five here.
    assert found["ক্রমিক"] >= 5


WORDS = st.sampled_from(papers.real_words()) | st.sampled_from(papers.HARD_WORDS)
TEXTS = st.lists(WORDS, max_size=25).map(" ".join)
LINES = st.builds(
    papers.line,
    st.integers(1, 99),
    st.lists(WORDS, min_size=1, max_size=8).map(" ".join),
    section=st.sampled_from(["citizen", "institutional", "internal"]),
    is_part=st.booleans(),
    method=TEXTS,
    papers=st.lists(TEXTS, max_size=3).map("\n".join),
    fee=TEXTS,
    time=TEXTS,
    officer=st.sampled_from([None, OFFICER]),
    superior=st.sampled_from([None, SUPERIOR]),
    origin=st.sampled_from([Origin.INHERITED, Origin.LOCAL, Origin.OVERRIDE]),
    headquarters=st.dictionaries(st.sampled_from(["method", "papers", "fee", "time"]), TEXTS, max_size=2),
)


@given(rows=st.lists(LINES, max_size=12), warning=TEXTS, expectations=st.lists(TEXTS, max_size=4))
# A paper takes a second to set: what fails is shown as it is, not sought in its smallest form.
@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
def test_whatever_offices_write_is_copied_from_the_paper(
    rows: list[papers.Line], warning: str, expectations: list[str]
) -> None:
    written = charter(*rows, warning=warning, expectations=tuple(expectations))
    assert papers.lost(written) == {}


def test_the_page_of_a_prison_and_its_paper_say_the_same(client: Client, department: samples.Site) -> None:
    said = client.get(department.charter.url).context["charter"]
    content = client.get(f"{department.charter.url}pdf/").content
    assert papers.words_of(said) - papers.copied(content) == {}
    assert papers.words_of(said)["রহমান"] > 0
