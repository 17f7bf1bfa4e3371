"""Under which addresses a product stands and stood: an address is one product's for good (ADR 0058)."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import access
from accounts.roles import Role
from bangla import slugs
from shop.storefront.models import Listing, ListingAddress

KEEPERS = (Role.WORKSHOP_RECORDER, Role.ADMINISTRATOR)
# The field holds 80; the number of a namesake follows.
LONGEST = 70


class Taken(ValidationError):
    """Another product holds the address, or held it once; the message says which."""


def at(slug: str) -> Listing | None:
    """Return the product that stands at an address, or stood there once: then its `slug` is another."""
    listed = Listing.objects.for_cards()
    return listed.filter(slug=slug).first() or listed.filter(addresses__slug=slug).first()


def suggested(title_en: str, title_bn: str) -> str:
    """Return the address that a product's name makes, as the form of a new one suggests it while it is typed."""
    return slugs.romanise(title_en) or slugs.romanise(title_bn) or "product"


def free(wanted: str) -> str:
    """Return an address that no product has or had: the wanted one, or that with the number of a namesake."""
    wanted = wanted[:LONGEST].strip("-")
    taken = set(ListingAddress.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    if wanted not in taken:
        return wanted
    numbers = (re.fullmatch(rf"{re.escape(wanted)}-([0-9]+)", slug) for slug in taken)
    return f"{wanted}-{max((int(found[1]) for found in numbers if found), default=1) + 1}"


def refuse_anothers(slug: str, *, than: Listing | None = None) -> None:
    """Raise Taken where an address is another product's than this one's."""
    held = ListingAddress.objects.filter(slug=slug).exclude(listing=than).select_related("listing__office")
    if found := held.first():
        raise Taken(_taken_by(found.listing))


def claim(listing: Listing) -> None:
    """Keep the address of a product for it for good; raises Taken."""
    kept, _is_new = ListingAddress.objects.get_or_create(slug=listing.slug, defaults={"listing": listing})
    if kept.listing_id != listing.pk:
        raise Taken(_taken_by(kept.listing))


def give(*, by: Any, listing: Listing, slug: str) -> None:
    """Let a product stand at another address; those that it had lead on to it. Raises Taken or PermissionDenied."""
    access.require(by, *KEEPERS, office=listing.office)
    if slug == listing.slug:
        return
    with transaction.atomic():
        refuse_anothers(slug, than=listing)
        moved = Listing.objects.get(pk=listing.pk)
        moved.slug = slug
        claim(moved)
        moved.save(update_fields=["slug"])
        type(listing.product).objects.filter(pk=listing.product_id).update(slug=slug)
    listing.slug = slug


def _taken_by(listing: Listing) -> str:
    refusal = _(
        "This address belongs to “%(product)s” of %(office)s, or did once, and leads there. Choose another."
    )
    return refusal % {"product": listing.title, "office": listing.office.name}
