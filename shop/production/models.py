"""Who made what, where and at what cost.

A batch stands for units that were made together: their cost and their makers. What an inmate is called lies
apart, encrypted; everything else knows a random id.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

import secrecy
from language import spoken


def code_of(maker_id: uuid.UUID | str) -> str:
    """Return the short code by which staff tell makers apart: the first eight digits of the random id."""
    digits = str(maker_id)
    return f"{digits[:4]}-{digits[4:8]}".upper()


class Trade(models.Model):
    """A craft, such as handloom or furniture."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name_bn = models.CharField(_("name in Bangla"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120)

    class Meta:
        verbose_name = _("trade")
        verbose_name_plural = _("trades")
        ordering = ["code"]

    def __str__(self) -> str:
        return spoken.either(self.name_bn, self.name_en)


class Workshop(models.Model):
    """A place in a prison where one trade is followed (কারখানা)."""

    office = models.ForeignKey(
        "offices.Office", models.PROTECT, related_name="workshops", verbose_name=_("office")
    )
    trade = models.ForeignKey(Trade, models.PROTECT, related_name="workshops", verbose_name=_("trade"))
    name_bn = models.CharField(_("name in Bangla"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)

    class Meta:
        verbose_name = _("workshop")
        verbose_name_plural = _("workshops")
        ordering = ["office", "trade"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "trade", "name_en"], name="an_office_names_a_workshop_once"
            ),
        ]

    def __str__(self) -> str:
        return spoken.either(self.name_bn, self.name_en)


class Maker(models.Model):
    """A convict who works in an office's workshops, known by a random id and by nothing else."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    office = models.ForeignKey(
        "offices.Office", models.PROTECT, related_name="makers", verbose_name=_("office")
    )
    active = models.BooleanField(_("works here now"), default=True)

    class Meta:
        verbose_name = _("maker")
        verbose_name_plural = _("makers")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """Return the short code by which staff tell makers apart on screens: the id's first eight digits."""
        return code_of(self.id)


class MakerIdentity(models.Model):
    """What a maker is called, encrypted. Read only through `identities.read`, which asks why and notes it."""

    maker = models.OneToOneField(Maker, models.PROTECT, primary_key=True, related_name="identity")
    name = secrecy.EncryptedField()
    register_number = secrecy.EncryptedField()

    class Meta:
        # No admin screen, chooser or permission lists these rows.
        default_permissions = ()

    def __str__(self) -> str:
        return self.maker_id.hex[:8]


class IdentityReading(models.Model):
    """Who saw a maker's name, when and why. Never altered (see `guards`)."""

    maker = models.ForeignKey(Maker, models.PROTECT, related_name="readings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    why = models.CharField(max_length=300)

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=~Q(why=""), name="a_name_is_read_for_a_reason")]

    def __str__(self) -> str:
        return f"{self.maker_id} {self.at}"


class Batch(models.Model):
    """Units of a product made together. Recorded by one, confirmed by another; from then on its facts stand.

    `sold_quantity` are the units that sold lines have taken, `gone_quantity` those of them that have left the
    prison.
    """

    class State(models.TextChoices):
        RECORDED = "recorded", _("Recorded")
        CONFIRMED = "confirmed", _("Confirmed")

    class Measure(models.TextChoices):
        """What the makers' weights count."""

        HOURS = "hours", _("Hours worked")
        PIECES = "pieces", _("Pieces made")

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="batches", verbose_name=_("workshop"))
    stockrecord = models.ForeignKey(
        "partner.StockRecord", models.PROTECT, related_name="batches", verbose_name=_("product")
    )
    quantity = models.PositiveIntegerField(_("quantity"))
    started_on = models.DateField(_("begun on"))
    finished_on = models.DateField(_("finished on"))
    measure = models.CharField(_("makers' part by"), max_length=10, choices=Measure.choices)
    state = models.CharField(_("status"), max_length=10, choices=State.choices, default=State.RECORDED)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded at"))
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed by"),
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    sold_quantity = models.PositiveIntegerField(_("sold"), default=0)
    gone_quantity = models.PositiveIntegerField(_("gone"), default=0)
    # A form that is sent twice carries the same key and records one batch.
    form_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    class Meta:
        verbose_name = _("batch")
        verbose_name_plural = _("batches")
        ordering = ["-recorded_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="a_batch_has_units"),
            models.CheckConstraint(
                condition=Q(finished_on__gte=F("started_on")), name="a_batch_is_finished_after_it_began"
            ),
            models.CheckConstraint(
                condition=Q(gone_quantity__lte=F("sold_quantity")) & Q(sold_quantity__lte=F("quantity")),
                name="no_more_goes_than_is_sold_and_no_more_is_sold_than_made",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("recorded_by")),
                name="another_person_confirms_a_batch",
            ),
            models.CheckConstraint(
                condition=Q(
                    state="recorded", confirmed_by__isnull=True, confirmed_at__isnull=True, sold_quantity=0
                )
                | Q(state="confirmed", confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="a_batch_is_confirmed_by_someone_at_an_instant",
            ),
        ]
        indexes = [
            models.Index(
                fields=["stockrecord", "confirmed_at", "id"],
                condition=Q(state="confirmed") & Q(sold_quantity__lt=F("quantity")),
                name="batches_still_to_sell",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class BatchCost(models.Model):
    """What one kind of cost came to for a whole batch.

    `taken_poisha` is the part that the units taken so far carry; see `pieces` for the rule.
    """

    class Kind(models.TextChoices):
        MATERIALS = "materials", _("Materials")
        POWER = "power", _("Power")
        TRANSPORT = "transport", _("Transport")
        OTHER = "other", _("Other costs")

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="costs")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    poisha = models.BigIntegerField(_("amount in poisha"))
    taken_poisha = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["batch", "id"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "kind"], name="a_batch_has_one_cost_of_a_kind"),
            models.CheckConstraint(condition=Q(poisha__gt=0), name="a_cost_is_more_than_nothing"),
            models.CheckConstraint(
                condition=Q(taken_poisha__gte=0) & Q(taken_poisha__lte=F("poisha")),
                name="units_carry_no_more_than_their_batch_cost",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.kind}"


class BatchMaker(models.Model):
    """A maker's part in a batch: `weight` hours or pieces, in the order of the production record."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="makers")
    maker = models.ForeignKey(Maker, models.PROTECT, related_name="batches")
    weight = models.PositiveIntegerField(_("hours or pieces"))
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["batch", "position"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "maker"], name="a_maker_stands_once_in_a_batch"),
            models.UniqueConstraint(fields=["batch", "position"], name="a_batch_lists_one_maker_at_a_place"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="a_maker_of_a_batch_worked_on_it"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.maker_id}"
