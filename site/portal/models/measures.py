"""What a promise of the plan is measured by, and how far it was on which day. Rows of progress are only ever added.

A measure belongs to an initiative of the register by the key that its row keeps in both languages and through every
publication: progress is recorded without touching the plan's words.
"""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from language import spoken
from language.templatetags import language as words


class TargetOf(models.TextChoices):
    """A target that follows the register of offices instead of a number."""

    NUMBER = "", _("a number")
    PRISONS = "prisons", _("all prisons")
    CENTRAL = "central", _("all central prisons")


class Measure(models.Model):
    """Something that is counted towards an initiative, with what is to be reached by each horizon."""

    class CountedBy(models.TextChoices):
        HAND = "hand", _("headquarters, with evidence")
        SELLING = "selling", _("the system: prisons with goods in the shop")

    initiative = models.UUIDField(_("initiative"), db_index=True)
    sort_order = models.PositiveSmallIntegerField(_("place"), default=0)
    unit_bn = models.CharField(_("what is counted, in Bangla"), max_length=100)
    unit_en = models.CharField(_("what is counted, in English"), max_length=100)
    counted_by = models.CharField(
        _("counted by"), max_length=10, choices=CountedBy.choices, default=CountedBy.HAND
    )
    short_of = models.CharField(
        _("target of the short term"), max_length=8, choices=TargetOf.choices, blank=True
    )
    short_target = models.PositiveIntegerField(
        _("number, short term"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    middle_of = models.CharField(
        _("target of the middle term"), max_length=8, choices=TargetOf.choices, blank=True
    )
    middle_target = models.PositiveIntegerField(
        _("number, middle term"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    long_of = models.CharField(
        _("target of the long term"), max_length=8, choices=TargetOf.choices, blank=True
    )
    long_target = models.PositiveIntegerField(
        _("number, long term"), null=True, blank=True, validators=[MinValueValidator(1)]
    )

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        default_permissions = ()
        ordering = ["sort_order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(**{f"{horizon}_of": ""}) | Q(**{f"{horizon}_target__isnull": True}),
                name=f"a_{horizon}_target_is_a_number_or_follows_the_register",
            )
            for horizon in ("short", "middle", "long")
        ]

    def __str__(self) -> str:
        return self.unit

    @property
    def unit(self) -> str:
        return spoken.either(self.unit_bn, self.unit_en)


class Progress(models.Model):
    """How much was reached on a day, and what shows it. Never changed: an error is corrected by another row."""

    class How(models.TextChoices):
        RECORDED = "recorded", _("recorded by headquarters")
        COUNTED = "counted", _("counted by the system")
        # Rows that stood in the plan's page before each had its evidence.
        CARRIED = "carried", _("taken over from the plan")

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="progress", verbose_name=_("measure"))
    how = models.CharField(_("how"), max_length=10, choices=How.choices, default=How.RECORDED)
    reached = models.PositiveIntegerField(_("reached"))
    measured_on = models.DateField(_("counted on"))
    note_bn = models.CharField(_("words on it, in Bangla"), max_length=300, blank=True)
    note_en = models.CharField(_("words on it, in English"), max_length=300, blank=True)
    page = models.ForeignKey(
        "wagtailcore.Page", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("page")
    )
    document = models.ForeignKey(
        "publishing.PortalDocument",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document"),
    )
    address = models.URLField(_("address"), max_length=500, blank=True)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by", verbose_name=_("corrects")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("progress")
        verbose_name_plural = _("progress")
        default_permissions = ()
        ordering = ["measured_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(how="recorded")
                | Q(page__isnull=False)
                | Q(document__isnull=False)
                | ~Q(address=""),
                name="what_is_recorded_shows_its_evidence",
            ),
            models.CheckConstraint(
                condition=~Q(how="recorded") | Q(by__isnull=False), name="what_is_recorded_says_by_whom"
            ),
            models.UniqueConstraint(
                fields=["measure", "measured_on"],
                condition=Q(how="counted"),
                name="the_system_counts_once_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{words.number(self.reached)} ({words.day(self.measured_on)})"

    @property
    def note(self) -> str:
        return spoken.or_bangla(self.note_bn, self.note_en)
