"""Pictures of products: checked, re-encoded without what the camera wrote, cut to sizes at upload."""

import contextlib
import io
import secrets
from collections.abc import Iterator
from pathlib import PurePath
from typing import IO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from shop.storefront.models import Listing, ListingPicture

# A card on a phone, a card on a dense screen, the product page.
WIDTHS = (320, 640, 1280)
LEAST_WIDTH = 240
# 40 megapixels is more than a good camera's picture; a small file that unpacks to more is an attack.
MOST_PIXELS = 40_000_000
EXTENSIONS = {
    "JPEG": {".jpg", ".jpeg"},
    "PNG": {".png"},
    "WEBP": {".webp"},
    "AVIF": {".avif"},
}
SAVING: dict[str, tuple[str, dict[str, object]]] = {
    "avif": ("AVIF", {"quality": 60, "speed": 8}),
    "webp": ("WEBP", {"quality": 78, "method": 3}),
    "jpg": ("JPEG", {"quality": 82, "optimize": True, "progressive": True}),
}


class Refused(ValidationError):
    """The file is no picture that we publish; the message says why, in the reader's language."""


def add(*, listing: Listing, file: IO[bytes], name: str, alt_bn: str, alt_en: str) -> ListingPicture:
    """Publish a picture of a product and return it; raises Refused. Only re-encoded copies are kept."""
    image = read(file, name=name)
    folder = f"products/{secrets.token_hex(8)}"
    widths = [width for width in WIDTHS if width < image.width] or []
    if image.width <= WIDTHS[-1]:
        widths.append(image.width)
    sizes = [_save(image, folder, width) for width in widths]
    width, height = sizes[-1]
    last = listing.pictures.order_by("-position").values_list("position", flat=True).first()
    return ListingPicture.objects.create(
        listing=listing,
        folder=folder,
        widths=widths,
        width=width,
        height=height,
        alt_bn=alt_bn,
        alt_en=alt_en,
        position=0 if last is None else last + 1,
    )


def remove(*, picture: ListingPicture) -> None:
    """Delete a picture and its copies."""
    for width in picture.widths:
        for extension in SAVING:
            default_storage.delete(f"{picture.folder}/{width}.{extension}")
    picture.delete()


def read(file: IO[bytes], *, name: str) -> Image.Image:
    """Return the picture upright, in RGB and without metadata; raises Refused for what is no picture."""
    file.seek(0, io.SEEK_END)
    if file.tell() > settings.UPLOAD_LIMIT_BYTES:
        megabytes = settings.UPLOAD_LIMIT_BYTES // (1024 * 1024)
        raise Refused(
            _("The picture is larger than %(limit)s MB. Choose a smaller one."), params={"limit": megabytes}
        )
    file.seek(0)
    with _told_as_refused():
        opened = Image.open(file, formats=list(EXTENSIONS))
    _check_what_it_says(opened, name)
    with _told_as_refused():
        opened.load()
        return _plain(opened)


def _check_what_it_says(opened: Image.Image, name: str) -> None:
    extension = PurePath(name).suffix.lower()
    if extension not in EXTENSIONS[opened.format or ""]:
        raise Refused(
            _("The file is not what its name says: inside it is a %(kind)s picture."),
            params={"kind": opened.format},
        )
    if opened.width * opened.height > MOST_PIXELS:
        raise Refused(_("The picture has too many pixels. Make it smaller and try again."))
    if opened.width < LEAST_WIDTH or opened.height < LEAST_WIDTH:
        raise Refused(
            _("The picture is too small: it needs at least %(least)s by %(least)s pixels."),
            params={"least": LEAST_WIDTH},
        )


@contextlib.contextmanager
def _told_as_refused() -> Iterator[None]:
    """Turn whatever a damaged or hostile file raises in the decoder into one clear message."""
    try:
        yield
    except Refused:
        raise
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as trouble:
        raise Refused(
            _("This file is not a picture that can be read. Use JPEG, PNG, WebP or AVIF.")
        ) from trouble


def _plain(opened: Image.Image) -> Image.Image:
    """Return only the pixels: turned upright first, since the camera's word for it goes with the rest."""
    upright = ImageOps.exif_transpose(opened)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        paper = Image.new("RGBA", upright.size, "#ffffff")
        upright = Image.alpha_composite(paper, upright.convert("RGBA"))
    pixels = upright.convert("RGB")
    bare = Image.new("RGB", pixels.size)
    bare.paste(pixels)
    return bare


def _save(image: Image.Image, folder: str, width: int) -> tuple[int, int]:
    height = max(1, round(image.height * width / image.width))
    sized = image if width == image.width else image.resize((width, height), Image.Resampling.LANCZOS)
    for extension, (kind, options) in SAVING.items():
        written = io.BytesIO()
        sized.save(written, kind, **options)
        default_storage.save(f"{folder}/{width}.{extension}", ContentFile(written.getvalue()))
    return width, height
