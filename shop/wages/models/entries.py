"""Entries that people make by hand: the Jail Code's daily wage, adjustments, deductions. Always two people."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from publishing.models import private_storage


def paper_path(instance: models.Model, name: str) -> str:
    """Return where the paper behind an entry lies: its own name may name a person, so it is not kept."""
    suffix = ".pdf" if name.lower().endswith(".pdf") else ".bin"
    return f"wages/{uuid.uuid4().hex}{suffix}"


class Statute(models.Model):
    """A law by which something may be deducted. There is none until two people at headquarters enter one."""

    reference = models.CharField(_("reference"), max_length=200, unique=True)
    title_bn = models.CharField(_("title in Bangla"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("statute")
        verbose_name_plural = _("statutes")
        ordering = ["reference"]
        constraints = [
            models.CheckConstraint(condition=~Q(reference=""), name="a_statute_has_a_reference"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | Q(approved_by__isnull=False, approved_at__isnull=False) & ~Q(approved_by=F("recorded_by")),
                name="another_person_approves_a_statute",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class WageEntry(models.Model):
    """One entry on a maker's account made by hand: proposed by one, confirmed by another, then it stands."""

    class Kind(models.TextChoices):
        DAILY_WAGE = "daily_wage", _("Daily wage")
        ADJUSTMENT = "adjustment", _("Adjustment")
        DEDUCTION = "deduction", _("Deduction")

    class Reason(models.TextChoices):
        WRONG_HOURS = "wrong_hours", _("Hours or pieces were recorded wrongly")
        WRONG_COST = "wrong_cost", _("Costs of a batch were recorded wrongly")
        WRONG_MAKER = "wrong_maker", _("Another maker did the work")
        OLD_BALANCE = "old_balance", _("Balance brought over from the paper ledger")
        AUDIT = "audit", _("Finding of an audit")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        CONFIRMED = "confirmed", _("Confirmed")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    maker = models.ForeignKey("production.Maker", models.PROTECT, related_name="wage_entries")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    # Of an adjustment: whether it adds to the account or takes from it.
    adds = models.BooleanField(_("adds to the account"), default=True)
    poisha = models.BigIntegerField(_("amount in poisha"))
    # Of a daily wage: for how many days, from when to when, and what a day brought then.
    days = models.PositiveSmallIntegerField(_("days worked"), null=True, blank=True)
    daily_poisha = models.BigIntegerField(null=True, blank=True)
    start = models.DateField(_("from"), null=True, blank=True)
    end = models.DateField(_("to"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason.choices, blank=True)
    statute = models.ForeignKey(
        Statute, models.PROTECT, null=True, blank=True, related_name="entries", verbose_name=_("statute")
    )
    memo_number = models.CharField(_("memo number of the order"), max_length=120)
    document = models.FileField(
        _("the paper behind it"), upload_to=paper_path, storage=private_storage, blank=True, max_length=100
    )
    state = models.CharField(_("status"), max_length=10, choices=State.choices, default=State.PROPOSED)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    form_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    class Meta:
        verbose_name = _("wage entry")
        verbose_name_plural = _("wage entries")
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(poisha__gt=0), name="a_wage_entry_is_more_than_nothing"),
            models.CheckConstraint(condition=~Q(memo_number=""), name="a_wage_entry_cites_an_order"),
            models.CheckConstraint(
                condition=Q(kind="deduction", statute__isnull=False, adds=False)
                | ~Q(kind="deduction") & Q(statute__isnull=True),
                name="a_deduction_has_a_statute_and_nothing_else_has",
            ),
            models.CheckConstraint(
                condition=~Q(kind="adjustment") | ~Q(reason="") & ~Q(document=""),
                name="an_adjustment_has_a_reason_and_a_paper",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind="daily_wage",
                    adds=True,
                    days__gte=1,
                    daily_poisha__gte=1,
                    start__isnull=False,
                    end__gte=F("start"),
                    poisha=F("days") * F("daily_poisha"),
                )
                | ~Q(kind="daily_wage")
                & Q(days__isnull=True, daily_poisha__isnull=True, start__isnull=True, end__isnull=True),
                name="a_daily_wage_is_its_days_times_its_rate",
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_by__isnull=True, decided_at__isnull=True)
                | ~Q(state="proposed") & Q(decided_by__isnull=False, decided_at__isnull=False),
                name="a_wage_entry_is_decided_by_someone_at_an_instant",
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | ~Q(decided_by=F("proposed_by")),
                name="another_person_confirms_a_wage_entry",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"
