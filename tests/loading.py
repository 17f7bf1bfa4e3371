"""Load the demonstration for the tests; a copy of a picture is encoded for the first database and read for the second.

Encoding fifty drawings in three sizes and three formats is a seventh of the loading, and no database changes what comes
of it. A copy is kept by all that decides about it: its pixels, how it is encoded, and by what. python -m tests.loading
"""

import hashlib

import PIL
from django.core.management import call_command
from django.db import connections
from PIL import Image, features

from config import frames, starting

starting.set_up()

from shop.storefront import pictures  # noqa: E402
from tests import databases  # noqa: E402

KEPT = databases.TEMPLATES / "pictures"
ENCODERS = [PIL.__version__, *(features.version(name) for name in ("avif", "webp", "jpg"))]
encode = pictures.encoded


def encoded_once(image: Image.Image, extension: str) -> bytes:
    """Return the picture as a file, encoded unless a loading before this one has done so."""
    how = repr((image.mode, image.size, pictures.SAVING[extension], ENCODERS))
    name = hashlib.sha256(how.encode() + image.tobytes()).hexdigest()
    kept = KEPT / f"{name}.{extension}"
    # The loadings of both databases go side by side: one encodes, the other waits for it.
    with databases.only_one("pictures"):
        if not kept.exists():
            KEPT.mkdir(exist_ok=True)
            part = kept.with_suffix(".part")
            part.write_bytes(encode(image, extension))
            part.rename(kept)
    return kept.read_bytes()


def main() -> None:
    pictures.encoded = encoded_once
    # With the checks, as from the command line: they read the hooks by which Wagtail notes who refers to an office.
    frames.with_room(call_command)("load_demonstration", skip_checks=False)
    # Or the last of it stays in a file beside the database, which nobody copies.
    connections.close_all()


if __name__ == "__main__":
    main()
