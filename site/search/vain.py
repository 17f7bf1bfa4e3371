"""What people sought in vain: the words alone, and only once five people typed them on one day (ADR 0054).

Until then nothing but keyed hashes lies in the database, so that any process that answers counts on, and nothing of
them outlives the day: neither the words nor the people can be read out of them. The fifth person brings the words.
"""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils.crypto import salted_hmac

import clock
from bangla import analysis, digits
from search.models import SoughtInVain, VainDay, VainSearch

FEWEST_PEOPLE = 5
LONGEST = 120
FEWEST_LETTERS = 3
# Two hashes of 32 letters each: a flood of searches takes 4 MB at most, and then counting begins anew.
MOST_IN_A_DAY = 20_000
# How many there are is asked at one hash in 256: at those that begin so.
ASKED_AT = "00"
# So long a reader may wait on SQLite while something else is written; then the search is not counted.
WAIT_MILLISECONDS = 1000
_LONG_NUMBER = re.compile(r"\d{5,}")


def note(text: str, *, language: str, who: str) -> None:
    """Count that somebody sought this in vain; from the fifth person of a day on the words are kept.

    A reader waits for the answer: what the database cannot keep at once is not counted.
    """
    words = worth_keeping(text)
    if not words or not who:
        return
    try:
        with _without_waiting():
            people = _count(words, language, who)
            if people >= FEWEST_PEOPLE:
                _keep(words, language, people)
    except DatabaseError:
        return


def forget_what_was() -> int:
    """Throw away what was counted on days gone by; return how many days that were (a step of the worker)."""
    gone = [each.pk for each in VainDay.objects.exclude(day=clock.today())]
    if gone:
        VainDay.objects.filter(pk__in=gone).delete()
    return len(gone)


def worth_keeping(text: str) -> str:
    """Return the words that may be kept of what was typed; nothing of what looks like a number or an address of
    somebody's.
    """
    clean = " ".join(analysis.normalise(text).split())
    bare = re.sub(r"[\s().+\-]", "", digits.to_ascii(clean))
    if "@" in clean or _LONG_NUMBER.search(bare) or not FEWEST_LETTERS <= len(clean) <= LONGEST:
        return ""
    return clean if any(letter.isalpha() for letter in clean) else ""


def _count(words: str, language: str, who: str) -> int:
    """Count a search, and return how many people sought the same today."""
    # A transaction of its own: who is counted here must be seen by whoever is counted in the same moment.
    with transaction.atomic():
        today = _today()
        sought = _hash(today, f"{language} {words}")
        person = _hash(today, f"{words} {who}")
        VainSearch.objects.bulk_create(
            [VainSearch(day=today, person=person, words=sought)], ignore_conflicts=True
        )
    if person.startswith(ASKED_AT) and VainSearch.objects.count() > MOST_IN_A_DAY:
        VainSearch.objects.all().delete()
    return VainSearch.objects.filter(words=sought).count()


def _today() -> VainDay:
    day, is_new = VainDay.objects.get_or_create(day=clock.today(), defaults={"salt": secrets.token_hex(32)})
    if is_new:
        forget_what_was()
    return day


def _keep(words: str, language: str, people: int) -> None:
    row, is_new = SoughtInVain.objects.get_or_create(
        words=words, language=language, defaults={"people": people}
    )
    if not is_new:
        SoughtInVain.objects.filter(pk=row.pk, people__lt=people).update(people=people)


def _hash(today: VainDay, text: str) -> str:
    """Hash with the salt that goes with the day and the key of the site, which is in no copy of the database."""
    secret = f"{settings.SECRET_KEY}{today.salt}"
    return salted_hmac("search.vain", text, secret=secret, algorithm="sha256").hexdigest()[:32]


@contextmanager
def _without_waiting() -> Iterator[None]:
    """SQLite has one writer at a time, and who asks second waits as long as the settings say: here shortly."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        usual = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {WAIT_MILLISECONDS}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {int(usual)}")
