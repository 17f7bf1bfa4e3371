"""Pictures and documents, and what became of published pages: their changes and withdrawals.

Originals and documents lie in a private storage that has no URL.
"""

import uuid
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition

from language import spoken
from language.templatetags import language as words
from publishing import papers, pictures


def private_storage() -> Storage:
    return storages["private"]


def document_path(instance: models.Model, name: str) -> str:
    """Return where a document lies: the name it was uploaded by may name a person, so it is not kept."""
    return f"documents/{uuid.uuid4().hex}{PurePosixPath(name).suffix.lower()}"


class PortalImage(AbstractImage):
    """A picture. What citizens get are its renditions; the original is for making them only."""

    file = pictures.StrippedImageField(
        verbose_name=_("file"),
        upload_to=pictures.upload_to,
        storage=private_storage,
        width_field="width",
        height_field="height",
    )
    description = models.CharField(
        _("description"),
        max_length=255,
        blank=True,
        help_text=_(
            "What the picture shows, for those who cannot see it. No names, no numbers of prisoners."
        ),
    )

    admin_form_fields = ("title", "file", "description", "collection")

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        permissions = [("choose_image", _("Can choose a picture"))]

    def get_upload_to(self, filename: str) -> str:
        return pictures.upload_to(self, filename)

    def generate_rendition_file(self, *args: Any, **kwargs: Any) -> File:
        """Return the rendition in memory: Wagtail's own temporary file is never closed."""
        with super().generate_rendition_file(*args, **kwargs) as made:
            made.seek(0)
            return ContentFile(made.read(), name=made.name)

    @property
    def default_alt_text(self) -> str:
        """Return the description alone: a title is a file's name more often than not."""
        return self.description

    def clean(self) -> None:
        """Refuse another file for a picture that readers see: nobody has looked at it for that page."""
        from publishing import reading

        super().clean()
        if self.pk and self.file and not self.file._committed and reading.is_shown_in_public(self):
            raise ValidationError(
                {
                    "file": _(
                        "This picture stands on a public page. Upload the other one as a new picture and choose it "
                        "there: it will be asked about before it is published."
                    )
                }
            )


class PictureAnswer(models.Model):
    """What somebody saw when asked about one picture. Never changed; of several the last one counts (ADR 0046).

    It is about a file, not about the row of the picture: another file is another picture, and is asked about anew.
    """

    # Where the original lies. The name is random and never used again; the hash proves what was looked at.
    file_name = models.CharField(max_length=200, db_index=True)
    sha256 = models.CharField(max_length=64)
    shows_face = models.BooleanField(_("a face that can be recognised"))
    shows_name = models.BooleanField(_("a name or a number that can be read"))
    shows_paper = models.BooleanField(_("a paper of a ward or a court"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    answered_at = models.DateTimeField(_("answered at"))

    class Meta:
        verbose_name = _("answer about a picture")
        verbose_name_plural = _("answers about pictures")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(file_name="") & ~Q(sha256=""), name="an_answer_says_which_file_was_looked_at"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name}: {words.day(self.answered_at)}"

    @property
    def is_clear(self) -> bool:
        """Return whether nothing was seen that must not be public."""
        return not (self.shows_face or self.shows_name or self.shows_paper)


class PortalRendition(AbstractRendition):
    image = models.ForeignKey(PortalImage, models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_for_each_filter"
            )
        ]


class PortalDocument(AbstractDocument):
    """A paper to download, served by a view that asks who reads."""

    file = models.FileField(
        _("file"), upload_to=document_path, storage=private_storage, validators=[papers.refuse_false_content]
    )

    admin_form_fields = ("title", "file", "collection")

    class Meta(AbstractDocument.Meta):
        permissions = [("choose_document", _("Can choose document"))]


class Change(models.Model):
    """What one publication of a page changed, in the words of whoever submitted it. Never altered."""

    page = models.ForeignKey(
        "wagtailcore.Page", models.CASCADE, related_name="public_changes", verbose_name=_("page")
    )
    note = models.CharField(_("what changed"), max_length=300)
    published_at = models.DateTimeField(_("published at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["-published_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(note=""), name="a_change_says_what_changed")]

    def __str__(self) -> str:
        return self.note


class Withdrawal(models.Model):
    """A published paper that was taken back, in all its languages, for a reason that its readers are told."""

    # Both languages are withdrawn together; the page is the one that the button was pressed on.
    translation_key = models.UUIDField(db_index=True)
    page = models.ForeignKey(
        "wagtailcore.Page", models.CASCADE, related_name="withdrawals", verbose_name=_("page")
    )
    reason_bn = models.CharField(_("reason, in Bangla"), max_length=300)
    reason_en = models.CharField(_("reason, in English"), max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    restored_at = models.DateTimeField(_("restored at"), null=True)
    restored_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    # The pages that were live, in whichever languages: those come back.
    pages = models.JSONField(default=list)

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        ordering = ["-withdrawn_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason_bn=""), name="a_withdrawal_has_a_reason"),
            models.UniqueConstraint(
                fields=["translation_key"],
                condition=Q(restored_at__isnull=True),
                name="a_paper_is_withdrawn_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(restored_at__isnull=True) | Q(restored_at__gte=models.F("withdrawn_at")),
                name="a_paper_is_restored_after_it_was_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page}: {self.reason_bn}"

    @property
    def reason(self) -> str:
        """Return the reason in the language of the page; in Bangla where no other was written."""
        return spoken.or_bangla(self.reason_bn, self.reason_en)
