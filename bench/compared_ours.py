"""Our part of `make compare`: the same checks as stock Oscar's, on the database that DATABASE_URL names. Prints JSON."""

import itertools
import json
import logging
import sys
from typing import Any

import django


def last_unit(buyers: int, rounds: int) -> list[int]:
    """Let so many buyers, each in a process, order the last unit; return how many orders each round made."""
    from shop.orders.models import Purchase
    from tests import at_once, selling

    made = []
    for _ in range(rounds):
        stool = selling.for_sale(selling.prison(), quantity=1)
        baskets = [selling.basket((stool, 1)).pk for _ in range(buyers)]
        at_once.run(_order, baskets)
        made.append(Purchase.objects.filter(order__basket_id__in=baskets).count())
    return made


def _order(basket_id: int) -> str:
    from tests import selling

    basket = selling.Basket.objects.get(pk=basket_id)
    return selling.place(basket, token=f"form-{basket_id}", provider_code="demonstration").number


def refunds(clerks: int) -> dict[str, float]:
    """Let so many clerks give back part of one payment at once."""
    from accounts.roles import Role
    from shop.ledger import balances
    from shop.payments.models import Refund
    from tests import at_once, selling

    natore = selling.prison()
    stool = selling.for_sale(natore, quantity=10)
    purchase = _paid(selling.basket((stool, 10)), delivery_poisha=0)
    clerk = selling.staff(Role.ORDER_DESK, natore)
    line = purchase.lines.get()
    answers = at_once.run(_refund, [(purchase.pk, line.pk, clerk.pk)] * clerks)
    given = sum(Refund.objects.filter(purchase=purchase).values_list("amount_poisha", flat=True))
    purchase.refresh_from_db()
    # The book agrees: what the provider still holds for us is what was paid less what went back and its fee.
    fee = balances.of("fees:demonstration")
    assert balances.of("clearing:demonstration") == purchase.total_poisha - given - fee
    return {
        "paid": purchase.total_poisha / 100,
        "accepted": answers.count("refunded"),
        "given": given / 100,
        "recorded": purchase.refunded_poisha / 100,
    }


def _paid(basket: Any, **more: Any) -> Any:
    import clock
    from shop.payments import attempts
    from shop.payments.providers.interface import Standing, Told
    from tests import selling

    purchase = selling.place(basket, provider_code="demonstration", **more)
    attempts.open(purchase=purchase)
    attempt = purchase.attempts.get()
    standing = Standing(Told.PAID, attempt.token, attempt.amount_poisha, "BDT", paid_at=clock.now())
    attempts.act(attempt_id=attempt.pk, standing=standing)
    purchase.refresh_from_db()
    return purchase


def _refund(asked: tuple[int, int, int]) -> str:
    from accounts.models import User
    from shop.orders.models import Purchase, SoldLine
    from shop.payments import refunds

    purchase_id, line_id, clerk_id = asked
    parts = refunds.Parts({SoldLine.objects.get(pk=line_id): 3}, {})
    try:
        refunds.request(
            purchase=Purchase.objects.get(pk=purchase_id),
            reason="returned",
            parts=parts,
            by=User.objects.get(pk=clerk_id),
        )
    except refunds.Refused:
        return "refused"
    return "refunded"


def partner_link() -> dict[str, Any]:
    """Follow the link that makes somebody a partner's staff, as a picture's address in a mail would."""
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.test import Client

    from shop.orders import partners
    from tests import selling

    settings.ALLOWED_HOSTS = ["testserver"]
    users = get_user_model()._default_manager
    boss, stranger = users.create_superuser("boss"), users.create_user("stranger")
    partner = partners.for_office(selling.prison())
    browser = Client()
    browser.force_login(boss, backend="django.contrib.auth.backends.ModelBackend")
    answer = browser.get(f"/dashboard/partners/{partner.pk}/users/{stranger.pk}/link/", follow=True)
    stranger = users.get(pk=stranger.pk)
    return {"status": answer.status_code, "granted": stranger.has_perm("partner.dashboard_access")}


def changed_while_paying() -> dict[str, float]:
    """Take a line out of a frozen basket while its buyer pays; return what was charged and what the order holds."""
    from tests import selling

    natore = selling.prison()
    basket = selling.basket((selling.for_sale(natore), 1), (selling.for_sale(natore), 1))
    purchase = selling.place(basket, provider_code="demonstration", delivery_poisha=0)
    charged = purchase.attempts.get().amount_poisha
    selling.BasketLine.objects.filter(basket_id=basket.pk).last().delete()
    purchase.refresh_from_db()
    held = sum(line.net_poisha for line in purchase.lines.all())
    return {"charged": charged / 100, "ordered": held / 100}


def numbers(count: int) -> list[int]:
    """Place orders one after another; return how far each number is from the one before it."""
    from tests import selling

    stool = selling.for_sale(selling.prison(), quantity=count)
    made = [
        int(selling.place(selling.basket((stool, 1)), provider_code="demonstration").number)
        for _ in range(count)
    ]
    return [after - before for before, after in itertools.pairwise(made)]


def killed_after_paying() -> dict[str, int]:
    """Kill the process that places an order at the moment at which its buyer has paid."""
    import datetime
    import multiprocessing
    import os
    import signal

    from django.db import connections

    import clock
    from shop.orders.models import Purchase
    from shop.payments import attempts
    from shop.payments.models import DemonstrationSession
    from shop.payments.providers import demonstration
    from tests import selling
    from worker import rounds

    basket = selling.basket((selling.for_sale(selling.prison(), quantity=1), 1))

    def buy() -> None:
        purchase = selling.place(basket, provider_code="demonstration")
        attempts.open(purchase=purchase)
        demonstration.move(token=purchase.attempts.get().provider_reference, to="paid")
        os.kill(os.getpid(), signal.SIGKILL)

    connections.close_all()
    process = multiprocessing.get_context("fork").Process(target=buy)
    process.start()
    process.join(30)
    # Nobody comes back and no event comes; six minutes later the worker asks.
    with clock.set_to(clock.now() + datetime.timedelta(minutes=6)):
        rounds.work_once()
    paid = DemonstrationSession.objects.filter(
        state="paid",
        token__in=[row.token for row in Purchase.objects.get(order__basket_id=basket.pk).attempts.all()],
    )
    orders = Purchase.objects.filter(order__basket_id=basket.pk, state=Purchase.State.PLACED)
    return {"paid": paid.count(), "orders": orders.count()}


def main(buyers: int, rounds: int) -> dict[str, Any]:
    from shop.wages import founding
    from shop.wages.models import SharePolicy

    founding.lay(SharePolicy.objects)
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
    logging.disable()  # the table is what is read
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))))
