"""Amounts in words, as cheques and statements write them: crore, lakh, thousand, hundred; taka and poisha.

The authority for the hundred words is Unicode's CLDR (common/rbnf/bn.xml, 2026), which was compared word by word and is
kept whole in tests/bangla/cldr_numbers.py; the tests compare again. Of its hundred words twelve differ from ours, each
for a reason that stands beside it there: as Bangladesh's primary school book of mathematics counts (বিশ, আটাশ, ঊন- for
উন-), or as the Bangla Academy spells (তিপ্পান্ন, ছাপ্পান্ন, অষ্টাশি). The book was read up to forty, in the Government's own
digital copy; the Academy's dictionary, which is not free to read, was known by others' quotations only.
"""

import unicodedata

POISHA_IN_TAKA = 100
_CRORE, _LAKH, _THOUSAND, _HUNDRED = 1_00_00_000, 1_00_000, 1_000, 100


def _words(text: str) -> tuple[str, ...]:
    return tuple(unicodedata.normalize("NFC", text).split())


# Every number below a hundred has a word of its own in Bangla; ten to a line.
BANGLA = _words("""
    শূন্য এক দুই তিন চার পাঁচ ছয় সাত আট নয়
    দশ এগারো বারো তেরো চৌদ্দ পনেরো ষোলো সতেরো আঠারো উনিশ
    বিশ একুশ বাইশ তেইশ চব্বিশ পঁচিশ ছাব্বিশ সাতাশ আটাশ ঊনত্রিশ
    ত্রিশ একত্রিশ বত্রিশ তেত্রিশ চৌত্রিশ পঁয়ত্রিশ ছত্রিশ সাঁইত্রিশ আটত্রিশ ঊনচল্লিশ
    চল্লিশ একচল্লিশ বিয়াল্লিশ তেতাল্লিশ চুয়াল্লিশ পঁয়তাল্লিশ ছেচল্লিশ সাতচল্লিশ আটচল্লিশ ঊনপঞ্চাশ
    পঞ্চাশ একান্ন বায়ান্ন তিপ্পান্ন চুয়ান্ন পঞ্চান্ন ছাপ্পান্ন সাতান্ন আটান্ন ঊনষাট
    ষাট একষট্টি বাষট্টি তেষট্টি চৌষট্টি পঁয়ষট্টি ছেষট্টি সাতষট্টি আটষট্টি ঊনসত্তর
    সত্তর একাত্তর বাহাত্তর তিয়াত্তর চুয়াত্তর পঁচাত্তর ছিয়াত্তর সাতাত্তর আটাত্তর ঊনআশি
    আশি একাশি বিরাশি তিরাশি চুরাশি পঁচাশি ছিয়াশি সাতাশি অষ্টাশি ঊননব্বই
    নব্বই একানব্বই বিরানব্বই তিরানব্বই চুরানব্বই পঁচানব্বই ছিয়ানব্বই সাতানব্বই আটানব্বই নিরানব্বই
""")
_ENGLISH = _words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_ENGLISH_TENS = ("", "", *_words("twenty thirty forty fifty sixty seventy eighty ninety"))


def in_words(poisha: int, language: str) -> str:
    """Return an amount in words: 12345650 → "এক লক্ষ তেইশ হাজার চারশত ছাপ্পান্ন টাকা পঞ্চাশ পয়সা মাত্র".

    An amount on paper is not below zero: raises ValueError.
    """
    if poisha < 0:
        raise ValueError("An amount in words is not below zero.")
    taka, rest = divmod(poisha, POISHA_IN_TAKA)
    is_bangla = language == "bn"
    parts = [f"{number(taka, language)} {_nfc('টাকা') if is_bangla else 'taka'}"] if taka or not rest else []
    if rest:
        parts.append(f"{number(rest, language)} {_nfc('পয়সা') if is_bangla else 'poisha'}")
    if is_bangla:
        return f"{' '.join(parts)} {_nfc('মাত্র')}"
    return f"{' and '.join(parts)} only"


def number(value: int, language: str) -> str:
    """Return a whole number of at least zero in words, by crore, lakh, thousand and hundred."""
    is_bangla = language == "bn"
    parts = []
    for size, bangla, english in (
        (_CRORE, "কোটি", "crore"),
        (_LAKH, "লক্ষ", "lakh"),
        (_THOUSAND, "হাজার", "thousand"),
    ):
        count, value = divmod(value, size)
        if count:
            parts.append(f"{number(count, language)} {_nfc(bangla) if is_bangla else english}")
    hundreds, rest = divmod(value, _HUNDRED)
    if hundreds:
        parts.append(BANGLA[hundreds] + _nfc("শত") if is_bangla else f"{_ENGLISH[hundreds]} hundred")
    if rest or not parts:
        parts.append(BANGLA[rest] if is_bangla else _english_below_a_hundred(rest))
    return " ".join(parts)


def _english_below_a_hundred(value: int) -> str:
    if value < len(_ENGLISH):
        return _ENGLISH[value]
    tens, ones = divmod(value, 10)
    return _ENGLISH_TENS[tens] + (f"-{_ENGLISH[ones]}" if ones else "")


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)
