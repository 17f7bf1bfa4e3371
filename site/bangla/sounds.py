"""How a word sounds, so that Bangla typed in Latin letters ("karagar", "nakshi katha") finds Bangla.

Two forms. The full one keeps the vowels and is compared for any word; the skeleton keeps what every way of
romanising agrees on (no a and o, no aspiration, one s, t, d, n, r) and is used for words long enough to be
told apart by it. Both are written with a mark in front, so that they never meet a real word.
"""

import re
from functools import lru_cache

from bangla import slugs

SKELETON_MARK, FULL_MARK = "\u09e0", "\u09e1"
SHORTEST_SKELETON = 4

_SAME_SOUNDS = (
    (re.compile("chh"), "ch"),
    (re.compile("kkh|ksh"), "kh"),
    (re.compile("x"), "ks"),
    (re.compile("bh|v"), "b"),
    (re.compile("ph|f"), "p"),
    (re.compile("sh|ss"), "s"),
    (re.compile("([kgtdjr])h"), r"\1"),
    (re.compile("z"), "j"),
    (re.compile("ng+"), "n"),
    (re.compile("ee"), "i"),
    (re.compile("oo"), "u"),
    (re.compile("q|ck"), "k"),
    (re.compile("c(?!h)"), "k"),
    (re.compile("ch"), "c"),
)
_DROPPED = re.compile("[aohwy]")
_REPEATED = re.compile(r"(.)\1+")


def full(latin: str) -> str:
    """Return the full form of a word in Latin letters, marked: "karagar" → the mark and "karagar"."""
    return FULL_MARK + _alike(latin)


def skeleton(latin: str) -> str | None:
    """Return the skeleton of a word in Latin letters, marked; None where it is too short."""
    bones = _REPEATED.sub(r"\1", _DROPPED.sub("", _alike(latin)).replace("e", "i").replace("ii", "i"))
    return SKELETON_MARK + bones if len(bones) >= SHORTEST_SKELETON else None


@lru_cache(maxsize=50_000)
def of_bangla(word: str) -> frozenset[str]:
    """Return every marked form under which a Bangla word may be asked for in Latin letters."""
    forms = {slugs.spell(word), slugs.spell(word, inherent="a")}
    if "ঁ" in word:  # কাঁথা is written katha and kantha
        forms |= {slugs.spell(word.replace("ঁ", "ন্")), slugs.spell(word.replace("ঁ", "ন্"), inherent="a")}
    if "্ব" in word:  # স্বজন is written swajan and shojon
        forms |= {form.replace("w", "") for form in forms}
    if "্য" in word:  # ব্যাগ is written byag and bag
        forms |= {re.sub(r"(?<=[bcdfghjklmnprstvz])y", "", form) for form in forms}
    return frozenset().union(*(of_latin(form) for form in forms if form))


@lru_cache(maxsize=5_000)
def of_latin(word: str) -> frozenset[str]:
    """Return the marked forms of a word typed in Latin letters."""
    marked = {full(word)}
    if bones := skeleton(word):
        marked.add(bones)
    return frozenset(marked)


def _alike(latin: str) -> str:
    """Write sounds that people spell in several ways in one way."""
    for pattern, sound in _SAME_SOUNDS:
        latin = pattern.sub(sound, latin)
    return _REPEATED.sub(r"\1", latin)
