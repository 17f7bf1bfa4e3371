from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.orders import amounts


def test_a_fraction_of_a_poisha_is_no_amount():
    assert amounts.poisha_of(Decimal("333.33")) == 33333
    assert amounts.taka_of(33333) == Decimal("333.33")
    with pytest.raises(ValueError, match="no whole number"):
        amounts.poisha_of(Decimal("0.001"))


@given(st.lists(st.decimals(min_value=0, max_value=10_000, places=5), max_size=20))
def test_discounts_of_lines_add_up_and_none_is_off_by_a_whole_poisha(taka):
    rounded = amounts.discounts_in_poisha(taka)

    assert abs(sum(rounded) - sum(taka) * 100) <= Decimal("0.5")
    assert all(abs(poisha - amount * 100) < 1 for poisha, amount in zip(rounded, taka, strict=True))
