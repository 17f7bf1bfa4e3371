"""What `make bench` writes down."""

import json
import subprocess
import sys

from bench import measuring
from tests.databases import ROOT


def test_a_ratio_says_how_many_times_better_ours_is() -> None:
    assert measuring.Row("entries told", "entries/s", 10, ours=300.0, peer=200.0).ratio == 1.5
    assert measuring.Row("balance", "ms", 10, ours=2.0, peer=5.0).ratio == 2.5
    assert measuring.Row("memory", "MB", 10, ours=200.0, peer=100.0).ratio == 0.5
    row = measuring.Row("verification", "s", 10, ours=2.0)
    assert json.loads(json.dumps(row.as_dict())) == {
        "name": "verification",
        "unit": "s",
        "size": 10,
        "ours": 2.0,
        "peer": None,
        "ratio": None,
    }


def test_an_unknown_bench_is_refused_by_name() -> None:
    command = [sys.executable, str(ROOT / "scripts" / "bench.py"), "nonsense"]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    assert said.returncode == 2
    assert "no bench nonsense" in said.stderr
    assert "ledger" in said.stderr


def test_what_it_is_measured_against_never_enters_the_product() -> None:
    assert "hordak" not in (ROOT / "requirements.txt").read_text()
    assert "hordak" in (ROOT / "requirements-dev.txt").read_text()
