"""Numbers as Bangladesh writes them: grouped by thousand, lakh and crore; money with ৳ in front."""

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
