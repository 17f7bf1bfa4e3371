"""A reader's address and what it is to be told of. The address is read by `composing` alone, to write to it.

Nothing but these rows knows an address, and they are gone when the reader leaves.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from secrecy import EncryptedField


class Rhythm(models.TextChoices):
    DAILY = "daily", _("One mail a day, in the morning")
    AT_ONCE = "at_once", _("As soon as something is published")


class Ask(models.Model):
    """Somebody typed an address and what it is to be told of. It counts when the address answers."""

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    address = EncryptedField()
    fingerprint = models.CharField(max_length=64, db_index=True)
    wishes = models.JSONField()
    asked_at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"#{self.pk}"


class Subscription(models.Model):
    """A reader who has confirmed, and what they are told of."""

    # What stands in the links of the mails: it names nobody.
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    address = EncryptedField()
    # A keyed hash of the address: the same one is found again without being read.
    fingerprint = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=5)
    rhythm = models.CharField(max_length=7, choices=Rhythm.choices, default=Rhythm.DAILY)
    of_every_office = models.BooleanField(default=True)
    of_every_kind = models.BooleanField(default=True)
    with_changes = models.BooleanField(default=False)
    confirmed_at = models.DateTimeField()
    digested_on = models.DateField(null=True)
    # How often the reader's mail server has said for good that there is no such mailbox.
    refusals = models.PositiveSmallIntegerField(default=0)
    paused_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"#{self.pk}"


class SubscribedOffice(models.Model):
    """An office that a reader chose, alone or with all below it."""

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="offices")
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    with_below = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["subscription", "office"], name="a_reader_chooses_an_office_once")
        ]

    def __str__(self) -> str:
        return f"#{self.subscription_id} {self.office_id}"


class SubscribedKind(models.Model):
    """A kind of paper that a reader chose."""

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="kinds")
    kind = models.CharField(max_length=20)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["subscription", "kind"], name="a_reader_chooses_a_kind_once")
        ]
        indexes = [models.Index(fields=["kind"], name="readers_by_kind")]

    def __str__(self) -> str:
        return f"#{self.subscription_id} {self.kind}"


class Announcement(models.Model):
    """That a paper became public, or a public one was changed: to be told once to each reader who asked for it."""

    class What(models.TextChoices):
        NEW = "new", _("new")
        CHANGED = "changed", _("changed")

    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="+")
    # The paper in all its languages.
    paper = models.UUIDField()
    what = models.CharField(max_length=7, choices=What.choices)
    made_at = models.DateTimeField()
    # When its readers were found; None until then.
    told_at = models.DateTimeField(null=True)
    readers = models.PositiveIntegerField(null=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["paper"], condition=Q(what="new"), name="a_paper_is_announced_as_new_once"
            ),
            # What changes twice before anybody was told is told once.
            models.UniqueConstraint(
                fields=["page"],
                condition=Q(what="changed", told_at__isnull=True),
                name="changes_of_a_page_are_announced_together",
            ),
        ]
        indexes = [
            models.Index(
                fields=["made_at"], condition=Q(told_at__isnull=True), name="announcements_to_be_told"
            )
        ]

    def __str__(self) -> str:
        return f"{self.what} #{self.page_id}"


class DailyLine(models.Model):
    """A paper that waits for a reader's next morning mail."""

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="lines")
    announcement = models.ForeignKey(Announcement, models.CASCADE, related_name="+")

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "announcement"], name="a_paper_waits_once_for_a_reader"
            )
        ]

    def __str__(self) -> str:
        return f"#{self.subscription_id} {self.announcement_id}"
