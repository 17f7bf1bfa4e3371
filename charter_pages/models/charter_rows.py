"""The rows of charters: services, expectations and levels of redress, of an office and of headquarters' masters."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from charter_pages.models.officers import Post
from charter_pages.official_form import help_of
from charter_pages.panels import StandsFor
from publishing.rows import Row


class ServiceRow(Row):
    """The guideline's columns of a service, but for who answers for it. Abstract.

    A time limit and a price are kept as figures where they are figures, so that they can be compared,
    counted and put into words of either language; words beside them are kept as they were written.
    """

    class Section(models.TextChoices):
        CITIZEN = "citizen", _("Citizen services")
        INSTITUTIONAL = "institutional", _("Institutional services")
        INTERNAL = "internal", _("Internal services")

    class Task(models.TextChoices):
        """What a citizen comes for: the row is found by it from the office's page and from home."""

        VISIT = "visit", _("Visit a prisoner")
        PC_CASH = "pc-cash", _("Pay into the PC account")
        VAKALATNAMA = "vakalatnama", _("Have a vakalatnama signed")
        RELEASE = "release", _("Release")
        TREATMENT = "treatment", _("Treatment")
        COMPLAINT = "complaint", _("Complain")

    class Time(models.TextChoices):
        AT_ONCE = "at_once", _("At once")
        HOURS = "hours", _("Hours")
        WORKING_DAYS = "working_days", _("Working days")
        WORDS = "words", _("In words")

    class Fee(models.TextChoices):
        FREE = "free", _("Free")
        MONEY = "money", _("Money")
        WORDS = "words", _("In words")

    # Figures that a time limit counts by; without one these kinds say nothing.
    COUNTED = (Time.HOURS, Time.WORKING_DAYS)

    section = models.CharField(_("table"), max_length=20, choices=Section.choices, default=Section.CITIZEN)
    number = models.CharField(
        _("serial"),
        max_length=12,
        blank=True,
        help_text=_("Left empty, it is counted. As printed: 1, 2, or (a), (b) for a part of a service."),
    )
    is_part = models.BooleanField(_("is a part of the service above it"), default=False)
    task = models.CharField(_("what a citizen comes for"), max_length=20, choices=Task.choices, blank=True)
    name = models.CharField(_("name of the service"), max_length=300)
    method = models.TextField(_("how it is given"), blank=True)
    papers = models.TextField(_("papers needed, and where to get them"), blank=True)
    fee_kind = models.CharField(_("price"), max_length=10, choices=Fee.choices, default=Fee.WORDS)
    fee_poisha = models.PositiveBigIntegerField(_("amount in poisha"), null=True, blank=True)
    fee = models.TextField(
        _("price, and how it is paid"),
        blank=True,
        help_text=_("Beside the amount: how and where it is paid."),
    )
    time_kind = models.CharField(_("time limit"), max_length=20, choices=Time.choices, default=Time.WORDS)
    time_amount = models.PositiveSmallIntegerField(
        _("how many hours or working days"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(999)],
    )
    time_limit = models.CharField(
        _("time limit in words"),
        max_length=200,
        blank=True,
        help_text=_("Beside the figure: from when it counts, or what else holds."),
    )

    class Meta(Row.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        errors = {}
        if self.time_kind in self.COUNTED and not self.time_amount:
            errors["time_amount"] = _("Say how many.")
        if self.fee_kind == self.Fee.MONEY and self.fee_poisha is None:
            errors["fee_poisha"] = _("Say how much.")
        if errors:
            raise ValidationError(errors)
        # A figure that its kind does not count by would stand there unseen.
        if self.time_kind not in self.COUNTED:
            self.time_amount = None
        if self.fee_kind != self.Fee.MONEY:
            self.fee_poisha = None


def column(name: str, help_: str = "", more: Any = "", **kwargs: Any) -> FieldPanel:
    """Return the panel of a column, with the official form's column as its help."""
    return FieldPanel(name, help_text=help_of(help_ or name, more), classname="charter-column", **kwargs)


COLUMNS = [
    FieldRowPanel([FieldPanel("section"), FieldPanel("is_part"), FieldPanel("task")]),
    column("number", more=_("Left empty, it is counted.")),
    column("name"),
    column("method"),
    column("papers"),
    FieldRowPanel(
        [FieldPanel("fee_kind"), FieldPanel("fee_poisha", classname="charter-only-money")],
        classname="charter-column",
    ),
    column("fee", more=_("Beside an amount: how and where it is paid.")),
    FieldRowPanel(
        [FieldPanel("time_kind"), FieldPanel("time_amount", classname="charter-only-counted")],
        classname="charter-column",
    ),
    column("time_limit", "time", more=_("Beside a figure: from when it counts, or what else holds.")),
]


class Service(ServiceRow):
    """A row of one office's charter: its own, or one that stands in the place of a row of headquarters'."""

    page = ParentalKey("charter_pages.CharterPage", related_name="services")
    # The translation key of the master's row, which is the same in both languages.
    overrides = models.UUIDField(_("row of headquarters that this stands for"), null=True, blank=True)
    withholds = models.BooleanField(
        _("not offered here"),
        default=False,
        help_text=_("Only for a row of headquarters that this office does not offer."),
    )
    withheld_because = models.CharField(_("why it is not offered"), max_length=300, blank=True)
    responsible = models.ForeignKey(
        "charter_pages.Post",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("responsible officer"),
    )
    superior = models.ForeignKey(
        "charter_pages.Post",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("superior officer"),
    )

    panels = [
        StandsFor(),
        *COLUMNS,
        FieldRowPanel([column("responsible"), column("superior")], classname="charter-column"),
        # Only rows that stand for one of headquarters' can say so; the row itself is chosen in the list above.
        FieldPanel("overrides", widget=forms.HiddenInput, classname="charter-key"),
        FieldRowPanel(
            [FieldPanel("withholds"), FieldPanel("withheld_because")], classname="charter-only-override"
        ),
    ]

    class Meta(ServiceRow.Meta):
        verbose_name = _("service")
        verbose_name_plural = _("services")

    def clean(self) -> None:
        super().clean()
        if not self.withholds:
            self.withheld_because = ""
        elif self.overrides is None:
            raise ValidationError(
                {"withholds": _("Only a row of headquarters can be left out; delete your own.")}
            )
        elif not self.withheld_because:
            raise ValidationError({"withheld_because": _("Say why this service is not offered here.")})

    @property
    def anchor(self) -> str:
        """Return the row's place in the page's address: a part of a service has its own beside the whole one's."""
        return f"service-{self.sort_order}" if self.is_part or not self.task else self.task


class MasterService(ServiceRow):
    """A row of a master charter. It names kinds of post: each office has its own officer of the kind."""

    page = ParentalKey("charter_pages.MasterCharterPage", related_name="services")
    responsible_role = models.CharField(
        _("responsible officer"), max_length=30, choices=Post.Role.choices, blank=True
    )
    superior_role = models.CharField(
        _("superior officer"), max_length=30, choices=Post.Role.choices, blank=True
    )

    panels = [
        *COLUMNS,
        FieldRowPanel([column("responsible_role", "responsible"), column("superior_role", "superior")]),
    ]

    class Meta(ServiceRow.Meta):
        verbose_name = _("service of the master charter")
        verbose_name_plural = _("services of the master charter")


class ExpectationRow(Row):
    """What the office asks of citizens (section 3). Abstract."""

    text = models.CharField(_("text"), max_length=500)

    class Meta(Row.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.text


class Expectation(ExpectationRow):
    page = ParentalKey("charter_pages.CharterPage", related_name="expectations")

    class Meta(ExpectationRow.Meta):
        verbose_name = _("expectation")
        verbose_name_plural = _("expectations")


class MasterExpectation(ExpectationRow):
    page = ParentalKey("charter_pages.MasterCharterPage", related_name="expectations")

    class Meta(ExpectationRow.Meta):
        verbose_name = _("expectation of the master charter")
        verbose_name_plural = _("expectations of the master charter")


class GrievanceRow(Row):
    """A level of the grievance redress system (section 4): when, whom, where, and by when an answer is due.

    Abstract. An office that writes no level of its own has those of headquarters.
    """

    when = models.CharField(_("when to turn to it"), max_length=300)
    whom_text = models.CharField(
        _("officer, in words"), max_length=300, blank=True, help_text=_("For posts outside the Department.")
    )
    address = models.TextField(_("address"), blank=True)
    # The guideline's limits have changed before, so they are data: 30, 20 and 60 working days today.
    working_days = models.PositiveSmallIntegerField(
        _("time limit in working days"), validators=[MinValueValidator(1), MaxValueValidator(365)]
    )

    class Meta(Row.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.when


class GrievanceLevel(GrievanceRow):
    page = ParentalKey("charter_pages.CharterPage", related_name="grievance_levels")
    whom = models.ForeignKey(
        "charter_pages.Post",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("officer"),
    )

    class Meta(GrievanceRow.Meta):
        verbose_name = _("grievance level")
        verbose_name_plural = _("grievance levels")


class MasterGrievanceLevel(GrievanceRow):
    page = ParentalKey("charter_pages.MasterCharterPage", related_name="grievance_levels")
    whom_role = models.CharField(_("officer"), max_length=30, choices=Post.Role.choices, blank=True)

    class Meta(GrievanceRow.Meta):
        verbose_name = _("grievance level of the master charter")
        verbose_name_plural = _("grievance levels of the master charter")
