"""Beginning, changing and leaving. A reader is one who has answered from the address; nobody else is written to twice."""

import datetime
import uuid

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

import clock
from letters import outbox
from subscriptions import keys
from subscriptions.models import Ask, SubscribedKind, SubscribedOffice, Subscription
from subscriptions.wishes import Wishes

log = structlog.get_logger(__name__)

CONFIRM_TEMPLATE = "subscription_confirm"


@transaction.atomic
def ask(*, address: str, wishes: Wishes) -> Ask:
    """Keep what was asked for until the address answers, and write to it.

    An address that is known is treated like any other: whoever asks learns nothing, and changes nothing.
    """
    row = Ask.objects.create(
        address=address,
        fingerprint=keys.fingerprint(address),
        wishes=wishes.as_json(),
        asked_at=clock.now(),
    )
    outbox.write_looked_up(
        [
            outbox.LookedUp(
                key=f"subscription:{row.key}:confirm",
                template=CONFIRM_TEMPLATE,
                context={"ask": row.pk},
                language=wishes.language,
            )
        ]
    )
    return row


def standing_asks() -> QuerySet[Ask]:
    """Return what may still be confirmed."""
    hours = datetime.timedelta(hours=settings.SUBSCRIPTION_CONFIRM_HOURS)
    return Ask.objects.filter(asked_at__gt=clock.now() - hours)


@transaction.atomic
def confirm(*, key: uuid.UUID) -> Subscription | None:
    """Begin what was asked for, or change what stands; None where the link is too old or was used."""
    asked = standing_asks().select_for_update().filter(key=key).first()
    if asked is None:
        return None
    wishes = Wishes.from_json(asked.wishes)
    now = clock.now()
    # Two links to one address, pressed at once, end in one row.
    new = Subscription(
        address=asked.address, fingerprint=asked.fingerprint, language=wishes.language, confirmed_at=now
    )
    Subscription.objects.bulk_create([new], ignore_conflicts=True)
    reader = Subscription.objects.select_for_update().get(fingerprint=asked.fingerprint)
    reader.address = asked.address
    _write_down(reader, wishes)
    Ask.objects.filter(fingerprint=asked.fingerprint, asked_at__lte=asked.asked_at).delete()
    return reader


@transaction.atomic
def change(*, reader: Subscription, wishes: Wishes) -> Subscription:
    """Tell the reader of something else from now on."""
    reader = Subscription.objects.select_for_update().get(pk=reader.pk)
    _write_down(reader, wishes)
    return reader


def _write_down(reader: Subscription, wishes: Wishes) -> None:
    if reader.paused_at is not None:
        # What waited since is no news any more.
        reader.lines.all().delete()
    reader.language, reader.rhythm = wishes.language, wishes.rhythm
    reader.of_every_office, reader.of_every_kind = wishes.of_every_office, wishes.of_every_kind
    reader.with_changes = wishes.with_changes
    # Whoever presses a link in a mail receives mails.
    reader.refusals, reader.paused_at = 0, None
    reader.save()
    reader.offices.all().delete()
    reader.kinds.all().delete()
    SubscribedOffice.objects.bulk_create(
        SubscribedOffice(subscription=reader, office_id=office, with_below=below)
        for office, below in sorted(wishes.offices.items())
    )
    SubscribedKind.objects.bulk_create(
        SubscribedKind(subscription=reader, kind=kind) for kind in sorted(wishes.kinds)
    )


def wishes_of(reader: Subscription) -> Wishes:
    """Return what the reader is told of."""
    return Wishes(
        language=reader.language,
        rhythm=reader.rhythm,
        of_every_office=reader.of_every_office,
        offices=dict(reader.offices.values_list("office_id", "with_below")),
        of_every_kind=reader.of_every_kind,
        kinds=frozenset(reader.kinds.values_list("kind", flat=True)),
        with_changes=reader.with_changes,
    )


@transaction.atomic
def leave(*, reader: Subscription) -> None:
    """Forget the reader: address, choices and what waits for them. A letter on its way finds nobody."""
    Ask.objects.filter(fingerprint=reader.fingerprint).delete()
    Subscription.objects.filter(pk=reader.pk).delete()


def of_key(key: uuid.UUID | None) -> Subscription | None:
    return Subscription.objects.filter(key=key).first() if key else None


def forget() -> int:
    """Forget the addresses that never answered, and those that have long refused our mails; return how many."""
    now = clock.now()
    hours = datetime.timedelta(hours=settings.SUBSCRIPTION_CONFIRM_HOURS)
    never, _rows = Ask.objects.filter(asked_at__lte=now - hours).delete()
    days = datetime.timedelta(days=settings.FORGET_PAUSED_SUBSCRIPTIONS_AFTER_DAYS)
    gone = Subscription.objects.filter(paused_at__lte=now - days)
    count = gone.count()
    gone.delete()
    if never or count:
        log.info("subscriptions_forgotten", unanswered=never, refused=count)
    return never + count
