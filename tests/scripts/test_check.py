"""`make check` changes nothing, and `make fix` nothing but what a check found."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MISPLACED = "import  os\nimport sys\n\nprint( sys.path )\n"

pytestmark = pytest.mark.once


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of all that git keeps, as it lies here, committed or not yet."""
    kept = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    copied = tmp_path / "copy"
    for name in filter(None, kept.stdout.split("\0")):
        if (ROOT / name).is_file():
            (copied / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, copied / name)
    return copied


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix not in {".mo", ".pyc"} and ".ruff_cache" not in path.parts
    }


def fix(folder: Path) -> int:
    return subprocess.run([sys.executable, "scripts/check.py", "--fix"], cwd=folder).returncode


def test_where_every_check_is_green_fixing_changes_no_file(copy: Path) -> None:
    before = contents(copy)
    assert fix(copy) == 0
    assert contents(copy) == before


def test_fixing_mends_what_the_formatter_and_the_linter_find(copy: Path) -> None:
    before = contents(copy)
    (copy / "scripts" / "new.py").write_text(MISPLACED)
    assert fix(copy) == 0
    mended = contents(copy)
    assert mended.pop("scripts/new.py") == b"import sys\n\nprint(sys.path)\n"
    assert mended == before


def test_fixing_fails_with_what_it_cannot_mend(copy: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (copy / "scripts" / "new.py").write_text("print(nowhere)\n")
    assert fix(copy) != 0
    assert "nowhere" in capfd.readouterr().out
