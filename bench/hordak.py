"""django-hordak's part of the ledger's bench: the same entries, as its documentation tells them. Prints JSON."""

import json
import sys
import time
from decimal import Decimal

import django

from bench.measuring import median_ms, rate, track

MAKERS = 2998
TOGETHER = 500
SINGLY = 300


def measure(entries: int) -> dict[str, float]:
    from django.db import connection, transaction
    from hordak.models import Account, AccountType, Leg, Transaction
    from moneyed import Money

    def opened(name: str, kind: str) -> Account:
        return Account.objects.create(name=name, type=kind, currencies=["BDT"], code=None)

    advances = opened("advances", AccountType.liability)
    department = opened("department", AccountType.income)
    makers = [
        opened(f"maker {number}", AccountType.liability)
        for number in track("django-hordak: opening 3,000 accounts", range(MAKERS))
    ]

    def legs(told: Transaction, number: int) -> list[Leg]:
        """Three makers and the department, as four of our transfers; one debit is enough for hordak."""
        paid = [makers[(3 * number + place) % MAKERS] for place in range(3)]
        credits = [Leg(transaction=told, account=maker, credit=Money(Decimal(20), "BDT")) for maker in paid]
        return [
            Leg(transaction=told, account=advances, debit=Money(Decimal(120), "BDT")),
            *credits,
            Leg(transaction=told, account=department, credit=Money(Decimal(60), "BDT")),
        ]

    found: dict[str, float] = {}
    begun, seconds = 0, 0.0
    for size in (entries // 10, entries):
        for start in track(f"django-hordak: {size:,} entries", range(begun, size, TOGETHER)):
            since = time.perf_counter()
            with transaction.atomic():
                told = Transaction.objects.bulk_create(
                    Transaction(description=f"Proceeds of line {number}")
                    for number in range(start, min(size, start + TOGETHER))
                )
                Leg.objects.bulk_create(
                    leg for number, one in enumerate(told, start) for leg in legs(one, number)
                )
            seconds += time.perf_counter() - since
        begun = size
        found[f"bulk {size}"] = rate(size, seconds)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        account = Account.objects.get(pk=department.pk)
        assert account.get_simple_balance().monies()[0].amount == 60 * size
        found[f"balance {size}"] = median_ms(account.get_simple_balance)
        since = time.perf_counter()
        for number in range(SINGLY):
            with transaction.atomic():
                one = Transaction.objects.create(description=f"Proceeds of line {number}")
                for leg in legs(one, number):
                    leg.save()
        found[f"singly {size}"] = rate(SINGLY, time.perf_counter() - since)
        Transaction.objects.filter(pk__gte=one.pk - SINGLY + 1).delete()
    return found


if __name__ == "__main__":
    django.setup()
    print(json.dumps(measure(int(sys.argv[1]))))
