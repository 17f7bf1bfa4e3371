"""Nobody handles a complaint about themselves: who is concerned by one, and may neither read nor answer it.

Concerned is whoever holds or held the post complained about, whoever the complaint names, whoever answered it at a
level below, and whoever says so.
"""

import datetime
import re
import unicodedata
from collections.abc import Iterable

from django.db.models import Q, QuerySet

import clock
from accounts.models import User
from charter_pages.grievances.models import OUTSIDE, Grievance, Message, Recusal
from charter_pages.models import PostHolder

# What stands before names and tells nobody apart.
TITLES = frozenset(
    ["মো", "মোঃ", "মোছা", "মোছাঃ", "মোসা", "মোসাঃ", "জনাব", "বেগম", "ড", "ডা", "md", "mst", "mr", "mrs", "ms", "dr"]
)
# Letters with the signs that hang on them: for Python a Bangla vowel sign is no letter.
_WORD = re.compile(r"[^\s\d.,;:!?।॥()\[\]{}\"'“”‘’/|–—\-]+")


def is_concerned(user: User, grievance: Grievance) -> bool:
    """Return whether the complaint is about the user, or the user has already had their say of it."""
    if grievance.pk and _had_a_say(user, grievance):
        return True
    held = PostHolder.objects.filter(user=user)
    if grievance.about_post_id and _held_then(held.filter(post_id=grievance.about_post_id), grievance):
        return True
    names = {user.display_name, user.get_full_name()}
    for name_bn, name_en in held.values_list("name_bn", "name_en"):
        names |= {name_bn, name_en}
    return names_one(_told(grievance), names)


def names_one(text: str, names: Iterable[str]) -> bool:
    """Return whether all words of one of the names stand in a text, with whatever ending (করিমকে, করিমের)."""
    words = _words(text)
    for name in names:
        parts = [part for part in _words(name) if part not in TITLES]
        tells_apart = any(len(part) > 2 for part in parts)
        if tells_apart and all(any(word.startswith(part) for word in words) for part in parts):
            return True
    return False


def _had_a_say(user: User, grievance: Grievance) -> bool:
    if Recusal.objects.filter(grievance=grievance, user=user).exists():
        return True
    # Outside the Department somebody else judges; whoever answered last may be asked by them.
    if grievance.level == OUTSIDE:
        return False
    below = Message.objects.filter(
        grievance=grievance, kind=Message.Kind.ANSWER, by=user, level__lt=grievance.level
    )
    return below.exists()


def _held_then(held: QuerySet[PostHolder], grievance: Grievance) -> bool:
    """Return whether one of the holdings covers the time in question, the day of writing, or today.

    Where nobody said when it happened, the time in question may be any.
    """
    if grievance.happened_on is None:
        return bool(held.exists())
    days: set[datetime.date] = {
        grievance.happened_on,
        clock.local(grievance.written_at).date(),
        clock.today(),
    }
    covers = Q()
    for day in days:
        covers |= Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gte=day))
    return bool(held.filter(covers).exists())


def _told(grievance: Grievance) -> str:
    """Return all that the complainant wrote."""
    if not grievance.pk:
        return grievance.words.text
    more = Message.objects.filter(grievance=grievance, kind=Message.Kind.MORE)
    return "\n".join([grievance.words.text, *(message.text for message in more)])


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFC", text).casefold())
