"""A small shop for tests of selling: prisons, people, goods made by the real verbs, baskets, orders."""

import datetime
import itertools
import secrets
from typing import Any

from django.contrib.auth.models import Permission
from django.test import Client
from oscar.core.loading import get_model

import clock
from accounts.models import Appointment, User
from accounts.roles import Role
from offices.models import Office
from shop.checkout import placing
from shop.fulfilment import consignments
from shop.ledger import balances
from shop.orders import partners
from shop.orders.models import Purchase, SoldLine
from shop.payments import attempts
from shop.payments.models import DemonstrationSession, Refund
from shop.production import batches, identities
from shop.production.models import Maker, Trade, Workshop

Basket = get_model("basket", "Basket")
BasketLine = get_model("basket", "Line")
Product = get_model("catalogue", "Product")
ProductClass = get_model("catalogue", "ProductClass")
StockRecord = get_model("partner", "StockRecord")

_numbers = itertools.count(1)


def headquarters() -> Office:
    return Office.objects.get_or_create(
        code="hq", defaults={"kind": "hq", "name_bn": "কারা সদর দপ্তর", "name_en": "Prisons Headquarters"}
    )[0]


def prison(code: str = "dj-natore") -> Office:
    division = Office.objects.get_or_create(
        code="div-rajshahi",
        defaults={
            "kind": "division",
            "parent": headquarters(),
            "name_bn": "রাজশাহী বিভাগীয় দপ্তর",
            "name_en": "Rajshahi Divisional Office",
            "division_code": "rajshahi",
        },
    )[0]
    return Office.objects.get_or_create(
        code=code,
        defaults={
            "kind": "district_prison",
            "parent": division,
            "name_bn": f"{code} জেলা কারাগার",
            "name_en": f"{code} District Prison",
            "division_code": "rajshahi",
            "district_code": "natore",
        },
    )[0]


def staff(role: str, office: Office, username: str = "") -> User:
    user = User.objects.create_user(username=username or f"{role}-{next(_numbers)}")
    Appointment.objects.create(user=user, role=role, office=office, since=datetime.date(2024, 7, 1))
    return user


def makers(office: Office, count: int) -> list[Maker]:
    recorder = staff(Role.WORKSHOP_RECORDER, office)
    found = []
    for _ in range(count):
        number = next(_numbers)
        found.append(
            identities.register(
                by=recorder, office=office, name=f"কারিগর {number}", register_number=f"{number:04}/ক"
            )
        )
    return found


def product(office: Office, *, price: str = "1250.00", title: str = "কাঠের টুল") -> Any:
    """List a product without stock and return its stock record."""
    kind = ProductClass.objects.get_or_create(name="Product", defaults={"track_stock": True})[0]
    row = Product.objects.create(
        product_class=kind, title=title, slug=f"p-{next(_numbers)}", is_public=True, structure="standalone"
    )
    return StockRecord.objects.create(
        product=row,
        partner=partners.for_office(office),
        partner_sku=f"sku-{next(_numbers)}",
        price_currency="BDT",
        price=price,
    )


def stock(
    stockrecord: Any,
    office: Office,
    *,
    quantity: int,
    costs: dict[str, int] | None = None,
    weights: tuple[int, ...] = (5, 3, 2),
    made_by: list[Maker] | None = None,
) -> list[Maker]:
    """Make and confirm a batch; return its makers in the order of the weights."""
    trade = Trade.objects.get_or_create(
        code="furniture", defaults={"name_bn": "আসবাব", "name_en": "Furniture"}
    )[0]
    workshop = Workshop.objects.get_or_create(
        office=office, trade=trade, defaults={"name_bn": "কাঠের কারখানা", "name_en": "Wood workshop"}
    )[0]
    hands = made_by or makers(office, len(weights))
    today = clock.today()
    batch = batches.record(
        by=staff(Role.WORKSHOP_RECORDER, office),
        workshop=workshop,
        stockrecord=stockrecord,
        quantity=quantity,
        started_on=today - datetime.timedelta(days=3),
        finished_on=today,
        costs=costs or {},
        makers=list(zip(hands, weights, strict=True)),
        measure="hours",
    )
    batches.confirm(by=staff(Role.WORKSHOP_CONFIRMER, office), batch=batch)
    return hands


def for_sale(
    office: Office,
    *,
    quantity: int = 10,
    price: str = "1250.00",
    costs: dict[str, int] | None = None,
    weights: tuple[int, ...] = (5, 3, 2),
) -> Any:
    stockrecord = product(office, price=price)
    stock(stockrecord, office, quantity=quantity, costs=costs, weights=weights)
    return stockrecord


def basket(*wanted: tuple[Any, int]) -> Any:
    row = Basket.objects.create()
    for stockrecord, quantity in wanted:
        BasketLine.objects.create(
            basket=row,
            line_reference=f"{stockrecord.product_id}_{stockrecord.pk}",
            product_id=stockrecord.product_id,
            stockrecord=stockrecord,
            quantity=quantity,
            price_currency="BDT",
            price_excl_tax=stockrecord.price,
            price_incl_tax=stockrecord.price,
        )
    return Basket.objects.get(pk=row.pk)


BUYER = placing.Buyer(name="রহিমা খাতুন", phone="+8801712345678", email="", language="bn")
ADDRESS = placing.Address(
    district_code="natore",
    district_name="নাটোর",
    upazila_code="natore-sadar",
    upazila_name="নাটোর সদর",
    line="১২ স্টেশন রোড",
    post_code="6400",
)


def place(
    row: Any,
    *,
    provider_code: str = "cash",
    delivery_poisha: int = 6000,
    token: str = "",
    buyer: placing.Buyer = BUYER,
    **more: Any,
) -> Purchase:
    offices = partners.offices_of(list(row.lines.values_list("stockrecord_id", flat=True)))
    return placing.place(
        basket=row,
        buyer=buyer,
        address=ADDRESS,
        provider_code=provider_code,
        delivery_poisha_by_office={office.pk: delivery_poisha for office in offices.values()},
        idempotency_token=token or secrets.token_hex(8),
        terms_accepted=True,
        **more,
    )


def pay_by_card(purchase: Purchase) -> Purchase:
    """Pay an order at the demonstration's provider, who is then asked about it."""
    attempts.open(purchase=purchase)
    DemonstrationSession.objects.filter(state="open").update(state="paid", paid_at=clock.now())
    attempts.ask_about(purchase=purchase)
    assert purchase.state == Purchase.State.PLACED
    return purchase


def owe_late_refund(purchase: Purchase) -> Refund:
    """Let an order's payment have come too late, and the refund of 1,310 taka for it have failed."""
    attempts.open(purchase=purchase)
    return Refund.objects.create(
        purchase=purchase,
        attempt=purchase.attempts.get(),
        provider="demonstration",
        state="failed",
        submitted_at=clock.now(),
        reason="late",
        amount_poisha=1310_00,
        currency="BDT",
        requested_at=clock.now(),
    )


def deliver(purchase: Purchase, office: Office | None = None) -> Purchase:
    """Pack, hand over and deliver a prison's parcel of an order (Natore's): its makers are credited if it is paid."""
    office = office or prison()
    hands, parcel = staff(Role.PARCELS, office), purchase.consignments.get(office=office)
    consignments.pack(by=hands, consignment=parcel)
    consignments.ship(by=hands, consignment=parcel, courier="Sundarban", tracking_number="SB-1")
    consignments.deliver(by=hands, consignment=parcel)
    return purchase


def signed_in(client: Client, *roles: Role, office: Office) -> User:
    """Sign in to the back office somebody who holds these roles at an office."""
    user = staff(roles[0], office)
    for role in roles[1:]:
        Appointment.objects.create(user=user, role=role, office=office, since="2024-07-01")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    return user


def at_the_provider() -> int:
    """Return what the demonstration's provider holds of buyers' money, without what it took of it for itself."""
    return balances.of("clearing:demonstration") + balances.of("fees:demonstration")


def credited(line: SoldLine) -> bool:
    line.refresh_from_db()
    return line.credited_at is not None


def pending(maker: Maker) -> int:
    """Return a maker's pending wage in poisha."""
    return balances.of(f"inmate:{maker.pk}:pending")
