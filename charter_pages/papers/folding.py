"""Texts made comparable: how a word is spelled does not decide whether it is a label.

A folded text keeps the places of its letters, so that what a pattern finds in it is cut out of the text as printed.
"""

import re
from functools import cache

_DROPPED = frozenset("\u09bc\u0981\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad")
_SAME = str.maketrans(
    {
        # Letters with a dot below, composed; the dot itself is dropped.
        "\u09df": "য", "\u09dc": "ড", "\u09dd": "ঢ",
        # Spellings that differ from paper to paper.
        "ণ": "ন", "শ": "স", "ষ": "স", "ৎ": "ত", "ী": "ি", "ূ": "ু", "ঊ": "উ", "ঈ": "ই",
        "\u00a0": " ", "\u2028": " ", "\t": " ", "\u2002": " ", "\u2003": " ", "\u2009": " ",
        "৷": "।", "॥": "।", "’": "'", "‘": "'", "“": "'", "”": "'", '"': "'", "`": "'", "´": "'",
        "：": ":", "∶": ":", "／": "/", "⁄": "/",
        **{chr(dash): "-" for dash in (*range(0x2010, 0x2016), 0x2212)},
        **dict(zip("০১২৩৪৫৬৭৮৯", "0123456789", strict=True)),
    }
)  # fmt: skip
_JOINED = {"া": "ো", "ৗ": "ৌ"}


def fold(text: str) -> str:
    """Return a text for comparing: one spelling, ASCII digits, small Latin letters."""
    return fold_in_place(text)[0]


def fold_in_place(text: str) -> tuple[str, list[int]]:
    """Return the folded text, and of each of its letters the place in the text, the text's length at the end."""
    same = text.translate(_SAME)
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(same):
        if letter in _DROPPED:
            continue
        if letter in _JOINED and letters and letters[-1] == "ে":
            letters[-1] = _JOINED[letter]
            continue
        lower = letter.lower()
        letters.append(lower if len(lower) == 1 else letter)
        places.append(place)
    places.append(len(text))
    return "".join(letters), places


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern, written in ordinary Bangla, for folded texts; what is ASCII in it stays as it is."""
    return re.compile(re.sub(r"[^\x00-\x7f]+", lambda found: fold(found[0]), pattern))
