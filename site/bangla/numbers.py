"""Numbers as Bangladesh writes them: grouped by thousand, lakh and crore; money with ৳ in front."""

import unicodedata

from bangla import digits

TAKA_SIGN = "৳"
POISHA_IN_TAKA = 100


def group(value: int) -> str:
    """Return a whole number grouped by thousand, lakh and crore, in ASCII digits: 1234567 → "12,34,567"."""
    sign = "-" if value < 0 else ""
    figures = str(abs(value))
    head, tail = figures[:-3], figures[-3:]
    groups: list[str] = []
    while head:
        groups.insert(0, head[-2:])
        head = head[:-2]
    return sign + ",".join([*groups, tail])


def number(value: int, language: str) -> str:
    """Return a whole number grouped, in the digits of the language."""
    return digits.in_language(group(value), language)


def taka(poisha: int, language: str, decimals: bool | None = None) -> str:
    """Return an amount of poisha as taka: 123456750 → "৳১২,৩৪,৫৬৭.৫০".

    `decimals` says whether poisha are written; None writes them only where there are any. False rounds half
    up (away from zero): such an amount is for reading, never for reckoning.
    """
    sign = "-" if poisha < 0 else ""
    whole, rest = divmod(abs(poisha), POISHA_IN_TAKA)
    if decimals is None:
        decimals = rest > 0
    if not decimals and rest * 2 >= POISHA_IN_TAKA:
        whole += 1
    if not decimals and whole == 0:
        sign = ""
    amount = group(whole) + (f".{rest:02d}" if decimals else "")
    return sign + TAKA_SIGN + digits.in_language(amount, language)


def percent(basis_points: int, language: str) -> str:
    """Return a rate of basis points as a percentage without idle zeros: 5000 → "৫০%", 6250 → "৬২.৫%"."""
    sign = "-" if basis_points < 0 else ""
    whole, rest = divmod(abs(basis_points), 100)
    figures = f"{whole}.{rest:02d}".rstrip("0").rstrip(".")
    return sign + digits.in_language(figures, language) + "%"


# The letters behind an ordinal's figures, by Unicode's CLDR (plural rules and %digits-ordinal of `bn`); its other
# ordinals end in তম, as in minutes: "৩৪তম সভা".
_ENDINGS = {1: "ম", 2: "য়", 3: "য়", 4: "র্থ", 5: "ম", 6: "ষ্ঠ", 7: "ম", 8: "ম", 9: "ম", 10: "ম"}
_ENGLISH_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def ordinal(value: int, language: str) -> str:
    """Return a place in a row in figures: 1 → "১ম", 4 → "৪র্থ", 21 → "২১তম"; in English "1st", "4th", "21st"."""
    if language == "bn":
        return digits.to_bangla(value) + unicodedata.normalize("NFC", _ENDINGS.get(value, "তম"))
    is_teen = value % 100 in (11, 12, 13)
    return f"{value}{'th' if is_teen else _ENGLISH_ENDINGS.get(value % 10, 'th')}"


_SIZES = ((1024**3, "গিগাবাইট", "GB"), (1024**2, "মেগাবাইট", "MB"), (1024, "কিলোবাইট", "KB"))


def file_size(size_bytes: int, language: str) -> str:
    """Return how large a file is, to a tenth: 2516582 → "২.৪ মেগাবাইট" or "2.4 MB". Half a tenth is rounded up."""
    is_bangla = language == "bn"
    for size, bangla, english in _SIZES:
        tenths = (size_bytes * 20 + size) // (2 * size)
        if tenths >= 10:
            figures = f"{group(tenths // 10)}.{tenths % 10}".removesuffix(".0")
            return f"{digits.in_language(figures, language)} {bangla if is_bangla else english}"
    return f"{number(size_bytes, language)} {'বাইট' if is_bangla else 'byte' if size_bytes == 1 else 'bytes'}"
