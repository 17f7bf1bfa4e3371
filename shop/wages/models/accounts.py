"""What stands behind a maker's account: each credit with what became of it, and the holds.

The book says how much stands where; these rows say of which sale it is, so that payouts take credits first in,
first out, and a refund knows what of a line had been paid out. `checks` compares the two.
"""

import datetime
import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class CreditQuerySet(models.QuerySet["Credit"]):
    def due(self, now: datetime.datetime) -> "CreditQuerySet":
        """Return what may be paid out from now on and still stands as pending."""
        return self.filter(released_at__isnull=True, release_at__lte=now)

    def in_turn(self) -> "CreditQuerySet":
        """Return credits in the order in which they are spent: first in, first out."""
        return self.order_by("credited_at", "pk")


class Credit(models.Model):
    """One maker's part of one entry: poisha = taken back + spent + what is still the maker's to be paid."""

    class Kind(models.TextChoices):
        SHARE = "share", _("Share of a sale")
        DAILY_WAGE = "daily_wage", _("Daily wage")
        ADJUSTMENT = "adjustment", _("Adjustment")

    maker = models.ForeignKey("production.Maker", models.PROTECT, related_name="credits")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    entry_key = models.CharField(max_length=200)
    line_ref = models.CharField(max_length=40, blank=True)
    # Who makes good what is refunded after it was paid out (policy.refund_bearer): a prison's code, or hq.
    bearer_code = models.CharField(max_length=40)
    poisha = models.BigIntegerField()
    credited_at = models.DateTimeField()
    release_at = models.DateTimeField()  # the end of the return window
    released_at = models.DateTimeField(null=True, blank=True)
    # Taken back by refunds, from the maker's own part.
    taken_back_poisha = models.BigIntegerField(default=0)
    # In a payout, paid out or deducted.
    spent_poisha = models.BigIntegerField(default=0)
    # Refunded after it was spent: an office bears it, never the maker.
    recoverable_poisha = models.BigIntegerField(default=0)

    objects = CreditQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["credited_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["entry_key", "maker"], name="an_entry_credits_a_maker_once"),
            models.CheckConstraint(condition=Q(poisha__gt=0), name="a_credit_is_more_than_nothing"),
            models.CheckConstraint(
                condition=Q(taken_back_poisha__gte=0, spent_poisha__gte=0)
                & Q(poisha__gte=F("taken_back_poisha") + F("spent_poisha")),
                name="no_more_leaves_a_credit_than_it_brought",
            ),
            models.CheckConstraint(
                condition=Q(recoverable_poisha__gte=0) & Q(recoverable_poisha__lte=F("spent_poisha")),
                name="an_office_bears_only_what_was_spent",
            ),
            models.CheckConstraint(
                condition=Q(spent_poisha=0) | Q(released_at__isnull=False),
                name="only_a_released_credit_is_spent",
            ),
        ]
        indexes = [
            models.Index(
                fields=["release_at", "entry_key"],
                condition=Q(released_at__isnull=True),
                name="credits_within_the_window",
            ),
            models.Index(
                fields=["maker", "credited_at", "id"],
                condition=Q(released_at__isnull=False)
                & Q(poisha__gt=F("taken_back_poisha") + F("spent_poisha")),
                name="credits_still_to_be_paid",
            ),
            models.Index(fields=["line_ref"], name="credits_of_a_line"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_key}/{self.maker_id}"

    @property
    def own_poisha(self) -> int:
        """Return what of the credit still stands on the maker's account, pending, available or held."""
        return self.poisha - self.taken_back_poisha - self.spent_poisha


class HoldQuerySet(models.QuerySet["Hold"]):
    def standing(self) -> "HoldQuerySet":
        return self.filter(lifted_at__isnull=True)


class Hold(models.Model):
    """Part of a maker's available wage set aside for a reason, until a day at the latest."""

    class Reason(models.TextChoices):
        COURT_ORDER = "court_order", _("Order of a court")
        INQUIRY = "inquiry", _("Inquiry under way")
        DISPUTED_WORK = "disputed_work", _("The work is disputed")
        TRANSFER = "transfer", _("Transfer to another prison")
        RELEASE = "release", _("Release is being prepared")

    maker = models.ForeignKey("production.Maker", models.PROTECT, related_name="holds")
    poisha = models.BigIntegerField(_("amount in poisha"))
    # What refunds took of it: the rest goes back when the hold ends.
    taken_poisha = models.BigIntegerField(default=0)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason.choices)
    memo_number = models.CharField(_("memo number of the order"), max_length=120)
    until = models.DateField(_("until"))  # the last day, in Dhaka
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)  # without `lifted_by`: its time was over
    form_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    objects = HoldQuerySet.as_manager()

    class Meta:
        verbose_name = _("hold")
        verbose_name_plural = _("holds")
        ordering = ["-placed_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(poisha__gt=0), name="a_hold_keeps_more_than_nothing"),
            models.CheckConstraint(
                condition=Q(taken_poisha__gte=0) & Q(taken_poisha__lte=F("poisha")),
                name="no_more_is_taken_from_a_hold_than_it_keeps",
            ),
            models.CheckConstraint(condition=~Q(memo_number=""), name="a_hold_cites_an_order"),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=False) | Q(lifted_by__isnull=True),
                name="a_hold_is_lifted_at_an_instant",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def left_poisha(self) -> int:
        return self.poisha - self.taken_poisha
