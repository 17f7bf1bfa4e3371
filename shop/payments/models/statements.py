"""What two people state because no provider and no file tells it: what became of a refund, what came to our bank."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

import clock
from accounts.models import User
from shop.orders.models import CODE_LENGTH
from shop.payments.models.refunds import Refund

STATED_BY_TWO = Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("recorded_by"))
CONFIRMED_WHOLLY = Q(confirmed_by__isnull=True, confirmed_at__isnull=True) | Q(
    confirmed_by__isnull=False, confirmed_at__isnull=False
)
WITHDRAWN_WHOLLY = Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True) | Q(
    withdrawn_by__isnull=False, withdrawn_at__isnull=False, confirmed_by__isnull=True
)


class StatementQuerySet(models.QuerySet["Statement"]):
    def open(self) -> Self:
        """Return what one person has recorded and nobody confirmed or took back."""
        return self.filter(confirmed_at__isnull=True, withdrawn_at__isnull=True)

    def confirmed(self) -> Self:
        return self.filter(confirmed_at__isnull=False)


class Statement(models.Model):
    """Recorded by one person, confirmed by another: only then anything moves. Nothing of it is changed later."""

    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded at"))
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("confirmed by")
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("withdrawn by")
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_open(self) -> bool:
        return self.confirmed_at is None and self.withdrawn_at is None

    def note_confirmed(self, by: User) -> None:
        self.confirmed_by, self.confirmed_at = by, clock.now()
        self.save(update_fields=["confirmed_by", "confirmed_at"])

    def note_withdrawn(self, by: User) -> None:
        self.withdrawn_by, self.withdrawn_at = by, clock.now()
        self.save(update_fields=["withdrawn_by", "withdrawn_at"])


class LostAnswer(Statement):
    """What a person saw at the provider of a refund whose answer was lost: that it was made there, or was not."""

    refund = models.ForeignKey(Refund, models.PROTECT, related_name="lost_answers")
    was_made = models.BooleanField()
    # The provider's name for the refund as its own pages show it.
    reference = models.CharField(_("the provider's number of the refund"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=STATED_BY_TWO, name="a_lost_answer_is_confirmed_by_another_than_recorded_it"
            ),
            models.CheckConstraint(
                condition=CONFIRMED_WHOLLY, name="a_confirmed_lost_answer_says_who_and_when"
            ),
            models.CheckConstraint(condition=WITHDRAWN_WHOLLY, name="a_confirmed_lost_answer_stays"),
            models.CheckConstraint(
                condition=Q(was_made=False) | ~Q(reference=""), name="a_refund_found_made_has_its_number"
            ),
            models.UniqueConstraint(
                fields=["refund"],
                condition=Q(confirmed_at__isnull=True, withdrawn_at__isnull=True),
                name="of_a_refund_one_answer_waits_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.refund_id}: {self.was_made}"


class SlipSettlement(Statement):
    """What a provider paid to our bank, by the bank's slip: for payouts that no file of the provider tells."""

    provider = models.CharField(_("way of payment"), max_length=CODE_LENGTH)
    poisha = models.BigIntegerField(_("amount"))
    # What was kept back of it, or what an exchange into taka cost; 0 where nothing is known.
    fee_poisha = models.BigIntegerField(_("fee"), default=0)
    slip_number = models.CharField(_("bank slip number"), max_length=40)
    on = models.DateField(_("day"))

    class Meta:
        verbose_name = _("settlement by slip")
        verbose_name_plural = _("settlements by slip")
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=STATED_BY_TWO, name="a_settlement_is_confirmed_by_another_than_recorded_it"
            ),
            models.CheckConstraint(
                condition=CONFIRMED_WHOLLY, name="a_confirmed_settlement_says_who_and_when"
            ),
            models.CheckConstraint(condition=WITHDRAWN_WHOLLY, name="a_confirmed_settlement_stays"),
            models.CheckConstraint(
                condition=Q(poisha__gt=0, fee_poisha__gte=0), name="a_settlement_is_of_something"
            ),
            models.CheckConstraint(condition=~Q(slip_number=""), name="a_settlement_has_its_slip"),
            # A slip is the bank's: it settles one payout, whichever provider it is of.
            models.UniqueConstraint(
                fields=["slip_number"],
                condition=Q(withdrawn_at__isnull=True),
                name="a_slip_settles_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.on}"
