"""One form for a text, and one spelling for the words that people spell in several ways."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from bangla import digits

HASANTA = "\u09cd"
_NUKTA = "\u09bc"
# Letters with a dot below are two code points in composed text too; folded they are one of these.
YYA, RRA = "ৱ", "ৰ"
_DOTTED = {"\u09af\u09bc": YYA, "\u09a1\u09bc": RRA, "\u09a2\u09bc": RRA}
CONSONANTS = "ক-হৰৱ"

_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")


def normalise(text: str) -> str:
    """Return a text in one form of letters and digits; what it says stays."""
    # Joiners go first: they keep apart what belongs together (ে and া are ো).
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", _CONTROL.sub(" ", text)))
    text = _DASHES.sub("-", text).replace("’", "'")
    return digits.to_ascii(text).lower()


_FOLDED = str.maketrans(
    {
        "ী": "ি",
        "ঈ": "ই",
        "ূ": "ু",
        "ঊ": "উ",
        "ণ": "ন",
        "শ": "স",
        "ষ": "স",
        "ৎ": "ত",
        "ঙ": "ং",
        "ঁ": "",
        "ঃ": "",
    }
)
_DOUBLED = re.compile(rf"([{CONSONANTS}]){HASANTA}\1")
# ফেইসবুক and ফেসবুক, পেইজ and পেজ: the long vowel of English is written both ways.
_LONG_E = re.compile(rf"েই(?=[{CONSONANTS}](?!{HASANTA}))")
# টাঙ্গাইল, টাংগাইল and টাঙাইল.
_NG = re.compile("ংগ(?=[া-ৌ])")


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """Return a normalised Bangla word in the one spelling under which its variants are indexed."""
    folded = _folded(word)
    return _IN_FULL.get(folded, folded)


def _folded(word: str) -> str:
    for dotted, letter in _DOTTED.items():
        word = word.replace(dotted, letter)
    # ক্ষ sounds like খ and is often written so (ক্ষেত, খেত).
    word = word.replace(f"ক{HASANTA}ষ", "খ").translate(_FOLDED).replace(_NUKTA, "").strip(HASANTA)
    word = (
        word.replace("ং" + HASANTA, "ং").replace("অ" + HASANTA + "যা", "এ").replace("এ" + HASANTA + "যা", "এ")
    )
    word = _NG.sub("ং", _LONG_E.sub("ে", word))
    return _DOUBLED.sub(r"\1", word).replace("য" + HASANTA + "য", "য")


# Words that are mostly written short, and names that everybody spells otherwise.
_WRITTEN_SHORT = """
নম্বর নং নাম্বার
তারিখ তাং
ডাক্তার ডাঃ ডা
লিমিটেড লিঃ
মোহাম্মদ মোঃ মো মুহাম্মদ মোহাম্মাদ মুহাম্মাদ মোহাঃ মুহাঃ
প্রাইভেট প্রাঃ
কোম্পানি কোং
"""
_IN_FULL = {
    _folded(short): _folded(full)
    for full, *others in map(str.split, unicodedata.normalize("NFKC", _WRITTEN_SHORT).strip().splitlines())
    for short in others
}


def is_as_written(word: str) -> bool:
    """Say whether a normalised word stands for no longer one."""
    return _folded(word) not in _IN_FULL


# A vowel is raised or lowered towards its neighbour, in writing too: ভিতর and ভেতর, উপর and ওপর, হিসাব and হিসেব,
# জুতা and জুতো.
_OTHER_HEIGHTS = (
    (
        re.compile(rf"(?<=[{CONSONANTS}])[িেুো](?=[{CONSONANTS}][া{CONSONANTS}])"),
        {"ি": "ে", "ে": "ি", "ু": "ো", "ো": "ু"},
    ),
    (re.compile(rf"^[উও](?=[{CONSONANTS}][া{CONSONANTS}])"), {"উ": "ও", "ও": "উ"}),
    (re.compile(rf"(?<=ি[{CONSONANTS}])[াে](?=[{CONSONANTS}])"), {"া": "ে", "ে": "া"}),
    (re.compile(rf"(?<=ু[{CONSONANTS}])[াো]$"), {"া": "ো", "ো": "া"}),
)


def other_heights(folded: str) -> Iterator[str]:
    """Yield a folded word with one of its vowels as high or low as others write it."""
    for vowels, other in _OTHER_HEIGHTS:
        for found in vowels.finditer(folded):
            yield folded[: found.start()] + other[found[0]] + folded[found.end() :]
