"""Uploaded documents are what they say: the first bytes of a file agree with the end of its name."""

import zipfile
from pathlib import PurePosixPath
from typing import IO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from language.templatetags import language as words

SAMPLE_BYTES = 64 * 1024


def _is_pdf(file: IO[bytes]) -> bool:
    return file.read(1024).lstrip().startswith(b"%PDF-")


def _holds(file: IO[bytes], folder: str) -> bool:
    try:
        with zipfile.ZipFile(file) as parcel:
            names = parcel.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return False
    # A macro has no place in what is only read.
    return any(name.startswith(folder) for name in names) and not any("vbaProject" in name for name in names)


def _is_text(file: IO[bytes]) -> bool:
    sample = file.read(SAMPLE_BYTES)
    if b"\0" in sample:
        return False
    try:
        sample.decode("utf-8", errors="strict")
    except UnicodeDecodeError as error:
        # The sample may end in the middle of a letter.
        return len(sample) == SAMPLE_BYTES and error.start > SAMPLE_BYTES - 4
    return True


def is_what_it_says(file: IO[bytes], name: str) -> bool:
    """Return whether the content is of the kind that the file's name ends in."""
    file.seek(0)
    match PurePosixPath(name).suffix.lower():
        case ".pdf":
            return _is_pdf(file)
        case ".docx":
            return _holds(file, "word/")
        case ".xlsx":
            return _holds(file, "xl/")
        case ".csv" | ".txt":
            return _is_text(file)
    return False


def refuse_false_content(file: File) -> None:
    """Raise ValidationError when a new upload is too large or is not what its name says."""
    if getattr(file, "_committed", False):
        return
    if file.size > settings.UPLOAD_LIMIT_BYTES:
        raise ValidationError(
            _("This file is too large (%(size)s). The largest that can be uploaded is %(limit)s."),
            params={
                "size": words.file_size(file.size),
                "limit": words.file_size(settings.UPLOAD_LIMIT_BYTES),
            },
        )
    content = file.file
    if content is None or not is_what_it_says(content, file.name or ""):
        raise ValidationError(_("The content of this file is not what its name says."))
    content.seek(0)
