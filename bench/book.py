"""Our part of the ledger's bench: fills the scratch database that DATABASE_URL names, prints rows as JSON."""

import datetime
import json
import resource
import subprocess
import sys
import time
import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING

import django

from bench.measuring import Row, median_ms, rate, track

if TYPE_CHECKING:  # imported where they are used, once Django is set up
    from shop.ledger import journal
    from shop.wages.models import SharePolicy
    from shop.wages.shares import Sale

MAKERS = 2998  # and two accounts of the prison make 3,000
PRISON = "bench"
AT = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
MADE_BY = [str(uuid.UUID(int=number + 1, version=4)) for number in range(MAKERS)]
TOGETHER = 500
"""Sold lines in one transaction, when they are told in bulk."""
SINGLY = 300


def verify() -> None:
    """Run the book's own checks; say how long it took and how much memory the process had at most."""
    from shop.ledger import verification

    verification._checks.clear()  # what the packages above check needs the shop's rows, which are not here
    begun = time.perf_counter()
    found = list(verification.findings())
    assert not found, found[:3]
    seconds = time.perf_counter() - begun
    print(
        json.dumps([round(seconds, 2), round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)])
    )


def measure(lines: int, transfers_to_verify: int) -> list[Row]:
    """Measure at a tenth of the size and at the size; the book grows from one to the other."""
    from django.db import connection

    from shop.ledger import balances, journal
    from shop.production.models import Maker

    prepare()
    where = "PostgreSQL" if connection.vendor == "postgresql" else "SQLite"
    rows: list[Row] = []
    told = 0
    seconds = 0.0
    maker = f"inmate:{MADE_BY[0]}:pending"
    assert Maker.objects.count() == MAKERS
    for size in (lines // 10, lines):
        seconds += credit_in_bulk(range(told, size), f"{where}: crediting {size:,} lines")
        told = size
        rows.append(Row(f"{where}: sold lines credited, in bulk", "lines/s", size, rate(size, seconds)))
        tidy()
        ms = median_ms(balances.trial_balance)
        rows.append(Row(f"{where}: trial balance of 3,000 accounts", "ms", size * 4, ms))
        assert balances.trial_balance()[f"department:{PRISON}"] < 0
        ms = median_ms(lambda: balances.of(f"department:{PRISON}"))
        rows.append(Row(f"{where}: balance of one account", "ms", size, ms))
        ms = median_ms(lambda: balances.of(maker))
        rows.append(Row(f"{where}: balance of a maker's account", "ms", size, ms))
        one = rate(SINGLY, credit_singly(size))
        rows.append(Row(f"{where}: sold lines credited, one at a time", "lines/s", size, one))
        rows.append(Row(f"{where}: entries, one at a time", "entries/s", size, post_singly(size)))
        needed = transfers_to_verify // 4 * size // lines
        begun = time.perf_counter()
        for start in track(f"{where}: telling {needed:,} entries", range(told, needed, TOGETHER)):
            journal.post_all([telling(number) for number in range(start, min(needed, start + TOGETHER))])
        if needed > told:
            speed = rate(needed - told, time.perf_counter() - begun)
            rows.append(Row(f"{where}: entries, in bulk", "entries/s", size, speed))
        told = max(told, needed)
        tidy()
        # In a process of its own, whose memory is then its own.
        command = [sys.executable, "-m", "bench.book", "verify"]
        said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        took, megabytes = json.loads(said.stdout)
        rows.append(Row(f"{where}: ledger_verify", "s", needed * 4, took))
        rows.append(Row(f"{where}: ledger_verify, memory at most", "MB", needed * 4, megabytes))
    return rows


def prepare() -> None:
    """Lay the makers, and open the 3,000 accounts."""
    from offices.models import Office
    from shop.ledger import journal
    from shop.production.models import Maker
    from shop.wages import founding
    from shop.wages.models import SharePolicy

    founding.lay(SharePolicy.objects.all())
    office = Office.objects.first() or Office.objects.create(
        code=PRISON, kind=Office.Kind.HQ, name_bn="bench", name_en="bench"
    )
    Maker.objects.bulk_create(Maker(pk=maker, office=office) for maker in MADE_BY)
    journal.post_all([telling(number) for number in range(-1000, 0)])


def tidy() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for statement in ("VACUUM ANALYZE",) if connection.vendor == "postgresql" else ("VACUUM", "ANALYZE"):
            cursor.execute(statement)


def made_by(number: int) -> list[str]:
    """Return the three makers of a sold line; all take turns."""
    return [MADE_BY[(3 * number + place) % MAKERS] for place in range(3)]


def telling(number: int) -> "journal.Telling":
    """Return a sold line as the book alone is told it: four transfers."""
    from shop.ledger.journal import Posting, Telling

    makers = [Posting(f"advances:{PRISON}", f"inmate:{maker}:pending", 2000) for maker in made_by(number)]
    transfers = [*makers, Posting(f"advances:{PRISON}", f"department:{PRISON}", 6000)]
    return Telling(
        f"told:{number}", "told", AT, f"Proceeds of line {number}, divided under policy 1", transfers
    )


def sale(key: str, number: int, policy: "SharePolicy") -> "Sale":
    """Return a sold line as the makers' share is asked for."""
    from shop.wages.shares import Sale

    makers = [{"maker": maker, "weight": 1} for maker in made_by(number)]
    return Sale(
        key=key,
        line_ref=str(number),
        office_code=PRISON,
        at=AT,
        delivered_at=AT,
        policy_id=policy.pk,
        net_poisha=12_000 + number % 97,
        costs={},
        pieces=[{"quantity": 1, "makers": makers}],
    )


def policy() -> "SharePolicy":
    from shop.wages.models import SharePolicy

    return SharePolicy.objects.order_by("pk").first()


def credit_in_bulk(numbers: Sequence[int], title: str) -> float:
    """Credit sold lines, many in one transaction; return the seconds it took."""
    from django.db import transaction

    from shop.wages import shares

    at_policy = policy()
    begun = time.perf_counter()
    for start in track(title, range(0, len(numbers), TOGETHER)):
        sales = [sale(f"share:{number}", number, at_policy) for number in numbers[start : start + TOGETHER]]
        with transaction.atomic():
            shares.credit_all(sales)
    return time.perf_counter() - begun


def credit_singly(size: int) -> float:
    from django.db import transaction

    from shop.wages import shares

    at_policy = policy()
    begun = time.perf_counter()
    for number in range(size, size + SINGLY):
        with transaction.atomic():
            shares.credit(sale(f"singly:{size}:{number}", number, at_policy))
    return time.perf_counter() - begun


def post_singly(size: int) -> float:
    from shop.ledger import journal

    begun = time.perf_counter()
    for number in range(SINGLY):
        asked = telling(number)._replace(key=f"posted:{size}:{number}")
        journal.post(**asked._asdict())
    return rate(SINGLY, time.perf_counter() - begun)


def main() -> None:
    if sys.argv[1:] == ["verify"]:
        verify()
    else:
        rows = measure(int(sys.argv[1]), int(sys.argv[2]))
        print(json.dumps([row.as_dict() for row in rows]))


if __name__ == "__main__":
    django.setup()
    main()
