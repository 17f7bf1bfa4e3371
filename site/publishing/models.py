"""Pictures and documents. Originals and documents lie in a private storage that has no URL."""

import uuid
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition

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
