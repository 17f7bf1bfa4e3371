"""What was published of a quarter: written once, never changed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bangla import fiscal


class PublishedQuarter(models.Model):
    """A quarter's public figures as they were told, word for word (see `published`).

    They never change: the difference of two tellings would speak of single people. What is corrected later
    counts in the quarter of the correction. Where too few people earned, the row stands without figures.
    """

    fiscal_year = models.PositiveSmallIntegerField(_("the year in which the fiscal year begins"))
    number = models.PositiveSmallIntegerField(_("quarter"))
    content = models.JSONField()
    # Entries of the book up to this one were read; a later one counts in a later quarter, whatever its date.
    entries_to = models.BigIntegerField()
    published_at = models.DateTimeField(_("published at"))
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("published quarter")
        verbose_name_plural = _("published quarters")
        ordering = ["-fiscal_year", "-number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["fiscal_year", "number"], name="a_quarter_is_published_once"),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=4), name="a_fiscal_year_has_four_quarters"
            ),
            models.CheckConstraint(condition=~Q(sha256=""), name="a_published_quarter_has_a_digest"),
        ]

    def __str__(self) -> str:
        return str(self.quarter)

    @property
    def quarter(self) -> fiscal.Quarter:
        return fiscal.Quarter(fiscal.FiscalYear(self.fiscal_year), self.number)

    @property
    def code(self) -> str:
        """Return the quarter's name in addresses: "2026-2027-q1"."""
        return f"{self.fiscal_year}-{self.fiscal_year + 1}-q{self.number}"
