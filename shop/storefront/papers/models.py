"""Papers of sale as they were issued: their numbers and all that they say but the buyer."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.roles import Role
from bangla.fiscal import FiscalYear


class Kind(models.TextChoices):
    INVOICE = "invoice", _("Invoice")
    CHALLAN = "challan", _("Challan")
    CREDIT_NOTE = "credit_note", _("Credit note")


# What goes with the parcel and is asked for by whoever packs it.
OF_A_PARCEL = (Kind.CHALLAN, Kind.INVOICE)
PACKERS = (Role.PARCELS,)
READERS = (Role.ORDER_DESK, Role.FINANCE, Role.AUDITOR)


class PaperSeries(models.Model):
    """The last serial that one prison gave in a fiscal year to papers of one kind: see `numbering`."""

    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    # The year in which it begins: 2026 for July 2026 to June 2027.
    fiscal_year = models.PositiveSmallIntegerField()
    last_serial = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["fiscal_year", "office", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "kind", "fiscal_year"],
                name="a_prison_counts_a_kind_of_paper_once_in_a_year",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.office_id} {self.fiscal_year}"


class IssuedPaperQuerySet(models.QuerySet["IssuedPaper"]):
    def for_user(self, user: object) -> Self:
        """Return what the user may open: who packs, the papers of parcels; the desk, finance and auditors, all."""
        packed = Q(office__in=access.offices_for(user, *PACKERS), kind__in=OF_A_PARCEL)
        return self.filter(packed | Q(office__in=access.offices_for(user, *READERS)))


class IssuedPaper(models.Model):
    """An invoice, a challan or a credit note of one prison for its parcel. It never changes.

    Of a parcel from which something was taken before it left, the last challan is the one that went with it.

    Whom it is for stands in the order alone, and is masked with it; goods, sums and the seller stand here as they
    were, in both languages.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    office = models.ForeignKey(
        "offices.Office", models.PROTECT, related_name="issued_papers", verbose_name=_("prison")
    )
    fiscal_year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    # As printed: the office's code may change, the paper in somebody's hand does not.
    number = models.CharField(_("number"), max_length=80, unique=True)
    consignment = models.ForeignKey("fulfilment.Consignment", models.PROTECT, related_name="papers")
    # Of a credit note: what it gives back.
    refund = models.ForeignKey("payments.Refund", models.PROTECT, null=True, related_name="papers")
    issued_at = models.DateTimeField(_("issued at"))
    # Names the paper to whoever holds it: in the QR and below it.
    code = models.CharField(max_length=20, unique=True)
    facts = models.JSONField()
    total_poisha = models.BigIntegerField(_("total"))

    objects = IssuedPaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper of sale")
        verbose_name_plural = _("papers of sale")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "kind", "fiscal_year", "serial"],
                name="a_serial_is_given_once_in_its_series",
            ),
            models.UniqueConstraint(
                fields=["consignment", "kind"],
                condition=Q(kind="invoice"),
                name="a_parcel_has_one_invoice",
            ),
            models.UniqueConstraint(
                fields=["refund", "consignment"], name="a_refund_has_one_credit_note_of_a_prison"
            ),
            models.CheckConstraint(
                condition=Q(kind="credit_note", refund__isnull=False)
                | (~Q(kind="credit_note") & Q(refund__isnull=True)),
                name="a_credit_note_and_no_other_paper_is_of_a_refund",
            ),
            models.CheckConstraint(condition=Q(serial__gte=1), name="papers_are_counted_from_one"),
            models.CheckConstraint(condition=Q(total_poisha__gte=0), name="a_paper_is_of_nothing_or_more"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def year(self) -> FiscalYear:
        return FiscalYear(self.fiscal_year)
