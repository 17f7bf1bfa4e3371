"""The real papers come out field for field, and no word of them is lost."""

import datetime
import json
import unicodedata
from pathlib import Path
from typing import Literal

import pytest

from charter_pages.papers import accounting, printing, reading
from charter_pages.papers.paper import Kind, Paper

PAPERS = (
    "minutes-best-practice-2020-12-14.txt",
    "letter-smart-plan-2024-03-10.txt",
    "news-community-safety-assembly.txt",
    "programme-trafficking-prevention.txt",
)


def text_of(papers: Path, name: str) -> str:
    return (papers / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def minutes(papers: Path) -> Paper:
    return reading.read(text_of(papers, PAPERS[0]), today=datetime.date(2026, 11, 22))


@pytest.fixture(scope="module")
def letter(papers: Path) -> Paper:
    return reading.read(text_of(papers, PAPERS[1]), today=datetime.date(2026, 11, 22))


@pytest.mark.parametrize("name", PAPERS)
def test_every_word_of_a_real_paper_stands_in_a_field_or_in_the_remainder(papers: Path, name: str) -> None:
    text = text_of(papers, name)
    assert accounting.missing_words(text, reading.read(text)) == []


def test_the_head_of_the_minutes(minutes: Paper) -> None:
    values = printing.as_values(minutes)
    assert values["kind"] == "minutes"
    assert values["title"] == (
        "সুরক্ষা সেবা বিভাগ এবং আওতাধীন দপ্তর/সংস্থাসমূহের উত্তম চর্চা (Best Practice) সম্পর্কে "
        "অংশীজন/সেবাগ্রহীতাদের অবহিতকরণ সভার কার্যবিবরণী"
    )
    assert values["subject"] == ""
    assert (values["chair"]["name"], values["chair"]["rank"], values["chair"]["posts"]) == (
        "মল্লিক সাঈদ মাহবুব",
        "যুগ্মসচিব",
        ["এপিএ টিম প্রধান"],
    )
    assert (values["meeting_on"], values["time"], values["venue"]) == (
        "2020-12-14",
        "বেলা ১১.৩০ মিনিট",
        "সভাপতির অফিস কক্ষ",
    )
    assert values["attendance_note"] == "উপস্থিত কর্মকর্তাগণের তালিকা পরিশিষ্ট 'ক'তে উপস্থাপন করা হলো।"
    assert (values["series"], values["serial"]) == ("", None)


def test_the_decisions_of_the_minutes_keep_number_and_words(minutes: Paper) -> None:
    assert [(row.number, row.text, row.owner) for row in minutes.decisions] == [
        ("৬.১", "দপ্তর/সংস্থার অনুসৃত উত্তম চর্চাসমূহ (Best Practice) প্রতিপালন অব্যাহত রাখতে হবে;", ""),
        (
            "৬.২",
            "বিভিন্ন মন্ত্রণালয়/বিভাগ/দপ্তর/সংস্থার অনুসৃত উত্তম চর্চাসমূহ (Best Practice) স্ব স্ব প্রতিষ্ঠানে "
            "বিস্তৃত করার প্রয়োজনীয় উদ্যোগ নিতে হবে; এবং",
            "",
        ),
        (
            "৬.৩",
            "স্ব স্ব প্রতিষ্ঠানে প্রতিপালিত উত্তম চর্চাসমূহের Pictorial প্রতিবেদন ত্রৈমাসিক ভিত্তিতে এ বিভাগে "
            "প্রেরণ নিশ্চিত করতে হবে।",
            "",
        ),
    ]
    assert minutes.decisions_heading == "৬। বিস্তারিত আলোচনান্তে সভায় নিম্নবর্ণিত সিদ্ধান্ত গৃহীত হয় :"


def test_the_discussion_of_the_minutes_is_paragraph_by_paragraph(minutes: Paper) -> None:
    assert [(item.number, item.subject) for item in minutes.agenda] == [
        ("২", ""),
        ("৩", ""),
        ("৪", ""),
        ("৫", ""),
    ]
    assert minutes.opening.startswith("বার্ষিক কর্মসম্পাদন চুক্তির")
    assert minutes.opening.endswith("অনুরোধ জানান।")
    # What a page's end has parted goes on in the same item, without the stars of OCR.
    assert "\nযেমন- মাদকাসক্তি" in minutes.agenda[2].text
    assert "এবং Billboard —এর মাধ্যমে" in minutes.agenda[2].text
    assert minutes.closing.startswith("৭। সভায় আর কোন আলোচনার বিষয় না থাকায়")


def test_the_issue_of_the_minutes(minutes: Paper) -> None:
    values = printing.as_values(minutes)
    assert (values["memo_label"], values["memo_number"], values["memo_key"]) == (
        "স্মারক নং",
        "৫৮.০০.০০০০.০৫২.৩২.০০১.১৭- ১১২",
        "58.00.0000.052.32.001.17-112",
    )
    assert (values["issued_on"], values["issued_on_bangla"]) == ("2020-12-23", "1427-09-08")
    assert (minutes.issued_on_printed, minutes.issued_on_bangla_printed) == ("২৩ ডিসেম্বর ২০২০", "০৮ পৌষ ১৪২৭")
    assert (minutes.distribution_heading, minutes.distribution_note) == ("বিতরণ", "জ্ঞাতার্থে ও কার্যার্থে")
    assert [row.number for row in minutes.distribution] == [
        "০১",
        "০২",
        "০৩",
        "০৪",
        "০৫",
        "০৬",
        "০৭",
        "০৮",
        "০৯",
        "১০",
    ]
    assert minutes.distribution[2].text == "অতিরিক্ত সচিব উইং (সকল), সুরক্ষা সেবা বিভাগ, ঢাকা।"
    assert (
        minutes.distribution[8].text
        == "সিনিয়র সহকারী সচিব/সহকারী সচিব.....(সকল), সুরক্ষা সেবা বিভাগ, স্বরাষ্ট্র মন্ত্রণালয়, ঢাকা।"
    )
    assert minutes.distribution[9].text == (
        "প্রোগ্রামার, সুরক্ষা সেবা বিভাগ, স্বরাষ্ট্র মন্ত্রণালয় ঢাকা (ওয়েবসাইটে আপলোড করার জন্য অনুরোধ জানানো হলো)।"
    )
    assert not any(row.attention or row.is_copy for row in minutes.distribution)
    issuer = minutes.issuer
    assert (issuer.name, issuer.rank, issuer.posts) == (
        "জাহিদুল ইসলাম",
        "উপসচিব (অগ্নি শাখা-১)",
        ["এপিএ ফোকাল পয়েন্ট"],
    )
    assert (values["references"], values["attachments"], values["warnings"], values["remainder"]) == (
        [],
        [],
        [],
        [],
    )


def test_the_signature_of_the_chair_says_where_the_chair_sits(minutes: Paper) -> None:
    assert minutes.chair.office == "অগ্নি অনুবিভাগ, সুরক্ষা সেবা বিভাগ"
    assert minutes.chair_signature == [
        "(মল্লিক সাঈদ মাহবুব)",
        "যুগ্মসচিব",
        "অগ্নি অনুবিভাগ",
        "ও",
        "এপিএ টিম প্রধান",
        "সুরক্ষা সেবা বিভাগ।",
    ]


def test_the_letter_field_by_field(letter: Paper) -> None:
    values = printing.as_values(letter)
    assert {name: values[name] for name in ("kind", "title", "subject", "memo_label", "memo_number")} == {
        "kind": "letter",
        "title": "স্মার্ট বাংলাদেশ বিনির্মাণ বিষয়ক কর্মপরিকল্পনা প্রস্তুতের নিমিত্ত তথ্যাদি প্রেরণ",
        "subject": "স্মার্ট বাংলাদেশ বিনির্মাণ বিষয়ক কর্মপরিকল্পনা প্রস্তুতের নিমিত্ত তথ্যাদি প্রেরণ।",
        "memo_label": "পত্র নং",
        "memo_number": "৫৮.০৪.০০০০.০২১.০৩.০২০.২৪-২৬২",
    }
    assert values["memo_key"] == "58.04.0000.021.03.020.24-262"
    assert (values["issued_on"], values["issued_on_bangla"]) == ("2024-03-10", "1430-11-26")
    assert values["letterhead"] == [
        "গণপ্রজাতন্ত্রী বাংলাদেশ সরকার",
        "কারা অধিদপ্তর",
        "৩০/৩, উমেশ দত্ত রোড, বকশীবাজার, ঢাকা-১২১১।",
        "www.prison.gov.bd",
    ]
    assert [(row.text, row.memo_number, row.memo_key) for row in letter.references] == [
        (
            "সুরক্ষা সেবা বিভাগের স্মারক নং- ৫৮.০০.০০০০.০১৮.৩১.০০৬.১৭-৪৬ তারিখঃ ০৬-০৩-২০২৪।",
            "৫৮.০০.০০০০.০১৮.৩১.০০৬.১৭-৪৬",
            "58.00.0000.018.31.006.17-46",
        )
    ]
    assert [(row.title, row.pages, row.pages_printed) for row in letter.attachments] == [
        ("নির্ধারিত ছকে তথ্য", 2, "০২ পাতা।")
    ]
    issuer = letter.issuer
    assert (issuer.name, issuer.rank, issuer.posts, issuer.on_behalf_of, issuer.mailbox) == (
        "শেখ সুজাউর রহমান",
        "কর্নেল",
        ["অতিরিক্ত কারা মহাপরিদর্শক"],
        "কারা মহাপরিদর্শক",
        "addl.ig@prison.gov.bd",
    )
    assert letter.addressee == ["সচিব", "সুরক্ষা সেবা বিভাগ", "স্বরাষ্ট্র মন্ত্রণালয়", "বাংলাদেশ সচিবালয়, ঢাকা।"]
    assert letter.distribution_heading == "অনুলিপি"
    assert [(row.number, row.text, row.is_copy) for row in letter.distribution] == [
        ("১", "উপসচিব (আইসিটি সেল) সুরক্ষা সেবা বিভাগ।", True),
        ("২", "ভারপ্রাপ্ত কর্মকর্তা আইসিটি সেল, কারা অধিদপ্তর, ঢাকা।", True),
    ]
    assert (values["warnings"], values["remainder"]) == ([], [])


def test_the_plan_that_the_letter_brings_is_its_two_tables(letter: Paper) -> None:
    assert [len(rows) for rows in letter.tables] == [4, 4]
    assert {len(row) for rows in letter.tables for row in rows} == {5}
    assert letter.tables[0][0][0] == "স্মার্ট উদ্যোগ/কার্যক্রমের শিরোনাম"
    assert len(letter.body) == 1
    assert letter.body[0].endswith("এতদসঙ্গে প্রেরণ করা হলো।")
    assert letter.annex[2].startswith("বিষয়ঃ কারা অধিদপ্তরের ই-গভর্নেন্স")


def test_news_and_a_programme_are_known_by_their_shape(papers: Path) -> None:
    news, programme = (reading.read(text_of(papers, name)) for name in PAPERS[2:])
    assert news.kind is Kind.NEWS
    assert news.title.startswith("পরিষেবাগুলি সারেতে প্রথম কমিউনিটি সেফটি")
    assert len(news.body) == 12
    assert programme.kind is Kind.PROGRAMME
    assert programme.title == "মানব পাচার প্রতিরোধ কর্মসূচী"
    assert "বাস্তবায়নকারী সংস্থা: আন্তর্জাতিক অভিবাসন সংস্থা ( আইওএম)" in programme.body


@pytest.mark.parametrize("name", PAPERS[:2])
def test_windows_line_ends_a_mark_of_order_and_hidden_letters_change_nothing(papers: Path, name: str) -> None:
    text = text_of(papers, name)
    changed = "\ufeff" + text.replace("\n", "\r\n").replace(" ", "\u200b ", 40)
    plain, odd = (printing.as_values(reading.read(each)) for each in (text, changed))
    assert odd == plain


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("name", PAPERS[:2])
def test_letters_typed_as_one_or_as_two_are_read_alike(
    papers: Path, name: str, form: Literal["NFC", "NFD"]
) -> None:
    text = text_of(papers, name)
    plain, other = (
        json.dumps(printing.as_values(reading.read(each)), ensure_ascii=False)
        for each in (text, unicodedata.normalize(form, text))
    )
    assert unicodedata.normalize("NFC", other) == unicodedata.normalize("NFC", plain)
