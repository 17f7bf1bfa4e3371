"""One soak of `make soak`, on a database of its own; says as JSON what was done and what broke.

Run by scripts/soak.py, in the environment of the tests: python -m tests.races.worker SECONDS SEED
"""

import json
import sys

import django

django.setup()

from tests import databases  # noqa: E402
from tests.races import soaking, soundness  # noqa: E402


def main() -> int:
    seconds, seed = float(sys.argv[1]), int(sys.argv[2])
    databases.renew()
    try:
        world = soaking.lay(units=int(3 * seconds))
        told = soaking.soak(world, seconds=seconds, seed=seed)
        left = soaking.settle_down()
        broken = list(soundness.violations(world))
    finally:
        databases.discard()
    faults = told.faults + left.faults
    said = {
        "done": told.done,
        "refused": told.refused,
        "left": left.done,
        "faults": faults,
        "violations": broken,
    }
    print(json.dumps(said, ensure_ascii=False), flush=True)
    return 1 if faults or broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
