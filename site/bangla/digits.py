"""Bangla and ASCII digits: people type both, the database keeps ASCII, a page shows those of its language."""

ASCII = "0123456789"
BANGLA = "০১২৩৪৫৬৭৮৯"

_TO_BANGLA = str.maketrans(ASCII, BANGLA)
_BANGLA_WITH_ASCII = tuple(zip(BANGLA, ASCII, strict=True))


def to_bangla(value: str | int) -> str:
    """Return the text with every ASCII digit as a Bangla one."""
    return str(value).translate(_TO_BANGLA)


def to_ascii(value: str) -> str:
    """Return the text with every Bangla digit as an ASCII one."""
    # `translate` looks up each letter of a text that is not all ASCII: fifty times what ten replacements take.
    for bangla, ascii_digit in _BANGLA_WITH_ASCII:
        value = value.replace(bangla, ascii_digit)
    return value


def in_language(value: str | int, language: str) -> str:
    """Return the text with the digits of a language: Bangla ones for `bn`, ASCII ones for any other.

    Whichever digits it was typed with. What a paper printed is quoted and never goes through here (ADR 0056).
    """
    return to_bangla(value) if language == "bn" else to_ascii(str(value))
