"""Papers in the other forms of the tradition come out field for field.

`samples/` holds them as text, each with what a careful reader found in it (.json, without what a paper does not say).
The people in them are invented and bear the name কল্পিত, "imagined".
"""

import json
from pathlib import Path
from typing import Any

import pytest

from charter_pages.papers import accounting, printing, reading

SAMPLES = Path(__file__).parent / "samples"
NAMES = sorted(path.stem for path in SAMPLES.glob("*.txt"))


def said(value: Any) -> Any:
    """Return values without those that are empty."""
    if isinstance(value, dict):
        return {key: said(each) for key, each in value.items() if said(each) not in ("", None, [], {}, False)}
    if isinstance(value, list):
        return [said(each) for each in value]
    return value


def test_there_is_a_paper_for_each_form() -> None:
    assert len(NAMES) >= 11


@pytest.mark.parametrize("name", NAMES)
def test_a_paper_comes_out_field_for_field(name: str) -> None:
    text = (SAMPLES / f"{name}.txt").read_text(encoding="utf-8")
    expected = json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    found = said(printing.as_values(reading.read(text)))
    assert {key: found.get(key) for key in expected} == expected
    assert set(found) - set(expected) <= {"labels"}


@pytest.mark.parametrize("name", NAMES)
def test_no_word_of_it_is_lost(name: str) -> None:
    text = (SAMPLES / f"{name}.txt").read_text(encoding="utf-8")
    assert accounting.missing_words(text, reading.read(text)) == []
