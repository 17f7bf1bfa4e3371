"""Practices that other offices take up, and the pictorial report of a quarter."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from charter_pages.models import PracticeReportPage
from charter_pages.models.making import MadeByWorker
from charter_pages.practices import numbers
from language import spoken


class Adoption(models.Model):
    """One office's taking up of another's practice, as it stands; what happened to it is in its events."""

    class State(models.TextChoices):
        TAKEN_UP = "taken_up", _("taken up")
        # Its words are public once headquarters has read them.
        REPORTED = "reported", _("result reported")
        CONFIRMED = "confirmed", _("result published")
        WITHDRAWN = "withdrawn", _("given up")

    # The report in Bangla: the first page.
    practice = models.ForeignKey(
        PracticeReportPage, models.PROTECT, related_name="taken_up", verbose_name=_("practice")
    )
    office = models.ForeignKey(
        "offices.Office", models.PROTECT, related_name="adoptions", verbose_name=_("office")
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.TAKEN_UP)
    taken_up_on = models.DateField(_("taken up on"))
    result_bn = models.TextField(_("result, in Bangla"), max_length=600, blank=True)
    result_en = models.TextField(_("result, in English"), max_length=600, blank=True)
    counted_bn = models.CharField(_("what is counted, in Bangla"), max_length=200, blank=True)
    counted_en = models.CharField(_("what is counted, in English"), max_length=200, blank=True)
    before = models.CharField(_("before"), max_length=60, blank=True)
    after = models.CharField(_("after"), max_length=60, blank=True)
    # The office's own report on it; a report that names its source is one by itself.
    own_report = models.ForeignKey(
        PracticeReportPage,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="reports_on",
        verbose_name=_("own report"),
    )

    class Meta:
        verbose_name = _("practice taken up")
        verbose_name_plural = _("practices taken up")
        ordering = ["taken_up_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["practice", "office"], name="an_office_takes_up_a_practice_once"),
            models.CheckConstraint(
                condition=~Q(state__in=("reported", "confirmed"))
                | ~Q(result_bn="")
                | Q(own_report__isnull=False),
                name="a_result_that_is_reported_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office}: {self.practice}"

    @property
    def result(self) -> str:
        """Return the result in the language of the page; in Bangla where no other was written."""
        return spoken.or_bangla(self.result_bn, self.result_en)

    @property
    def result_language(self) -> str:
        return "en" if spoken.active() == "en" and self.result_en else "bn"

    @property
    def figure(self) -> str:
        """Return the figure as the page shows it: "0 → 240"."""
        return " → ".join(numbers.shown(told) for told in (self.before, self.after) if told)

    @property
    def counted(self) -> str:
        return spoken.or_bangla(self.counted_bn, self.counted_en)


class AdoptionEvent(models.Model):
    """What happened to a practice that was taken up, who did it, and what was said. Never changed."""

    class What(models.TextChoices):
        TAKEN_UP = "taken_up", _("taken up")
        REPORTED = "reported", _("result reported")
        CONFIRMED = "confirmed", _("result published")
        RETURNED = "returned", _("result returned")
        WITHDRAWN = "withdrawn", _("given up")

    adoption = models.ForeignKey(Adoption, models.PROTECT, related_name="events")
    what = models.CharField(_("what"), max_length=10, choices=What.choices)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    reason = models.TextField(_("reason"), blank=True)
    # The words and figures of a result, as they were reported.
    said = models.JSONField(_("what was said"), default=dict)

    class Meta:
        verbose_name = _("event of a practice taken up")
        verbose_name_plural = _("events of practices taken up")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(what__in=("returned", "withdrawn")) | ~Q(reason=""),
                name="what_is_given_up_or_returned_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.adoption}: {self.get_what_display()}"


class FigureAnswer(models.Model):
    """What somebody said is counted by a small figure: people, or something else. Never changed."""

    # Of the label and of both figures: other words or numbers are asked about anew.
    content_sha256 = models.CharField(max_length=64, db_index=True)
    label = models.CharField(max_length=200)
    counts_people = models.BooleanField(_("counts people"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    answered_at = models.DateTimeField(_("answered at"))

    class Meta:
        verbose_name = _("answer about a figure")
        verbose_name_plural = _("answers about figures")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.label


class PictorialReport(MadeByWorker):
    """The best practices of a quarter as one pictorial PDF, of all offices or of a division's, made by the worker."""

    offices_reporting = models.PositiveIntegerField(_("offices that reported"), default=0)
    offices_missing = models.PositiveIntegerField(_("offices that did not report"), default=0)
    pictures = models.PositiveIntegerField(_("pictures"), default=0)

    class Meta:
        verbose_name = _("pictorial report of a quarter")
        verbose_name_plural = _("pictorial reports of quarters")
        ordering = ["-fiscal_year", "-quarter", "-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "fiscal_year", "quarter"],
                condition=Q(state__in=("asked", "making")),
                name="a_pictorial_report_is_made_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="made") | (~Q(pdf_sha256="") & Q(made_at__isnull=False)),
                name="a_pictorial_report_that_is_made_has_its_file",
            ),
        ]
