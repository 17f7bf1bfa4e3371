"""Start-up looks for no garbage, and what comes after it does."""

import gc

import pytest

from config import starting


def test_no_garbage_is_looked_for_in_the_block_and_none_among_what_it_leaves() -> None:
    before = gc.get_freeze_count()
    with starting.uncollected():
        assert not gc.isenabled()
        left = [[] for _ in range(10)]
    assert gc.isenabled()
    assert gc.get_freeze_count() > before + len(left)


def test_a_start_that_fails_leaves_the_collector_as_it_was() -> None:
    with pytest.raises(ImportError), starting.uncollected():
        raise ImportError
    assert gc.isenabled()
