"""A complaint, what was written of it, and what became of it. Words lie apart from the rest, encrypted.

Nothing that names a person or quotes a complaint stands in `Grievance`, `Event` or `Recusal`: lists, totals and files
are made of those alone.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from secrecy import EncryptedField

FIRST, SECOND, OUTSIDE = 1, 2, 3


class Grievance(models.Model):
    """A complaint about an office: before which officer it lies, and until when that one must answer."""

    class About(models.TextChoices):
        SERVICE = "service", _("A service that was promised")
        CONDUCT = "conduct", _("The conduct of an officer")
        OTHER = "other", _("Something else")

    class State(models.TextChoices):
        OPEN = "open", _("Under examination")
        ASKED = "asked", _("More information is asked for")
        ANSWERED = "answered", _("Answered")
        PASSED_ON = "passed_on", _("Taken to the Cabinet Division")
        CLOSED = "closed", _("Closed")

    # An officer still owes an answer.
    UNDER_WAY = (State.OPEN, State.ASKED)

    number = models.CharField(_("number"), max_length=20, unique=True)
    # The same form sent twice is one complaint.
    form_key = models.UUIDField(unique=True, editable=False)
    language = models.CharField(max_length=5)
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+", verbose_name=_("office"))
    about = models.CharField(_("about"), max_length=10, choices=About.choices)
    service_name = models.CharField(_("service"), max_length=300, blank=True)
    about_post = models.ForeignKey(
        "charter_pages.Post",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("post complained about"),
    )
    happened_on = models.DateField(_("happened on"), null=True, blank=True)
    written_at = models.DateTimeField(_("written"))
    state = models.CharField(_("status"), max_length=10, choices=State.choices, default=State.OPEN)
    level = models.PositiveSmallIntegerField(_("level"), default=FIRST)
    post = models.ForeignKey(
        "charter_pages.Post",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("before the officer"),
    )
    post_above = models.ForeignKey(
        "charter_pages.Post",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("officer above"),
    )
    level_began_on = models.DateField(_("before this officer since"))
    working_days = models.PositiveSmallIntegerField(_("time limit in working days"))
    extended_days = models.PositiveSmallIntegerField(_("extended by working days"), default=0)
    due_on = models.DateField(_("to be answered by"))
    reminded_on = models.DateField(null=True, blank=True, editable=False)
    late_since = models.DateField(_("late since"), null=True, blank=True)
    unheld_since = models.DateField(_("without an officer since"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    is_solved = models.BooleanField(_("the complainant says it is solved"), default=False)
    forgotten_at = models.DateTimeField(_("words forgotten"), null=True, blank=True)

    class Meta:
        verbose_name = _("complaint")
        verbose_name_plural = _("complaints")
        default_permissions = ()
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(level__gte=FIRST) & Q(level__lte=OUTSIDE), name="a_complaint_has_three_levels"
            ),
            models.CheckConstraint(
                condition=Q(level=OUTSIDE) | ~Q(state="passed_on"), name="only_the_third_level_is_outside"
            ),
            models.CheckConstraint(
                condition=Q(due_on__gt=models.F("level_began_on")),
                name="an_answer_is_due_after_its_level_began",
            ),
            models.CheckConstraint(
                condition=~Q(state="answered") | Q(answered_at__isnull=False),
                name="an_answered_complaint_says_when",
            ),
            models.CheckConstraint(
                condition=Q(forgotten_at__isnull=True) | Q(closed_at__isnull=False),
                name="only_what_is_closed_is_forgotten",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"], condition=Q(state__in=("open", "asked")), name="complaints_to_be_answered"
            ),
            models.Index(
                fields=["answered_at"], condition=Q(state="answered"), name="complaints_to_be_closed"
            ),
            models.Index(
                fields=["closed_at"],
                condition=Q(forgotten_at__isnull=True, closed_at__isnull=False),
                name="complaints_to_be_forgotten",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_under_way(self) -> bool:
        return self.state in self.UNDER_WAY


class Words(models.Model):
    """What a complainant wrote, and how to reach them. Read through `reading.read` alone, which notes who did."""

    grievance = models.OneToOneField(Grievance, models.CASCADE, primary_key=True, related_name="words")
    text = EncryptedField()
    name = EncryptedField()
    phone = EncryptedField()
    email = EncryptedField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"#{self.pk}"


class Message(models.Model):
    """What complainant and officer wrote to each other afterwards."""

    class Kind(models.TextChoices):
        MORE = "more", _("Added by the complainant")
        QUESTION = "question", _("Question to the complainant")
        REASON = "reason", _("Reason for more time")
        ANSWER = "answer", _("Answer")

    grievance = models.ForeignKey(Grievance, models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = EncryptedField()
    level = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    # Empty: the complainant.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        default_permissions = ()
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"


class Event(models.Model):
    """Something that happened to a complaint. It holds no words."""

    class What(models.TextChoices):
        WRITTEN = "written", _("Received")
        CONCERNED = "concerned", _("Goes to the officer above: the officer before is concerned by it")
        UNHELD = "unheld", _("The post is vacant: headquarters is told")
        OVER_VACANT = "over_vacant", _("Goes to the officer above: the post before is vacant")
        ASKED = "asked", _("More information was asked for")
        MORE = "more", _("The complainant wrote more")
        EXTENDED = "extended", _("The time limit was extended")
        FORWARDED = "forwarded", _("Forwarded to the office that it concerns")
        ASSIGNED = "assigned", _("Headquarters gave it to an officer")
        MOVED = "moved", _("The date moved with the public holidays")
        ANSWERED = "answered", _("Answered")
        APPEALED = "appealed", _("Appeal to the officer above")
        LATE = "late", _("Not answered in time")
        ESCALATED = "escalated", _("Not answered in time: goes to the officer above")
        PASSED_ON = "passed_on", _("Taken to the Cabinet Division")
        SOLVED = "solved", _("The complainant says it is solved")
        CLOSED = "closed", _("Closed")

    grievance = models.ForeignKey(Grievance, models.PROTECT, related_name="events")
    what = models.CharField(max_length=12, choices=What.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    level = models.PositiveSmallIntegerField()
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    post = models.ForeignKey("charter_pages.Post", models.PROTECT, null=True, related_name="+")
    due_was = models.DateField(null=True)
    due_on = models.DateField(null=True)

    class Meta:
        default_permissions = ()
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.what} #{self.grievance_id}"


class Reading(models.Model):
    """Who read the words of a complaint on which day, and why. Never altered or deleted."""

    grievance = models.ForeignKey(Grievance, models.PROTECT, related_name="readings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()
    level = models.PositiveSmallIntegerField()
    # Of the officer above, who need not read it to do anything. A reason may quote what was read.
    why = EncryptedField()

    class Meta:
        default_permissions = ()
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["grievance", "by", "on", "level"], name="a_reading_is_noted_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"#{self.grievance_id} {self.on}"


class Recusal(models.Model):
    """An officer said to be concerned by a complaint; from then on it is not theirs."""

    grievance = models.ForeignKey(Grievance, models.PROTECT, related_name="recusals")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["grievance", "user"], name="one_is_concerned_by_a_complaint_once")
        ]

    def __str__(self) -> str:
        return f"#{self.grievance_id}"
