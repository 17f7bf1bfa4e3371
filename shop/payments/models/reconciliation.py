"""What was compared each day between providers, orders and the book, where they differed, and what was tried again."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from shop.orders.models import CODE_LENGTH

# Stands in an index for an amount that is not there: to a database two of those are never the same.
NOTHING = -(2**62)


class ReconciledDay(models.Model):
    """One day of Dhaka compared for one provider: the sums as they stood when it was last asked."""

    provider = models.CharField(max_length=CODE_LENGTH)
    on = models.DateField()
    # When a worker last began, so that a provider that does not answer is not asked at every turn.
    tried_at = models.DateTimeField(null=True)
    # Of what instant the sums and the breaks tell; empty until a provider has answered.
    asked_at = models.DateTimeField(null=True)
    # {"payments": {"theirs": poisha or null, "ours": …, "booked": …}, "refunds": …}: of the day, signed as our balance.
    sums = models.JSONField(default=dict)

    class Meta:
        ordering = ["-on", "provider"]
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "on"], name="a_provider_s_day_is_compared_in_one_row"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.on}"


class BreakQuerySet(models.QuerySet["Break"]):
    def standing(self) -> Self:
        """Return the breaks that nobody has explained and that have not gone by themselves."""
        return self.filter(settled_at__isnull=True, explained_at__isnull=True)


class Break(models.Model):
    """Something on which a provider, our orders and the book do not agree; listed until it is gone or explained.

    Amounts are signed as our balance with the provider: what came in is above zero. Other amounts are another break.
    """

    class Kind(models.TextChoices):
        ONLY_THERE = "only_there", _("Only the provider knows it")
        ONLY_HERE = "only_here", _("The provider does not know it")
        AMOUNT = "amount", _("Another amount at the provider")
        BOOK = "book", _("Another amount in the book")
        FEE = "fee", _("Another fee at the provider")
        ENTRY = "entry", _("An entry without its cause")

    provider = models.CharField(_("way of payment"), max_length=CODE_LENGTH)
    on = models.DateField(_("day"))
    kind = models.CharField(_("what differs"), max_length=12, choices=Kind.choices)
    # The provider's name for what moved, or the entry's key: never a buyer's.
    reference = models.CharField(_("reference"), max_length=200)
    order_number = models.CharField(_("order number"), max_length=20, blank=True)
    theirs_poisha = models.BigIntegerField(_("at the provider"), null=True)
    ours_poisha = models.BigIntegerField(_("in the orders"), null=True)
    booked_poisha = models.BigIntegerField(_("in the book"), null=True)
    found_at = models.DateTimeField(_("found at"))
    last_seen_at = models.DateTimeField(_("last seen at"))
    # Gone when it was looked for again: the notice had come later.
    settled_at = models.DateTimeField(_("settled by itself at"), null=True)
    explained_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("explained by")
    )
    explained_at = models.DateTimeField(_("explained at"), null=True)
    note = models.CharField(_("explanation"), max_length=500, blank=True)

    objects = BreakQuerySet.as_manager()

    class Meta:
        verbose_name = _("break")
        verbose_name_plural = _("breaks")
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(
                "provider",
                "on",
                "kind",
                "reference",
                *(
                    Coalesce(F(field), Value(NOTHING, models.BigIntegerField()))
                    for field in ("theirs_poisha", "ours_poisha", "booked_poisha")
                ),
                name="a_break_is_listed_once",
            ),
            models.CheckConstraint(
                condition=Q(explained_at__isnull=True, explained_by__isnull=True, note="")
                | (Q(explained_at__isnull=False, explained_by__isnull=False) & ~Q(note="")),
                name="an_explained_break_says_who_when_and_why",
            ),
            models.CheckConstraint(
                condition=Q(theirs_poisha__isnull=False)
                | Q(ours_poisha__isnull=False)
                | Q(booked_poisha__isnull=False),
                name="a_break_is_about_an_amount",
            ),
        ]
        indexes = [
            models.Index(
                fields=["provider", "on"],
                condition=Q(settled_at__isnull=True, explained_at__isnull=True),
                name="breaks_still_standing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.on} {self.kind} {self.reference}"


class Replay(models.Model):
    """That somebody had a dead letter tried again: what, who, when, and of what it had died. Never changed."""

    kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    # The class of the error alone: what a server answers quotes addresses.
    failure = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["kind", "subject_id"], name="replays_of_a_subject")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"
