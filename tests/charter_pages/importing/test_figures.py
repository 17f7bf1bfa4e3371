"""Times and prices in words become figures where they are figures, and lose no word where they are not."""

import pytest

from charter_pages.importing import figures
from charter_pages.importing.figures import Fee, Time

TIMES = {
    "৩ ঘণ্টা": Time("hours", 3),
    "০৩ (তিন) ঘন্টার মধ্যে": Time("hours", 3),
    "সর্বোচ্চ ১ ঘন্টা": Time("hours", 1),
    "৭ কার্যদিবস": Time("working_days", 7),
    "সাত কার্য দিবসের মধ্যে": Time("working_days", 7),
    "3 working days": Time("working_days", 3),
    "তাৎক্ষণিক": Time("at_once"),
    "সাথে সাথে": Time("at_once"),
    "Immediately": Time("at_once"),
    "": Time("words"),
    "নির্ধারিত তারিখে": Time("words", words="নির্ধারিত তারিখে"),
    # More is said than the figure: the words stay beside it.
    "আবেদনের পর ৩ ঘণ্টার মধ্যে": Time("hours", 3, "আবেদনের পর ৩ ঘণ্টার মধ্যে"),
    "আবেদন প্রাপ্তির সাথে সাথে": Time("at_once", words="আবেদন প্রাপ্তির সাথে সাথে"),
    # What no figure of ours says stays words, and is doubtful.
    "৭ দিন": Time("words", words="৭ দিন", doubt=figures.CALENDAR_DAYS),
    "৩০ মিনিট": Time("words", words="৩০ মিনিট", doubt=figures.NO_FIGURE),
    "৩ কার্যদিবসে জবাব, ৩০ কার্যদিবসে নিষ্পত্তি": Time(
        "words", words="৩ কার্যদিবসে জবাব, ৩০ কার্যদিবসে নিষ্পত্তি", doubt=figures.TWO_FIGURES
    ),
    "৩ (পাঁচ) কার্যদিবস": Time("words", words="৩ (পাঁচ) কার্যদিবস", doubt=figures.WORDS_DIFFER),
    "5000 hours": Time("words", words="5000 hours", doubt=figures.TOO_LARGE),
    "0 hours": Time("words", words="0 hours", doubt=figures.TOO_LARGE),
}
FEES = {
    "বিনামূল্যে": Fee("free"),
    "বিনা মূল্যে": Fee("free"),
    "Free of charge": Fee("free"),
    "২০ টাকা": Fee("money", 2000),
    "২০/- টাকা": Fee("money", 2000),
    "৳২০": Fee("money", 2000),
    "Tk. 20": Fee("money", 2000),
    "৫০.৫০ টাকা": Fee("money", 5050),
    "১,২০০/- (এক হাজার দুইশত) টাকা মাত্র": Fee("money", 120000),
    "": Fee("words"),
    "২০ টাকা, ট্রেজারি চালানের মাধ্যমে": Fee("money", 2000, "ট্রেজারি চালানের মাধ্যমে"),
    "বিনামূল্যে (স্ট্যাম্প আবেদনকারীর)": Fee("free", words="স্ট্যাম্প আবেদনকারীর"),
    "প্রযোজ্য নয়": Fee("words", words="প্রযোজ্য নয়"),
    "২০ টাকা বা ৩০ টাকা": Fee("words", words="২০ টাকা বা ৩০ টাকা", doubt=figures.TWO_FIGURES),
    "ফরম ১২ অনুযায়ী": Fee("words", words="ফরম ১২ অনুযায়ী", doubt=figures.NO_FIGURE),
    "কোড ১-২২০১-০০০১ এ ২০ টাকা": Fee("words", words="কোড ১-২২০১-০০০১ এ ২০ টাকা", doubt=figures.TWO_FIGURES),
    "৯৯৯৯৯৯৯৯৯৯ টাকা": Fee("words", words="৯৯৯৯৯৯৯৯৯৯ টাকা", doubt=figures.TOO_LARGE),
}


@pytest.mark.parametrize("text", TIMES)
def test_a_time_limit_is_read(text: str) -> None:
    assert figures.time_of(text) == TIMES[text]


@pytest.mark.parametrize("text", FEES)
def test_a_price_is_read(text: str) -> None:
    assert figures.fee_of(text) == FEES[text]
