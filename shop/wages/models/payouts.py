"""Payouts: what an office pays to its makers on one day. Drafted by one, approved by another, sent, answered."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Payout(models.Model):
    """One run of an office. What became of each line after it was sent stands on the line."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        APPROVED = "approved", _("Approved")
        SENT = "sent", _("Sent")
        DISCARDED = "discarded", _("Discarded")

    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="payouts")
    on = models.DateField(_("day"))
    state = models.CharField(_("status"), max_length=10, choices=State.choices, default=State.DRAFT)
    poisha = models.BigIntegerField(_("total"))
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)
    discarded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    discarded_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("payout")
        verbose_name_plural = _("payouts")
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "on"],
                condition=~Q(state="discarded"),
                name="an_office_pays_out_once_a_day",
            ),
            models.CheckConstraint(condition=Q(poisha__gt=0), name="a_payout_pays_more_than_nothing"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("drafted_by")),
                name="another_person_approves_a_payout",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "sent"])
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="a_payout_is_approved_by_someone_at_an_instant",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_by__isnull=False, sent_at__isnull=False)
                | Q(sent_by__isnull=True, sent_at__isnull=True) & ~Q(state="sent"),
                name="a_payout_is_sent_by_someone_at_an_instant",
            ),
            models.CheckConstraint(
                condition=Q(state="discarded", discarded_by__isnull=False, discarded_at__isnull=False)
                | Q(discarded_by__isnull=True, discarded_at__isnull=True) & ~Q(state="discarded"),
                name="a_payout_is_discarded_by_someone_at_an_instant",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class PayoutLine(models.Model):
    """One maker's part of a payout. It settles or fails exactly once; no answer at all is `unknown`."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        UNKNOWN = "unknown", _("No answer yet")
        SETTLED = "settled", _("Settled")
        FAILED = "failed", _("Failed")
        WITHDRAWN = "withdrawn", _("Withdrawn with its payout")

    payout = models.ForeignKey(Payout, models.PROTECT, related_name="lines")
    maker = models.ForeignKey("production.Maker", models.PROTECT, related_name="payout_lines")
    poisha = models.BigIntegerField(_("amount in poisha"))
    state = models.CharField(_("status"), max_length=10, choices=State.choices, default=State.WAITING)
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=100, blank=True)  # the bank's code, never a name

    class Meta:
        verbose_name = _("line of a payout")
        verbose_name_plural = _("lines of a payout")
        ordering = ["payout", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["payout", "maker"], name="a_payout_pays_a_maker_once"),
            models.CheckConstraint(condition=Q(poisha__gt=0), name="a_payout_line_pays_more_than_nothing"),
            models.CheckConstraint(
                condition=~Q(state__in=["settled", "failed"]) | Q(answered_at__isnull=False),
                name="a_line_settles_or_fails_at_an_instant",
            ),
        ]
        indexes = [models.Index(fields=["state"], name="payout_lines_by_state")]

    def __str__(self) -> str:
        return f"{self.payout_id}/{self.pk}"


class PayoutPart(models.Model):
    """How much of which credit a line pays: credits are taken first in, first out."""

    line = models.ForeignKey(PayoutLine, models.PROTECT, related_name="parts")
    credit = models.ForeignKey("wages.Credit", models.PROTECT, related_name="payout_parts")
    poisha = models.BigIntegerField()

    class Meta:
        default_permissions = ()
        ordering = ["line", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["line", "credit"], name="a_line_pays_a_credit_once"),
            models.CheckConstraint(condition=Q(poisha__gt=0), name="a_part_pays_more_than_nothing"),
        ]

    def __str__(self) -> str:
        return f"{self.line_id}/{self.credit_id}"
