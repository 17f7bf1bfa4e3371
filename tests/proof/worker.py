"""One process of `make prove`: tells histories on a database of its own, and says so line by line as JSON.

Run by scripts/prove.py, in the environment of the tests: python -m tests.proof.worker SEED HISTORIES
"""

import json
import sys
import time
import traceback

import django

django.setup()

from django.db import transaction  # noqa: E402

from tests import databases  # noqa: E402
from tests.proof import machine, world  # noqa: E402


def main() -> int:
    seed, histories = int(sys.argv[1]), int(sys.argv[2])
    databases.renew()
    begun = time.process_time()
    try:
        with transaction.atomic():
            laid = world.lay()
            did = machine.run(laid, histories=histories, seed_=seed, told=lambda steps: say(steps=steps))
            transaction.set_rollback(True)
        say(seed=seed, seconds=time.process_time() - begun, did=did)
        return 0
    except Exception:
        say(seed=seed, broken=traceback.format_exc())
        return 1
    finally:
        databases.discard()


def say(**words: object) -> None:
    print(json.dumps(words), flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
