"""Oscar's border: its amounts are taka as Decimal, ours are whole poisha."""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_DOWN, Decimal


def poisha_of(taka: Decimal) -> int:
    """Return an amount of Oscar's (taka) in poisha; raises ValueError for a fraction of one."""
    poisha = taka * 100
    if poisha != poisha.to_integral_value():
        raise ValueError(f"{taka} taka is no whole number of poisha")
    return int(poisha)


def taka_of(poisha: int) -> Decimal:
    """Return poisha as Oscar's taka, with two decimals."""
    return Decimal(poisha).scaleb(-2)


def discounts_in_poisha(taka: Sequence[Decimal]) -> list[int]:
    """Return the discounts of a basket's lines in poisha: Oscar leaves fractions and rounds their sum.

    The sum is rounded half down, so that what is left to pay is Oscar's own total, rounded half up.
    Each line gets its whole poisha, the rest goes to the largest fractions, the earlier line first where
    they are equal; so no line is discounted below nothing.

    >>> discounts_in_poisha([Decimal("0.333"), Decimal("0.333"), Decimal("0.334")])
    [33, 33, 34]
    """
    exact = [amount * 100 for amount in taka]
    whole = [int(amount.to_integral_value(ROUND_FLOOR)) for amount in exact]
    left = int(sum(exact, Decimal(0)).to_integral_value(ROUND_HALF_DOWN)) - sum(whole)
    by_fraction = sorted(range(len(exact)), key=lambda place: (whole[place] - exact[place], place))
    for place in by_fraction[:left]:
        whole[place] += 1
    return whole
