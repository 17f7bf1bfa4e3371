"""What the demonstration sells: products, pictures, workshops, and the batches that fill the shelves."""

import datetime
import io
import random
from collections.abc import Sequence
from typing import Any

from django.db import transaction

import clock
from demonstration import catalogue, drawings, people, reading
from demonstration.progress import track
from offices.models import Office
from shop.production import batches
from shop.production.models import Batch, Maker, Trade, Workshop
from shop.storefront import listings
from shop.storefront.models import Listing, ListingAddress

SEED = 20261121
# How many days ago the batches of a product were finished, the oldest first.
FINISHED_DAYS_AGO = (205, 92)
# And those of a batch that waits for its second person.
WAITING_DAYS = 2
CLOSER_BN, CLOSER_EN = "কাছ থেকে দেখা: ", "Seen closely: "


def load() -> None:
    """List the products and make their batches, as the prisons' own staff would."""
    load_trades()
    standing = set(ListingAddress.objects.values_list("slug", flat=True))
    for position, product in enumerate(track("products", catalogue.in_order()), start=1):
        if product["slug"] not in standing:
            load_product(product, position)


def load_trades() -> None:
    for row in reading.read("trades")["trade"]:
        names = {"name_bn": row["name_bn"], "name_en": row["name_en"]}
        Trade.objects.get_or_create(code=row["code"], defaults=names)


@transaction.atomic
def load_product(product: dict[str, Any], position: int) -> Listing:
    office = Office.objects.get(code=product["office"])
    recorder = people.workshop_staff(office.code)
    trade = Trade.objects.get(code=product["trade"])
    with clock.set_to(clock.now() - datetime.timedelta(days=FINISHED_DAYS_AGO[0] + 1)):
        listing = listings.add(
            by=recorder,
            office=office,
            trade=trade,
            texts={name: product[name] for name in listings.TEXTS},
            price_poisha=catalogue.poisha(product["price"]),
            new_pictures=pictures_of(product),
            slug=product["slug"],
            position=position,
        )
    for place, quantity in enumerate(product["batches"]):
        confirm(record(product, listing, quantity, FINISHED_DAYS_AGO[place]))
    if "waiting" in product:
        record(product, listing, product["waiting"], WAITING_DAYS)
    return listing


def pictures_of(product: dict[str, Any]) -> list[listings.NewPicture]:
    name = product["drawing"]
    pictures = [
        listings.NewPicture(
            io.BytesIO(drawings.file_of(name)), f"{name}.jpg", product["alt_bn"], product["alt_en"]
        )
    ]
    if product.get("closer"):
        closer = io.BytesIO(drawings.file_of(name, closer=True))
        alts = (CLOSER_BN + product["alt_bn"], CLOSER_EN + product["alt_en"])
        pictures.append(listings.NewPicture(closer, f"{name}-closer.jpg", *alts))
    return pictures


def record(product: dict[str, Any], listing: Listing, quantity: int, days_ago: int) -> Batch:
    """Record a batch on the day on which it was finished."""
    finished = clock.now() - datetime.timedelta(days=days_ago)
    drawn = random.Random(f"{SEED}:{listing.slug}:{days_ago}")  # noqa: S311 (a story, no secret)
    measure = product.get("measure", "pieces")
    makers = workers_of(listing.office, product.get("workers", 3), drawn)
    with clock.set_to(finished):
        return batches.record(
            by=people.workshop_staff(listing.office.code),
            workshop=workshop_of(listing.office, listing.trade),
            stockrecord=listing.stockrecord,
            quantity=quantity,
            started_on=clock.today() - datetime.timedelta(days=drawn.randint(8, 30)),
            finished_on=clock.today(),
            costs={kind: catalogue.poisha(taka) * quantity for kind, taka in product["costs"].items()},
            makers=list(zip(makers, weights(measure, quantity, len(makers), drawn), strict=True)),
            measure=measure,
        )


def confirm(batch: Batch) -> None:
    """Confirm a batch on the next day, as another member of staff."""
    with clock.set_to(batch.recorded_at + datetime.timedelta(hours=20)):
        batches.confirm(by=people.office_staff(batch.workshop.office.code), batch=batch)


def workshop_of(office: Office, trade: Trade) -> Workshop:
    texts = next(row for row in reading.read("trades")["trade"] if row["code"] == trade.code)
    workshop, _new = Workshop.objects.get_or_create(
        office=office, trade=trade, name_en=texts["workshop_en"], defaults={"name_bn": texts["workshop_bn"]}
    )
    return workshop


def workers_of(office: Office, count: int, drawn: random.Random) -> Sequence[Maker]:
    return drawn.sample(list(Maker.objects.filter(office=office).order_by("pk")), count)


def weights(measure: str, quantity: int, count: int, drawn: random.Random) -> list[int]:
    """Return what each maker did: pieces that add up to the batch, or hours."""
    if measure == "hours":
        return [drawn.randint(24, 160) for _maker in range(count)]
    shares = [drawn.randint(2, 5) for _maker in range(count)]
    pieces = [max(1, quantity * share // sum(shares)) for share in shares]
    return [pieces[0] + quantity - sum(pieces), *pieces[1:]]
