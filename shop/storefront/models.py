"""What a buyer sees of a product: its words in two languages, its pictures, what a parcel costs."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Self

from django.core.files.storage import default_storage
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelsearch import index
from modelsearch.queryset import SearchableQuerySetMixin

from bangla import numbers
from language.spoken import active, preferred
from search import facts


def in_language(row: models.Model, field: str) -> str:
    """Return a text in the page's language, or in the other one while it is missing."""
    first, second = preferred()
    return getattr(row, f"{field}_{first}") or getattr(row, f"{field}_{second}")


def language_of(row: models.Model, field: str) -> str:
    """Return the language of the text that `in_language` returns, for the `lang` attribute around it."""
    first, second = preferred()
    return first if getattr(row, f"{field}_{first}") else second


class ListingQuerySet(SearchableQuerySetMixin, models.QuerySet["Listing"]):
    def public(self) -> Self:
        """Return what may be bought or looked at: not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def in_stock(self) -> Self:
        return self.annotate_left().filter(left__gt=0)

    def annotate_left(self) -> Self:
        """Add `left`: the units that nobody has reserved (Oscar's fresh rows hold NULL where we mean 0)."""
        held = Coalesce(F("stockrecord__num_allocated"), 0)
        in_stock = Coalesce(F("stockrecord__num_in_stock"), 0)
        return self.annotate(left=in_stock - held)

    def for_cards(self) -> Self:
        """Fetch what a card shows, in as many queries for a hundred cards as for one."""
        return self.select_related("office", "trade", "stockrecord").prefetch_related("pictures")


class Listing(index.Indexed, models.Model):
    """A product of one prison as the shop shows it. Price and stock lie in Oscar's stock record."""

    product = models.OneToOneField(
        "catalogue.Product", models.PROTECT, related_name="listing", verbose_name=_("product")
    )
    stockrecord = models.OneToOneField(
        "partner.StockRecord", models.PROTECT, related_name="listing", verbose_name=_("stock")
    )
    office = models.ForeignKey(
        "offices.Office", models.PROTECT, related_name="listings", verbose_name=_("prison")
    )
    trade = models.ForeignKey(
        "production.Trade", models.PROTECT, related_name="listings", verbose_name=_("trade")
    )
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    title_bn = models.CharField(_("name in Bangla"), max_length=120)
    title_en = models.CharField(_("name in English"), max_length=120)
    summary_bn = models.CharField(_("one sentence in Bangla"), max_length=240, blank=True)
    summary_en = models.CharField(_("one sentence in English"), max_length=240, blank=True)
    description_bn = models.TextField(_("description in Bangla"), max_length=4000, blank=True)
    description_en = models.TextField(_("description in English"), max_length=4000, blank=True)
    position = models.PositiveSmallIntegerField(_("place in the catalogue"), default=100)
    listed_at = models.DateTimeField(_("listed at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = ListingQuerySet.as_manager()

    search_fields = [
        index.SearchField("title_bn", boost=4),
        index.SearchField("title_en", boost=4),
        index.SearchField("summary_bn", boost=2),
        index.SearchField("summary_en", boost=2),
        index.SearchField("description_bn"),
        index.SearchField("description_en"),
        index.SearchField("made_where"),
        index.FilterField("withdrawn_at"),
        index.FilterField("office_id"),
        index.FilterField("trade_id"),
    ]

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        ordering = ["position", "-listed_at", "pk"]
        indexes = [models.Index(fields=["withdrawn_at", "position"], name="listings_as_shown")]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("listed_at")),
                name="a_listing_is_withdrawn_after_it_was_listed",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("shop:product", args=[self.slug])

    @classmethod
    def get_indexed_objects(cls) -> Any:
        return super().get_indexed_objects().select_related("office", "trade")

    @classmethod
    def search_facts(cls, objects: "Sequence[Listing]") -> dict[int, facts.Facts]:
        """Return by what the answers of the search are narrowed; its topic is its trade."""
        return {
            each.pk: facts.Facts(
                kind="product",
                office_id=each.office_id,
                topic=each.trade.code,
                is_public=each.withdrawn_at is None,
            )
            for each in objects
        }

    def made_where(self) -> str:
        """Return the prison's and the trade's names for the search index: many look for these."""
        names = (self.office.name_bn, self.office.name_en, self.trade.name_bn, self.trade.name_en)
        return " ".join(names)

    @property
    def title(self) -> str:
        return in_language(self, "title")

    @property
    def summary(self) -> str:
        return in_language(self, "summary")

    @property
    def description(self) -> str:
        return in_language(self, "description")

    @property
    def summary_language(self) -> str:
        return language_of(self, "summary")

    @property
    def description_language(self) -> str:
        return language_of(self, "description")

    @property
    def price_poisha(self) -> int:
        """Return today's price of one unit in poisha, VAT included."""
        return int((self.stockrecord.price or Decimal(0)) * 100)

    @property
    def units_left(self) -> int:
        """Return how many units nobody has reserved."""
        return max(0, (self.stockrecord.num_in_stock or 0) - (self.stockrecord.num_allocated or 0))

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def picture(self) -> "ListingPicture | None":
        """Return the first picture, without a query where pictures were prefetched."""
        return next(iter(self.pictures.all()), None)


class ListingAddress(models.Model):
    """An address that a product has or had: no other product ever gets it, and it leads to this one for good."""

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="addresses", verbose_name=_("product"))
    slug = models.SlugField(_("address"), max_length=80, unique=True)

    class Meta:
        verbose_name = _("address of a product")
        verbose_name_plural = _("addresses of products")

    def __str__(self) -> str:
        return self.slug


class ListingPicture(models.Model):
    """A picture of a product: only re-encoded copies exist, without what the camera wrote into them."""

    FORMATS = ("avif", "webp", "jpg")

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="pictures", verbose_name=_("product"))
    # The copies lie at <folder>/<width>.<format>; the folder's name is random and says nothing.
    folder = models.CharField(max_length=120, unique=True, editable=False)
    widths = models.JSONField(default=list, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    alt_bn = models.CharField(_("what the picture shows, in Bangla"), max_length=200)
    alt_en = models.CharField(_("what the picture shows, in English"), max_length=200)
    position = models.PositiveSmallIntegerField(_("place among the pictures"), default=0)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.alt

    @property
    def alt(self) -> str:
        return in_language(self, "alt")

    @property
    def url(self) -> str:
        """Return the address of the largest JPEG: what every browser shows."""
        return self.address(self.width, "jpg")

    def address(self, width: int, extension: str) -> str:
        return default_storage.url(f"{self.folder}/{width}.{extension}")

    def srcset(self, extension: str) -> str:
        return ", ".join(f"{self.address(width, extension)} {width}w" for width in self.widths)

    @property
    def avif(self) -> str:
        return self.srcset("avif")

    @property
    def webp(self) -> str:
        return self.srcset("webp")

    @property
    def jpeg(self) -> str:
        return self.srcset("jpg")


class DeliveryCharge(models.Model):
    """What one prison's parcel costs to send, and within how many days it is promised.

    Digital Commerce Operation Guidelines 2021: 5 days in the same city, 10 elsewhere.
    """

    class Zone(models.TextChoices):
        SAME_DISTRICT = "same_district", _("Within the prison's district")
        SAME_DIVISION = "same_division", _("Elsewhere in its division")
        ELSEWHERE = "elsewhere", _("To other divisions")

    zone = models.CharField(_("zone"), max_length=20, choices=Zone.choices, unique=True)
    charge_poisha = models.PositiveIntegerField(_("charge in poisha"))
    # What the courier takes of the prison. What it is above the charge the prison bears, and a share policy may
    # deduct it.
    cost_poisha = models.PositiveIntegerField(_("the courier's price in poisha"))
    days = models.PositiveSmallIntegerField(_("days to the door"))

    class Meta:
        verbose_name = _("delivery charge")
        verbose_name_plural = _("delivery charges")
        ordering = ["charge_poisha"]
        constraints = [
            models.CheckConstraint(
                condition=Q(days__gte=1, days__lte=10), name="a_parcel_is_promised_within_ten_days"
            ),
        ]

    def __str__(self) -> str:
        return self.get_zone_display()

    @property
    def charge(self) -> str:
        return numbers.taka(self.charge_poisha, active())

    @property
    def cost(self) -> str:
        return numbers.taka(self.cost_poisha, active())

    @property
    def borne_poisha(self) -> int:
        """Return what the way costs the prison beyond what the buyer pays."""
        return max(0, self.cost_poisha - self.charge_poisha)


# Django finds here what lies in a package of its own.
from shop.storefront.papers.models import IssuedPaper, PaperSeries  # noqa: E402, F401
