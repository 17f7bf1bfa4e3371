"""Papers that break habits: each judged by the fields that a clerk would write down, which were written before it was read.

`odd_papers/` holds them with those fields; what a paper does not say is not in its .json, and must not be read either.
"""

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from charter_pages.papers import accounting, printing, reading
from tests.charter_pages.papers.test_other_forms import said

PAPERS = Path(__file__).parent / "odd_papers"
NAMES = sorted(path.stem for path in PAPERS.glob("*.txt"))
JUDGED = (
    "kind", "title", "subject", "chair", "meeting_on", "time", "venue", "memo_number", "memo_key", "issued_on",
    "issued_on_bangla", "series", "serial", "agenda", "decisions", "distribution", "references", "issuer",
    "attachments", "attendance", "addressee", "remainder",
)  # fmt: skip


def judged(text: str) -> dict[str, Any]:
    values = said(printing.as_values(reading.read(text)))
    found = {name: values[name] for name in JUDGED if name in values}
    return found | {"warnings": [row["code"] for row in values.get("warnings", [])]}


def expected(name: str) -> dict[str, Any]:
    values = json.loads((PAPERS / f"{name}.json").read_text(encoding="utf-8"))
    return said(values) | {"warnings": values.get("warnings", [])}


def test_there_are_enough_odd_papers() -> None:
    assert len(NAMES) >= 70


@pytest.mark.parametrize("name", NAMES)
def test_an_odd_paper_comes_out_as_a_clerk_would_write_it(name: str) -> None:
    text = (PAPERS / f"{name}.txt").read_text(encoding="utf-8")
    assert judged(text) == expected(name)
    assert accounting.missing_words(text, reading.read(text)) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_way_letters_are_composed_changes_nothing(name: str) -> None:
    text = (PAPERS / f"{name}.txt").read_text(encoding="utf-8")
    composed, apart = (judged(unicodedata.normalize(form, text)) for form in ("NFC", "NFD"))
    assert json.loads(unicodedata.normalize("NFC", json.dumps(apart, ensure_ascii=False))) == json.loads(
        unicodedata.normalize("NFC", json.dumps(composed, ensure_ascii=False))
    )


@pytest.mark.parametrize(
    ("title", "series", "serial", "year"),
    [
        ("নৈতিকতা কমিটির ২০২৩-২০২৪ অর্থবছরের ১ম সভার কার্যবিবরণী", "নৈতিকতা কমিটির ২০২৩-২০২৪ অর্থবছরের সভা", 1, 2023),
        ("নৈতিকতা কমিটির ১ম সভার কার্যবিবরণী (২০২৩-২০২৪ অর্থবছর)", "নৈতিকতা কমিটির সভা (২০২৩-২০২৪ অর্থবছর)", 1, 2023),
        ("২০২৩-২৪ অর্থবছরের ১ম সভা: মাসিক সমন্বয় সভার কার্যবিবরণী", "মাসিক সমন্বয় সভা (২০২৩-২৪ অর্থবছর)", 1, 2023),
        ("শুদ্ধাচার কমিটির কার্যবিবরণী (১১-তম সভা, ২০২৪-২৫ অর্থবছর)", "শুদ্ধাচার কমিটির সভা (২০২৪-২৫ অর্থবছর)", 11, 2024),
        ("ইনোভেশন টিমের সভার (১১তম) কার্যবিবরণী", "ইনোভেশন টিমের সভা", 11, None),
        ("কারা অধিদপ্তরের ৫ম ইনোভেশন টিমের সভার কার্যবিবরণী", "কারা অধিদপ্তরের ইনোভেশন টিমের সভা", 5, None),
        ("২০২৩-২৪ অর্থবছরের প্রথম প্রান্তিকের নৈতিকতা কমিটির সভার কার্যবিবরণী", "২০২৩-২৪ অর্থবছরের নৈতিকতা কমিটির সভা", None, 2023),
        ("নভেম্বর/২০২৩ মাসের মাসিক সমন্বয় সভার কার্যবিবরণী", "মাসিক সমন্বয় সভা", None, None),
        ("গত ১৪ ডিসেম্বর ২০২০ তারিখে অনুষ্ঠিত ইনোভেশন টিমের ৫ম সভার কার্যবিবরণী", "ইনোভেশন টিমের সভা", 5, None),
        ("পরিবীক্ষণ কমিটির সভার কার্যবিবরণী (১ম ত্রৈমাসিক, ২০২২-২০২৩)", "পরিবীক্ষণ কমিটির সভা (২০২২-২০২৩)", None, 2022),
        ("নৈতিকতা কমিটির কার্যবিবরণী", "নৈতিকতা কমিটির সভা", None, None),
        ("একবিংশ সমন্বয় সভার কার্যবিবরণী", "সমন্বয় সভা", 21, None),
        ("কারা সপ্তাহ উপলক্ষ্যে প্রস্তুতিমূলক সভার কার্যবিবরণী", "", None, None),
        ("Minutes of the 2nd Meeting of the Team (FY 2023-24)", "Meeting of the Team (FY 2023-24)", 2, 2023),
    ],
)  # fmt: skip
def test_a_title_names_its_series_in_any_order(
    title: str, series: str, serial: int | None, year: int | None
) -> None:
    paper = reading.read(f"{title}\nসভাপতি : জনাব ক কল্পিত, জেল সুপার\nতারিখ : ১ মে ২০২৪")
    assert (paper.series, paper.serial, paper.fiscal_year) == (series, serial, year)
