"""Which language is spoken now: the page's, or that of whoever a letter or a paper is for."""

from django.utils.translation import get_language

LANGUAGES = ("bn", "en")


def active() -> str:
    """Return the code of the language that is spoken: "en", or "bn" for any other."""
    return "en" if (get_language() or "").startswith("en") else "bn"


def preferred() -> tuple[str, str]:
    """Return both languages, the spoken one first: the other says what is missing in it."""
    return ("en", "bn") if active() == "en" else ("bn", "en")


def either(bangla: str, english: str) -> str:
    """Return the words in the language that is spoken, of words that are always written in both."""
    return english if active() == "en" else bangla


def or_bangla(bangla: str, english: str | None) -> str:
    """Return the words in the language that is spoken; the Bangla ones while nobody has written English."""
    return either(bangla, english or bangla)
