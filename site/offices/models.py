"""The register of offices: pages, workshops, stock, wages and rights all hang on it."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

# HQ → division → prison leaves one level spare for what a reform may bring.
DEEPEST = 3


class OfficeQuerySet(models.QuerySet["Office"]):
    def within(self, office: "Office") -> Self:
        """Return the office and all below it."""
        below = Q(pk=office.pk)
        for depth in range(1, DEEPEST + 1):
            below |= Q(**{"__".join(["parent"] * depth): office.pk})
        return self.filter(below)

    def prisons(self) -> Self:
        return self.filter(kind__in=Office.PRISONS)

    def open(self) -> Self:
        """Return the offices that have not been closed."""
        return self.filter(closed_on__isnull=True)


class Office(models.Model):  # type: ignore[django-manager-missing]  # pages far above point here
    """HQ, a divisional office or a prison. Offices, names and counts are data; a closed one keeps its history."""

    class Kind(models.TextChoices):
        HQ = "hq", _("Headquarters")
        DIVISION = "division", _("Divisional office")
        CENTRAL_PRISON = "central_prison", _("Central prison")
        DISTRICT_PRISON = "district_prison", _("District prison")

    class Rollout(models.TextChoices):
        """When the shop reaches a prison (letter of 10 March 2024: 12 pilots, 24 more, then all)."""

        PILOT = "pilot", _("Pilot")
        SECOND = "second", _("Second wave")
        LATER = "later", _("To come")

    PRISONS = (Kind.CENTRAL_PRISON, Kind.DISTRICT_PRISON)

    code = models.SlugField(_("code"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("office above")
    )
    name_bn = models.CharField(_("name in Bangla"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)
    division_code = models.SlugField(_("division"), max_length=40, blank=True)
    district_code = models.SlugField(_("district"), max_length=40, blank=True)
    address_bn = models.CharField(_("address in Bangla"), max_length=300, blank=True)
    address_en = models.CharField(_("address in English"), max_length=300, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    rollout_stage = models.CharField(_("shop stage"), max_length=10, choices=Rollout.choices, blank=True)
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="hq", parent__isnull=True) | (~Q(kind="hq") & Q(parent__isnull=False)),
                name="only_hq_stands_below_no_office",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True)
                | Q(opened_on__isnull=True)
                | Q(closed_on__gte=models.F("opened_on")),
                name="an_office_closes_after_it_opened",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Return the name in the language of the page."""
        return self.name_en if get_language() == "en" else self.name_bn

    @property
    def address(self) -> str:
        return (self.address_en if get_language() == "en" else self.address_bn) or self.address_bn

    @property
    def is_prison(self) -> bool:
        return self.kind in self.PRISONS

    def ancestors(self) -> list["Office"]:
        """Return the offices above, the highest first."""
        above: list[Office] = []
        office = self.parent
        while office is not None and len(above) < DEEPEST:
            above.insert(0, office)
            office = office.parent
        return above

    def scope_ids(self) -> set[int]:
        """Return the ids of this office and of all above it: whoever holds a right at one of them holds it here."""
        return {self.pk, *(office.pk for office in self.ancestors())}
