"""Stock Oscar's part of `make compare`: the same checks as ours, on the database that DATABASE_URL names. Prints JSON."""

import itertools
import json
import sys
from decimal import Decimal
from typing import Any

import django

PAID, ONE_REFUND = Decimal("12500.00"), Decimal("3750.00")


def last_unit(buyers: int, rounds: int) -> list[int]:
    """Let so many buyers, each in a process, order the last unit; return how many orders each round made."""
    from oscar.core.loading import get_model

    from bench import oscar_shop
    from tests import at_once

    made = []
    for number in range(rounds):
        stool = oscar_shop.for_sale(1000 + number, 1)
        baskets = [oscar_shop.basket((stool, 1)) for _ in range(buyers)]
        at_once.run(_order, baskets)
        made.append(get_model("order", "Order")._default_manager.filter(basket_id__in=baskets).count())
    return made


def _order(basket_id: int) -> str:
    from bench import oscar_shop

    try:
        return str(oscar_shop.place(basket_id).number)
    except LookupError:
        return "sold out"


def refunds(clerks: int) -> dict[str, float]:
    """Let so many clerks give back part of one payment at once."""
    from oscar.core.loading import get_model

    from bench import oscar_shop
    from tests import at_once

    order = oscar_shop.place(oscar_shop.basket((oscar_shop.for_sale(2000, 10), 10)))
    kind = get_model("payment", "SourceType")._default_manager.create(name="Card")
    source = get_model("payment", "Source")._default_manager.create(
        order=order, source_type=kind, currency="BDT", amount_allocated=PAID, amount_debited=PAID
    )
    answers = at_once.run(_refund, [source.pk] * clerks)
    source.refresh_from_db()
    given = source.transactions.filter(txn_type="Refund").values_list("amount", flat=True)
    return {
        "paid": float(PAID),
        "accepted": answers.count("refunded"),
        "given": float(sum(given)),
        "recorded": float(source.amount_refunded),
    }


def _refund(source_id: int) -> str:
    from oscar.core.loading import get_model

    get_model("payment", "Source")._default_manager.get(pk=source_id).refund(ONE_REFUND)
    return "refunded"


def partner_link() -> dict[str, Any]:
    """Follow the link that makes somebody a partner's staff, as a picture's address in a mail would."""
    from django.contrib.auth import get_user_model
    from django.test import Client
    from oscar.core.loading import get_model

    users = get_user_model()._default_manager
    boss = users.create_superuser("boss", "boss@example.org", "invented")
    stranger = users.create_user("stranger", "stranger@example.org", "invented")
    partner = get_model("partner", "Partner")._default_manager.get()
    browser = Client()
    browser.force_login(boss, backend="django.contrib.auth.backends.ModelBackend")
    answer = browser.get(f"/dashboard/partners/{partner.pk}/users/{stranger.pk}/link/")
    stranger = users.get(pk=stranger.pk)
    return {"status": answer.status_code, "granted": stranger.has_perm("partner.dashboard_access")}


def changed_while_paying() -> dict[str, float]:
    """Take a line out of a frozen basket while its buyer pays; return what was charged and what the order holds."""
    from oscar.core.loading import get_model

    from bench import oscar_shop

    stool, chair = oscar_shop.for_sale(3000, 5), oscar_shop.for_sale(3001, 5)
    basket_id = oscar_shop.basket((stool, 1), (chair, 1))
    charged: list[Decimal] = []

    def pay(row: Any, total: Any) -> None:
        charged.append(total.incl_tax)
        get_model("basket", "Line")._default_manager.filter(basket_id=row.pk).last().delete()

    order = oscar_shop.place(basket_id, pay=pay)
    held = sum(line.line_price_incl_tax for line in order.lines.all())
    return {"charged": float(charged[0]), "ordered": float(held)}


def numbers(count: int) -> list[int]:
    """Place orders one after another; return how far each number is from the one before it."""
    from bench import oscar_shop

    stool = oscar_shop.for_sale(4000, count)
    made = [int(oscar_shop.place(oscar_shop.basket((stool, 1))).number) for _ in range(count)]
    return [after - before for before, after in itertools.pairwise(made)]


def killed_after_paying() -> dict[str, int]:
    """Kill the process that places an order at the moment at which its buyer has paid."""
    import multiprocessing
    import os
    import signal

    from django.db import connections
    from oscar.core.loading import get_model

    from bench import oscar_shop

    basket_id = oscar_shop.basket((oscar_shop.for_sale(5000, 1), 1))
    context = multiprocessing.get_context("fork")
    paid = context.Value("i", 0)

    def pay(row: Any, total: Any) -> None:
        paid.value += 1  # the card company has it
        os.kill(os.getpid(), signal.SIGKILL)

    connections.close_all()
    process = context.Process(target=oscar_shop.place, args=(basket_id,), kwargs={"pay": pay})
    process.start()
    process.join(30)
    orders = get_model("order", "Order")._default_manager.filter(basket_id=basket_id).count()
    return {"paid": paid.value, "orders": orders}


def main(buyers: int, rounds: int) -> dict[str, Any]:
    from bench import oscar_shop

    oscar_shop.lay()
    return {
        "last unit": last_unit(buyers, rounds),
        "refunds": refunds(buyers),
        "partner link": partner_link(),
        "changed while paying": changed_while_paying(),
        "numbers": numbers(4),
        "killed after paying": killed_after_paying(),
    }


if __name__ == "__main__":
    django.setup()
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))))
