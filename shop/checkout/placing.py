"""Placing an order: from a basket to goods held, in one short transaction, before anybody is asked to pay.

Oscar's own creator is not used: it oversells, numbers orders so that they can be guessed, and sends its
signal after the commit (MONEY.md). Its rows are written all the same, for its reports and offers.
"""

import dataclasses
import datetime
import itertools
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from oscar.apps.offer.applicator import Applicator
from oscar.apps.partner.strategy import Selector
from oscar.core.loading import get_model

import clock
from offices.models import Office
from shop.checkout import goods
from shop.fulfilment import consignments
from shop.orders import amounts, lines, notices, partners, purchases, stock, transitions
from shop.orders.models import DeliveryFee, Purchase, SoldLine
from shop.payments import attempts, cash, providers

Basket = get_model("basket", "Basket")
Order = get_model("order", "Order")
OrderLine = get_model("order", "Line")
OrderDiscount = get_model("order", "OrderDiscount")

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


@dataclasses.dataclass(frozen=True)
class Trouble:
    """A line that cannot be ordered as it stands, as far as a buyer is told."""

    product_id: int
    title_bn: str
    title_en: str
    wanted: int
    available: int


class NotPlaced(Exception):
    """The order was not placed; the basket is open as before, nothing is held."""

    message: Any = _("Your order could not be placed.")

    def __init__(self, lines: list[Trouble] | None = None) -> None:
        super().__init__(type(self).__name__)
        self.lines = lines or []


class SoldOut(NotPlaced):
    message = _("Somebody else was quicker: there are not so many left.")


class Withdrawn(NotPlaced):
    message = _("A product in your basket is no longer sold.")


class PriceChanged(NotPlaced):
    message = _("A price has changed since you saw it. Please look at the sum again.")


class EmptyBasket(NotPlaced):
    message = _("Your basket is empty.")


class ProviderNotOffered(NotPlaced):
    message = _("This order cannot be paid in this way. Please choose another.")


class CashNotOffered(ProviderNotOffered):
    message = _(
        "Orders with this mobile number are still to be paid at the door, or were refused there. "
        "Please choose another way to pay this one."
    )


class TermsNotAccepted(NotPlaced):
    message = _("Please accept the terms first.")


@dataclasses.dataclass(frozen=True)
class Wanted:
    """A basket's line as it is about to be sold: amounts in poisha, Oscar's rows beside it."""

    row: Any
    office: Office
    titles: goods.Titles
    unit_poisha: int
    discount_poisha: int

    @property
    def net_poisha(self) -> int:
        return self.row.quantity * self.unit_poisha - self.discount_poisha

    def trouble(self, available: int) -> Trouble:
        return Trouble(self.row.product_id, self.titles.bn, self.titles.en, self.row.quantity, available)


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
    if done := placed_before(basket, idempotency_token):
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
    of_form = Purchase.objects.filter(idempotency_token=idempotency_token).first()
    return of_form or Purchase.objects.filter(order__basket_id=basket.pk).first()


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
    basket = _with_offers(basket_id)
    wanted = _wanted(basket)
    _refuse_other_prices(wanted, delivery, expected_poisha)
    fees = {item.office: delivery[item.office.pk] for item in wanted}
    goods_poisha = sum(item.net_poisha for item in wanted)
    total_poisha = goods_poisha + sum(fees.values())
    code = provider_code if total_poisha else FREE
    if total_poisha and code not in {way.code for way in providers.offered(amount_poisha=total_poisha)}:
        raise ProviderNotOffered
    if code == cash.CODE and not cash.is_open_to(buyer.phone):
        raise CashNotOffered
    held = _hold(wanted)
    now = clock.now()
    order = _write_oscar_order(basket, wanted, total_poisha, sum(fees.values()), now)
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
    consignments.open_for(purchase=purchase)
    _await_money(purchase)
    return purchase


def _await_money(purchase: Purchase) -> None:
    """Write what is to be paid, and tell the buyer what happens next."""
    if purchase.provider == FREE:
        for line in purchases.lines_of(purchase):
            lines.record_captured(line=line, at=purchase.placed_at)
        notices.tell(purchase=purchase, template="order_paid", key="")
    elif purchase.provider == cash.CODE:
        cash.fall_due(purchase=purchase)
        notices.tell(purchase=purchase, template="order_placed_cash", key="")
    else:
        attempts.begin(purchase=purchase, provider_code=purchase.provider)
        notices.tell(
            purchase=purchase, template="order_to_pay", key="", hold_minutes=settings.RESERVATION_MINUTES
        )


def _with_offers(basket_id: int) -> Any:
    basket = Basket._default_manager.get(pk=basket_id)
    basket.strategy = Selector().strategy()
    if basket.is_empty:
        raise EmptyBasket
    Applicator().apply(basket, user=basket.owner or AnonymousUser())
    return basket


def _wanted(basket: Any) -> list[Wanted]:
    """Return the basket's lines with their prisons, titles and prices; raises Withdrawn."""
    rows = [row for row in basket.all_lines() if row.quantity > 0]
    if not rows:
        raise EmptyBasket
    offices = partners.offices_of([row.stockrecord_id for row in rows])
    named = goods.titles([row.product_id for row in rows])
    discounts = amounts.discounts_in_poisha([Decimal(row.discount_value) for row in rows])
    wanted, gone = [], []
    for row, discount_poisha in zip(rows, discounts, strict=True):
        titles = named.get(row.product_id) or goods.Titles(row.product.title, row.product.title)
        if not row.product.is_public or row.stockrecord.price is None or row.stockrecord_id not in offices:
            gone.append(Trouble(row.product_id, titles.bn, titles.en, row.quantity, 0))
            continue
        wanted.append(
            Wanted(
                row=row,
                office=offices[row.stockrecord_id],
                titles=titles,
                unit_poisha=amounts.poisha_of(row.stockrecord.price),
                discount_poisha=discount_poisha,
            )
        )
    if gone:
        raise Withdrawn(gone)
    return wanted


def _refuse_other_prices(
    wanted: list[Wanted], delivery: Mapping[int, int], expected_poisha: int | None
) -> None:
    if any(item.office.pk not in delivery for item in wanted):
        raise PriceChanged  # the basket was changed in another tab: the charge shown was for other prisons
    if expected_poisha is not None:
        fees = {item.office.pk: delivery[item.office.pk] for item in wanted}
        if sum(item.net_poisha for item in wanted) + sum(fees.values()) != expected_poisha:
            raise PriceChanged
        return
    changed = [item.trouble(0) for item in wanted if item.row.price_excl_tax != item.row.stockrecord.price]
    if changed:
        raise PriceChanged(changed)


def _hold(wanted: list[Wanted]) -> dict[int, list[lines.HeldPiece]]:
    """Hold the goods of every line; return the pieces by basket line. Raises SoldOut for all short ones."""
    held: dict[int, list[lines.HeldPiece]] = {}
    short: list[Trouble] = []
    # In one order everywhere, so that two buyers of the same goods do not wait for each other for ever.
    for item in sorted(wanted, key=lambda item: (item.row.stockrecord_id, item.row.pk)):
        try:
            held[item.row.pk] = lines.hold(stockrecord_id=item.row.stockrecord_id, quantity=item.row.quantity)
        except lines.SoldOut:
            short.append(item.trouble(stock.free_units(item.row.stockrecord_id)))
    if short:
        raise SoldOut(short)  # which undoes the reservations of this transaction
    return held


def _write_sold_lines(
    purchase: Purchase,
    wanted: list[Wanted],
    held: Mapping[int, list[lines.HeldPiece]],
    borne: Mapping[int, int],
) -> None:
    carried = _carried(wanted, borne)
    for place_in_order, item in zip(itertools.count(1), wanted, strict=False):
        pieces = held[item.row.pk]
        SoldLine.objects.create(
            source=SoldLine.Source.ONLINE,
            reference=f"{purchase.number}-{place_in_order}",
            purchase=purchase,
            office=item.office,
            product_id=item.row.product_id,
            stockrecord_id=item.row.stockrecord_id,
            trade_code=pieces[0]["trade"],
            title_bn=item.titles.bn,
            title_en=item.titles.en,
            quantity=item.row.quantity,
            unit_price_poisha=item.unit_poisha,
            discount_poisha=item.discount_poisha,
            net_poisha=item.net_poisha,
            costs={**lines.costs_of(pieces), **carried.get(item.row.pk, {})},
            pieces=pieces,
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


def _write_oscar_order(
    basket: Any, wanted: list[Wanted], total_poisha: int, delivery_poisha: int, now: datetime.datetime
) -> Any:
    """Write Oscar's order, lines and use of offers. Nothing personal: that has one place, the Purchase."""
    total, delivery = amounts.taka_of(total_poisha), amounts.taka_of(delivery_poisha)
    order = Order._default_manager.create(
        basket_id=basket.pk,
        number=purchases.fresh_number(),
        site_id=settings.SITE_ID,
        currency=settings.OSCAR_DEFAULT_CURRENCY,
        total_incl_tax=total,
        total_excl_tax=total,
        shipping_incl_tax=delivery,
        shipping_excl_tax=delivery,
        date_placed=now,
    )
    OrderLine._default_manager.bulk_create(_oscar_line(order, item) for item in wanted)
    for application in basket.offer_applications:
        OrderDiscount._default_manager.create(
            order=order,
            offer_id=application["offer"].pk,
            offer_name=application["offer"].name,
            voucher_id=application["voucher"].pk if application["voucher"] else None,
            voucher_code=application["voucher"].code if application["voucher"] else "",
            frequency=application["freq"],
            amount=application["discount"],
        )
        application["offer"].record_usage(application)
        if application["voucher"]:
            application["voucher"].record_discount(application)
    return order


def _oscar_line(order: Any, item: Wanted) -> Any:
    row, unit = item.row, amounts.taka_of(item.unit_poisha)
    before, net = amounts.taka_of(item.unit_poisha * row.quantity), amounts.taka_of(item.net_poisha)
    return OrderLine(
        order=order,
        partner_id=row.stockrecord.partner_id,
        partner_name=item.office.name_bn[:128],
        partner_sku=row.stockrecord.partner_sku,
        stockrecord_id=row.stockrecord_id,
        product_id=row.product_id,
        title=item.titles.bn[:255],
        upc=row.product.upc,
        quantity=row.quantity,
        line_price_incl_tax=net,
        line_price_excl_tax=net,
        line_price_before_discounts_incl_tax=before,
        line_price_before_discounts_excl_tax=before,
        unit_price_incl_tax=unit,
        unit_price_excl_tax=unit,
        num_allocated=row.quantity,
    )
