"""Amounts in words: compared with CLDR's spellings, and read back by a reader of its own, which knows another order."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bangla import amounts
from tests.bangla import cldr_numbers

# By what a number ends in, as children learn them; the irregular ones stand here as often as the regular.
ENDING_IN = {
    1: "এক এগারো একুশ একত্রিশ একচল্লিশ একান্ন একষট্টি একাত্তর একাশি একানব্বই",
    2: "দুই বারো বাইশ বত্রিশ বিয়াল্লিশ বায়ান্ন বাষট্টি বাহাত্তর বিরাশি বিরানব্বই",
    3: "তিন তেরো তেইশ তেত্রিশ তেতাল্লিশ তিপ্পান্ন তেষট্টি তিয়াত্তর তিরাশি তিরানব্বই",
    4: "চার চৌদ্দ চব্বিশ চৌত্রিশ চুয়াল্লিশ চুয়ান্ন চৌষট্টি চুয়াত্তর চুরাশি চুরানব্বই",
    5: "পাঁচ পনেরো পঁচিশ পঁয়ত্রিশ পঁয়তাল্লিশ পঞ্চান্ন পঁয়ষট্টি পঁচাত্তর পঁচাশি পঁচানব্বই",
    6: "ছয় ষোলো ছাব্বিশ ছত্রিশ ছেচল্লিশ ছাপ্পান্ন ছেষট্টি ছিয়াত্তর ছিয়াশি ছিয়ানব্বই",
    7: "সাত সতেরো সাতাশ সাঁইত্রিশ সাতচল্লিশ সাতান্ন সাতষট্টি সাতাত্তর সাতাশি সাতানব্বই",
    8: "আট আঠারো আটাশ আটত্রিশ আটচল্লিশ আটান্ন আটষট্টি আটাত্তর অষ্টাশি আটানব্বই",
    9: "নয় উনিশ ঊনত্রিশ ঊনচল্লিশ ঊনপঞ্চাশ ঊনষাট ঊনসত্তর ঊনআশি ঊননব্বই নিরানব্বই",
    0: "শূন্য দশ বিশ ত্রিশ চল্লিশ পঞ্চাশ ষাট সত্তর আশি নব্বই",
}
VALUES = {
    unicodedata.normalize("NFC", word): ten * 10 + one
    for one, words in ENDING_IN.items()
    for ten, word in enumerate(words.split())
}
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
TEENS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
ENGLISH = {word: value for value, word in enumerate(TEENS)} | {
    word: ten * 10 for ten, word in enumerate(TENS, start=2)
}
SIZES = {"কোটি": 10**7, "লক্ষ": 10**5, "হাজার": 10**3, "crore": 10**7, "lakh": 10**5, "thousand": 10**3}


def read_number(words: list[str]) -> int:
    """Read a number's words from the left: what stands before a size counts it."""
    total, count = 0, 0
    for word in words:
        if word in SIZES:
            # A crore counts all that was said before it: "one thousand two hundred crore".
            total, count = (
                ((total + count) * SIZES[word], 0)
                if SIZES[word] == 10**7
                else (total + count * SIZES[word], 0)
            )
        elif word == "hundred":
            count *= 100
        elif word.endswith("শত"):
            count += VALUES[word.removesuffix("শত")] * 100
        elif word in VALUES:
            count += VALUES[word]
        else:
            count += sum(ENGLISH[part] for part in word.split("-"))
    return total + count


def read(text: str) -> int:
    """Read an amount in words back to poisha."""
    *words, last = text.split()
    assert last in ("মাত্র", "only")
    poisha, taka = 0, 0
    for unit, factor in (("টাকা", 100), ("taka", 100), (unicodedata.normalize("NFC", "পয়সা"), 1), ("poisha", 1)):
        if unit in words:
            place = words.index(unit)
            taka += read_number([word for word in words[:place] if word != "and"]) * factor
            words = words[place + 1 :]
    assert words == []
    return poisha + taka


def test_a_hundred_numbers_have_a_hundred_words() -> None:
    assert len(VALUES) == len(set(amounts.BANGLA)) == 100
    assert {word: value for value, word in enumerate(amounts.BANGLA)} == VALUES


def test_each_word_is_spelled_by_the_authority_or_differs_for_a_reason() -> None:
    expected = list(cldr_numbers.WORDS)
    assert len(expected) == 100
    for value, (word, reason) in cldr_numbers.OURS_DIFFERS.items():
        assert reason
        assert expected[value] != unicodedata.normalize("NFC", word), "no difference any more"
        expected[value] = unicodedata.normalize("NFC", word)
    assert list(amounts.BANGLA) == expected


@pytest.mark.parametrize("language", ["bn", "en"])
def test_every_amount_below_a_thousand_taka_is_read_back(language: str) -> None:
    for poisha in range(0, 1_000_00):
        assert read(amounts.in_words(poisha, language)) == poisha


@pytest.mark.parametrize("language", ["bn", "en"])
@given(poisha=st.integers(min_value=0, max_value=99_99_99_999_99))
def test_any_amount_is_read_back(language: str, poisha: int) -> None:
    assert read(amounts.in_words(poisha, language)) == poisha


@pytest.mark.parametrize(
    ("poisha", "in_bangla", "in_english"),
    [
        (0, "শূন্য টাকা মাত্র", "zero taka only"),
        (1, "এক পয়সা মাত্র", "one poisha only"),
        (100, "এক টাকা মাত্র", "one taka only"),
        (88_00, "অষ্টাশি টাকা মাত্র", "eighty-eight taka only"),
        (212_50, "দুইশত বারো টাকা পঞ্চাশ পয়সা মাত্র", "two hundred twelve taka and fifty poisha only"),
        (
            1_23_456_50,
            "এক লক্ষ তেইশ হাজার চারশত ছাপ্পান্ন টাকা পঞ্চাশ পয়সা মাত্র",
            "one lakh twenty-three thousand four hundred fifty-six taka and fifty poisha only",
        ),
        (1_00_00_000_00, "এক কোটি টাকা মাত্র", "one crore taka only"),
        (12_00_00_00_000_00, "এক হাজার দুইশত কোটি টাকা মাত্র", "one thousand two hundred crore taka only"),
        (
            9_99_99_999_99,
            "নয় কোটি নিরানব্বই লক্ষ নিরানব্বই হাজার নয়শত নিরানব্বই টাকা নিরানব্বই পয়সা মাত্র",
            "nine crore ninety-nine lakh ninety-nine thousand nine hundred ninety-nine taka "
            "and ninety-nine poisha only",
        ),
    ],
)
def test_amounts_read_as_on_a_cheque(poisha: int, in_bangla: str, in_english: str) -> None:
    assert amounts.in_words(poisha, "bn") == unicodedata.normalize("NFC", in_bangla)
    assert amounts.in_words(poisha, "en") == in_english


def test_nothing_below_zero_is_put_in_words() -> None:
    with pytest.raises(ValueError, match="below zero"):
        amounts.in_words(-1, "bn")
