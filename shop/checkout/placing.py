"""Placing an order: from a basket to goods held, in one short transaction, before anybody is asked to pay.

Oscar's own creator is not used: it oversells, numbers orders so that they can be guessed, and sends its
signal after the commit (MONEY.md). Its rows are written all the same, for its reports and offers.
"""

import dataclasses
import datetime
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from oscar.core.loading import get_model

import clock
from shop.checkout import oscar_rows
from shop.checkout import wanted as wanting
from shop.checkout.refusals import (
    CashNotOffered,
    EmptyBasket,
    NotPlaced,
    PriceChanged,
    ProviderNotOffered,
    SoldOut,
    TermsNotAccepted,
    Trouble,
    Withdrawn,
)
from shop.checkout.wanted import Wanted
from shop.fulfilment import consignments
from shop.orders import lines, notices, purchases, transitions
from shop.orders.models import DeliveryFee, Purchase, SoldLine
from shop.payments import attempts, cash, providers

# Whoever places an order catches these: `placing.SoldOut`.
__all__ = [
    "Address",
    "Buyer",
    "CashNotOffered",
    "EmptyBasket",
    "NotPlaced",
    "PriceChanged",
    "ProviderNotOffered",
    "SoldOut",
    "TermsNotAccepted",
    "Trouble",
    "Withdrawn",
    "place",
    "placed_before",
]

Basket = get_model("basket", "Basket")

# An order that costs nothing needs no way of payment.
FREE = "none"


@dataclasses.dataclass(frozen=True)
class Buyer:
    """Who orders. `phone` is normalised (bangla.phones); `email` may be empty; `language` is bn or en."""

    name: str
    phone: str
    email: str
    language: str


@dataclasses.dataclass(frozen=True)
class Address:
    """Where the parcels go. `post_code` is empty or four ASCII digits."""

    district_code: str
    upazila_code: str
    upazila_name: str
    line: str
    post_code: str = ""
    note: str = ""
    district_name: str = ""


def place(
    *,
    basket: Any,
    buyer: Buyer,
    address: Address,
    provider_code: str,
    delivery_poisha_by_office: Mapping[int, int],
    idempotency_token: str,
    terms_accepted: bool,
    expected_total_poisha: int | None = None,
    borne_poisha_by_office: Mapping[int, int] | None = None,
) -> Purchase:
    """Place the basket as an order: all of it or, with an error, nothing.

    The same token or basket again answers the same purchase. `delivery_poisha_by_office` names the charge of
    every prison in the basket by its id, `borne_poisha_by_office` what the way costs a prison beyond it (0 where
    it is not named). With `expected_total_poisha`, what the buyer was shown, any other
    total is PriceChanged; without, each line's price must be what it was when it was put in the basket.
    Raises SoldOut, Withdrawn, PriceChanged, EmptyBasket, ProviderNotOffered, TermsNotAccepted. The provider
    is not called here: see payments.attempts.open.
    """
    if not terms_accepted:
        raise TermsNotAccepted
    if not idempotency_token:
        raise ValueError("An order needs a token.")
    if done := _of_form(idempotency_token):
        return done
    try:
        with transaction.atomic():
            if not Basket._default_manager.filter(pk=basket.pk, status=Basket.OPEN).update(
                status=Basket.FROZEN
            ):
                # The other one of two clicks was first; it has committed, or its lock would still hold us.
                if done := placed_before(basket, idempotency_token):
                    return done
                raise EmptyBasket
            return _place_frozen(
                basket_id=basket.pk,
                buyer=buyer,
                address=address,
                provider_code=provider_code,
                delivery=delivery_poisha_by_office,
                borne=borne_poisha_by_office or {},
                token=idempotency_token,
                expected_poisha=expected_total_poisha,
            )
    except IntegrityError:
        # Two baskets with one form's token at once, or a number drawn twice at once: the first one stands.
        if done := placed_before(basket, idempotency_token):
            return done
        raise


def placed_before(basket: Any, idempotency_token: str) -> Purchase | None:
    """Return the purchase that this form or this basket has become already."""
    return _of_form(idempotency_token) or Purchase.objects.filter(order__basket_id=basket.pk).first()


def _of_form(idempotency_token: str) -> Purchase | None:
    return Purchase.objects.filter(idempotency_token=idempotency_token).first()


def _place_frozen(
    *,
    basket_id: int,
    buyer: Buyer,
    address: Address,
    provider_code: str,
    delivery: Mapping[int, int],
    borne: Mapping[int, int],
    token: str,
    expected_poisha: int | None,
) -> Purchase:
    basket = wanting.basket_with_offers(basket_id)
    wanted = wanting.of_basket(basket)
    wanting.refuse_other_prices(wanted, delivery, expected_poisha)
    fees = {item.office: delivery[item.office.pk] for item in wanted}
    goods_poisha = sum(item.net_poisha for item in wanted)
    total_poisha = goods_poisha + sum(fees.values())
    code = provider_code if total_poisha else FREE
    if total_poisha and code not in {way.code for way in providers.offered(amount_poisha=total_poisha)}:
        raise ProviderNotOffered
    if code == cash.CODE and not cash.is_open_to(buyer.phone):
        raise CashNotOffered
    held = wanting.hold(wanted)
    now = clock.now()
    order = oscar_rows.write(basket, wanted, total_poisha, sum(fees.values()), now)
    waits = total_poisha and code != cash.CODE
    purchase = Purchase.objects.create(
        order=order,
        number=order.number,
        token=purchases.fresh_token(),
        idempotency_token=token,
        state=Purchase.State.AWAITS_PAYMENT if waits else Purchase.State.PLACED,
        buyer_name=buyer.name,
        phone=buyer.phone,
        email=buyer.email,
        language=buyer.language,
        district_code=address.district_code,
        district_name=address.district_name,
        upazila_code=address.upazila_code,
        upazila_name=address.upazila_name,
        address_line=address.line,
        post_code=address.post_code,
        note=address.note,
        provider=code,
        goods_poisha=goods_poisha,
        delivery_poisha=sum(fees.values()),
        total_poisha=total_poisha,
        placed_at=now,
        confirmed_at=None if waits else now,
        terms_accepted_at=now,
        reserve_expires_at=now + datetime.timedelta(minutes=settings.RESERVATION_MINUTES) if waits else None,
    )
    transitions.begin(subject=purchase)
    DeliveryFee.objects.bulk_create(
        DeliveryFee(purchase=purchase, office=office, poisha=poisha, borne_poisha=borne.get(office.pk, 0))
        for office, poisha in fees.items()
    )
    _write_sold_lines(purchase, wanted, held, borne)
    consignments.open_for(purchase=purchase, offices=fees)
    _await_money(purchase)
    return purchase


def _await_money(purchase: Purchase) -> None:
    """Write what is to be paid, and tell the buyer what happens next."""
    if purchase.provider == FREE:
        lines.record_captured(sold=purchase.lines.all(), at=purchase.placed_at)
        notices.tell(purchase=purchase, template="order_paid", key="")
    elif purchase.provider == cash.CODE:
        cash.fall_due(purchase=purchase)
        notices.tell(purchase=purchase, template="order_placed_cash", key="")
    else:
        attempts.begin(purchase=purchase, provider_code=purchase.provider)
        notices.tell(
            purchase=purchase, template="order_to_pay", key="", hold_minutes=settings.RESERVATION_MINUTES
        )


def _write_sold_lines(
    purchase: Purchase,
    wanted: list[Wanted],
    held: Mapping[int, list[lines.HeldPiece]],
    borne: Mapping[int, int],
) -> None:
    carried = _carried(wanted, borne)
    SoldLine.objects.bulk_create(
        SoldLine(
            source=SoldLine.Source.ONLINE,
            reference=f"{purchase.number}-{place_in_order}",
            purchase=purchase,
            office=item.office,
            product_id=item.row.product_id,
            stockrecord_id=item.row.stockrecord_id,
            trade_code=held[item.row.pk][0]["trade"],
            title_bn=item.titles.bn,
            title_en=item.titles.en,
            quantity=item.row.quantity,
            unit_price_poisha=item.unit_poisha,
            discount_poisha=item.discount_poisha,
            net_poisha=item.net_poisha,
            costs={**lines.costs_of(held[item.row.pk]), **carried.get(item.row.pk, {})},
            pieces=held[item.row.pk],
        )
        for place_in_order, item in enumerate(wanted, 1)
    )


def _carried(wanted: list[Wanted], borne: Mapping[int, int]) -> dict[int, dict[str, int]]:
    """Return by basket line, as a cost, its part of what carrying its prison's parcel costs beyond the charge."""
    costs: dict[int, dict[str, int]] = {}
    for office_id, poisha in borne.items():
        here = [item for item in wanted if item.office.pk == office_id]
        parts = lines.part_by_price(poisha, [item.net_poisha for item in here])
        for item, part in zip(here, parts, strict=True):
            costs[item.row.pk] = {lines.DELIVERY: part} if part else {}
    return costs
