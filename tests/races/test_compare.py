"""What stock Oscar does in the same races: that the difference is a fact, in one run (`make compare`)."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.databases import ROOT


@pytest.mark.once
def test_stock_oscar_fails_the_races_that_ours_holds(tmp_path: Path) -> None:
    written = tmp_path / "compare.json"
    command = [
        sys.executable,
        str(ROOT / "scripts" / "compare.py"),
        "--rounds=1",
        "--database=SQLite",
        f"--to={written}",
    ]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout + said.stderr
    rows = {row["check"]: row for row in json.loads(written.read_text())}
    assert len(rows) == 6
    assert all(row["ours_holds"] and not row["stock_holds"] for row in rows.values())
    last_unit = next(row for check, row in rows.items() if "last unit" in check)
    assert last_unit["ours"] == [1]
    assert last_unit["stock"][0] > 1
