"""Reading the demonstration's data files: TOML, one kind of thing each, texts in pairs `…_bn` and `…_en`."""

import functools
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


@functools.cache
def read(name: str) -> dict[str, Any]:
    """Return the content of one data file."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def in_language(row: Mapping[str, Any], language: str, *names: str) -> dict[str, Any]:
    """Return the row's texts of a language by their plain names; what is not given is left out."""
    return {name: row[f"{name}_{language}"] for name in names if f"{name}_{language}" in row}
