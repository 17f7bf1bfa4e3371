"""Writing letters and sending them. Only `send_due` speaks to a mail server or an SMS gateway."""

import datetime
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

import structlog
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import translation

import clock
import secrecy
from letters import looked_up, senders
from letters.models import Letter

log = structlog.get_logger(__name__)

# After this many failures a letter waits for a person to look at it.
MOST_ATTEMPTS = 8
# What stands in place of an address that was forgotten: no letter goes there.
FORGOTTEN = "-"


def write(
    *, kind: str, to: str, template: str, context: Mapping[str, object], language: str, key: str
) -> None:
    """Put a letter into the outbox, inside the caller's transaction; the same key again is no second letter."""
    now = clock.now()
    letter = Letter(
        key=key,
        kind=kind,
        to=to,
        template=template,
        context=dict(context),
        language=language,
        written_at=now,
        due_at=now,
    )
    # One statement where asking first would be four: most orders write five letters.
    Letter.objects.bulk_create([letter], ignore_conflicts=True)


def write_sealed(
    *, kind: str, to: str, template: str, context: Mapping[str, object], language: str, key: str
) -> None:
    """Put a letter into the outbox whose address is encrypted there: its reader's phone is nobody else's business."""
    sealed = secrecy.encrypt(to)
    write(kind=kind, to=sealed, template=template, context=context, language=language, key=key)


class LookedUp(NamedTuple):
    """A letter that is composed when it goes (letters.looked_up)."""

    key: str
    template: str
    context: Mapping[str, object]
    language: str


def write_looked_up(letters: Iterable[LookedUp]) -> None:
    """Put mails into the outbox without address and words, many in few statements, inside the caller's transaction;
    the same key again is no second letter.
    """
    now = clock.now()
    rows = [
        Letter(
            key=letter.key,
            kind=Letter.Kind.MAIL,
            to=looked_up.ELSEWHERE,
            template=letter.template,
            context=dict(letter.context),
            language=letter.language,
            written_at=now,
            due_at=now,
        )
        for letter in letters
    ]
    Letter.objects.bulk_create(rows, ignore_conflicts=True)


def forget_about(beginning: str) -> int:
    """Forget the addresses of all letters whose key begins so; what was not sent never is. Returns how many."""
    named = Letter.objects.filter(key__startswith=beginning)
    named.filter(sent_at__isnull=True).update(attempts=MOST_ATTEMPTS, failure="forgotten")
    return named.update(to=FORGOTTEN)


def _address(letter: Letter) -> str:
    """Return where a letter goes; what is no address of mail or telephone was sealed."""
    is_plain = "@" in letter.to or letter.to.startswith("+") or letter.to == FORGOTTEN
    return letter.to if is_plain else secrecy.decrypt(letter.to)


def send_due(*, limit: int = 100) -> int:
    """Send what is due; return how many went out. Two workers never send the same letter."""
    return _send(_due().exclude(template__in=looked_up.for_many()), limit)


def send_to_many(*, limit: int = 20) -> int:
    """Send some of what goes to thousands at once: no buyer's letter, and no payment, waits for all of it."""
    return _send(_due().filter(template__in=looked_up.for_many()), limit)


def _due() -> QuerySet[Letter]:
    return Letter.objects.filter(sent_at__isnull=True, due_at__lte=clock.now(), attempts__lt=MOST_ATTEMPTS)


def _send(due: QuerySet[Letter], limit: int) -> int:
    return sum(send(letter) for letter in due.order_by("due_at", "pk")[:limit])


def send(letter: Letter) -> bool:
    """Send one letter unless another worker has taken it; a failure makes it due again, later each time."""
    again_at = clock.now() + datetime.timedelta(minutes=2**letter.attempts)
    taken = Letter.objects.filter(pk=letter.pk, sent_at__isnull=True, attempts=letter.attempts).update(
        attempts=letter.attempts + 1, due_at=again_at
    )
    if not taken:
        return False
    way = looked_up.way_of(letter)
    try:
        with translation.override(letter.language):
            deliver(letter)
    except looked_up.NotWanted:
        _give_up(letter, "not wanted")
        return False
    except Exception as error:  # a letter that cannot go must not keep the others from going
        # The class alone: what a mail server answers quotes addresses.
        Letter.objects.filter(pk=letter.pk).update(failure=type(error).__name__)
        log.warning("letter_failed", letter=letter.pk, failure=type(error).__name__)
        if way is not None and way.failed(letter, error):
            _give_up(letter, type(error).__name__)
        return False
    with transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(sent_at=clock.now(), failure="")
        if way is not None:
            way.sent(letter)
    return True


def _give_up(letter: Letter, why: str) -> None:
    """Try a letter no more; it waits for nobody's look either."""
    Letter.objects.filter(pk=letter.pk).update(attempts=MOST_ATTEMPTS, failure=why, to=FORGOTTEN)


def forget(*, to: Collection[str], about: Collection[str]) -> int:
    """Forget the addresses of letters whose key names one of `about`; what was not sent never is. Returns how many.

    `to` are the addresses to look for: a key is found among their letters alone.
    """
    found = Letter.objects.filter(to__in=to).values_list("pk", "key")
    named = set(about)
    ids = [pk for pk, key in found if named.intersection(key.split(":"))]
    Letter.objects.filter(pk__in=ids, sent_at__isnull=True).update(
        attempts=MOST_ATTEMPTS, failure="forgotten"
    )
    return Letter.objects.filter(pk__in=ids).update(to=FORGOTTEN)


def deliver(letter: Letter) -> None:
    """Render a letter in the active language and hand it to its sender; raises NotWanted where it is not to go."""
    if way := looked_up.way_of(letter):
        mail = way.compose(letter)
        if mail is None:
            raise looked_up.NotWanted
        senders.mail(to=mail.to, subject=mail.subject, text=mail.text, html=mail.html, headers=mail.headers)
        return
    name = f"letters/{letter.template}"
    if letter.kind == Letter.Kind.SMS:
        senders.sms().send(
            to=_address(letter), text=" ".join(render_to_string(f"{name}.sms.txt", letter.context).split())
        )
        return
    subject = " ".join(render_to_string(f"{name}.subject.txt", letter.context).split())
    senders.mail(to=_address(letter), subject=subject, text=render_to_string(f"{name}.txt", letter.context))
