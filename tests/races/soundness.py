"""What must hold of the shop after everything at once: its stock, its money, its book."""

from collections import Counter
from collections.abc import Iterator

from django.conf import settings

import clock
from shop.ledger import balances, money, verification
from shop.ledger.models import Transfer
from shop.orders.models import Purchase, SoldLine
from shop.payments import reconciling
from shop.payments.models import (
    Break,
    CashDue,
    DemonstrationRefund,
    DemonstrationSession,
    PaymentAttempt,
    Refund,
)
from tests import selling
from tests.races.soaking import LATER, World


def violations(world: World) -> Iterator[str]:
    """Say what is broken: of stock, of money, of the book. Reckoned here, by another path than the shop's own."""
    yield from _stock(world)
    yield from _money()
    yield from _reconciliation()
    yield from (f"{name}: {finding}" for name, finding in verification.findings())


def _stock(world: World) -> Iterator[str]:
    for pk, made in world.made.items():
        row = selling.StockRecord.objects.get(pk=pk)
        allocated = row.num_allocated or 0
        if not 0 <= allocated <= row.num_in_stock <= made:
            yield f"stock {pk}: {allocated} allocated, {row.num_in_stock} in stock, {made} made"
        sold = SoldLine.objects.filter(stockrecord_id=pk, purchase__state__in=["awaits_payment", "placed"])
        standing = sum(line.quantity - line.refunded_quantity for line in sold)
        if standing > made:
            yield f"stock {pk}: {standing} sold, {made} made: oversold"
        held = sum(line.quantity - line.refunded_quantity for line in sold if line.handed_over_at is None)
        if held != allocated:
            yield f"stock {pk}: orders hold {held}, {allocated} are allocated"


def _reconciliation() -> Iterator[str]:
    later = clock.now() + LATER
    with clock.set_to(later):
        for provider in ("demonstration", "cash"):
            for on in sorted({clock.local(later - 2 * LATER).date(), clock.today()}):
                reconciling.reconcile(provider_code=provider, on=on)
    for found in Break.objects.standing():
        amounts = f"{found.theirs_poisha} there, {found.ours_poisha} here, {found.booked_poisha} booked"
        yield f"reconciliation of {found.provider}: {found.kind} {found.reference}: {amounts}"


def _money() -> Iterator[str]:
    captured: Counter[str] = Counter()
    refunded: Counter[str] = Counter()
    for key, poisha in Transfer.objects.filter(entry__kind="capture").values_list("entry__key", "poisha"):
        captured[key.split(":")[1]] += poisha
    for number, poisha in Refund.objects.exclude(state__in=["requested", "withdrawn"]).values_list(
        "purchase__number", "amount_poisha"
    ):
        refunded[number] += poisha
    totals = dict(Purchase.objects.values_list("number", "total_poisha"))
    of_goods = dict(Purchase.objects.values_list("number", "refunded_poisha"))
    # Paid once by each attempt, and at the door: what came beyond the first time must have gone back.
    attempts_paid: Counter[str] = Counter()
    for number in PaymentAttempt.objects.filter(state="paid").values_list("purchase__number", flat=True):
        attempts_paid[number] += 1
    handed_in = CashDue.objects.filter(state="handed_in").values_list("purchase__number", flat=True)
    attempts_paid.update(set(handed_in))
    for number, total in totals.items():
        if refunded[number] > captured[number]:
            yield f"order {number}: {refunded[number]} refunded of {captured[number]}"
        if captured[number] > total * max(1, attempts_paid[number]):
            yield f"order {number}: {captured[number]} captured, it costs {total}"
        if captured[number] - refunded[number] > total:
            yield f"order {number}: {captured[number] - refunded[number]} kept, it costs {total}"
        if of_goods[number] > total:
            yield f"order {number}: {of_goods[number]} refunded of {total}"
    paid_there = sum(
        DemonstrationSession.objects.filter(state="paid").values_list("amount_poisha", flat=True)
    )
    in_book = sum(
        Transfer.objects.filter(entry__kind="capture", debit__code="clearing:demonstration").values_list(
            "poisha", flat=True
        )
    )
    if paid_there != in_book:
        yield f"the provider took {paid_there}, the book says {in_book}"
    given_there = 0
    for session in DemonstrationSession.objects.prefetch_related("refunds"):
        given = sum(refund.amount_poisha for refund in session.refunds.all())
        given_there += given
        if given > session.amount_poisha:
            yield f"session {session.pk}: {given} given back of {session.amount_poisha}"
    fees = sum(
        money.apply_rate(session.amount_poisha, settings.FEE_BP["demonstration"])
        for session in DemonstrationSession.objects.filter(state="paid")
    )
    booked = balances.of("clearing:demonstration")
    if booked != paid_there - given_there - fees:
        yield f"the provider holds {paid_there - given_there - fees}, the book says {booked}"
    made_there = set(DemonstrationRefund.objects.values_list("idempotency_key", flat=True))
    for refund in Refund.objects.filter(provider="demonstration").exclude(
        state__in=["requested", "withdrawn"]
    ):
        if (refund.state, refund.idempotency_key in made_there) != ("succeeded", True):
            yield f"refund {refund.pk} ({refund.reason}) is {refund.state}, {refund.tries} tries, {refund.failure}"
