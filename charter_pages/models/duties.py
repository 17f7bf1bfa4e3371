"""What every office owes in every quarter, what it showed for it, and what was said of that."""

import datetime
from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bangla import fiscal
from charter_pages.models.charters import Quarter
from charter_pages.models.making import MadeByWorker
from charter_pages.models.versions import CharterVersion
from language.templatetags import language as words
from offices.models import Office
from publishing.models import private_storage


class DutyKind(models.TextChoices):
    """DOMAIN.md, "Citizen charter" and "Best-practice reports"."""

    CHARTER = "charter", _("Citizen charter reviewed")
    COMMITTEE = "committee", _("Committee reconstituted")
    COMMITTEE_MINUTES = "committee_minutes", _("Minutes of the committee")
    TRAINING = "training", _("Training")
    STAKEHOLDERS = "stakeholders", _("Meeting with stakeholders")
    PRACTICE = "practice", _("Best-practice report")


class DutyRule(models.Model):
    """Which offices owe what, by when, and how much it counts. A rule is ended and followed, never edited back."""

    kind = models.CharField(_("duty"), max_length=20, choices=DutyKind.choices)
    for_headquarters = models.BooleanField(_("owed by headquarters"), default=True)
    for_divisions = models.BooleanField(_("owed by divisional offices"), default=True)
    for_prisons = models.BooleanField(_("owed by prisons"), default=True)
    due_days = models.SmallIntegerField(
        _("due so many days after the quarter's last day"),
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("A negative number: before the quarter ends."),
    )
    # The Cabinet Division's marks: the weight of the line, and what counts as reaching it in full.
    weight = models.PositiveSmallIntegerField(_("weight"), default=0)
    target_percent = models.PositiveSmallIntegerField(
        _("target, per cent of what is owed"),
        default=100,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    remind_days = models.JSONField(
        _("days of reminders"),
        default=list,
        help_text=_("Counted from the due date: [-14, -3, 1, 7] is two before it and two after it."),
    )
    silent_days = models.PositiveSmallIntegerField(
        _("days after which headquarters decides without the division"),
        default=7,
        validators=[MaxValueValidator(90)],
        help_text=_("Counted from the day on which a prison showed its evidence."),
    )
    in_force_from = models.DateField(_("in force from"))
    in_force_until = models.DateField(_("in force until"), null=True, blank=True)
    source = models.CharField(_("order behind the rule"), max_length=250)

    class Meta:
        verbose_name = _("rule of duties")
        verbose_name_plural = _("rules of duties")
        ordering = ["kind", "-in_force_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "in_force_from"], name="one_rule_of_a_duty_begins_on_a_day"
            ),
            models.CheckConstraint(
                condition=Q(in_force_until__isnull=True) | Q(in_force_until__gte=F("in_force_from")),
                name="a_rule_of_duties_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({words.day(self.in_force_from)})"

    def clean(self) -> None:
        super().clean()
        days = self.remind_days
        if not isinstance(days, list) or not all(type(day) is int and -90 <= day <= 90 for day in days):
            raise ValidationError({"remind_days": _("Write whole numbers in brackets: [-14, -3, 1, 7].")})
        if self.in_force_from and fiscal.quarter(self.in_force_from).first_day != self.in_force_from:
            raise ValidationError({"in_force_from": _("A rule begins with a quarter.")})

    def due_on(self, quarter: fiscal.Quarter) -> datetime.date:
        return quarter.last_day + datetime.timedelta(days=self.due_days)

    def binds(self, office: Office) -> bool:
        """Return whether offices of this sort owe the duty."""
        if office.is_prison:
            return self.for_prisons
        return self.for_headquarters if office.kind == Office.Kind.HQ else self.for_divisions


class DutyQuerySet(models.QuerySet["Duty"]):
    def of_quarter(self, quarter: fiscal.Quarter) -> Self:
        return self.filter(fiscal_year=quarter.fiscal_year.start, quarter=quarter.number)

    def owed(self) -> Self:
        """Return those for which the office has yet to show something."""
        return self.filter(state__in=(Duty.State.OPEN, Duty.State.RETURNED))


class Duty(models.Model):  # type: ignore[django-manager-missing]
    """What one office owes of one kind in one quarter."""

    class State(models.TextChoices):
        OPEN = "open", _("Owed")
        SUBMITTED = "submitted", _("Shown")
        ENDORSED = "endorsed", _("Endorsed by the division")
        RETURNED = "returned", _("Returned")
        ACCEPTED = "accepted", _("Accepted")
        # An office that was closed, or opened late in the quarter, owes nothing; the reason stands in the events.
        WAIVED = "waived", _("Waived")

    office = models.ForeignKey(
        "offices.Office", models.PROTECT, related_name="duties", verbose_name=_("office")
    )
    fiscal_year = models.PositiveSmallIntegerField(_("fiscal year"))
    quarter = models.PositiveSmallIntegerField(_("quarter"), choices=Quarter.choices)
    kind = models.CharField(_("duty"), max_length=20, choices=DutyKind.choices)
    rule = models.ForeignKey(DutyRule, models.PROTECT, related_name="duties", verbose_name=_("rule"))
    due_on = models.DateField(_("due on"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    # When what is now judged was shown: late is what was shown after the due date, whenever it is accepted.
    shown_at = models.DateTimeField(_("shown at"), null=True, blank=True)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        ordering = ["due_on", "office__code", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "fiscal_year", "quarter", "kind"],
                name="an_office_owes_a_duty_once_a_quarter",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("open", "waived")) | Q(shown_at__isnull=False),
                name="what_is_judged_was_shown",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=False, state__in=("accepted", "waived"))
                | Q(settled_at__isnull=True) & ~Q(state__in=("accepted", "waived")),
                name="a_duty_is_settled_when_it_is_accepted_or_waived",
            ),
        ]
        indexes = [
            models.Index(fields=["fiscal_year", "quarter", "office"], name="duties_of_a_quarter"),
            models.Index(
                fields=["due_on"], condition=Q(state__in=("open", "returned")), name="duties_still_owed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.office}"

    @property
    def period(self) -> fiscal.Quarter:
        return fiscal.Quarter(fiscal.FiscalYear(self.fiscal_year), self.quarter)


class Evidence(models.Model):
    """What an office shows for a duty (প্রমাণক): address, snapshot, difference, time, who, hash. Never changed,
    but for the snapshot, which is set in type after the transaction, once.
    """

    class How(models.TextChoices):
        PUBLISHED = "published", _("published")
        REVIEWED = "reviewed", _("reviewed, nothing changed")
        FILED = "filed", _("filed as a document")

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="evidence", verbose_name=_("duty"))
    number = models.PositiveSmallIntegerField(_("number"))
    how = models.CharField(_("how"), max_length=10, choices=How.choices)
    page = models.ForeignKey("wagtailcore.Page", models.PROTECT, null=True, blank=True, related_name="+")
    revision = models.ForeignKey(
        "wagtailcore.Revision", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    version = models.ForeignKey(CharterVersion, models.PROTECT, null=True, blank=True, related_name="+")
    document = models.ForeignKey(
        "publishing.PortalDocument", models.PROTECT, null=True, blank=True, related_name="+"
    )
    title = models.CharField(_("title"), max_length=255)
    address = models.CharField(_("address"), max_length=500, blank=True)
    # What was signed, in the words that stood above the button.
    statement = models.TextField(_("statement"), blank=True)
    difference = models.JSONField(_("difference"), default=dict)
    content_sha256 = models.CharField(max_length=64)
    snapshot = models.FileField(
        _("snapshot"), upload_to="evidence", storage=private_storage, blank=True, max_length=200
    )
    snapshot_sha256 = models.CharField(max_length=64, blank=True)
    snapshot_failure = models.CharField(max_length=100, blank=True)
    snapshot_tries = models.PositiveSmallIntegerField(default=0)
    # When the worker takes the snapshot (again); None once it is there.
    snapshot_due_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(_("made at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["duty", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["duty", "number"], name="the_evidence_of_a_duty_is_counted"),
            models.CheckConstraint(
                condition=Q(page__isnull=False) | Q(document__isnull=False), name="evidence_shows_something"
            ),
        ]
        indexes = [
            models.Index(
                fields=["snapshot_due_at"],
                condition=Q(snapshot_due_at__isnull=False),
                name="snapshots_still_to_take",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duty} ({self.number})"


class DutyEvent(models.Model):
    """What happened to a duty, who did it and why. Never changed."""

    class What(models.TextChoices):
        RAISED = "raised", _("raised")
        SHOWN = "shown", _("shown")
        ENDORSED = "endorsed", _("endorsed by the division")
        RETURNED = "returned", _("returned")
        ACCEPTED = "accepted", _("accepted")
        WAIVED = "waived", _("waived")
        REMINDED = "reminded", _("reminded")

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="events", verbose_name=_("duty"))
    what = models.CharField(_("what"), max_length=10, choices=What.choices)
    at = models.DateTimeField(_("at"))
    # None: the clock did it.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    evidence = models.ForeignKey(Evidence, models.PROTECT, null=True, blank=True, related_name="events")
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("event of a duty")
        verbose_name_plural = _("events of duties")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(what__in=("returned", "waived")) | ~Q(reason=""),
                name="what_is_returned_or_waived_has_its_reason",
            ),
            models.UniqueConstraint(
                fields=["duty", "what"],
                condition=Q(what__in=("raised", "waived", "accepted")),
                name="a_duty_is_raised_waived_and_accepted_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duty}: {self.get_what_display()}"


class QuarterBundle(MadeByWorker):
    """The evidence of a quarter for the Security Services Division, as one PDF and one ZIP, made by the worker."""

    # Typed by whoever asks; left empty, the letter has a line on which it is written by hand.
    memo_number = models.CharField(_("memo number"), max_length=80, blank=True)
    zip = models.FileField(upload_to="bundles", storage=private_storage, blank=True, max_length=200)
    zip_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("bundle of a quarter")
        verbose_name_plural = _("bundles of quarters")
        ordering = ["-fiscal_year", "-quarter", "-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "fiscal_year", "quarter"],
                condition=Q(state__in=("asked", "making")),
                name="a_bundle_is_made_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="made")
                | (~Q(pdf_sha256="") & ~Q(zip_sha256="") & Q(made_at__isnull=False)),
                name="a_bundle_that_is_made_has_its_files",
            ),
        ]
