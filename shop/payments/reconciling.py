"""The daily reconciliation: provider ↔ orders ↔ book. What differs is listed until it is gone or explained.

A provider that keeps an account of us is asked for it; of the others orders and book are compared. What the account
states and the book cannot know before (payouts to our bank, fees) is booked by the way. A reconciliation changes
nothing else: of a movement that nobody told us of it leaves a notice in the inbox, as if the provider had.
"""

import datetime
from collections.abc import Iterator, Sequence

import structlog
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

import clock
from accounts import access
from accounts.models import User
from accounts.roles import Role
from offices.models import Office
from shop.ledger import journal
from shop.payments import comparing, inbox, providers, settling
from shop.payments.comparing import DAY, Compared
from shop.payments.models import Break, PaymentAttempt, ReconciledDay
from shop.payments.providers.interface import (
    About,
    Event,
    KeepsAnAccount,
    Movement,
    MovementKind,
    Provider,
    TellsDisputes,
    TellsRefunds,
    Told,
    Unreachable,
)

log = structlog.get_logger(__name__)

# A provider that did not answer is asked again after so long; days that nobody compared are made up for.
TRY_AGAIN = datetime.timedelta(hours=1)
MOST_DAYS = 31
# So many payments are asked about one by one where an account tells nothing of them.
MOST_ASKED = 500


class NotYet(ValueError):
    """A day that has not begun cannot be compared."""


class Refused(ValidationError):
    """The explanation is against the rules; the message says which."""


def reconcile(*, provider_code: str, on: datetime.date) -> ReconciledDay:
    """Compare a day of Dhaka for one provider and list what differs. Twice, or by two at once, is once.

    Not to be called inside a transaction: it speaks to the provider. Raises Unreachable, LookupError, NotYet.
    """
    if on > clock.today():
        raise NotYet(f"{on} has not begun in Dhaka.")
    provider, asked_at = providers.get(provider_code), clock.now()
    movements = movements_around(provider, on)
    if movements is not None:
        start, end = clock.midnight(on), clock.midnight(on + DAY)
        book_what_is_stated(provider_code, [each for each in movements if start <= each.at < end])
    compared = comparing.compare(provider=provider_code, on=on, movements=movements)
    tell_inbox(provider, compared)
    return _write(provider_code, on, asked_at, compared)


def movements_around(provider: Provider, on: datetime.date) -> list[Movement] | None:
    """Return what moved at the provider from a day before to a day after; None where it keeps no account of us."""
    if not isinstance(provider, KeepsAnAccount):
        return None
    since, until = clock.midnight(on - DAY), clock.midnight(on + 2 * DAY)
    told = list(provider.movements(since=since, until=min(until, clock.now() + DAY)))
    if not any(movement.kind == MovementKind.CHARGE for movement in told):
        told += _asked_one_by_one(provider, on)
    return told


def _asked_one_by_one(provider: Provider, on: datetime.date) -> Iterator[Movement]:
    """Yield the day's payments as the provider answers about each, where its account lists none at all.

    An account that is kept in another currency lists converted sums, which no order names: then each payment is held
    against its order, and its fee is left as it was told.
    """
    paid = PaymentAttempt.objects.filter(
        provider=provider.code,
        currency="BDT",
        state=PaymentAttempt.State.PAID,
        captured_at__gte=clock.midnight(on),
        captured_at__lt=clock.midnight(on + DAY),
    )
    for attempt in paid.select_related("purchase").order_by("pk")[:MOST_ASKED]:
        standing = provider.ask(attempt=attempt)
        if standing.told == Told.PAID and standing.currency == "BDT" and attempt.captured_at:
            charge = Movement(
                MovementKind.CHARGE,
                attempt.provider_reference,
                standing.amount_poisha,
                settling.fee_told(attempt),
                attempt.captured_at,
                about=attempt.provider_reference,
            )
            yield charge


def book_what_is_stated(provider_code: str, movements: Sequence[Movement]) -> None:
    """Book the payouts and the fees of movements, each once. What the book holds otherwise already is let be.

    That is then a break: nothing that was booked is changed.
    """
    charges = {each.about: each for each in movements if each.kind == MovementKind.CHARGE}
    paid: dict[str, PaymentAttempt] = {}
    for part in comparing.chunks(charges):
        rows = PaymentAttempt.objects.filter(provider=provider_code, provider_reference__in=part)
        settled = rows.filter(state__in=[PaymentAttempt.State.PAID, PaymentAttempt.State.MISMATCH])
        paid |= {row.provider_reference: row for row in settled.select_related("purchase")}
    for movement in movements:
        try:
            with transaction.atomic():
                if movement.kind == MovementKind.PAYOUT and movement.poisha:
                    settling.settle(provider=provider_code, payout=movement)
                if movement.kind != MovementKind.CHARGE:
                    settling.take_fee(provider=provider_code, movement=movement)
                elif movement.about in paid and 0 <= movement.fee_poisha <= movement.poisha:
                    settling.correct_fee(attempt=paid[movement.about], charge=movement)
        except journal.Refused as error:
            log.error(
                "movement_not_booked",
                provider=provider_code,
                movement=movement.reference,
                error=type(error).__name__,
            )


def tell_inbox(provider: Provider, compared: Compared) -> None:
    """Leave a notice of each movement that we have not heard of: the worker asks the provider about it."""
    hears = {
        About.PAYMENT: True,
        About.REFUND: isinstance(provider, TellsRefunds),
        About.DISPUTE: isinstance(provider, TellsDisputes),
    }
    for about, movement in compared.unheard:
        if movement.about and hears[about]:
            # The instant, too: what was told in vain once may be told again by the next day's run.
            event = Event(
                event_id=f"reconciliation:{movement.reference}:{clock.today()}",
                kind="reconciliation",
                reference=movement.about,
                about=about,
            )
            inbox.keep(provider_code=provider.code, event=event)


@transaction.atomic
def _write(
    provider_code: str, on: datetime.date, asked_at: datetime.datetime, compared: Compared
) -> ReconciledDay:
    """Write down what was found, unless another has found it later; what was found no more is settled by itself."""
    ReconciledDay.objects.get_or_create(provider=provider_code, on=on)
    day = ReconciledDay.objects.select_for_update().get(provider=provider_code, on=on)
    if day.asked_at is not None and day.asked_at > asked_at:
        return day
    day.asked_at, day.sums = asked_at, compared.sums
    day.save(update_fields=["asked_at", "sums"])
    now, seen = clock.now(), []
    for differing in compared.differences:
        row, new = Break.objects.get_or_create(
            provider=provider_code,
            on=on,
            kind=differing.kind,
            reference=differing.reference[:200],
            theirs_poisha=differing.theirs,
            ours_poisha=differing.ours,
            booked_poisha=differing.booked,
            defaults={"order_number": differing.order_number, "found_at": now, "last_seen_at": now},
        )
        seen.append(row.pk)
        if new:
            log.error("reconciliation_break", provider=provider_code, on=str(on), kind=str(differing.kind))
        else:
            Break.objects.filter(pk=row.pk).update(last_seen_at=now, settled_at=None)
    gone = Break.objects.standing().filter(provider=provider_code, on=on).exclude(pk__in=seen)
    gone.update(settled_at=now)
    return day


def reconcile_due() -> int:
    """Compare for each provider the days that are over and were not, and again those with breaks; return how many.

    Once a day for each provider, for the worker: one look where that is done. Of two workers at once one asks.
    """
    yesterday = clock.today() - DAY
    compared = set(
        ReconciledDay.objects.filter(on=yesterday, asked_at__isnull=False).values_list("provider", flat=True)
    )
    done = 0
    for provider in providers.REGISTERED:
        if provider.code not in compared and provider.exists():
            done += _reconcile_due(provider.code, yesterday)
    return done


def _reconcile_due(provider_code: str, yesterday: datetime.date) -> int:
    now = clock.now()
    marker, _new = ReconciledDay.objects.get_or_create(provider=provider_code, on=yesterday)
    free = Q(tried_at__isnull=True) | Q(tried_at__lte=now - TRY_AGAIN)
    if not ReconciledDay.objects.filter(free, pk=marker.pk, asked_at__isnull=True).update(tried_at=now):
        return 0
    done = 0
    for on in days_due(provider_code, yesterday):
        try:
            reconcile(provider_code=provider_code, on=on)
            done += 1
        except (Unreachable, LookupError) as error:
            log.warning("provider_unreachable", provider=provider_code, error=type(error).__name__)
            break
    return done


def days_due(provider_code: str, until: datetime.date) -> list[datetime.date]:
    """Return the days to compare up to one: those with breaks that stand, those that were missed, and itself.

    The last one last: it is the mark that all were done.
    """
    standing = Break.objects.standing().filter(provider=provider_code, on__lt=until)
    days = set(standing.order_by("-on").values_list("on", flat=True).distinct()[:MOST_DAYS])
    compared = ReconciledDay.objects.filter(provider=provider_code, asked_at__isnull=False, on__lt=until)
    last = compared.order_by("-on").values_list("on", flat=True).first()
    if last is not None:
        missed = min((until - last).days, MOST_DAYS)
        days |= {until - ahead * DAY for ahead in range(1, missed)}
    return [*sorted(days), until]


@transaction.atomic
def explain(*, by: User, found: Break, note: str) -> Break:
    """Note why a break is none, or how it was put right, by finance at headquarters. It is listed no more.

    Raises Refused, PermissionDenied.
    """
    require_headquarters(by, Role.FINANCE)
    if not note.strip():
        raise Refused({"note": _("Say what it was, and how it was put right.")})
    said = note.strip()[:500]
    standing = Break.objects.filter(pk=found.pk, explained_at__isnull=True, settled_at__isnull=True)
    explained = standing.update(explained_by=by, explained_at=clock.now(), note=said)
    found.refresh_from_db()
    if not explained and (found.explained_by_id, found.note) != (by.pk, said):
        raise Refused(_("This is explained already, or gone by itself. Look at the page again."))
    return found


def require_headquarters(user: User, *roles: Role) -> None:
    """Raise PermissionDenied unless the user holds one of the roles at headquarters."""
    headquarters = Office.objects.filter(kind=Office.Kind.HQ).first()
    if headquarters is None:
        raise PermissionDenied
    access.require(user, *roles, office=headquarters)
