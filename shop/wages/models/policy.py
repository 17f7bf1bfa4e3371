"""The share policy: which part of a profit goes to the makers, from when on, by whose order.

The database itself keeps the law: see the constraints below and `guards`.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from language.templatetags import language as words
from shop.wages import rules

# The costs that `deduct_other_costs` speaks of (kinds of production's BatchCost).
OTHER_COSTS = frozenset({"power", "transport", "other"})

APPROVED = Q(approved_at__isnull=False) | Q(founding=True)


class SharePolicyQuerySet(models.QuerySet["SharePolicy"]):
    def approved(self) -> "SharePolicyQuerySet":
        return self.filter(APPROVED)


class SharePolicy(models.Model):
    """One decision on the share: proposed by one, approved by another, superseded and never changed.

    It counts for the whole country, for one prison or for one trade. `as_wider` ends a narrower scope: from
    its instant on the wider policy counts there, and its own rate counts nowhere.
    """

    class Rounding(models.TextChoices):
        HALF_UP = "half_up", _("to the nearest poisha, half a poisha up")
        UP = "up", _("up to the next poisha")
        DOWN = "down", _("down to the last whole poisha")

    class Bearer(models.TextChoices):
        PRISON = "prison", _("the prison that sold the goods")
        HQ = "hq", _("headquarters")

    rate_bp = models.PositiveSmallIntegerField(_("makers' share of the profit, in basis points"))
    deduct_materials = models.BooleanField(_("materials are deducted"), default=True)
    deduct_other_costs = models.BooleanField(_("power, transport and other costs are deducted"), default=True)
    deduct_delivery = models.BooleanField(_("delivery is deducted"), default=False)
    deduct_fee = models.BooleanField(_("the payment provider's fee is deducted"), default=False)
    # False: the makers' share is of the price before discounts, which the department bears alone.
    deduct_discounts = models.BooleanField(_("discounts are deducted"), default=True)
    rounding = models.CharField(
        _("rounding"), max_length=10, choices=Rounding.choices, default=Rounding.HALF_UP
    )
    return_days = models.PositiveSmallIntegerField(_("days within which goods may be returned"), default=7)
    # Who makes good what is refunded after it was paid out. Never a maker.
    refund_bearer = models.CharField(
        _("refunds after payout are borne by"),
        max_length=10,
        choices=Bearer.choices,
        default=Bearer.PRISON,
    )
    smallest_payout_poisha = models.BigIntegerField(_("smallest payout, in poisha"), default=100)
    in_force_from = models.DateTimeField(_("in force from"))
    scope_office = models.ForeignKey(
        "offices.Office",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="share_policies",
        verbose_name=_("for one prison"),
    )
    scope_trade = models.ForeignKey(
        "production.Trade",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="share_policies",
        verbose_name=_("for one trade"),
    )
    as_wider = models.BooleanField(_("ends the scope: as the wider policy"), default=False)
    memo_number = models.CharField(_("memo number of the order"), max_length=120)
    memo_on = models.DateField(_("date of the order"), null=True, blank=True)
    document = models.ForeignKey(
        settings.WAGTAILDOCS_DOCUMENT_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("the order, as a document"),
    )
    founding = models.BooleanField(default=False, editable=False)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("proposed by"),
    )
    proposed_at = models.DateTimeField(_("proposed at"))
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("approved by"),
    )
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    # A form that is sent twice carries the same key and proposes one policy.
    form_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    objects = SharePolicyQuerySet.as_manager()

    class Meta:
        verbose_name = _("share policy")
        verbose_name_plural = _("share policies")
        ordering = ["-in_force_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(rate_bp__gte=rules.LEAST_BP) & Q(rate_bp__lte=rules.MOST_BP),
                name="the_share_is_50_to_70_percent",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("proposed_by")),
                name="another_person_approves_a_policy",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | Q(approved_by__isnull=False, approved_at__isnull=False, approved_at__gte=F("proposed_at")),
                name="a_policy_is_approved_by_someone_at_an_instant",
            ),
            models.CheckConstraint(
                condition=Q(founding=True) | Q(in_force_from__gt=F("proposed_at")),
                name="a_policy_begins_after_it_was_proposed",
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True) | Q(in_force_from__gt=F("approved_at")),
                name="a_policy_begins_after_it_was_approved",
            ),
            models.CheckConstraint(
                condition=Q(
                    founding=True,
                    proposed_by__isnull=True,
                    approved_by__isnull=True,
                    scope_office__isnull=True,
                    scope_trade__isnull=True,
                    as_wider=False,
                )
                | Q(founding=False, proposed_by__isnull=False),
                name="only_the_founding_policy_is_nobodys_proposal",
            ),
            models.UniqueConstraint(
                fields=["founding"], condition=Q(founding=True), name="there_is_one_founding_policy"
            ),
            models.CheckConstraint(
                condition=Q(scope_office__isnull=True) | Q(scope_trade__isnull=True),
                name="a_policy_is_for_a_prison_or_a_trade_not_both",
            ),
            models.CheckConstraint(
                condition=Q(as_wider=False) | Q(scope_office__isnull=False) | Q(scope_trade__isnull=False),
                name="only_a_narrower_policy_can_be_as_the_wider",
            ),
            models.CheckConstraint(condition=~Q(memo_number=""), name="a_policy_cites_an_order"),
            models.CheckConstraint(
                condition=Q(refund_bearer__in=["prison", "hq"]), name="never_a_maker_bears_a_refund"
            ),
            models.CheckConstraint(
                condition=Q(smallest_payout_poisha__gte=1), name="the_smallest_payout_is_more_than_nothing"
            ),
            # Two that begin at one instant in one scope would leave open which is the newest.
            models.UniqueConstraint(
                fields=["in_force_from"],
                condition=APPROVED & Q(scope_office__isnull=True, scope_trade__isnull=True),
                name="one_national_policy_begins_at_an_instant",
            ),
            models.UniqueConstraint(
                fields=["scope_office", "in_force_from"],
                condition=Q(approved_at__isnull=False, scope_office__isnull=False),
                name="one_policy_of_a_prison_begins_at_an_instant",
            ),
            models.UniqueConstraint(
                fields=["scope_trade", "in_force_from"],
                condition=Q(approved_at__isnull=False, scope_trade__isnull=False),
                name="one_policy_of_a_trade_begins_at_an_instant",
            ),
        ]

    def __str__(self) -> str:
        return f"{words.percent(self.rate_bp)} · {self.memo_number}"

    @property
    def is_approved(self) -> bool:
        return self.founding or self.approved_at is not None

    @property
    def deducted_kinds(self) -> frozenset[str]:
        """Return the kinds of cost that are taken off the net price before the profit is shared."""
        kinds = frozenset({"materials"}) if self.deduct_materials else frozenset()
        if self.deduct_other_costs:
            kinds |= OTHER_COSTS
        if self.deduct_delivery:
            kinds |= {"delivery"}
        if self.deduct_fee:
            kinds |= {"fee"}
        return kinds
