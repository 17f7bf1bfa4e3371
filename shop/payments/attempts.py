"""Attempts to pay: begun while placing, opened outside of any transaction, settled by asking.

Whatever an address or an event says, an attempt moves only by what its provider answers when asked.
"""

import datetime
import secrets
from typing import Any, NamedTuple
from urllib.parse import urljoin

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

import clock
from accounts.models import User
from shop.ledger import money
from shop.orders import notices, purchases, transitions
from shop.orders.models import Purchase
from shop.payments import capturing, cash, providers, refunds, settling
from shop.payments.models import LIVE, PaymentAttempt, Refund
from shop.payments.providers.interface import Declined, Standing, Told, Unreachable

log = structlog.get_logger(__name__)

State = PaymentAttempt.State
# A provider that has told nothing for so long is asked.
ASK_AFTER = datetime.timedelta(minutes=5)


class NotPayable(Exception):
    """The order awaits no payment (it is paid, expired, cancelled), or not in this way."""


class ProviderUnavailable(Exception):
    """The provider cannot be reached now; the order and its goods are kept until the reservation ends."""

    message = _(
        "The payment service cannot be reached just now. Your order is kept; please try again in a minute."
    )


class Decision(NamedTuple):
    """Who took a payment that its provider held, and why; `refused`, its money goes back whole."""

    by: User | None = None
    note: str = ""
    refused: bool = False


NOBODYS = Decision()


def begin(*, purchase: Purchase, provider_code: str) -> PaymentAttempt:
    """Write a new attempt for the whole order, inside the caller's transaction; nobody is called yet."""
    if purchase.reserve_expires_at is None:
        raise NotPayable
    token = secrets.token_urlsafe(24)
    attempt = PaymentAttempt.objects.create(
        purchase=purchase,
        provider=provider_code,
        token=token,
        idempotency_key=secrets.token_urlsafe(24),
        state=State.CREATED,
        amount_poisha=purchase.total_poisha,
        currency=purchase.currency,
        return_url=urljoin(settings.SITE_URL, reverse("payments:return", args=[token])),
        expires_at=purchase.reserve_expires_at,
        created_at=clock.now(),
    )
    transitions.begin(subject=attempt)
    return attempt


def open(*, purchase: Purchase) -> str | None:
    """Return where the buyer pays, opening the payment with the provider; None where nothing is to be paid.

    Not to be called inside a transaction: it speaks to the provider. Again it returns the same address.
    Raises ProviderUnavailable, NotPayable.
    """
    if purchase.state == Purchase.State.PLACED:
        return None
    attempt = live_attempt(purchase)
    if purchase.state != Purchase.State.AWAITS_PAYMENT or attempt is None:
        raise NotPayable
    try:
        attempt = opened(attempt)
    except (Unreachable, LookupError) as error:
        log.warning("provider_unreachable", provider=attempt.provider, attempt=attempt.pk, error=str(error))
        raise ProviderUnavailable from error
    if attempt.state not in LIVE:
        raise NotPayable
    return attempt.redirect_url


def retry(*, purchase: Purchase, provider_code: str | None = None) -> str | None:
    """Begin a new attempt on the same order, or change its way of payment; return where the buyer pays.

    The attempt before is closed with its provider first, so that nobody pays twice; if it proves to be paid,
    so is the order, and None is returned, as for cash on delivery. Raises NotPayable, ProviderUnavailable.
    """
    code = provider_code or purchase.provider
    if code not in {provider.code for provider in providers.offered(amount_poisha=purchase.total_poisha)}:
        raise NotPayable
    if code == cash.CODE and not cash.is_open_to(purchase.phone):
        raise NotPayable
    close_all(purchase=purchase)
    with transaction.atomic():
        held = purchases.locked(purchase.pk)
        if held.state == Purchase.State.PLACED:
            return None
        if not held.is_held(clock.now()):
            raise NotPayable
        live = live_attempt(held)
        if live is not None and live.state == State.PROCESSING:
            raise NotPayable  # the provider may have the money: nobody is asked for it twice
        if live is None:
            Purchase.objects.filter(pk=held.pk).update(provider=code)
            held.provider = code
            if code == cash.CODE:
                _place_for_cash(held)
            else:
                begin(purchase=held, provider_code=code)
    return open(purchase=held)


def close_all(*, purchase: Purchase) -> None:
    """End the order's open attempts with their providers, so that nobody pays them; raises ProviderUnavailable."""
    try:
        for attempt in purchase.attempts.filter(state__in=LIVE):
            close(attempt=attempt)
    except (Unreachable, LookupError) as error:
        raise ProviderUnavailable from error


def _place_for_cash(purchase: Purchase) -> None:
    cash.fall_due(purchase=purchase)
    purchases.confirm(purchase=purchase)
    notices.tell(purchase=purchase, template="order_placed_cash", key="")


def live_attempt(purchase: Purchase) -> PaymentAttempt | None:
    return PaymentAttempt.objects.select_related("purchase").filter(purchase=purchase, state__in=LIVE).first()


def opened(attempt: PaymentAttempt) -> PaymentAttempt:
    """Open an attempt with its provider unless it is; after a crash the same key finds the same session.

    One that the provider declines to open has failed.
    """
    if attempt.provider_reference or attempt.state not in LIVE:
        return attempt
    to: str = State.OPEN
    changes: dict[str, Any]
    try:
        found = providers.get(attempt.provider).open(attempt=attempt)
        changes = {"provider_reference": found.reference, "redirect_url": found.url}
    except Declined as error:
        log.error("provider_declined", provider=attempt.provider, attempt=attempt.pk, error=str(error))
        to, changes = State.FAILED, {"failure": str(error)[:100]}
    with transaction.atomic():
        try:
            transitions.step(subject=attempt, to=to, **changes)
        except transitions.Overtaken:
            attempt.refresh_from_db()  # the same call in another process: the key made it the same session
    return attempt


def settle(*, attempt: PaymentAttempt) -> PaymentAttempt:
    """Ask the provider how the attempt stands and act on it. Raises Unreachable, having changed nothing."""
    if attempt.state == State.PAID:
        return attempt
    attempt = opened(attempt)
    if not attempt.provider_reference:
        return attempt  # never opened: there is nothing to ask about
    standing = providers.get(attempt.provider).ask(attempt=attempt)
    return act(attempt_id=attempt.pk, standing=standing)


def close(*, attempt: PaymentAttempt) -> PaymentAttempt:
    """End the attempt with its provider, so that nobody can pay it, and act on how it stands then."""
    attempt = opened(attempt)
    if not attempt.provider_reference:
        return attempt  # never opened: nobody can pay it
    standing = providers.get(attempt.provider).close(attempt=attempt)
    return act(attempt_id=attempt.pk, standing=standing)


def ask_about(*, purchase: Purchase) -> None:
    """Ask about the order's open attempt now, for a page that shows it; an unreachable provider is let be."""
    for attempt in purchase.attempts.filter(state__in=[State.OPEN, State.PROCESSING]):
        try:
            settle(attempt=attempt)
        except (Unreachable, LookupError) as error:
            log.info("provider_unreachable", provider=attempt.provider, attempt=attempt.pk, error=str(error))
    purchase.refresh_from_db()


@transaction.atomic
def act(*, attempt_id: int, standing: Standing, decision: Decision = NOBODYS) -> PaymentAttempt:
    """Move an attempt, its order and the book by what the provider answered. Twice is once.

    `decision` is what a person said of a payment held for its risk (`risks`).
    """
    row = PaymentAttempt.objects.only("purchase_id").get(pk=attempt_id)
    # The order first, then the attempt: everybody locks in this order, so that two answers act one by one.
    purchase = purchases.locked(row.purchase_id)
    attempt = PaymentAttempt.objects.select_for_update().get(pk=attempt_id)
    attempt.purchase = purchase
    if attempt.state in (State.PAID, State.MISMATCH):
        return attempt
    if standing.risk and not attempt.risk:
        _tell_that_it_is_held(attempt, purchase)
    attempt.risk = standing.risk[:100]
    PaymentAttempt.objects.filter(pk=attempt_id).update(asked_at=clock.now(), risk=attempt.risk)
    if standing.told == Told.PAID:
        _take_money(attempt, purchase, standing, decision)
    else:
        _move_unpaid(attempt, standing)
    return attempt


def _tell_that_it_is_held(attempt: PaymentAttempt, purchase: Purchase) -> None:
    notices.tell_headquarters(
        template="staff_held_payment",
        key=f"held:{attempt.pk}",
        purchase=purchase,
        held_poisha=attempt.amount_poisha,
        held_page=f"{settings.SITE_URL}/admin/cash/held/{attempt.pk}/",
    )


def _move_unpaid(attempt: PaymentAttempt, standing: Standing) -> None:
    to = {Told.PROCESSING: State.PROCESSING, Told.FAILED: State.FAILED, Told.EXPIRED: State.EXPIRED}.get(
        standing.told
    )
    if to is not None and transitions.may_step(subject=attempt, to=to):
        transitions.step(subject=attempt, to=to, failure=standing.failure[:100])


def _take_money(attempt: PaymentAttempt, purchase: Purchase, standing: Standing, decision: Decision) -> None:
    paid_at = standing.paid_at or clock.now()
    fee_poisha = _fee(attempt, standing)
    fee = settling.fee_of(attempt=attempt, poisha=fee_poisha, at=paid_at)
    said = (standing.attempt_token, standing.amount_poisha, standing.currency)
    if said != (attempt.token, attempt.amount_poisha, attempt.currency):
        transitions.step(
            subject=attempt,
            to=State.MISMATCH,
            by=decision.by,
            note=decision.note,
            captured_at=paid_at,
            failure=f"{standing.amount_poisha} {standing.currency}"[:100],
        )
        log.error("payment_mismatch", attempt=attempt.pk, provider=attempt.provider)
        if standing.currency == "BDT" and standing.amount_poisha > 0:
            capturing.set_aside(attempt=attempt, poisha=standing.amount_poisha, at=paid_at, beside=fee)
        _owe(attempt, standing, Refund.Reason.MISMATCH)
        return
    transitions.step(subject=attempt, to=State.PAID, by=decision.by, note=decision.note, captured_at=paid_at)
    was_placed = purchase.state == Purchase.State.PLACED
    taken = not decision.refused and purchases.capture(purchase=purchase, at=paid_at, fee_poisha=fee_poisha)
    # Whether it is kept or goes back, the money is in the provider's hands: the book says so.
    key = capturing.key_of_attempt(attempt)
    capturing.post(key=key, provider=attempt.provider, purchase=purchase, at=paid_at, beside=fee)
    if taken:
        notices.tell(purchase=purchase, template="order_paid", key="")
    elif decision.refused:
        _owe(attempt, standing, Refund.Reason.RISK)
    else:
        _owe(attempt, standing, Refund.Reason.TWICE if was_placed else Refund.Reason.LATE)


def _fee(attempt: PaymentAttempt, standing: Standing) -> int:
    """Return what the provider took, as it states it, else by its contract's rate (setting FEE_BP)."""
    if standing.fee_poisha is not None:
        return standing.fee_poisha
    return money.apply_rate(standing.amount_poisha, settings.FEE_BP.get(attempt.provider, 0))


def _owe(attempt: PaymentAttempt, standing: Standing, reason: str) -> None:
    if standing.amount_poisha > 0:
        refunds.owe(attempt=attempt, reason=reason, poisha=standing.amount_poisha, currency=standing.currency)


def sweep(*, limit: int = 50) -> int:
    """Ask about attempts open for five minutes and not asked about since; return how many.

    So a lost event is found (MONEY.md, row 3).
    """
    before = clock.now() - ASK_AFTER
    waiting = PaymentAttempt.objects.select_related("purchase").filter(state__in=LIVE, created_at__lte=before)
    # What outlives its reservation is asked about by `expire_due`, which would have it end.
    outlived = Q(purchase__state=Purchase.State.AWAITS_PAYMENT, purchase__reserve_expires_at__lte=clock.now())
    waiting = waiting.exclude(Q(state=State.PROCESSING) & outlived)
    waiting = waiting.exclude(asked_at__gt=before).order_by("asked_at", "pk")[:limit]
    return sum(ask_in_turn(attempt) is not None for attempt in waiting)


def ask_in_turn(attempt: PaymentAttempt) -> PaymentAttempt | None:
    """Ask about one of many attempts and act on the answer; None where there was none, which is logged.

    One that cannot be settled must not keep the others from it.
    """
    # Noted before the answer: who answers not at all, or wrongly, is asked again in its turn, not at once.
    PaymentAttempt.objects.filter(pk=attempt.pk).update(asked_at=clock.now())
    try:
        return settle(attempt=attempt)
    except (Unreachable, LookupError) as error:
        log.warning("provider_unreachable", provider=attempt.provider, attempt=attempt.pk, error=str(error))
    except Exception:
        log.exception("attempt_not_settled", attempt=attempt.pk)
    return None


def expire_due(*, limit: int = 50) -> int:
    """End the reservations whose time is over: close the session first, then let the goods go.

    Where the provider cannot be reached the goods stay held: a session that is still open might be paid.
    """
    over = 0
    # A payment that is being processed keeps the goods: its provider is asked now and then, not in each round.
    asked_just_now = PaymentAttempt.objects.filter(
        state=State.PROCESSING, asked_at__gt=clock.now() - ASK_AFTER
    )
    due = Purchase.objects.due_to_expire(clock.now()).exclude(attempts__in=asked_just_now)
    for purchase in due.order_by("reserve_expires_at")[:limit]:
        try:
            for attempt in purchase.attempts.filter(state__in=LIVE).select_related("purchase"):
                close(attempt=attempt)
            over += _expire(purchase.pk)
        except (Unreachable, LookupError) as error:
            log.warning("expiry_waits_for_provider", purchase=purchase.pk, error=str(error))
        except Exception:  # one order that cannot be ended must not hold the goods of all others
            log.exception("order_not_expired", purchase=purchase.pk)
    return over


@transaction.atomic
def _expire(purchase_id: int) -> bool:
    purchase = purchases.locked(purchase_id)
    still_due = purchase.state == Purchase.State.AWAITS_PAYMENT and not purchase.is_held(clock.now())
    if not still_due or purchase.attempts.filter(state__in=LIVE).exists():
        return False  # paid, or tried again, while the provider was asked
    purchases.expire(purchase=purchase)
    notices.tell(purchase=purchase, template="order_expired", key="")
    return True
