"""What prisons do with their products: list, describe, price, withdraw. Stock is not theirs to type."""

import dataclasses
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

import clock
from accounts import access
from offices.models import Office
from shop.checkout import goods
from shop.production.models import Trade
from shop.storefront import addresses, pictures
from shop.storefront.models import Listing, ListingPicture

KEEPERS = addresses.KEEPERS
TEXTS = ("title_bn", "title_en", "summary_bn", "summary_en", "description_bn", "description_en")
# Ten lakh taka: above it a price is a slip of the hand.
HIGHEST_POISHA = 1_000_000 * 100


class Refused(ValidationError):
    """The change is against a rule of the shop; the message says which."""


@dataclasses.dataclass(frozen=True)
class NewPicture:
    """A picture to be checked, stripped and published: an open binary file, its name, and what it shows."""

    file: IO[bytes]
    name: str
    alt_bn: str
    alt_en: str


def add(
    *,
    by: Any,
    office: Office,
    trade: Trade,
    texts: Mapping[str, str],
    price_poisha: int,
    new_pictures: Sequence[NewPicture] = (),
    slug: str = "",
    position: int = 100,
) -> Listing:
    """List a new product of a prison, without stock, and return it.

    `texts` holds title_bn and title_en, and may hold summaries and descriptions; `price_poisha` is for
    one unit, VAT included; without a `slug` its name makes its address. Raises Refused, addresses.Taken,
    pictures.Refused or PermissionDenied.
    """
    access.require(by, *KEEPERS, office=office)
    if not office.is_prison:
        raise Refused(_("Only a prison has products."))
    _check_price(price_poisha)
    _check_texts(texts)
    # Decoding a picture takes time: it is done before the transaction begins.
    for new in new_pictures:
        pictures.read(new.file, name=new.name)
    try:
        listing = _create(office, trade, texts, price_poisha, slug, position)
    except IntegrityError:
        # A namesake was listed in the same moment: which address is free is asked once more.
        listing = _create(office, trade, texts, price_poisha, slug, position)
    for new in new_pictures:
        add_picture(by=by, listing=listing, new=new)
    return listing


def describe(*, by: Any, listing: Listing, texts: Mapping[str, str], trade: Trade | None = None) -> Listing:
    """Change a product's words, and its trade where one is given; its address stays."""
    access.require(by, *KEEPERS, office=listing.office)
    _check_texts({**{name: getattr(listing, name) for name in TEXTS}, **texts})
    with transaction.atomic():
        for name in TEXTS:
            if name in texts:
                setattr(listing, name, texts[name].strip())
        if trade is not None:
            listing.trade = trade
        listing.save(update_fields=[*TEXTS, "trade"])
        type(listing.product).objects.filter(pk=listing.product_id).update(title=listing.title_bn)
    return listing


def set_price(*, by: Any, listing: Listing, price_poisha: int) -> None:
    """Set the price of one unit, in poisha. One column is written: a price never touches the stock."""
    access.require(by, *KEEPERS, office=listing.office)
    _check_price(price_poisha)
    stockrecords = type(listing.stockrecord).objects
    stockrecords.filter(pk=listing.stockrecord_id).update(price=_taka(price_poisha))
    listing.stockrecord.price = _taka(price_poisha)


@transaction.atomic
def withdraw(*, by: Any, listing: Listing) -> None:
    """Take a product off the shop. What was ordered of it stays ordered."""
    access.require(by, *KEEPERS, office=listing.office)
    Listing.objects.filter(pk=listing.pk, withdrawn_at__isnull=True).update(withdrawn_at=clock.now())
    _show(listing, shown=False)


@transaction.atomic
def restore(*, by: Any, listing: Listing) -> None:
    """Put a withdrawn product back on the shop."""
    access.require(by, *KEEPERS, office=listing.office)
    Listing.objects.filter(pk=listing.pk).update(withdrawn_at=None)
    _show(listing, shown=True)


def add_picture(*, by: Any, listing: Listing, new: NewPicture) -> ListingPicture:
    """Publish a picture of a product; raises pictures.Refused."""
    access.require(by, *KEEPERS, office=listing.office)
    return pictures.add(listing=listing, file=new.file, name=new.name, alt_bn=new.alt_bn, alt_en=new.alt_en)


def remove_picture(*, by: Any, picture: ListingPicture) -> None:
    """Take a picture of a product off the site, with its copies."""
    access.require(by, *KEEPERS, office=picture.listing.office)
    pictures.remove(picture=picture)


@transaction.atomic
def _create(
    office: Office, trade: Trade, texts: Mapping[str, str], price_poisha: int, slug: str, position: int
) -> Listing:
    products = _related("product")
    stockrecords = _related("stockrecord")
    partners = _related("partner", stockrecords)
    classes = _related("product_class", products)
    kind, _new = classes.objects.get_or_create(name="Product", defaults={"track_stock": True})
    partner, _new = partners.objects.get_or_create(code=office.code, defaults={"name": office.name_bn})
    if slug:
        addresses.refuse_anothers(slug)
    address = slug or addresses.free(addresses.suggested(texts["title_en"], texts["title_bn"]))
    product = products.objects.create(
        product_class=kind, title=texts["title_bn"], slug=address, is_public=True, structure="standalone"
    )
    stockrecord = stockrecords.objects.create(
        product=product,
        partner=partner,
        partner_sku=address,
        price_currency="BDT",
        price=_taka(price_poisha),
        num_in_stock=0,
        num_allocated=0,
    )
    listing = Listing.objects.create(
        product=product,
        stockrecord=stockrecord,
        office=office,
        trade=trade,
        slug=address,
        position=position,
        listed_at=clock.now(),
        **{name: texts.get(name, "").strip() for name in TEXTS},
    )
    addresses.claim(listing)
    return listing


def _related(field: str, model: type[models.Model] = Listing) -> Any:
    """Return the model behind a foreign key: Oscar's models are reached without its loader."""
    return model._meta.get_field(field).related_model


def _show(listing: Listing, *, shown: bool) -> None:
    listing.refresh_from_db(fields=["withdrawn_at"])
    type(listing.product).objects.filter(pk=listing.product_id).update(is_public=shown)
    listing.save(update_fields=["withdrawn_at"])  # tells the search index


def _check_price(price_poisha: int) -> None:
    if not 100 <= price_poisha <= HIGHEST_POISHA:
        raise Refused(_("The price must lie between 1 and 10,00,000 taka."))


def _check_texts(texts: Mapping[str, str]) -> None:
    if not texts.get("title_bn", "").strip() or not texts.get("title_en", "").strip():
        raise Refused(_("The product needs a name in Bangla and in English."))


def _taka(poisha: int) -> Decimal:
    return Decimal(poisha) / 100


def titles(product_ids: Collection[int]) -> dict[int, goods.Titles]:
    """Return the names of products in both languages, in one query (`shop.checkout.goods` asks)."""
    rows = Listing.objects.filter(product_id__in=product_ids).values_list(
        "product_id", "title_bn", "title_en"
    )
    return {product_id: goods.Titles(bn, en) for product_id, bn, en in rows}
