"""Who signs in, and what each may do where."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.roles import NATIONAL, Role
from offices.models import Office
from secrecy import EncryptedField


class User(AbstractUser):  # type: ignore[django-manager-missing]  # pictures far above point here
    """A member of staff. Buyers need no account: they order as guests."""

    display_name = models.CharField(_("name shown to colleagues"), max_length=150, blank=True)

    def __str__(self) -> str:
        return self.display_name or self.username

    @property
    def language(self) -> str:
        """Return the language in which a member of staff reads the back office; Bangla for who has set none."""
        profile = getattr(self, "wagtail_userprofile", None)
        return "en" if profile is not None and profile.preferred_language.startswith("en") else "bn"


class Appointment(models.Model):
    """A role held by a person at an office for a time: rights follow it and end with it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="appointments", verbose_name=_("user")
    )
    role = models.CharField(_("role"), max_length=30, choices=Role.choices)
    office = models.ForeignKey(
        "offices.Office", models.PROTECT, related_name="appointments", verbose_name=_("office")
    )
    since = models.DateField(_("since"))
    until = models.DateField(
        _("until"), null=True, blank=True, help_text=_("The last day; empty while it lasts.")
    )

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "office", "since"], name="one_appointment_is_recorded_once"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="an_appointment_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.office}"

    def clean(self) -> None:
        """Keep a role that speaks for the Department at headquarters; `access` counts no other."""
        office = Office.objects.filter(pk=self.office_id).first()
        if office is not None and self.role in NATIONAL and office.kind != Office.Kind.HQ:
            raise ValidationError({"office": _("This role is held at headquarters only.")})


class Authenticator(models.Model):
    """The app on somebody's phone that shows a code: what both count from is encrypted at rest."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="authenticator", verbose_name=_("user")
    )
    seed = EncryptedField()
    begun_at = models.DateTimeField()
    # Until then it opens nothing: nobody has shown that the app counts as we do.
    confirmed_at = models.DateTimeField(null=True)
    # The step of the last code: none is taken twice.
    last_step = models.BigIntegerField(default=-1)
    failures = models.PositiveSmallIntegerField(default=0)
    failed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("authenticator")
        verbose_name_plural = _("authenticators")

    def __str__(self) -> str:
        return str(self.user)


class RecoveryCode(models.Model):
    """A code for the day the phone is lost. Known to its holder alone: here stands only a keyed hash."""

    authenticator = models.ForeignKey(Authenticator, models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authenticator", "digest"], name="a_recovery_code_is_one_of_its_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.authenticator} ({self.pk})"


class StaffSession(models.Model):
    """One sign-in on one device, as its owner sees it in a list and may end it. No address of the network."""

    class End(models.TextChoices):
        SIGNED_OUT = "signed_out", _("signed out")
        IDLE = "idle", _("nothing was done for too long")
        LONGEST = "longest", _("it had lasted as long as it may")
        BY_OWNER = "by_owner", _("ended from another device")
        APPOINTMENT = "appointment", _("an appointment ended")
        SECOND_FACTOR = "second_factor", _("the code app was reset")
        PASSWORD = "password", _("the password changed")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="staff_sessions")
    session_key = models.CharField(max_length=40, db_index=True)
    browser = models.CharField(max_length=20, blank=True)
    system = models.CharField(max_length=20, blank=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=20, choices=End.choices, blank=True)

    class Meta:
        verbose_name = _("sign-in")
        verbose_name_plural = _("sign-ins")
        ordering = ["-seen_at", "-pk"]
        indexes = [
            models.Index(fields=["user"], condition=Q(ended_at__isnull=True), name="sign_ins_that_last"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_because="")
                | (Q(ended_at__isnull=False) & ~Q(ended_because="")),
                name="a_sign_in_that_ended_says_why",
            )
        ]

    def __str__(self) -> str:
        return f"{self.browser} · {self.system}"
