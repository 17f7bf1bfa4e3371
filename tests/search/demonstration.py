"""The demonstration's texts as folders that `search_bench` reads: a line a text, Bangla and English apart."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.databases import ROOT

DATA = ROOT / "site" / "demonstration" / "data"
# Lines of the kind that offices write, about what the papers do not speak of: canteens, tenders, releases.
COMPOSED = ROOT / "tests" / "search" / "composed"
_BANGLA = re.compile("[\u0980-\u09ff]")


def corpora(papers: Path, folder: Path) -> dict[str, Path]:
    """Return for each file of queries the folder of texts that it is asked of."""
    texts = write(folder)
    return {
        "papers": papers,
        "papers_more": papers,
        "papers_again": papers,
        "held_out": papers,
        "papers_unseen": papers,
        "papers_examined": papers,
        "papers_tester": papers,
        "papers_auditor": papers,
        "papers_asked_last": papers,
        "composed": COMPOSED,
        "demonstration_bn": texts["bn"],
        "demonstration_en": texts["en"],
    }


def write(folder: Path) -> dict[str, Path]:
    """Write the texts that readers find; return the folder of each language."""
    lines: dict[str, dict[str, None]] = {"bn": {}, "en": {}}
    for path in sorted(DATA.glob("*.toml")):
        for text in _texts(tomllib.loads(path.read_text("utf-8"))):
            for line in text.splitlines():
                if " " in line.strip():
                    lines["bn" if _BANGLA.search(line) else "en"][line] = None
    folders = {language: folder / language for language in lines}
    for language, some in lines.items():
        folders[language].mkdir()
        (folders[language] / "demonstration.txt").write_text("\n".join(some), "utf-8")
    return folders


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)
