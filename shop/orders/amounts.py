"""Oscar's border: its amounts are taka as Decimal, ours are whole poisha. Nothing is rounded here."""

from decimal import Decimal


def poisha_of(taka: Decimal) -> int:
    """Return an amount of Oscar's (taka) in poisha; raises ValueError where it is no whole number of poisha."""
    poisha = taka * 100
    if poisha != poisha.to_integral_value():
        raise ValueError(f"{taka} taka is no whole number of poisha")
    return int(poisha)


def taka_of(poisha: int) -> Decimal:
    """Return poisha as Oscar's taka, with two decimals."""
    return Decimal(poisha).scaleb(-2)
