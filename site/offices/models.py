"""The register of offices: pages, workshops, stock, wages and rights all hang on it."""

import datetime
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _

import clock
from language import sorting, spoken
from language.templatetags import language as words

# HQ → division → prison leaves one level spare for what a reform may bring.
DEEPEST = 3


def not_closed(on: datetime.date, path: str = "") -> Q:
    """Return the condition under which an office has not closed by a day; `path` leads to it, such as `office__`."""
    return Q(**{f"{path}closed_on__isnull": True}) | Q(**{f"{path}closed_on__gt": on})


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
        """Return the offices that have not closed by today."""
        return self.filter(not_closed(clock.today()))

    def standing(self, on: datetime.date) -> Self:
        """Return the offices that stand open on a day; one without a day of opening always did."""
        return self.filter(Q(opened_on__isnull=True) | Q(opened_on__lte=on), not_closed(on))

    def by_name(self) -> Self:
        """Return headquarters, the divisional offices, then the prisons, each sort by name as the page's language does."""
        ranks = [When(kind=kind, then=Value(rank)) for rank, kind in enumerate(Office.Kind.values)]
        return self.order_by(Case(*ranks), sorting.by("name"), "code")


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
        return spoken.either(self.name_bn, self.name_en)

    @property
    def address(self) -> str:
        return spoken.or_bangla(self.address_bn, self.address_en)

    @property
    def is_prison(self) -> bool:
        return self.kind in self.PRISONS

    def is_closed(self, on: datetime.date) -> bool:
        """Return whether the office has closed by a day."""
        return self.closed_on is not None and self.closed_on <= on

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


class Holiday(models.Model):
    """A day on which offices do not work. Deadlines are counted by these rows; one that does not hold is cancelled."""

    on = models.DateField(_("date"))
    name_bn = models.CharField(_("name in Bangla"), max_length=150)
    name_en = models.CharField(_("name in English"), max_length=150)
    is_estimate = models.BooleanField(
        _("subject to the moon"),
        default=False,
        help_text=_("The day is expected; correct it when the moon has been seen."),
    )
    is_cancelled = models.BooleanField(
        _("does not hold"), default=False, help_text=_("Offices work on this day after all.")
    )

    class Meta:
        verbose_name = _("public holiday")
        verbose_name_plural = _("public holidays")
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["on", "name_bn"], name="a_holiday_stands_once_on_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.name} ({words.day(self.on)})"

    @property
    def name(self) -> str:
        return spoken.either(self.name_bn, self.name_en)


class WorkingWeek(models.Model):
    """Which days of the week are free. One row, laid by a migration: Friday and Saturday."""

    class Day(models.IntegerChoices):
        """As `date.weekday` counts."""

        SUNDAY = 6, _("Sunday")
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")

    weekend = models.JSONField(
        _("weekend"), help_text=_("The days of each week on which offices do not work.")
    )

    class Meta:
        verbose_name = _("working week")
        verbose_name_plural = _("working week")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="there_is_one_working_week")]

    def __str__(self) -> str:
        return ", ".join(str(self.Day(day).label) for day in sorted(self.weekend))

    def clean(self) -> None:
        if not isinstance(self.weekend, list) or not set(self.weekend) < set(self.Day.values):
            raise ValidationError({"weekend": _("Choose days of the week, and leave one to work on.")})
