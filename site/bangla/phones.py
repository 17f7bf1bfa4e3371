"""Telephone numbers as people type them, in one form for the database: E.164 ("+8801712345678").

A Bangladeshi number must be a mobile one, because a buyer is told by SMS; foreign numbers are accepted
for relatives and buyers abroad (DOMAIN.md).
"""

import re
import unicodedata

from bangla import digits

_IDLE = re.compile(r"[\s().\-\u2010-\u2015\u200b-\u200f\u2060\ufeff]+")
_MOBILE = re.compile(r"(?:\+?880|0)?(1[3-9]\d{8})")
_FOREIGN = re.compile(r"\+(?!880)([1-9]\d{7,14})")


def normalise(text: str) -> str:
    """Return a number as E.164; raises ValueError where it is no mobile and no foreign number."""
    clean = _IDLE.sub("", digits.to_ascii(unicodedata.normalize("NFKC", text)))
    if clean.startswith("00"):
        clean = "+" + clean[2:]
    if found := _MOBILE.fullmatch(clean):
        return "+880" + found[1]
    if found := _FOREIGN.fullmatch(clean):
        return "+" + found[1]
    raise ValueError("Not a telephone number.")


def display(number: str, language: str) -> str:
    """Return a number as people read it: "০১৭১২-৩৪৫৬৭৮" for a Bangladeshi mobile, any other as it stands."""
    if found := re.fullmatch(r"\+880(1[3-9]\d\d)(\d{6})", number):
        number = f"0{found[1]}-{found[2]}"
    return digits.in_language(number, language)
