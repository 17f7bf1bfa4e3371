"""Money that goes back to a buyer: what for, who agreed, and what the provider made of it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from shop.orders.models import CODE_LENGTH, Purchase, SoldLine
from shop.payments.models.attempts import PaymentAttempt
from shop.payments.models.disputes import Dispute

# After so many calls that failed a refund waits for a person.
MOST_TRIES = 10


class RefundQuerySet(models.QuerySet["Refund"]):
    def of_offices(self, offices: models.QuerySet) -> Self:
        """Return the refunds of orders to which one of these offices sold something."""
        return self.filter(purchase__lines__office__in=offices).distinct()

    def waiting(self) -> Self:
        """Return what a person must see to: agree to it, give it back by hand, or after the provider would not."""
        return self.filter(
            Q(state__in=[Refund.State.REQUESTED, Refund.State.FAILED])
            | Q(state=Refund.State.SUBMITTED, due_at__isnull=True)
            | Q(state=Refund.State.SUBMITTED, tries__gte=MOST_TRIES)
        )

    def free_of_disputes(self) -> Self:
        """Leave out what is not known at the provider and must not be sent: its payment is disputed (docs/adr/0026)."""
        disputed = Dispute.objects.filter(attempt=OuterRef("attempt"), state=Dispute.State.OPENED)
        return self.exclude(Q(Exists(disputed)) & Q(provider_reference=""))

    def under_way(self) -> Self:
        """Return what the buyer is owed and has not got, as far as we know."""
        return self.exclude(state__in=[Refund.State.SUCCEEDED, Refund.State.WITHDRAWN])


class Refund(models.Model):
    """One sum that goes back to the buyer, by the channel that was paid (DOMAIN.md, "The shop").

    In the state SUBMITTED it is also what is still to be said to the provider: its key was stored before the first
    call, and it is due until it has an answer.
    """

    class State(models.TextChoices):
        REQUESTED = "requested", _("To be approved")
        APPROVED = "approved", _("Approved")
        SUBMITTED = "submitted", _("On its way")
        SUCCEEDED = "succeeded", _("Paid back")
        FAILED = "failed", _("Refused by the provider")
        WITHDRAWN = "withdrawn", _("Not approved")

    class Reason(models.TextChoices):
        CANCELLED = "cancelled", _("Cancelled before it was sent")
        RETURNED = "returned", _("Sent back")
        FAULTY = "faulty", _("Faulty or damaged")
        NOT_DELIVERED = "not_delivered", _("Not delivered")
        GOODWILL = "goodwill", _("Goodwill")
        LATE = "late", _("Paid late, the goods were gone")
        TWICE = "twice", _("Paid twice")
        MISMATCH = "mismatch", _("Another amount than the order's")
        RISK = "risk", _("Not accepted, held for its risk")
        AT_PROVIDER = "at_provider", _("Made at the provider")
        DISPUTED = "disputed", _("Lost in a dispute")

    # Nothing was sold for it: the whole of an attempt's money goes back.
    OF_AN_ATTEMPT = (Reason.LATE, Reason.TWICE, Reason.MISMATCH, Reason.RISK)
    OPEN = (State.REQUESTED, State.APPROVED)

    purchase = models.ForeignKey(Purchase, models.PROTECT, related_name="refunds", verbose_name=_("order"))
    # Whose money goes back; none for what was paid in cash.
    attempt = models.ForeignKey(PaymentAttempt, models.PROTECT, null=True, blank=True, related_name="refunds")
    provider = models.CharField(_("way of payment"), max_length=CODE_LENGTH)
    state = models.CharField(_("state"), max_length=20, choices=State.choices)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason.choices)
    note = models.CharField(_("note"), max_length=200, blank=True)
    amount_poisha = models.BigIntegerField(_("amount"))
    currency = models.CharField(max_length=3, default="BDT")
    # Whether the goods can be sold again; those that never left the prison always can.
    sound = models.BooleanField(_("the goods are sound"), default=True)
    # Names the refund in the book's keys, and the form that asked for it: the same form twice is one refund.
    reference = models.CharField(max_length=43, unique=True)
    idempotency_key = models.CharField(max_length=64, unique=True)
    # Above the limit in force when it was asked for, a second person agrees; kept, because limits change.
    needs_approval = models.BooleanField(default=False)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("requested by")
    )
    requested_at = models.DateTimeField(_("requested at"))
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("approved by")
    )
    approved_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    # When the worker speaks to the provider next; empty where nothing is to be said.
    due_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    # How often it was asked for under this key: what a provider refuses the second time it may have made the first.
    calls = models.PositiveSmallIntegerField(default=0)
    provider_reference = models.CharField(max_length=200, blank=True)
    failure = models.CharField(max_length=100, blank=True)
    settled_at = models.DateTimeField(null=True)
    # Given back by hand: at the door's channel (cash), or where the provider refused.
    slip_number = models.CharField(_("number of the payment"), max_length=40, blank=True)
    paid_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("paid by")
    )

    objects = RefundQuerySet.as_manager()

    class Meta:
        verbose_name = _("refund")
        verbose_name_plural = _("refunds")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount_poisha__gt=0), name="a_refund_gives_something_back"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | Q(requested_by__isnull=True)
                | ~Q(approved_by=F("requested_by")),
                name="a_refund_is_approved_by_another_than_asked_for_it",
            ),
            models.CheckConstraint(
                condition=Q(needs_approval=False)
                | Q(state__in=["requested", "withdrawn"])
                | Q(approved_by__isnull=False, requested_by__isnull=False),
                name="a_large_refund_goes_out_only_approved",
            ),
            models.CheckConstraint(
                condition=Q(requested_by__isnull=False)
                | Q(
                    reason__in=[
                        "late",
                        "twice",
                        "mismatch",
                        "risk",
                        "at_provider",
                        "disputed",
                        "cancelled",
                    ]
                ),
                # What the system itself owes needs nobody's approval (MONEY.md, invariant 14).
                name="a_refund_that_nobody_asked_for_is_owed_by_itself",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["submitted", "succeeded", "failed"]) | Q(submitted_at__isnull=False),
                name="a_refund_on_its_way_says_since_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="succeeded") | Q(settled_at__isnull=False),
                name="a_refund_paid_back_says_when",
            ),
            # What a request gives is reckoned from what is left: of two open ones the second would be wrong.
            models.UniqueConstraint(
                fields=["purchase"],
                condition=Q(state__in=["requested", "approved"]),
                name="an_order_has_one_open_refund_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["attempt"],
                condition=Q(reason__in=["late", "twice", "mismatch", "risk"]),
                name="an_attempt_s_money_goes_back_once",
            ),
            models.UniqueConstraint(
                fields=["provider", "provider_reference"],
                condition=~Q(provider_reference=""),
                name="a_provider_s_refund_is_one_of_ours",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(state="submitted", due_at__isnull=False),
                name="refunds_still_to_say",
            )
        ]

    def __str__(self) -> str:
        return f"{self.purchase_id}: {self.reference}"

    @property
    def state_words(self) -> str:
        """Return the state for staff: what no provider is told waits for a person."""
        said = self.calls or self.due_at or self.provider_reference or self.failure
        waits = self.state == self.State.SUBMITTED and not said
        return str(_("To be paid by hand")) if waits else self.get_state_display()


class RefundUnits(models.Model):
    """Units of one line whose price a refund gives back."""

    refund = models.ForeignKey(Refund, models.CASCADE, related_name="units")
    line = models.ForeignKey(SoldLine, models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["refund", "line"], name="a_refund_names_a_line_once"),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="refunded_units_are_some"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.line_id}"


class RefundSum(models.Model):
    """What a refund gives back beside the price of units: the delivery paid, or goodwill of one prison."""

    class Kind(models.TextChoices):
        DELIVERY = "delivery", _("Delivery")
        GOODWILL = "goodwill", _("Goodwill")

    refund = models.ForeignKey(Refund, models.CASCADE, related_name="sums")
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    poisha = models.BigIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["refund", "office", "kind"], name="a_refund_names_a_sum_of_a_prison_once"
            ),
            models.CheckConstraint(condition=Q(poisha__gt=0), name="a_refunded_sum_is_something"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.office_id}"
