"""Numbers of complaints: twelve random digits, so that nobody finds another's by counting."""

import secrets

from bangla import digits

LENGTH = 12


def draw() -> str:
    """Return a fresh random number of ASCII digits; none begins with a zero, which people leave out."""
    return str(secrets.randbelow(9 * 10 ** (LENGTH - 1)) + 10 ** (LENGTH - 1))


def spoken(number: str) -> str:
    """Return the number in groups, as people read it aloud: "1234 5678 9012"."""
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))


def plain(typed: str) -> str:
    """Return what was typed, in Bangla or ASCII digits and in groups or not, as it is kept."""
    return "".join(letter for letter in digits.to_ascii(typed[:60]) if letter.isascii() and letter.isdigit())
