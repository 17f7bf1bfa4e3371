"""Words and their endings: under which bases a word of Bangla or English is found, and which words stand in it.

A word of a text is found by every base that its inflection allows (কারাগারসমূহের → কারাগার), by what its
derivation stands on (চালুকৃত → চালু) and by the words it is made of (উপসচিব → সচিব, মাদকদ্রব্য → মাদক). A word
of a query is only freed of its inflection: who asks for মাদক means মাদকবিরোধী too, but not the other way round.
All words here are folded ones (`bangla.spellings`).
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from bangla.spellings import CONSONANTS, HASANTA, YYA, fold

MOST_BASES = 12


def _endings(text: str) -> tuple[str, ...]:
    return tuple(fold(ending) for ending in unicodedata.normalize("NFC", text).split())


# In the order in which they are taken off, from the end: each step at most once.
_EMPHASIS = _endings("ই ও")
_CASES = _endings("কে েকে তে েতে ের এর ে ো")
_AFTER_VOWEL = ("র", YYA, YYA + "ের", YYA + "ে")
_NUMBERS = _endings("গুলো গুলি গুলা সমূহ দের েদের রা েরা টি টা খানা খানি সহ ভাবে")
# The same behind words of some length; shorter ones end so by themselves (জনগণ, মেয়াদি).
_LEARNED = _endings("বৃন্দ গণ াদি াবলি যোগে কালে মতো")
# What is সচেতন and its সচেতনতা are asked for by either word; behind ি another word is meant (সহযোগী, সহযোগিতা).
_QUALITY = fold("তা")
_DERIVATIONS = _endings(
    "করণ করণের কৃত মূলক ভিত্তিক সংক্রান্ত বিষয়ক যোগ্য বিরোধী কারী পূর্ণ প্রাপ্ত জনিত ব্যাপী গত িত্ব ত্ব তা িং ি ীয় ক"
)
# Words by themselves that make another of any: ক্ষতিকর, লাভজনক, কর্মজীবী.
_BEHIND_ANY = _endings("কর জনক হীন শীল দায়ক মুখী ভোগী জীবী জাত মুক্ত যুক্ত ভুক্ত বাহী বাদী ধারী")
# Arabic's article between two names: ঈদুল ফিতর, বায়তুল মোকাররম.
_ARTICLE = "ুল"
# Few consonants stand together before the first vowel of a word.
_BEGINNING = re.compile(rf"[অ-ঔ]|[{CONSONANTS}](?!{HASANTA})|স{HASANTA}|[{CONSONANTS}]{HASANTA}[যরলবমন]")
_VOWEL_SIGNS = "ািুৃেৈোৌ"
_LETTERS = re.compile(rf"[{CONSONANTS}অ-ঔং]")
_SYLLABLES = re.compile(rf"(?<!{HASANTA})[{CONSONANTS}]|[অ-ঔ]")


@lru_cache(maxsize=50_000)
def bases(word: str) -> tuple[str, ...]:
    """Return every base that the inflection of a word allows, the word itself first."""
    steps = {word: 0}
    found = [word]
    for here in found:  # grows while it is walked: an ending may stand behind an ending
        for step, base in _inflected(here):
            if step >= steps[here] and base not in steps and len(found) < MOST_BASES:
                steps[base] = step + 1
                found.append(base)
    return tuple(found)


_YA_PHALA = re.compile(f"{HASANTA}য(?=[াো])")


def without_ya(word: str) -> str:
    """Return a word without its ya-phalas, as loanwords are written too (স্ট্যাটাস, স্টাটাস); short ones as they are."""
    bare = _YA_PHALA.sub("", word)
    return bare if bare != word and len(_LETTERS.findall(bare)) >= 3 else word


def _inflected(word: str) -> Iterator[tuple[int, str]]:
    """Yield the bases behind one ending, each with the step that the ending belongs to."""
    for step, endings in enumerate((_EMPHASIS, _CASES, _NUMBERS)):
        for ending in endings:
            if word.endswith(ending) and _is_word(base := word[: -len(ending)]):
                yield step, base
    for ending in _LEARNED:
        if word.endswith(ending) and _is_word(base := word[: -len(ending)], 3):
            yield 2, base
    quality = word[: -len(_QUALITY)]
    if word.endswith(_QUALITY) and quality[-1:] != "ি" and _is_word(quality, 3):
        yield 3, quality
    for ending in _AFTER_VOWEL:
        base = word[: -len(ending)]
        is_after_vowel = word.endswith(ending) and base[-1:] and base[-1] in _VOWEL_SIGNS + "ইউ"
        if is_after_vowel and (_is_word(base) or (len(ending) > 2 and len(base) > 1)):
            yield 1, base


def _is_word(base: str, letters: int = 2) -> bool:
    return bool(base) and base[-1] != HASANTA and len(_LETTERS.findall(base)) >= letters


@lru_cache(maxsize=50_000)
def inner_words(word: str) -> tuple[str, ...]:
    """Return what a word is derived from and made of: the bases behind its endings, and the words in it."""
    inner = dict.fromkeys(derived_from(word))
    if word not in _NOT_MADE_OF_WORDS:
        inner.update(dict.fromkeys(_first_words(min(bases(word), key=len))))
        for last in _last_words(word):
            inner.update(dict.fromkeys(bases(last)))
    return tuple(inner)


@lru_cache(maxsize=50_000)
def derived_from(word: str) -> tuple[str, ...]:
    """Return the bases of what a word is derived from: চালুকৃত → চালু."""
    found: dict[str, None] = {}
    for base in bases(word):
        for ending in _DERIVATIONS:
            if base.endswith(ending) and _is_word(below := base[: -len(ending)], 3 if len(ending) < 3 else 2):
                found.update(dict.fromkeys(bases(below)))
        for ending in _BEHIND_ANY:
            if base.endswith(ending) and _is_word(below := base[: -len(ending)]):
                found.update(dict.fromkeys(bases(below)))
        if base.endswith(_ARTICLE) and _is_word(name := base[: -len(_ARTICLE)]):
            found[name] = None
    return tuple(found)


# Names whose parts nobody means: who asks for the language does not ask for the country.
_NOT_MADE_OF_WORDS = frozenset(
    base for name in ("বাংলাদেশ", "বাংলাদেশের", "বাংলাদেশে") for base in bases(fold(name))
)
# Words of two letters are too many to be seen in longer ones; of these it is meant: a prison is কারাগার.
_SHORT_FIRST = frozenset(_endings("কারা সেবা শিশু নারী জেলা পাট"))
# Prefixes that turn a word into another: a director is no driver (পরিচালক, চালক).
_TURNING = frozenset(_endings("পরি প্রতি অভি অব সম সং প্র বি নির নি দুর আ সু অপ পরা উৎ অ অন"))


# Where two words meet, their vowels become one: কারাভ্যন্তর is কারা and অভ্যন্তর, মাদকাসক্তি মাদক and আসক্তি,
# সর্বোচ্চ সর্ব and উচ্চ.
_MERGED = {"া": "অআ", "ো": "উ"}


def _first_words(word: str) -> Iterator[str]:
    """Yield the words that a longer one may begin with: মাদকদ্রব্য, কারাবন্দি, and joined by a vowel মাদকাসক্তি."""
    for place in range(2, len(word) - 1):
        first, rest = word[:place], word[place:]
        length = len(_LETTERS.findall(first))
        if length < 2 or first[-1] == HASANTA or len(_SYLLABLES.findall(first)) < 2:
            continue
        others = len(_LETTERS.findall(rest))
        is_joined = rest[0] in "াো" and length >= 3 and others >= 3 and rest[1] != HASANTA
        if is_joined or (others >= 2 and _begins_a_word(rest) and (length >= 3 or first in _SHORT_FIRST)):
            yield first


def _last_words(word: str) -> Iterator[str]:
    """Yield the words that a longer one may end with: উপসচিব, মহাপরিদর্শক."""
    for place in range(2, len(word) - 2):
        first, rest = word[:place], word[place:]
        if rest[0] in _MERGED:
            is_long = len(_LETTERS.findall(first)) >= 3 or first + "া" in _SHORT_FIRST
            if is_long and first[-1] != HASANTA and len(_LETTERS.findall(rest)) >= 3:
                yield from (vowel + rest[1:] for vowel in _MERGED[rest[0]])
        elif (
            first[-1] != HASANTA
            and first not in _TURNING
            and len(_SYLLABLES.findall(first)) >= 2
            and _begins_a_word(rest)
            and len(_LETTERS.findall(min(bases(rest), key=len))) >= 3
        ):
            yield rest


_ENGLISH_ENDINGS = re.compile(
    "(?:ations?|ational|ative|ators?|itions?|ments?|ness|ances?|ences?|it(?:y|ies)|ings?|ed|ers?|ors?|ees?|ions?|ives?"
    "|al|ly|s|es|e|y)$"
)
SHORTEST_ENGLISH_STEM = 4


@lru_cache(maxsize=20_000)
def english_stem(word: str) -> str:
    """Return what the forms of an English word have in common: visit, visits, visiting and visitors "visit"."""
    while (stem := _ENGLISH_ENDINGS.sub("", word)) != word and len(stem) >= SHORTEST_ENGLISH_STEM:
        word = stem
    return word


def _begins_a_word(rest: str) -> bool:
    return bool(_BEGINNING.match(rest))


@lru_cache(maxsize=20_000)
def english(word: str) -> tuple[str, ...]:
    """Return an English word and its singular, where it may be a plural or a genitive."""
    word = unicodedata.normalize("NFKD", word)
    word = "".join(letter for letter in word if not unicodedata.combining(letter))
    word = word.removesuffix("'s").replace("'", "")
    if len(word) > 4 and word.endswith("ies"):
        return word, word[:-3] + "y"
    if len(word) > 4 and re.search("(?:s|x|z|ch|sh)es$", word):
        return word, word[:-2], word[:-1]
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return word, word[:-1]
    return (word,)
