"""What a reader gets out of a PDF: the text that is copied from it, and its outline."""

import io
import subprocess
from typing import Any

from pypdf import PdfReader


def text_of(content: bytes, *how: str) -> str:
    """Return the text that is copied from a PDF, a form feed behind each page; `how` is said to pdftotext."""
    done = subprocess.run(["pdftotext", *how, "-", "-"], input=content, check=True, capture_output=True)
    return done.stdout.decode()


def pages_of(content: bytes) -> list[str]:
    """Return the text of each page, laid out as printed."""
    return text_of(content, "-layout").split("\f")[:-1]


def outline_of(content: bytes) -> list[tuple[int, str, int]]:
    """Return the outline of a PDF: of each mark its depth, its title and the place of its page."""
    reader = PdfReader(io.BytesIO(content))

    def below(marks: list[Any], depth: int) -> list[tuple[int, str, int]]:
        found = []
        for mark in marks:
            if isinstance(mark, list):
                found += below(mark, depth + 1)
            else:
                found.append((depth, mark.title, reader.get_destination_page_number(mark) or 0))
        return found

    return below(reader.outline, 0)
