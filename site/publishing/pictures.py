"""Pictures as they may be shown: the pixels, and nothing that the camera, the phone or its owner wrote
beside them.
"""

import io
import uuid
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError
from wagtail.images.models import WagtailImageField

# A larger picture would take more memory to open than a web process has to spare.
PIXELS_LIMIT = 50_000_000
WRITING: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 90, "optimize": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 90},
    "AVIF": {"quality": 85},
}
SRGB = ImageCms.createProfile("sRGB")
EXTENSIONS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "gif", "AVIF": "avif"}


class Stripped(NamedTuple):
    data: bytes
    extension: str


def strip(data: bytes) -> Stripped:
    """Return the same picture, upright, encoded anew without any metadata (EXIF, GPS, XMP, comments,
    thumbnails).

    Raise ValidationError when the bytes are no picture of a kind that we take, or have too many pixels.
    """
    try:
        with Image.open(io.BytesIO(data)) as opened:
            kind = opened.format or ""
            if kind == "MPO":  # what phones call a JPEG with a preview behind it
                kind = "JPEG"
            if kind not in EXTENSIONS:
                raise ValidationError(_("This file is not a picture of a kind that can be used here."))
            if opened.width * opened.height > PIXELS_LIMIT:
                raise ValidationError(_("This picture has too many pixels."))
            upright = _in_common_colours(ImageOps.exif_transpose(opened))
            upright.load()
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise ValidationError(_("This file is not a picture, or it is damaged.")) from error
    return Stripped(_encode(upright, kind), EXTENSIONS[kind])


def _in_common_colours(picture: Image.Image) -> Image.Image:
    """Return a picture in the colours that every screen takes for granted: the profile that says others goes."""
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in ("RGB", "CMYK"):
        return picture
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, own, SRGB, outputMode="RGB") or picture
    except (ImageCms.PyCMSError, OSError):
        return picture  # a profile that is none


def _encode(picture: Image.Image, kind: str) -> bytes:
    mode = "RGBA" if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info else "RGB"
    if kind == "JPEG":
        mode = "L" if picture.mode == "L" else "RGB"
    pixels = picture.convert(mode)
    # Pillow writes some of what it finds here (comments, profiles, EXIF) even when it is not asked to.
    pixels.info = {}
    if hasattr(pixels, "_exif"):
        pixels._exif = None
    written = io.BytesIO()
    pixels.save(written, kind, **WRITING.get(kind, {}))
    return written.getvalue()


class StrippedImageField(WagtailImageField):
    """Store no picture but stripped ones, under a name that tells nothing of the file that was uploaded."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        file = getattr(model_instance, self.attname)
        if file and not file._committed:
            file.open("rb")
            file.seek(0)
            stripped = strip(file.read())
            name = f"{uuid.uuid4().hex}.{stripped.extension}"
            file.file = ContentFile(stripped.data, name=name)
            file.name = name
            # A turned picture has other sides than the file that came in.
            file.__dict__.pop("_dimensions_cache", None)
            self.update_dimension_fields(model_instance, force=True)
        return super().pre_save(model_instance, add)


def upload_to(instance: models.Model, name: str) -> str:
    """Return where an original lies in the private storage: by its random name, spread over 256 folders."""
    base = PurePosixPath(name).name
    return f"pictures/{base[:2]}/{base}"
