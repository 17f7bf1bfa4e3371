"""Compile the message catalogues, in pure Python: a bare machine has no GNU gettext.

    .venv/bin/python scripts/compile_catalogue.py           compile what has changed
    .venv/bin/python scripts/compile_catalogue.py --check   change nothing; fail where a placeholder is wrong

A catalogue with a wrong placeholder is never compiled: it would break the page that shows the message.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parents[1] / "locale"


def catalogues() -> list[Path]:
    return sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3], abort_invalid=True)


def faults(catalogue: Catalog) -> Iterator[str]:
    """Yield what is wrong with a catalogue: placeholders that differ, messages without a translation."""
    for message, errors in catalogue.check():
        yield from (f"{message.id!r}: {error}" for error in errors)
    for message in catalogue:
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and not all(strings):
            yield f"{message.id!r}: no translation"


def is_fresh(source: Path, target: Path) -> bool:
    return target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns


def write(target: Path, catalogue: Catalog) -> None:
    """Write beside and rename: a site that starts meanwhile reads a whole catalogue, the old one or the new."""
    beside = target.with_stem(f"{target.stem}-{os.getpid()}")
    try:
        with beside.open("wb") as file:
            write_mo(file, catalogue)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def main(arguments: list[str]) -> int:
    check_only = "--check" in arguments
    found = 0
    for source in catalogues():
        target = source.with_suffix(".mo")
        if not check_only and is_fresh(source, target):
            continue
        catalogue = read(source)
        wrong = list(faults(catalogue))
        for fault in wrong:
            print(f"{source.relative_to(LOCALE.parent)}: {fault}", file=sys.stderr)
        found += len(wrong)
        if not check_only and not wrong:
            write(target, catalogue)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
