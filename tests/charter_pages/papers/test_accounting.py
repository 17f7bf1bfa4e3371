"""Whatever is given: it is read without a fault, no word of it is lost, and it costs little."""

# ruff: noqa: E501 (papers are quoted line by line)

import dataclasses
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charter_pages.papers import accounting, reading
from charter_pages.papers.paper import Paper, Recipient
from tests.charter_pages.papers.mangling import mangled

SAMPLES = Path(__file__).parent / "samples"
ODD_PAPERS = Path(__file__).parent / "odd_papers"
# Spoiled papers a run; more of them were tried by hand.
TRIALS = 240
MOST_SECONDS = 3.0


@pytest.fixture
def unguarded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules alone must lose nothing: the net below them is away."""
    monkeypatch.setattr(reading, "_keep_every_word", lambda *_given: None)


@pytest.fixture(scope="module")
def texts(papers: Path) -> list[str]:
    paths = [
        *sorted(papers.glob("*.txt")),
        *sorted(SAMPLES.glob("*.txt")),
        *sorted(ODD_PAPERS.glob("*.txt")),
    ]
    return [path.read_text(encoding="utf-8") for path in paths]


@pytest.mark.usefixtures("unguarded")
def test_a_spoiled_paper_is_read_and_no_word_of_it_is_lost(texts: list[str]) -> None:
    lost: dict[int, list[str]] = {}
    for seed in range(TRIALS):
        text = mangled(texts[seed % len(texts)], texts[(seed * 7 + 3) % len(texts)], seed)
        if missing := accounting.missing_words(text, reading.read(text)):
            lost[seed] = missing
    assert lost == {}


def test_a_word_that_no_rule_places_goes_into_the_remainder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_read_minutes", lambda *_given: None)
    paper = reading.read("সভার কার্যবিবরণী\nসভাপতি : ক খ\nসভার তারিখ : ১ মে ২০২৪")
    assert paper.remainder == ["সভার কার্যবিবরণী সভাপতি ক খ সভার তারিখ ১ মে ২০২৪"]


def test_a_lost_word_is_told_as_often_as_it_is_lost() -> None:
    paper = Paper(title="এক দুই", distribution=[Recipient("১", "দুই")], remainder=["তিন"])
    assert accounting.missing_words("এক দুই দুই দুই তিন চার ১ ২", paper) == ["দুই", "চার", "২"]


def test_a_joiner_within_a_number_cuts_it_not_in_two() -> None:
    paper = reading.read("স্মারক নম্বর : ৫৮.০০.০০০০.০৮৬.০৮.০০৫.২১-২০\u200c১\nবিষয় : তথ্য প্রেরণ।")
    assert paper.memo_key == "58.00.0000.086.08.005.21-201"


def test_what_stands_in_two_fields_counts_once() -> None:
    paper = Paper(title="এক", subject="এক।", copied=["এক"])
    assert accounting.missing_words("এক এক", paper) == ["এক"]


def test_a_visarga_for_a_colon_is_no_letter_of_a_word() -> None:
    assert accounting.words("তারিখঃ ০৬-০৩-২০২৪খ্রিঃ (ক)টি") == ["তারিখ", "০৬", "০৩", "২০২৪", "খ্রি", "ক", "টি"]


WORDS = "সভা তারিখ ২ ১৪ ডিসেম্বর ২০২০ সিদ্ধান্ত গৃহীত হয়: বিতরণ: (ক) ক. ১.২ সভাপতি : ও স্মারক নং- 58.04 অনুলিপিঃ (নাম) সচিব ঢাকা। পরিশিষ্ট বিষয়ঃ সূত্রঃ তারিখঃ সময়ঃ স্থান কার্যবিবরণী Best ০১। - • | জনাব সংযুক্তিঃ পাতা পক্ষে a@b.gov.bd"
PIECES = st.sampled_from(WORDS.split(" "))
LINES = st.lists(PIECES, max_size=9).map(" ".join)


@given(st.lists(LINES, max_size=30).map("\n".join))
@settings(max_examples=150, deadline=None)
def test_any_heap_of_official_words_is_accounted_for(text: str) -> None:
    assert accounting.missing_words(text, reading.read(text)) == []


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_text_at_all_is_read(text: str) -> None:
    paper = reading.read(text)
    assert accounting.missing_words(text, paper) == []
    assert dataclasses.is_dataclass(paper)


def test_a_paper_of_forty_pages_is_read_at_once(texts: list[str], papers: Path) -> None:
    minutes = (papers / "minutes-best-practice-2020-12-14.txt").read_text(encoding="utf-8")
    head, tail = minutes.split("২। ইমিগ্রেশন")[0], minutes[minutes.index("৬। বিস্তারিত") :]
    body = minutes[len(head) : minutes.index("৬। বিস্তারিত")]
    text = head + body * 24 + tail
    assert len(text) > 40 * 2500
    began = time.process_time()
    paper = reading.read(text)
    assert time.process_time() - began < MOST_SECONDS
    assert len(paper.decisions) == 3


@pytest.mark.parametrize(
    "piece",
    [
        "(" * 40, "১." * 40, "ক " * 60, "সিদ্ধান্ত " * 40, "সভাপতি : ", "২০২৩-২০২৪ অর্থবছরের ", "প্রেরণ করা হলো ", "a@b.", "৫৮.০৪.০০০০.",
        " \t", "|", "১ মে ২০২৪ ", "(নাম)\n", "দৃ: আ: ", "বাস্তবায়নে: ক ", "সদয় অবগতি ও কার্যার্থে ", "পক্ষে ", "- ", "\u2028",
    ],
)  # fmt: skip
def test_no_line_is_so_odd_that_it_takes_long(piece: str) -> None:
    text = "সভার কার্যবিবরণী\nসভাপতি : ক খ\n" + piece * (20_000 // len(piece)) + "\n" + (piece + "\n") * 500
    began = time.process_time()
    reading.read(text)
    assert time.process_time() - began < MOST_SECONDS
