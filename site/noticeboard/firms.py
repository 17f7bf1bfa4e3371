"""The name of a firm that won a tender: of a firm, and nothing of a person."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from bangla import digits

# A telephone, a number of identity or of a bank has more figures in a row than a firm's name.
_LONG_NUMBER = re.compile(r"(?:\d[\s-]?){6,}")
_OF_PERSONS = re.compile(
    r"@|\b(?:proprietor|owner|mobile|phone|nid|father|s/o|d/o)\b|প্রোপ্রাইটর|প্রোঃ|স্বত্বাধিকারী|মোবাইল|ফোন|পিতা|জাতীয় পরিচয়",
    re.IGNORECASE,
)


def refuse_what_is_personal(text: str) -> None:
    """Raise ValidationError where more than the name of a firm was typed."""
    if _LONG_NUMBER.search(digits.to_ascii(text)) or _OF_PERSONS.search(text):
        raise ValidationError(_("Give the name of the firm alone, nothing of a person."))
