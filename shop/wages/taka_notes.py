"""Which notes and coins make an amount, so that it is recognised by who cannot read it."""

from typing import NamedTuple

# The taka in use, in poisha, the largest first.
NOTES = (1000_00, 500_00, 200_00, 100_00, 50_00, 20_00, 10_00)
COINS = (5_00, 2_00, 1_00)
# So many of one kind are drawn one by one; more of them as one, with their number beside it.
DRAWN_SINGLY = 3


class Pile(NamedTuple):
    """So many of one note or coin."""

    poisha: int
    number: int

    @property
    def is_note(self) -> bool:
        return self.poisha in NOTES

    @property
    def face(self) -> int:
        """Return the number on it: taka, or poisha below a taka."""
        return self.poisha // 100 if self.poisha >= 100 else self.poisha

    @property
    def is_below_a_taka(self) -> bool:
        return self.poisha < 100

    @property
    def drawn(self) -> range:
        return range(self.number if self.number <= DRAWN_SINGLY else 1)

    @property
    def is_counted(self) -> bool:
        return self.number > DRAWN_SINGLY


def piles(poisha: int) -> list[Pile]:
    """Return the fewest notes and coins that make an amount, the largest first; nothing for what is not above 0.

    Coins of less than a taka are hardly met any more: the poisha that are left are one small coin.
    """
    found, left = [], max(0, poisha)
    for value in (*NOTES, *COINS):
        count, left = divmod(left, value)
        if count:
            found.append(Pile(value, count))
    return [*found, Pile(left, 1)] if left else found
