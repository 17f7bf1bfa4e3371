"""The order behind a policy as a paper: uploaded as a PDF or photographed, kept where only superusers reach it.

It lies in a collection of documents beside the offices' own, in which no group has any right, so that Wagtail's
screens and addresses give it to nobody; who may read policies reads it with the policy.
"""

import io
import uuid
from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext_lazy as _
from PIL import Image
from wagtail.models import Collection

from accounts.models import User
from language.templatetags import language as words
from publishing import papers, pictures
from publishing.models import PortalDocument

COLLECTION = "পারিশ্রমিক নীতির আদেশ"
PICTURES = (".jpg", ".jpeg", ".png")


class PaperField(forms.FileField):
    """A PDF, or a photograph of a paper, cleaned to a PDF: what the camera wrote beside the picture is left out."""

    widget = forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"})

    def clean(self, value: Any, initial: Any = None) -> Any:
        given = super().clean(value, initial)
        return read(given) if isinstance(given, File) else given


def read(given: "File[bytes]") -> "ContentFile[bytes]":
    """Return an uploaded paper as a PDF under a name that tells nothing; raises ValidationError."""
    name = given.name or ""
    if given.size > settings.UPLOAD_LIMIT_BYTES:
        raise ValidationError(
            _("This file is too large (%(size)s). The largest that can be uploaded is %(limit)s."),
            params={
                "size": words.file_size(given.size),
                "limit": words.file_size(settings.UPLOAD_LIMIT_BYTES),
            },
        )
    suffix = PurePosixPath(name).suffix.lower()
    given.seek(0)
    content = given.read()
    if suffix in PICTURES:
        content = _as_pdf(pictures.strip(content).data)
    elif suffix != ".pdf":
        raise ValidationError(_("Upload the order as a PDF, or as a JPEG or PNG picture."))
    elif not papers.is_what_it_says(io.BytesIO(content), name):
        raise ValidationError(_("The content of this file is not what its name says."))
    return ContentFile(content, name=f"{uuid.uuid4().hex}.pdf")


def keep(*, by: User, paper: "File[bytes]", title: str) -> PortalDocument:
    """Keep a paper that was read. Not inside a transaction: the storage may be on another machine."""
    kept = PortalDocument(title=title[:255], file=paper, collection=_collection(), uploaded_by_user=by)
    kept._set_document_file_metadata()
    kept.full_clean(exclude=["tags"])
    kept.save()
    return kept


def _collection() -> Any:
    roots = Collection.get_root_nodes()
    return roots.filter(name=COLLECTION).first() or Collection.add_root(name=COLLECTION)


def _as_pdf(picture: bytes) -> bytes:
    written = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as opened:
        flat = Image.new("RGB", opened.size, "white")
        seen = opened.convert("RGBA")
        flat.paste(seen, mask=seen)
    flat.save(written, "PDF", resolution=150)
    return written.getvalue()
