"""Any text is found by each of its own words, in whatever way they are typed."""

import re
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bangla import digits, slugs, stopwords
from search import scratch

pytestmark = pytest.mark.django_db

CONSONANTS = "কখগঘচছজঝটডতথদধনণপফবভমযরলশষসহ"
SIGNS = ["", "া", "ি", "ী", "ু", "ূ", "ে", "ো", "ং", "াঁ"]
PHALAS = ["", "", "", "্র", "্য", "্ব", "\u09bc"]


@st.composite
def syllables(draw: st.DrawFn) -> str:
    consonant = draw(st.sampled_from(CONSONANTS))
    phala = draw(st.sampled_from(PHALAS))
    if phala == "\u09bc" and consonant not in "ডঢয":  # the dot stands below these alone
        phala = ""
    return consonant + phala + draw(st.sampled_from(SIGNS))


BANGLA = st.lists(syllables(), min_size=2, max_size=6).map("".join)
LATIN = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZé", min_size=2, max_size=10)
NUMBERS = st.integers(0, 10_000_000).map(str)
TEXTS = st.lists(
    st.lists(st.one_of(BANGLA, BANGLA, LATIN, NUMBERS), min_size=1, max_size=6), min_size=5, max_size=15
)
# Of many texts each: to lay the tables of an index costs PostgreSQL more than to search it.
EXAMPLES = 3

SPELLINGS: dict[str, Callable[[str], str]] = {
    "as it stands": lambda word: word,
    "composed": lambda word: unicodedata.normalize("NFC", word),
    "decomposed": lambda word: unicodedata.normalize("NFD", word),
    "with joiners": lambda word: "\u200d".join(word),
    "with non-joiners": lambda word: "\u200c".join(word),
    "in Bangla digits": digits.to_bangla,
    "in capital letters": str.upper,
    "with short vowels": lambda word: word.translate(str.maketrans("ীূ", "িু")),
    "with long vowels": lambda word: word.translate(str.maketrans("িু", "ীূ")),
    "with one n": lambda word: word.replace("ণ", "ন"),
    "with one s": lambda word: re.sub("[শষ]", "স", word),
    "with another s": lambda word: re.sub("[সষ]", "শ", word),
    "without a nasal sign": lambda word: word.replace("ঁ", ""),
    "inflected": lambda word: word + "সমূহের" if word[0] >= "\u0980" else word,
    "in quotation marks": lambda word: f'"{word}"',
}


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS)
def test_a_text_is_found_by_each_of_its_words_in_every_spelling(texts: list[list[str]]) -> None:
    with scratch.ours([" ".join(words) for words in texts]) as find:
        for place, words in enumerate(texts):
            for word in words:
                typed = {spell(word): name for name, spell in SPELLINGS.items()}
                for spelled, name in typed.items():
                    assert place in find(spelled), (name, spelled)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(BANGLA, min_size=1, max_size=5), min_size=5, max_size=15))
def test_a_text_is_found_by_each_of_its_words_in_latin_letters(texts: list[list[str]]) -> None:
    with scratch.ours([" ".join(words) for words in texts]) as find:
        for place, words in enumerate(texts):
            for word in words:
                typed = slugs.spell(unicodedata.normalize("NFC", word))
                if len(typed) > 2 and not stopwords.is_idle(typed):
                    assert place in find(typed), (word, typed)
