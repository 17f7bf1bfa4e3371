"""What a browser writes while a title is typed is what the server makes of it: the same table, the same rule."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bangla import slug_steps, slugs

CATALOGUE = Path(__file__).parents[2] / "locale" / "bn" / "LC_MESSAGES" / "django.po"
CONSONANTS = [*"কখগঘঙচছজঝঞটঠডঢণতথদধনপফবভমযরলশষসহ", "ড়", "ঢ়", "য়"]
SYLLABLES = st.one_of(
    st.builds(
        lambda letters, sign, after: "্".join(letters) + sign + after,
        st.lists(st.sampled_from(CONSONANTS), min_size=1, max_size=3),
        st.sampled_from(["", "", *"ািীুূৃেৈোৌ"]),
        st.sampled_from(["", "", "", *"ংঃঁৎ"]),
    ),
    st.sampled_from("অআইঈউঊঋএঐওঔ"),
)
WORDS = st.one_of(
    st.lists(SYLLABLES, min_size=1, max_size=5).map("".join),
    st.builds(lambda word, end: word + end, st.sampled_from([word for word, _latin in slugs._BY_LENGTH]),
              st.sampled_from(["", "র", "ের", "ে", "কে", "য়", "সমূহের", "টি", "খানা"])),
    st.sampled_from(["২০২৩-২০২৪", "১ম", "৩য়", "Café", "Cox's", "PDF", "৫৮.০৪", "(নমুনা)", "“কথা”", "কার্\u200dযালয়"]),
)  # fmt: skip


@pytest.mark.parametrize(
    "title",
    [
        "সেবা প্রদান প্রতিশ্রুতি",
        "ঢাকা কেন্দ্রীয় কারাগার, কেরানীগঞ্জ",
        "২০২৩-২০২৪ অর্থবছরের ১ম সভা",
        "আকাঙ্ক্ষা ও ধর্ম, কর্ম; কষ্ট / শিক্ষা",
        "ব্যবস্থা, ব্যাখ্যা ও অ্যাপ",
        "Cox's Bazar — Café 2026",
        "নকশী কাঁথা " * 12,
        "ক" * 80,
        "😀 !?",
        "",
    ],
)
def test_the_steps_make_of_a_title_what_the_server_makes_of_it(title: str) -> None:
    assert slug_steps.apply(title) == slugs.romanise(title)


def test_they_agree_on_every_word_of_the_catalogue() -> None:
    words = sorted(
        set(re.findall(r"[\u0985-\u09df\u200c\u200d][\u0980-\u09df\u200c\u200d]*", CATALOGUE.read_text()))
    )
    assert len(words) > 2000
    told = slug_steps.compiled()
    assert [word for word in words if slug_steps.apply(word, told) != slugs.romanise(word)] == []


@settings(max_examples=150)
@given(st.lists(WORDS, min_size=1, max_size=6).map(" ".join))
def test_they_agree_on_any_title(title: str) -> None:
    assert slug_steps.apply(title) == slugs.romanise(title)
