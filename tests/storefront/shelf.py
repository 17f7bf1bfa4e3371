"""Products on the shop's shelf for tests, listed, made and priced through the real verbs."""

import io
import itertools
from typing import Any

from django.test import Client
from PIL import Image

from accounts.models import User
from offices.models import Office
from shop.production.models import Trade
from shop.storefront import listings
from shop.storefront.models import Listing
from tests import selling

_numbers = itertools.count(1)

DETAILS = {
    "name": "রহিমা খাতুন",
    "phone": "০১৭১২-৩৪৫৬৭৮",
    "email": "",
    "division": "rajshahi",
    "district": "natore",
    "upazila": "natore.natore-sadar",
    "line": "১২ স্টেশন রোড",
    "post_code": "৬৪০০",
    "note": "",
}


def boss() -> User:
    found, _made = User.objects.get_or_create(username="boss", defaults={"is_superuser": True})
    return found


def trade(code: str = "furniture") -> Trade:
    names = {"name_bn": "আসবাব", "name_en": "Furniture"}
    if code != "furniture":
        names = {"name_bn": f"{code} শিল্প", "name_en": f"{code.title()} craft"}
    return Trade.objects.get_or_create(code=code, defaults=names)[0]


def listed(
    office: Office | None = None,
    *,
    units: int = 10,
    price: int = 1250_00,
    costs: dict[str, int] | None = None,
    of: str = "furniture",
    title_bn: str = "কাঠের টুল",
    title_en: str = "",
) -> Listing:
    """List a product and make `units` of it; `costs` are those of the whole batch, in poisha."""
    office = office or selling.prison()
    listing = listings.add(
        by=boss(),
        office=office,
        trade=trade(of),
        texts={"title_bn": title_bn, "title_en": title_en or f"Wooden stool {next(_numbers)}"},
        price_poisha=price,
    )
    if units:
        selling.stock(listing.stockrecord, office, quantity=units, costs=costs)
    listing.refresh_from_db()
    return listing


def photograph(width: int = 900, height: int = 700, kind: str = "JPEG", **saved: Any) -> io.BytesIO:
    file = io.BytesIO()
    Image.effect_mandelbrot((width, height), (-2, -1, 1, 1), 40).convert("RGB").save(file, kind, **saved)
    file.seek(0)
    return file


def put(client: Client, listing: Listing, quantity: object = 1) -> Any:
    return client.post(f"/bn/shop/add/{listing.slug}/", {"quantity": str(quantity)})


def review(client: Client, **changed: str) -> Any:
    """Send the first step; the answer is the second, with its token and the total it shows."""
    return client.post("/bn/shop/checkout/", {**DETAILS, "step": "continue", **changed})


def agreed(second: Any, *, provider: str = "cash", **changed: str) -> dict[str, str]:
    form = second.context["form"]
    return {
        **DETAILS,
        "step": "place",
        "provider": provider,
        "terms": "on",
        "token": form["token"].value(),
        "shown": str(form["shown"].value()),
        **changed,
    }


def place(client: Client, *, provider: str = "cash", **changed: str) -> Any:
    return client.post("/bn/shop/checkout/", agreed(review(client, **changed), provider=provider, **changed))
