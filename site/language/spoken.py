"""Which language is spoken now: the page's, or that of whoever a letter or a paper is for."""

from django.utils.translation import get_language

LANGUAGES = ("bn", "en")


def active() -> str:
    """Return the code of the language that is spoken: "en", or "bn" for any other."""
    return "en" if (get_language() or "").startswith("en") else "bn"


def preferred() -> tuple[str, str]:
    """Return both languages, the spoken one first: the other says what is missing in it."""
    return ("en", "bn") if active() == "en" else ("bn", "en")
