"""What a buyer is told: by mail, or by SMS where no e-mail was given, in the language of the order."""

from urllib.parse import urljoin

from django.conf import settings

from letters import outbox
from offices.models import Office
from shop.orders import numbers
from shop.orders.models import Purchase

# DOMAIN.md, Digital Commerce Operation Guidelines 2021: shown to the buyer, and what the prisons are held to.
HAND_OVER_HOURS = 48
SAME_CITY_DAYS = 5
ELSEWHERE_DAYS = 10
REFUND_DAYS = 10
COMPLAINT_HOURS = 72


def order_page(language: str) -> str:
    """Return the address of the order look-up: it names nobody, the number and the phone are typed there."""
    return urljoin(settings.SITE_URL, f"/{language}/shop/orders/")


def tell(*, purchase: Purchase, template: str, key: str, **context: object) -> None:
    """Write one letter into the outbox in the caller's transaction; the same `key` is told once.

    `context` is plain JSON and never holds a name, an address or a phone number.
    """
    outbox.write(
        kind="mail" if purchase.email else "sms",
        to=purchase.email or purchase.phone,
        template=template,
        context={
            "number": numbers.spoken(purchase.number),
            "total_poisha": purchase.total_poisha,
            "order_page": order_page(purchase.language),
            "hand_over_hours": HAND_OVER_HOURS,
            "same_city_days": SAME_CITY_DAYS,
            "elsewhere_days": ELSEWHERE_DAYS,
            "refund_days": REFUND_DAYS,
            "complaint_hours": COMPLAINT_HOURS,
            **context,
        },
        language=purchase.language,
        key=f"{template}:{purchase.number}:{key}" if key else f"{template}:{purchase.number}",
    )


def tell_headquarters(*, template: str, key: str, purchase: Purchase, **context: object) -> None:
    """Write one letter about an order to headquarters' own address, if it has one; the same `key` is told once.

    `context` is plain JSON and never holds a name, an address or a phone number.
    """
    office = Office.objects.filter(kind=Office.Kind.HQ).exclude(email="").first()
    if office is not None:
        outbox.write(
            kind="mail",
            to=office.email,
            template=template,
            context={"number": numbers.spoken(purchase.number), **context},
            language="bn",
            key=key,
        )
