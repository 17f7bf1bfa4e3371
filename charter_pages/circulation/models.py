"""What becomes of a paper once it is published: each text it had, whom it was sent to, who has received it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from charter_pages.models.versions import Letters
from offices.models import Office

USER = settings.AUTH_USER_MODEL
PAGE = "wagtailcore.Page"


class PaperVersion(models.Model):
    """What a published paper said until it was corrected. Never changed.

    `content` is `circulation.content.of()`; every version but the first is a corrigendum: it says why, and
    `difference` is `circulation.differing.between()` the version before and this one.
    """

    page = models.ForeignKey(PAGE, models.PROTECT, related_name="paper_versions", verbose_name=_("paper"))
    number = models.PositiveIntegerField(_("version"))
    made_at = models.DateTimeField(_("made at"))
    by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    # Published before versions were kept: nobody is written to about it.
    is_founding = models.BooleanField(default=False)
    content = models.JSONField(_("content"), encoder=Letters)
    sha256 = models.CharField(max_length=64)
    why = models.CharField(_("what was corrected, and why"), max_length=300, blank=True)
    memo_number = models.CharField(_("memo number of the corrigendum"), max_length=60, blank=True)
    dated_on = models.DateField(_("date of the corrigendum"), null=True, blank=True)
    difference = models.JSONField(_("difference"), encoder=Letters, default=list)

    class Meta:
        verbose_name = _("version of a paper")
        verbose_name_plural = _("versions of papers")
        ordering = ["page", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["page", "number"], name="a_papers_versions_are_counted"),
            models.CheckConstraint(
                condition=Q(number=1) | (Q(number__gt=1) & ~Q(why="")), name="a_corrigendum_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page} ({self.number})"


class Plan(models.Model):
    """What the next corrigendum of a paper will say of itself, typed with the draft; gone once it is published."""

    page = models.ForeignKey(PAGE, models.CASCADE, related_name="+")
    why = models.CharField(max_length=300)
    memo_number = models.CharField(max_length=60, blank=True)
    dated_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["page", "why"], name="a_corrigendum_is_planned_once"),
            models.CheckConstraint(condition=~Q(why=""), name="a_planned_corrigendum_says_why"),
        ]

    def __str__(self) -> str:
        return self.why


class Withheld(models.Model):
    """A former version that readers do not get: it named somebody. Never changed."""

    version = models.OneToOneField(PaperVersion, models.PROTECT, related_name="withheld")
    because = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(because=""), name="what_is_withheld_has_a_reason")]

    def __str__(self) -> str:
        return self.because


class Circulated(models.Model):
    """A version of which the distribution is done: whom it newly named was written to. Never changed."""

    version = models.OneToOneField(PaperVersion, models.PROTECT, related_name="circulated")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.version)


class LineChoice(models.Model):
    """The offices that an editor says a line of the distribution stands for, as long as the line says the same."""

    page = models.ForeignKey(PAGE, models.CASCADE, related_name="+")
    key = models.UUIDField()
    text = models.TextField()
    offices = models.ManyToManyField(Office, related_name="+")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["page", "key"], name="a_line_stands_for_one_set_of_offices")
        ]

    def __str__(self) -> str:
        return self.text


class Addressed(models.Model):
    """An office to which a paper was sent, once; and when it said that it has it."""

    page = models.ForeignKey(PAGE, models.PROTECT, related_name="addressed", verbose_name=_("paper"))
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("office"))
    version = models.ForeignKey(PaperVersion, models.PROTECT, related_name="+")
    line_number = models.CharField(_("number"), max_length=60, blank=True)
    line_text = models.TextField(_("recipient"))
    is_copy = models.BooleanField(_("gets a copy only"), default=False)
    told_at = models.DateTimeField(_("sent"))
    # Without a mailbox and without an editor nobody could be written to.
    letters = models.PositiveSmallIntegerField(_("letters"), default=0)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(_("reminders"), default=0)
    acknowledged_at = models.DateTimeField(_("acknowledged"), null=True, blank=True)
    acknowledged_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("paper sent to an office")
        verbose_name_plural = _("papers sent to offices")
        ordering = ["-told_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["page", "office"], name="a_paper_is_sent_to_an_office_once"),
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True, acknowledged_by__isnull=True)
                | Q(acknowledged_at__gte=F("told_at"), acknowledged_by__isnull=False),
                name="who_acknowledged_a_paper_is_known",
            ),
        ]
        indexes = [
            models.Index(
                fields=["office"], condition=Q(acknowledged_at__isnull=True), name="papers_not_acknowledged"
            )
        ]

    def __str__(self) -> str:
        return f"{self.page}: {self.office}"


class WebsiteRequest(models.Model):
    """A line that asked for the paper to be put on the website: publishing was that, then and there. Never changed."""

    page = models.ForeignKey(PAGE, models.PROTECT, related_name="website_requests", verbose_name=_("paper"))
    key = models.UUIDField()
    number = models.CharField(_("number"), max_length=60, blank=True)
    text = models.TextField(_("recipient"))
    published_at = models.DateTimeField(_("published at"))
    address = models.CharField(_("address"), max_length=500)

    class Meta:
        verbose_name = _("request to publish on the website")
        verbose_name_plural = _("requests to publish on the website")
        ordering = ["-published_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["page", "key"], name="a_request_to_publish_is_closed_once")
        ]

    def __str__(self) -> str:
        return self.text
