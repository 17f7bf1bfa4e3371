"""An order as cheaply as its rows allow: real pieces of real batches, real captures and deliveries, no basket.

For tests of wages and the book, which know only the sold line; how an order is really placed: tests/selling.py.
"""

import datetime
import uuid
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import transaction
from oscar.core.loading import get_model

import clock
from offices.models import Office
from shop.ledger.models import Transfer
from shop.orders import lines, numbers, purchases
from shop.orders.models import DeliveryFee, LineRefund, Purchase, SoldLine
from shop.payments import capturing, refunding
from shop.payments.models import PaymentAttempt, Refund

Order = get_model("order", "Order")
PROVIDER = "demonstration"


class Wanted(NamedTuple):
    """So many units of a product at a price; the discount is of the whole line, VAT comes on top."""

    stockrecord: Any
    office: Office
    unit_poisha: int
    quantity: int = 1
    discount_poisha: int = 0
    vat_poisha: int = 0


@transaction.atomic
def place(
    wanted: Sequence[Wanted],
    *,
    delivery_poisha: int = 0,
    borne_poisha: int = 0,
    key: str = "",
    number: str = "",
) -> Purchase:
    """Place an order that awaits its payment; `delivery_poisha` for each prison. Raises lines.SoldOut."""
    key, number, now = key or uuid.uuid4().hex, number or numbers.draw(), clock.now()
    held = [lines.hold(stockrecord_id=item.stockrecord.pk, quantity=item.quantity) for item in wanted]
    sold = [
        SoldLine(
            source="online",
            reference=f"{number}-{place_in_order}",
            office=item.office,
            product_id=item.stockrecord.product_id,
            stockrecord_id=item.stockrecord.pk,
            trade_code=pieces[0]["trade"],
            title_bn="টুল",
            title_en="Stool",
            quantity=item.quantity,
            unit_price_poisha=item.unit_poisha,
            discount_poisha=item.discount_poisha,
            net_poisha=item.unit_poisha * item.quantity - item.discount_poisha,
            vat_poisha=item.vat_poisha,
            costs={**lines.costs_of(pieces), **({lines.DELIVERY: borne_poisha} if borne_poisha else {})},
            pieces=pieces,
        )
        for place_in_order, (item, pieces) in enumerate(zip(wanted, held, strict=True), 1)
    ]
    offices = {item.office for item in wanted}
    goods = sum(line.net_poisha + line.vat_poisha for line in sold)
    total = goods + delivery_poisha * len(offices)
    purchase = Purchase.objects.create(
        order=Order.objects.create(
            number=number, currency="BDT", total_incl_tax=0, total_excl_tax=0, date_placed=now
        ),
        number=number,
        token=key,
        idempotency_token=key,
        state=Purchase.State.AWAITS_PAYMENT,
        buyer_name="রহিমা খাতুন",
        phone="+8801712345678",
        language="bn",
        district_code="natore",
        upazila_name="নাটোর সদর",
        address_line="১২ স্টেশন রোড",
        provider=PROVIDER,
        goods_poisha=goods,
        delivery_poisha=total - goods,
        total_poisha=total,
        placed_at=now,
        terms_accepted_at=now,
        reserve_expires_at=now + datetime.timedelta(minutes=30),
    )
    DeliveryFee.objects.bulk_create(
        DeliveryFee(purchase=purchase, office=office, poisha=delivery_poisha) for office in offices
    )
    for line in sold:
        line.purchase = purchase
    SoldLine.objects.bulk_create(sold)
    if total:
        PaymentAttempt.objects.create(
            purchase=purchase,
            provider=PROVIDER,
            token=key,
            idempotency_key=key,
            state=PaymentAttempt.State.OPEN,
            amount_poisha=total,
            return_url="https://shop.example",
            expires_at=now,
            created_at=now,
        )
    return purchase


@transaction.atomic
def pay(purchase: Purchase, *, at: datetime.datetime | None = None, fee_poisha: int = 0) -> bool:
    """Take its money, which moved at `at` (now); return False where its goods are gone. Twice is once."""
    at = at or clock.now()
    if not purchases.capture(purchase=purchase, at=at, fee_poisha=fee_poisha):
        return purchase.state == Purchase.State.PLACED
    for attempt in purchase.attempts.filter(state=PaymentAttempt.State.OPEN):
        PaymentAttempt.objects.filter(pk=attempt.pk).update(state=PaymentAttempt.State.PAID, captured_at=at)
        capturing.post(key=capturing.key_of_attempt(attempt), provider=PROVIDER, purchase=purchase, at=at)
    return True


@transaction.atomic
def refund(*, purchase: Purchase, reference: str, provider: str = PROVIDER, **parts: Any) -> list[LineRefund]:
    """Give back as `refunding.submit` does, with the refund's row beside it, paid back. Twice is once."""
    made = refunding.submit(purchase=purchase, reference=reference, provider=provider, **parts)
    moved = Transfer.objects.filter(entry__key=f"{refunding.KIND}:{purchase.number}:{reference}")
    poisha = sum(moved.values_list("poisha", flat=True))
    if poisha:
        now = clock.now()
        Refund.objects.get_or_create(
            reference=reference,
            purchase=purchase,
            defaults={
                "provider": provider,
                "state": Refund.State.SUCCEEDED,
                "reason": Refund.Reason.CANCELLED,
                "amount_poisha": poisha,
                "idempotency_key": uuid.uuid4().hex,
                "requested_at": now,
                "submitted_at": now,
                "settled_at": now,
            },
        )
    return made


def deliver(purchase: Purchase) -> None:
    """Hand what is not yet with the buyer to the courier, then to the buyer. Twice is once.

    Two transactions, as parcels do: one that held the shelf while it waits for the makers would meet a refund, which
    goes the other way.
    """
    with transaction.atomic():
        purchases.locked(purchase.pk)
        lines.hand_over(sold=[line for line in purchases.lines_of(purchase) if line.handed_over_at is None])
    with transaction.atomic():
        purchases.locked(purchase.pk)
        lines.record_delivered(sold=purchases.lines_of(purchase), at=clock.now())
