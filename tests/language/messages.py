"""Every message of our own code, found without GNU gettext."""

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract_python
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("site", "shop", "charter_pages")
KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
    "_": None,
    "_p": ((1, "c"), 2),
}

Message = tuple[str, str | None]  # msgid, context


def ours() -> dict[Message, str]:
    """Return the messages of our Python and templates, each with a place where it stands."""
    found: dict[Message, str] = {}
    for folder in SOURCES:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                found |= dict.fromkeys(_of_python(path.read_text("utf-8")), str(path.relative_to(ROOT)))
    for pattern in ("*.html", "*.txt", "*.sms"):
        for path in sorted((ROOT / "templates").rglob(pattern)):
            source = templatize(path.read_text("utf-8"), origin=str(path))
            source = "\n".join(line.strip() for line in source.splitlines())
            found |= dict.fromkeys(_of_python(source), str(path.relative_to(ROOT)))
    return found


def translated(name: str = "django.po") -> dict[Message, object]:
    """Return the messages of the catalogue with their Bangla."""
    with (ROOT / "locale/bn/LC_MESSAGES" / name).open("rb") as file:
        catalogue = read_po(file, locale="bn")
    return {
        (message.id if isinstance(message.id, str) else message.id[0], message.context): message.string
        for message in catalogue
        if message.id
    }


def _of_python(source: str) -> Iterator[Message]:
    for _line, function, arguments, _comments in extract_python(
        io.BytesIO(source.encode()), list(KEYWORDS), [], {"encoding": "utf-8"}
    ):
        values = arguments if isinstance(arguments, list | tuple) else [arguments]
        has_context = (
            "p" in function.removesuffix("_lazy").replace("gettext", "") if function != "_" else False
        )
        place = 1 if has_context else 0
        if len(values) > place and isinstance(values[place], str) and values[place]:
            yield values[place], values[0] if has_context else None
