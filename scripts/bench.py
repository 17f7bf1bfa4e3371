"""Measure: `make bench`, or `make bench NAME=ledger`. Each bench prints a table and writes build/bench/NAME.json."""

import importlib
import json
import sys
import time

from steps import ROOT

sys.path[:0] = [str(ROOT), str(ROOT / "site")]


def names() -> list[str]:
    """Return the benches: the modules of bench/ that can run."""
    return sorted(path.stem for path in (ROOT / "bench").glob("*.py") if "\ndef run(" in path.read_text())


def main() -> int:
    from bench import measuring

    wanted = sys.argv[1:] or names()
    if unknown := set(wanted) - set(names()):
        print(
            f"There is no bench {', '.join(sorted(unknown))}; there are {', '.join(names())}.",
            file=sys.stderr,
        )
        return 2
    for name in wanted:
        begun = time.monotonic()
        print(f"== {name}", flush=True)
        rows = importlib.import_module(f"bench.{name}").run()
        path = ROOT / "build" / "bench" / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps([row.as_dict() for row in rows], indent=1) + "\n")
        print(measuring.table(rows))
        print(f"== {path.relative_to(ROOT)}, {time.monotonic() - begun:.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
