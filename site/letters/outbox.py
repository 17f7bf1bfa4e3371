"""Writing letters and sending them. Only `send_due` speaks to a mail server or an SMS gateway."""

import datetime
from collections.abc import Collection, Mapping

import structlog
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

import clock
from letters import senders
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


def send_due(*, limit: int = 100) -> int:
    """Send what is due; return how many went out. Two workers never send the same letter."""
    sent = 0
    due = Letter.objects.filter(sent_at__isnull=True, due_at__lte=clock.now(), attempts__lt=MOST_ATTEMPTS)
    for letter in due.order_by("due_at", "pk")[:limit]:
        sent += send(letter)
    return sent


def send(letter: Letter) -> bool:
    """Send one letter unless another worker has taken it; a failure makes it due again, later each time."""
    again_at = clock.now() + datetime.timedelta(minutes=2**letter.attempts)
    taken = Letter.objects.filter(pk=letter.pk, sent_at__isnull=True, attempts=letter.attempts).update(
        attempts=letter.attempts + 1, due_at=again_at
    )
    if not taken:
        return False
    try:
        with translation.override(letter.language):
            deliver(letter)
    except Exception as error:  # a letter that cannot go must not keep the others from going
        # The class alone: what a mail server answers quotes addresses.
        Letter.objects.filter(pk=letter.pk).update(failure=type(error).__name__)
        log.warning("letter_failed", letter=letter.pk, failure=type(error).__name__)
        return False
    with transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(sent_at=clock.now(), failure="")
    return True


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
    """Render a letter in the active language and hand it to its sender."""
    name = f"letters/{letter.template}"
    if letter.kind == Letter.Kind.SMS:
        senders.sms().send(
            to=letter.to, text=" ".join(render_to_string(f"{name}.sms.txt", letter.context).split())
        )
        return
    subject = " ".join(render_to_string(f"{name}.subject.txt", letter.context).split())
    senders.mail(to=letter.to, subject=subject, text=render_to_string(f"{name}.txt", letter.context))
