"""Order numbers: ten random digits, the last of which finds a slip of the tongue or the finger."""

import secrets

LENGTH = 10


def draw() -> str:
    """Return a fresh random number; nine digits of chance and a check digit (Luhn, ISO/IEC 7812-1)."""
    body = str(secrets.randbelow(9 * 10 ** (LENGTH - 2)) + 10 ** (LENGTH - 2))
    return body + check_digit(body)


def is_well_formed(number: str) -> bool:
    """Return whether the ASCII digits can be an order number at all."""
    return (
        len(number) == LENGTH
        and number.isascii()
        and number.isdigit()
        and check_digit(number[:-1]) == number[-1]
    )


def check_digit(body: str) -> str:
    """Return Luhn's digit for a string of ASCII digits."""
    total = 0
    for place, digit in enumerate(reversed(body)):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return str(-total % 10)


def spoken(number: str) -> str:
    """Return the number in groups, as people read it aloud: "1234 567 890"."""
    return " ".join((number[:4], number[4:7], number[7:])).strip()
