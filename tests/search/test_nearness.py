"""How near words are to each other, and which phrases ask the same: pure text."""

import pytest

from portal.finding import bets
from search import spelling


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [("কারা", "কারা", 0), ("কারা", "কার", 1), ("abcd", "abdc", 1), ("abcd", "badc", 2), ("abcd", "wxyz", 3)],
)
def test_mistakes_are_counted(one: str, other: str, apart: int) -> None:
    assert spelling.distance(one, other, 2) == apart
    assert spelling.distance(other, one, 2) == apart


def test_phrases_that_ask_the_same_have_one_key() -> None:
    assert bets.key_of("বন্দির সাথে সাক্ষাৎ") == bets.key_of("সাক্ষাত বন্দীর সাথে")
    assert bets.key_of("বন্দি") != bets.key_of("সাক্ষাৎ")
    assert bets.key_of('"') == ()
