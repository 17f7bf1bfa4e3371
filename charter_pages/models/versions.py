"""What each charter said and when: a version is written whenever a reader would find other words."""

from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from charter_pages.models.charters import CharterPage, MasterCharterPage, Quarter
from language.templatetags import language as words


class Letters(DjangoJSONEncoder):
    """Writes Bangla as letters. As escapes it is twice as long, and PostgreSQL's driver escapes each escape again."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "ensure_ascii": False})


class CharterVersion(models.Model):
    """The whole charter of an office as it stood, with the officers of that day. Never changed.

    `content` is `charters.content.Charter.as_data()`; `sha256` is of its canonical JSON; `difference` is
    `charters.differing.between()` the version before and this one.
    """

    class Cause(models.TextChoices):
        PUBLISHED = "published", _("published by the office")
        MASTER = "master", _("changed by headquarters")
        REVIEWED = "reviewed", _("reviewed, nothing changed")
        TRANSFER = "transfer", _("change of officers")

    page = models.ForeignKey(CharterPage, models.PROTECT, related_name="versions", verbose_name=_("charter"))
    number = models.PositiveIntegerField(_("version"))
    fiscal_year = models.PositiveSmallIntegerField(_("fiscal year"))
    quarter = models.PositiveSmallIntegerField(_("quarter"), choices=Quarter.choices)
    cause = models.CharField(_("cause"), max_length=10, choices=Cause.choices)
    made_at = models.DateTimeField(_("made at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    content = models.JSONField(_("content"), encoder=Letters)
    difference = models.JSONField(_("difference"), encoder=Letters, default=dict)
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("version of a charter")
        verbose_name_plural = _("versions of charters")
        ordering = ["page", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["page", "number"], name="a_charters_versions_are_counted"),
        ]

    def __str__(self) -> str:
        return f"{self.page} ({self.number})"


class MasterChange(models.Model):
    """One publishing of a master charter: what changed in its rows, and which pages changed by it."""

    master = models.ForeignKey(MasterCharterPage, models.PROTECT, related_name="changes")
    made_at = models.DateTimeField(_("made at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    # The master as it stands since, with kinds of post for officers; the next change is told against it.
    content = models.JSONField(_("content"), encoder=Letters, default=dict)
    difference = models.JSONField(_("difference"), encoder=Letters, default=dict)

    class Meta:
        verbose_name = _("change of a master charter")
        verbose_name_plural = _("changes of master charters")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.master} ({words.day(self.made_at)})"


class MasterChangeLine(models.Model):
    """What a change of the master did to one office's charter.

    Where own rows stood against the change, the office says of each whether it keeps its own words.
    """

    class Answer(models.TextChoices):
        KEPT = "kept", _("own words kept")
        TAKEN = "taken", _("headquarters' words taken")

    change = models.ForeignKey(MasterChange, models.CASCADE, related_name="lines")
    page = models.ForeignKey(CharterPage, models.PROTECT, related_name="+")
    # None where every changed row is one that the office has its own words for.
    version = models.ForeignKey(CharterVersion, models.PROTECT, null=True, blank=True, related_name="+")
    # The changed rows against which a row of the office stands: [{"key", "name"}].
    stood = models.JSONField(_("own rows that stood"), default=list)
    # Of each key, what the office decided.
    answers = models.JSONField(_("answers"), default=dict, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )

    class Meta:
        verbose_name = _("charter changed by its master")
        verbose_name_plural = _("charters changed by their master")
        constraints = [
            models.UniqueConstraint(
                fields=["change", "page"], name="a_change_of_a_master_tells_of_a_page_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.change}: {self.page}"

    def answer_to(self, key: str) -> str:
        """Return what the office said of one of its rows; empty where it has not."""
        said = self.answers.get(key)
        return str(self.Answer(said).label) if said else ""
