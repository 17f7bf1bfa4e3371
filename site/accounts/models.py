"""Who signs in, and what each may do where."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.roles import NATIONAL, Role
from offices.models import Office


class User(AbstractUser):  # type: ignore[django-manager-missing]  # pictures far above point here
    """A member of staff. Buyers need no account: they order as guests."""

    display_name = models.CharField(_("name shown to colleagues"), max_length=150, blank=True)

    def __str__(self) -> str:
        return self.display_name or self.username


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
