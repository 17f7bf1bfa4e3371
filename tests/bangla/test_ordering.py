"""Words stand as in a Bangla dictionary, in Python and in each database alike."""

import random
import unicodedata
from typing import Literal

import pytest

from bangla import ordering

# As the Bangla Academy's dictionary has them, one behind the other.
WORDS = """
    অংশ অঁচল অকাল অক্ষর অতএব অদূর আইন আঁচল আকাশ ইট ঈদ উকিল উৎসব উত্তর উদয় ঊষা ঋণ এক ঐক্য ওষুধ ঔষধ
    কই কংস কঃ কঁচি ককটেল কক্সবাজার কচু কড়া কণা কৎ কত কমলা কয়লা করাত কলম কাঁচা কাঁথা কাক কাঠ কার্তিক কাশিমপুর কি কী কুড়িগ্রাম
    কূল কৃষি কে কৈ কোট কৌটা ক্যালেন্ডার ক্রয় ক্ষমা খাট গাইবান্ধা গাজীপুর ঘর চট্টগ্রাম চাঁদপুর চাঁপাই চাকা ছাতা জামদানি ঝিনাইদহ
    টাঙ্গাইল ঠাকুরগাঁও ডাক ডোবা ড়া ঢাকা ঢ়া ণ তাঁত থালা দড়ি ধান নকশি নড়াইল নীলফামারী পঞ্চগড় পাট ফরিদপুর বই বগুড়া বাঁশ ভোলা
    মই মাগুরা যশোর যৌথ য়ু রং রংপুর রাঙ্গামাটি লালমনিরহাট শরীয়তপুর ষোলো সাতক্ষীরা হবিগঞ্জ হ্রদ
"""
IN_ORDER = WORDS.split()


def test_words_stand_as_in_the_dictionary() -> None:
    shuffled = random.Random(7).sample(IN_ORDER, len(IN_ORDER))
    assert sorted(shuffled, key=ordering.key) == IN_ORDER
    assert sorted(shuffled) != IN_ORDER


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_letter_stands_where_it_stands_however_it_is_stored(form: Literal["NFC", "NFD"]) -> None:
    whole = {"\u09a1\u09bc": "\u09dc", "\u09a2\u09bc": "\u09dd", "\u09af\u09bc": "\u09df"}
    for word in IN_ORDER:
        composed = unicodedata.normalize("NFC", word)
        for apart, letter in whole.items():
            composed = composed.replace(apart, letter)
        assert ordering.key(unicodedata.normalize(form, word)) == ordering.key(word) == ordering.key(composed)


def test_what_nobody_sees_changes_nothing() -> None:
    assert ordering.key("র\u200d্যাব") == ordering.key("র্যাব")


def test_latin_words_stand_first_whatever_their_case_and_digits_are_one() -> None:
    assert sorted(["ঢাকা", "dhaka", "Comilla", "২ নং", "1 no"], key=ordering.key) == [
        "1 no",
        "২ নং",
        "Comilla",
        "dhaka",
        "ঢাকা",
    ]
