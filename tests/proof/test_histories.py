"""Whatever happens, in whatever order, and wherever a process dies: every invariant of MONEY.md holds.

Four times 50 histories of at least 50 steps here, 10,000 in `make prove`.
"""

import time

import pytest

from tests.proof import machine, world

HISTORIES = 50


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_every_invariant_holds_after_every_step_of_fifty_histories(
    db: None, seed: int, capsys: pytest.CaptureFixture[str]
) -> None:
    laid = world.lay()
    begun, burnt = time.monotonic(), time.process_time()
    did = machine.run(laid, histories=HISTORIES, seed_=seed)
    seconds, cpu = time.monotonic() - begun, time.process_time() - burnt
    with capsys.disabled():
        each = 1000 * cpu / did["steps"]
        print(
            f"\nseed {seed}: {did['histories']} histories, {did['steps']} steps, {seconds:.1f} s, {each:.1f} ms each"
        )
    assert did["histories"] >= HISTORIES
    assert did["steps"] >= HISTORIES * machine.STEPS
