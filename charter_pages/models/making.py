"""What the worker makes of a quarter when somebody asks for it: the row is the queue and tells how far it is."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from bangla import fiscal
from charter_pages.models.charters import Quarter
from publishing.models import private_storage


class MadeByWorker(models.Model):
    """A file of a quarter that is asked for, made by `charter_pages.turns`, and kept with its hash. Abstract.

    A subclass has a constraint by which it is made once at a time, and one by which what is made has its files.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("waits")
        MAKING = "making", _("being made")
        MADE = "made", _("made")
        FAILED = "failed", _("failed")

    # Headquarters' holds all offices; a division's holds its own and its prisons'.
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+", verbose_name=_("office"))
    fiscal_year = models.PositiveSmallIntegerField(_("fiscal year"))
    quarter = models.PositiveSmallIntegerField(_("quarter"), choices=Quarter.choices)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ASKED)
    steps_done = models.PositiveIntegerField(default=0)
    steps = models.PositiveIntegerField(default=0)
    pdf = models.FileField(upload_to="bundles", storage=private_storage, blank=True, max_length=200)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    pages = models.PositiveIntegerField(_("pages"), default=0)
    failure = models.CharField(max_length=100, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked at"))
    # When whoever makes it was last seen at work: after a while another begins again.
    taken_at = models.DateTimeField(null=True, blank=True)
    turns = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(_("made at"), null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.office}: {self.fiscal_year}-{self.quarter}"

    @property
    def period(self) -> fiscal.Quarter:
        return fiscal.Quarter(fiscal.FiscalYear(self.fiscal_year), self.quarter)
