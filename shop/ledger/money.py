"""Money as integer poisha: dividing and rating it so that no poisha is lost or made.

Pure arithmetic on integers; a taka is 100 poisha. Nothing here knows of accounts, shops or wages.
"""

from collections.abc import Sequence

WHOLE_BP = 10_000
"""A whole in basis points: 5,000 of them are 50 %."""

ROUNDINGS = ("half_up", "down", "up")


def allocate(poisha: int, weights: Sequence[int]) -> list[int]:
    """Divide `poisha` (0 or more) over `weights` by largest remainder; equal remainders go to the earlier.

    >>> allocate(100, [1, 1, 1])
    [34, 33, 33]
    >>> allocate(7, [5, 3, 2])
    [4, 2, 1]

    The parts are in the order of the weights and their sum is `poisha`, exactly.
    Raises ValueError for a negative amount or weight, or where there is nothing to divide by.
    """
    whole = sum(weights)
    if poisha < 0 or whole <= 0 or min(weights) < 0:
        raise ValueError("An amount of 0 or more is divided by weights of 0 or more, one of them above 0.")
    parts = [poisha * weight // whole for weight in weights]
    left_over = poisha - sum(parts)
    # A negative remainder sorts the largest first; sorting is stable, so ties stay with the earlier.
    by_remainder = sorted(range(len(weights)), key=lambda i: -(poisha * weights[i] % whole))
    for i in by_remainder[:left_over]:
        parts[i] += 1
    return parts


def part_of_units(poisha: int, units: int, of: int) -> int:
    """Return what `units` out of `of` units carry of an amount of 0 or more; all of them carry all of it.

    >>> part_of_units(100, 1, 3), part_of_units(100, 3, 3), part_of_units(0, 1, 2)
    (33, 100, 0)
    """
    return poisha if units == of else allocate(poisha, [units, of - units])[0]


def apply_rate(poisha: int, basis_points: int, rounding: str = "half_up") -> int:
    """Return so many basis points of `poisha` (0 or more), in whole poisha, rounded as named in ROUNDINGS."""
    if poisha < 0 or basis_points < 0:
        raise ValueError("A rate is taken of an amount of 0 or more.")
    whole, rest = divmod(poisha * basis_points, WHOLE_BP)
    match rounding:
        case "half_up":
            return whole + (2 * rest >= WHOLE_BP)
        case "up":
            return whole + (rest > 0)
        case "down":
            return whole
    raise ValueError(f"Unknown rounding: {rounding!r}.")
