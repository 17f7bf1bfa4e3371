"""What people type, as it is kept: without what no database takes, and within limits."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

SHORTEST, LONGEST = 10, 4000
LONGEST_NAME = 120


class Refused(ValidationError):
    """Against the rules; the message says why, for people, and quotes nothing."""


def clean(text: str, field: str) -> str:
    """Return a text without stray spaces and null bytes; raises Refused where it is too short or too long."""
    words = "\n".join(line.rstrip() for line in text.replace("\0", "").splitlines()).strip()
    if not SHORTEST <= len(words) <= LONGEST:
        raise Refused({field: _("Write 10 to 4,000 letters.")})
    return words
