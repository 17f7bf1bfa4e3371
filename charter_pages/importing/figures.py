"""Time limits and prices in the words of charters, as the figures that they are. Pure.

Where a text says more than the figure, the words stay beside it; where it says two figures, it stays words.
"""

import dataclasses
import re
import unicodedata

from bangla import amounts, digits

# Reasons of doubt, put into words by the screen.
NO_FIGURE, TWO_FIGURES, CALENDAR_DAYS, WORDS_DIFFER, TOO_LARGE = (
    "no_figure", "two_figures", "calendar_days", "words_differ", "figure_too_large",
)  # fmt: skip
MOST_AMOUNT = 999
MOST_POISHA = 10_000_000_00


@dataclasses.dataclass(frozen=True, slots=True)
class Time:
    kind: str  # at_once | hours | working_days | words
    amount: int | None = None
    words: str = ""
    doubt: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Fee:
    kind: str  # free | money | words
    poisha: int | None = None
    words: str = ""
    doubt: str = ""


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


_COUNTED = {word: number for number, word in enumerate(amounts.BANGLA)} | {
    word: number
    for number, word in enumerate(
        re.findall("[a-z]+", "zero one two three four five six seven eight nine ten eleven twelve")
    )
}
_COUNTED |= {_nfc("পনের"): 15, _nfc("এগার"): 11, _nfc("বার"): 12, _nfc("তের"): 13}
_SPELLED = "|".join(sorted((re.escape(word) for word in _COUNTED), key=len, reverse=True))
_NUMBER = rf"(?P<figures>\d{{1,4}})\s*(?:[(（]\s*(?P<spelled>[^()]{{1,20}}?)\s*[)）])?|(?P<word>{_SPELLED})"
_HOURS = _nfc(r"ঘণ্টা|ঘন্টা|hours?|hrs?")
_WORKING_DAYS = _nfc(r"(?:কার্য|কর্ম|কাজের)[\s-]*দিবস|(?:কার্য|কর্ম|কাজের)[\s-]*দিন|working[\s-]*days?")
_DAYS = _nfc(r"দিন|দিবস|days?")
_LIMIT = re.compile(
    rf"(?<![\w\d.,/-])(?:{_NUMBER})[\s-]*(?:টি\s*)?"
    rf"(?:(?P<hours>{_HOURS})|(?P<working>{_WORKING_DAYS})|(?P<days>{_DAYS}))"
)
_AT_ONCE = re.compile(
    _nfc(
        r"তাৎক্ষণিক(?:ভাবে)?|তাৎক্ষনিক(?:ভাবে)?|তাৎক্ষণাৎ|সাথে\s*সাথে(?:ই)?|সঙ্গে\s*সঙ্গে(?:ই)?|immediate(?:ly)?|at once|instant(?:ly)?"
    )
)
# Words that say no more than the figure does.
_IDLE = set(re.findall(
    r"\S+",
    _nfc("এর র মধ্যে ভিতরে সর্বোচ্চ অনধিক মাত্র সময় প্রতি within in maximum up to at most the of only টি ।"),
))  # fmt: skip
_FREE = re.compile(
    _nfc(
        r"বিনা\s*মূল্যে|বিনামূল্য|বিনা\s*খরচে|বিনা\s*ফিতে|ফ্রি|কো(?:ন|নো)\s*(?:ফি|মূল্য|অর্থ)\s*(?:নেই|লাগে না|নাই)"
        r"|(?:ফি|মূল্য)\s*(?:মুক্ত|নেই|নাই)|\bfree(?:\s+of\s+(?:charge|cost))?\b|\bno (?:fee|charge)\b|\bnil\b"
    )
)
_MONEY = re.compile(
    _nfc(
        r"(?:(?P<sign>৳|টাকা|টা:|tk\.?|taka|bdt)\s*)?(?P<sum>\d{1,3}(?:,\d{2,3})+(?:\.\d{1,2})?|\d+(?:\.\d{1,2})?)"
        r"\s*(?P<dash>/[-=]+|/)?\s*(?:\(\s*[^()\d]{1,40}\)\s*)?(?P<unit>টাকা|টাকার|taka|tk\.?\b)?(?:\s*মাত্র)?"
    )
)


def _plain(text: str) -> str:
    return digits.to_ascii(_nfc(text)).lower()


def time_of(text: str) -> Time:
    """Return a time limit as a figure, where it is one."""
    plain = " ".join(_plain(text).split())
    if not plain:
        return Time("words")
    found = list(_LIMIT.finditer(plain))
    if not found:
        at_once = _AT_ONCE.search(plain)
        if at_once is None or re.search(r"\d", plain):
            return Time(
                "words",
                words=text,
                doubt="" if at_once is None and not re.search(r"\d", plain) else NO_FIGURE,
            )
        rest = _rest(plain, at_once)
        return Time("at_once", words=text if rest else "")
    limit = found[0]
    if len(found) > 1 or re.search(r"\d", plain[: limit.start()] + plain[limit.end() :]):
        return Time("words", words=text, doubt=TWO_FIGURES)
    number = int(limit["figures"]) if limit["figures"] else _COUNTED[limit["word"]]
    spelled = limit["spelled"]
    if spelled and _COUNTED.get(spelled.strip()) not in (None, number):
        return Time("words", words=text, doubt=WORDS_DIFFER)
    if limit["days"]:
        return Time("words", words=text, doubt=CALENDAR_DAYS)
    if not 1 <= number <= MOST_AMOUNT:
        return Time("words", words=text, doubt=TOO_LARGE)
    rest = _rest(plain, limit)
    return Time("hours" if limit["hours"] else "working_days", number, text if rest else "")


def _rest(plain: str, found: re.Match[str]) -> list[str]:
    """Return the words beside a figure that say more than it does; an ending (ঘণ্টার) says nothing more."""
    behind = re.sub("^(?:ের|র|ে)(?![\u0985-\u09b9])", "", plain[found.end() :])
    around = f"{plain[: found.start()]} {behind}"
    return [word for word in re.findall(r"[\w\u0980-\u09ff]+", around) if word not in _IDLE]


def fee_of(text: str) -> Fee:
    """Return a price as a figure, where it is one; the words beside it tell how it is paid."""
    plain = " ".join(_plain(text).split())
    if not plain:
        return Fee("words")
    sums = [found for found in _MONEY.finditer(plain) if found["sign"] or found["dash"] or found["unit"]]
    free = _FREE.search(plain)
    if free and not re.search(r"\d", plain):
        return Fee("free", words=_beside(text, plain, free))
    if not sums or free:
        return Fee("words", words=text, doubt=NO_FIGURE if re.search(r"\d", plain) else "")
    if len(sums) > 1 or re.search(r"\d", plain[: sums[0].start()] + plain[sums[0].end() :]):
        return Fee("words", words=text, doubt=TWO_FIGURES)
    whole, _dot, part = sums[0]["sum"].replace(",", "").partition(".")
    poisha = int(whole) * 100 + int((part + "00")[:2])
    if poisha > MOST_POISHA:
        return Fee("words", words=text, doubt=TOO_LARGE)
    return Fee("money", poisha, _beside(text, plain, sums[0]))


def _beside(text: str, plain: str, found: re.Match[str]) -> str:
    """Return the words around a figure as they were written."""
    line = " ".join(_nfc(text).split())
    if len(line) != len(plain):  # a letter whose small one is longer: no place of one fits the other
        return text
    rest = line[: found.start()] + " " + line[found.end() :]
    rest = re.sub(r"^[\s,;:।()\-–/]+|[\s,;:(\-–/]+$", "", " ".join(rest.split()))
    if rest.count(")") > rest.count("("):
        rest = rest.rstrip(")। ")
    return rest.strip() if re.search(r"\w", rest) else ""
