"""What people sought in vain: the words alone, and only once five people typed them (ADR 0054).

Until then nothing but keyed hashes lies in the cache, for a month at most, under a key that was never written
anywhere else: neither the words nor the people can be read out of them. The fifth person brings the words.
"""

import re
import secrets

from django.core.cache import cache
from django.utils.crypto import salted_hmac

from bangla import analysis, digits
from search.models import SoughtInVain

FEWEST_PEOPLE = 5
# Counting on tells headquarters what matters most; beyond this it does not matter.
MOST_PEOPLE = 100
LONGEST = 120
FEWEST_LETTERS = 3
A_MONTH = 30 * 24 * 60 * 60
KEPT_UNDER = "search:vain:key"
_LONG_NUMBER = re.compile(r"\d{5,}")


def note(text: str, *, language: str, who: str) -> None:
    """Count that somebody sought this in vain; from the fifth person on the words are kept."""
    words = worth_keeping(text)
    if not words or not who:
        return
    secret = str(cache.get_or_set(KEPT_UNDER, lambda: secrets.token_hex(32), A_MONTH))
    key = f"search:vain:{_hash(secret, f'{language} {words}', 32)}"
    people: frozenset[str] = cache.get(key) or frozenset()
    person = _hash(secret, f"{words} {who}", 12)
    if person in people or len(people) >= MOST_PEOPLE:
        return
    people |= {person}
    cache.set(key, people, A_MONTH)
    if len(people) >= FEWEST_PEOPLE:
        row, is_new = SoughtInVain.objects.get_or_create(
            words=words, language=language, defaults={"people": len(people)}
        )
        if not is_new:
            SoughtInVain.objects.filter(pk=row.pk, people__lt=len(people)).update(people=len(people))


def worth_keeping(text: str) -> str:
    """Return the words that may be kept of what was typed; nothing of what looks like a number or an address of
    somebody's.
    """
    clean = " ".join(analysis.normalise(text).split())
    bare = re.sub(r"[\s().+\-]", "", digits.to_ascii(clean))
    if "@" in clean or _LONG_NUMBER.search(bare) or not FEWEST_LETTERS <= len(clean) <= LONGEST:
        return ""
    return clean if any(letter.isalpha() for letter in clean) else ""


def _hash(secret: str, text: str, length: int) -> str:
    return salted_hmac("search.vain", text, secret=secret, algorithm="sha256").hexdigest()[:length]
