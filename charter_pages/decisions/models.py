"""What becomes of the decisions of published minutes. The minutes themselves are never written to from here."""

import datetime
from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

import clock
from bangla import fiscal
from charter_pages.decisions import machine
from charter_pages.models import MinutesPage, Post

USER = settings.AUTH_USER_MODEL


class Followed(models.Model):  # type: ignore[django-manager-missing]
    """A decision that is followed up, with its number and words as they were published when it was taken up."""

    minutes = models.ForeignKey(MinutesPage, models.PROTECT, related_name="+", verbose_name=_("minutes"))
    # Of the row, the same in both languages and in every revision.
    decision_key = models.UUIDField()
    number = models.CharField(_("number"), max_length=12, blank=True)
    text = models.TextField(_("decision"))
    owner = models.CharField(_("to be done by, as printed"), max_length=500, blank=True)
    due_text = models.CharField(_("time, as printed"), max_length=100, blank=True)
    # The committee: an office, its kind of meeting, and the series where the minutes name one.
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+", verbose_name=_("office"))
    meeting_kind = models.CharField(_("kind of meeting"), max_length=20, choices=MinutesPage.Meeting.choices)
    series = models.CharField(_("series"), max_length=200, blank=True)
    meeting_on = models.DateField(_("date of the meeting"))
    fiscal_year = models.PositiveSmallIntegerField(_("fiscal year"))
    quarter = models.PositiveSmallIntegerField(_("quarter"))
    is_public = models.BooleanField(_("readers see what became of it"), default=False)
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("by"))
    made_at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("decision followed up")
        verbose_name_plural = _("decisions followed up")
        ordering = ["-meeting_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "decision_key"], name="a_decision_is_followed_once"),
        ]
        indexes = [
            models.Index(fields=["office", "fiscal_year", "quarter"], name="decisions_of_a_quarter"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.text}".strip()

    @property
    def committee(self) -> str:
        """Return what the committee is called."""
        return self.series or str(self.get_meeting_kind_display())

    @property
    def period(self) -> fiscal.Quarter:
        return fiscal.Quarter(fiscal.FiscalYear(self.fiscal_year), self.quarter)


class Giving(models.Model):
    """A decision given to one or many offices at once: by whom, to which, until when."""

    class Whom(models.TextChoices):
        DIVISIONS = "divisions", _("all divisional offices")
        PRISONS = "prisons", _("all prisons")
        PRISONS_OF = "prisons_of", _("all prisons of a division")
        CHOSEN = "chosen", _("chosen offices")

    followed = models.ForeignKey(Followed, models.PROTECT, related_name="givings")
    whom = models.CharField(_("to whom"), max_length=10, choices=Whom.choices)
    division = models.ForeignKey(
        "offices.Office", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("division")
    )
    role = models.CharField(_("kind of post"), max_length=30, choices=Post.Role.choices, blank=True)
    due_on = models.DateField(_("due on"))
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    undone_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("decision given out")
        verbose_name_plural = _("decisions given out")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(whom="prisons_of", division__isnull=False)
                | (~Q(whom="prisons_of") & Q(division__isnull=True)),
                name="prisons_of_a_division_have_their_division",
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="what_is_undone_was_undone_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.followed}: {self.get_whom_display()}"


class TaskQuerySet(models.QuerySet["Task"]):
    def owed(self) -> Self:
        return self.filter(state__in=machine.OWED)

    def late(self, today: datetime.date) -> Self:
        """Return what an office still has to do after its day."""
        return self.filter(state__in=machine.OWED, due_on__lt=today)


class Task(models.Model):  # type: ignore[django-manager-missing]
    """What one office has to do of a decision, and how far it is."""

    class State(models.TextChoices):
        OPEN = machine.State.OPEN.value, _("Not begun")
        UNDER_WAY = machine.State.UNDER_WAY.value, _("Under way")
        REPORTED = machine.State.REPORTED.value, _("Reported done")
        RETURNED = machine.State.RETURNED.value, _("Returned")
        AGREED = machine.State.AGREED.value, _("Implemented")
        DROPPED = machine.State.DROPPED.value, _("Dropped")

    followed = models.ForeignKey(Followed, models.PROTECT, related_name="tasks", verbose_name=_("decision"))
    giving = models.ForeignKey(Giving, models.PROTECT, related_name="tasks")
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+", verbose_name=_("office"))
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("post")
    )
    due_on = models.DateField(_("due on"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    percent = models.PositiveSmallIntegerField(
        _("done, per cent"), default=0, validators=[MaxValueValidator(100)]
    )
    # The report that is judged: who says since when that it is done.
    reported_at = models.DateTimeField(_("reported at"), null=True, blank=True)
    reported_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    # The minutes of the meeting that agreed that it is done.
    closed_in = models.ForeignKey(
        MinutesPage, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("agreed in")
    )
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    # How many events there are: what is decided is decided of what stood on the screen.
    events_count = models.PositiveIntegerField(default=0)
    reminded_on = models.DateField(null=True, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task of a decision")
        verbose_name_plural = _("tasks of decisions")
        ordering = ["due_on", "office__code"]
        constraints = [
            models.UniqueConstraint(fields=["followed", "office"], name="an_office_is_given_a_decision_once"),
            models.CheckConstraint(
                condition=Q(state__in=("agreed", "dropped"), settled_at__isnull=False)
                | (~Q(state__in=("agreed", "dropped")) & Q(settled_at__isnull=True)),
                name="a_task_is_settled_when_it_is_agreed_or_dropped",
            ),
            models.CheckConstraint(
                condition=Q(state="agreed", closed_in__isnull=False)
                | (~Q(state="agreed") & Q(closed_in__isnull=True)),
                name="a_task_is_agreed_in_a_meeting",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("reported", "agreed"))
                | Q(reported_at__isnull=False, reported_by__isnull=False),
                name="what_is_agreed_was_reported",
            ),
            models.CheckConstraint(condition=Q(percent__lte=100), name="no_more_than_all_of_it_is_done"),
        ]
        indexes = [
            models.Index(
                fields=["due_on"],
                condition=Q(state__in=("open", "under_way", "returned")),
                name="tasks_still_to_do",
            ),
            models.Index(fields=["office", "state"], name="tasks_of_an_office"),
        ]

    def __str__(self) -> str:
        return f"{self.followed}: {self.office}"

    @property
    def is_late(self) -> bool:
        return self.state in machine.OWED and self.due_on < clock.today()


class TaskEvent(models.Model):
    """What was reported or decided of a task, by whom, when. Never changed (portal.guards.decisions)."""

    class What(models.TextChoices):
        PROGRESS = machine.Step.PROGRESS.value, _("reported on")
        DONE = machine.Step.DONE.value, _("reported done")
        RETURN = machine.Step.RETURN.value, _("returned")
        AGREE = machine.Step.AGREE.value, _("agreed by the committee")
        DROP = machine.Step.DROP.value, _("dropped")
        MOVED = "moved", _("given another day")

    task = models.ForeignKey(Task, models.PROTECT, related_name="events", verbose_name=_("task"))
    number = models.PositiveIntegerField(_("number"))
    what = models.CharField(_("what"), max_length=10, choices=What.choices)
    percent = models.PositiveSmallIntegerField(_("done, per cent"), null=True, blank=True)
    words = models.TextField(_("in words"), blank=True)
    # Evidence: a page of ours, a PDF, or an address.
    page = models.ForeignKey("wagtailcore.Page", models.PROTECT, null=True, blank=True, related_name="+")
    document = models.ForeignKey(
        "publishing.PortalDocument", models.PROTECT, null=True, blank=True, related_name="+"
    )
    link = models.URLField(_("address"), max_length=500, blank=True)
    minutes = models.ForeignKey(MinutesPage, models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    # None: the clock did it, because the office is closed.
    by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("event of a task")
        verbose_name_plural = _("events of tasks")
        ordering = ["task", "number"]
        constraints = [
            models.UniqueConstraint(fields=["task", "number"], name="the_events_of_a_task_are_counted"),
            models.CheckConstraint(
                condition=~Q(what="done") | Q(page__isnull=False) | Q(document__isnull=False) | ~Q(link=""),
                name="what_is_reported_done_has_its_evidence",
            ),
            models.CheckConstraint(
                condition=~Q(what__in=("return", "drop", "moved")) | ~Q(words=""),
                name="what_is_returned_dropped_or_moved_has_its_reason",
            ),
            models.CheckConstraint(
                condition=~Q(what="agree") | Q(minutes__isnull=False), name="a_committee_agrees_in_a_meeting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task}: {self.get_what_display()}"


class Carried(models.Model):
    """A decision that was put onto the agenda of a later meeting, in the draft of its minutes."""

    followed = models.ForeignKey(Followed, models.PROTECT, related_name="carried")
    # A draft that is deleted carries nothing.
    minutes = models.ForeignKey(MinutesPage, models.CASCADE, related_name="+")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("decision carried over")
        verbose_name_plural = _("decisions carried over")
        constraints = [
            models.UniqueConstraint(
                fields=["followed", "minutes"], name="a_decision_is_carried_once_to_a_meeting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.followed} → {self.minutes_id}"


class MeasuredDuty(models.Model):
    """How far the decisions of a committee's quarter are implemented: its line of duties earns marks by that."""

    duty = models.OneToOneField("charter_pages.Duty", models.CASCADE, related_name="measured")
    decided = models.PositiveIntegerField(_("decisions to be implemented by now"))
    implemented_bp = models.PositiveSmallIntegerField(_("implemented, in basis points"))
    # What is missing to all of it: the board adds these up.
    short_bp = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("decisions implemented, of a duty")
        verbose_name_plural = _("decisions implemented, of duties")
        constraints = [
            models.CheckConstraint(
                condition=Q(implemented_bp__lte=10_000)
                & Q(short_bp=models.Value(10_000) - models.F("implemented_bp")),
                name="what_is_implemented_and_what_is_missing_are_a_whole",
            )
        ]

    def __str__(self) -> str:
        return f"{self.duty}: {self.implemented_bp}"
