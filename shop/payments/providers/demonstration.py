"""The demonstration's card provider: a hosted page of our own with "pay", "decline" and "come back later".

It exists only under the setting DEMONSTRATION, which `check --deploy` refuses. It keeps its own books
(DemonstrationSession), so that we ask it as we ask a real one.
"""

import datetime
from collections.abc import Iterator, Mapping
from urllib.parse import urljoin

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

import clock
from shop.ledger import money
from shop.payments.models import (
    DemonstrationPayout,
    DemonstrationRefund,
    DemonstrationSession,
    PaymentAttempt,
    Refund,
)
from shop.payments.providers import interface
from shop.payments.providers.interface import Movement, MovementKind, RefundStanding, RefundTold, Told

State = DemonstrationSession.State
TOLD = {
    State.OPEN: Told.OPEN,
    State.PAID: Told.PAID,
    State.DECLINED: Told.FAILED,
    State.EXPIRED: Told.EXPIRED,
}


class Demonstration:
    code = "demonstration"
    name = _("Card (demonstration)")
    description = _("A trial of paying by card: no money moves.")
    needs_redirect = True
    refunds_by_itself = True

    def exists(self) -> bool:
        return bool(settings.DEMONSTRATION)

    def takes(self, *, amount_poisha: int, currency: str, country: str) -> bool:
        return currency == "BDT" and amount_poisha > 0

    def open(self, *, attempt: PaymentAttempt) -> interface.Opened:
        session, _new = DemonstrationSession.objects.get_or_create(
            idempotency_key=attempt.idempotency_key,
            defaults={
                "token": attempt.token,
                "amount_poisha": attempt.amount_poisha,
                "currency": attempt.currency,
                "return_url": attempt.return_url,
                "language": attempt.purchase.language,
            },
        )
        path = reverse("payments:demonstration", args=[session.token])
        return interface.Opened(reference=session.token, url=urljoin(settings.SITE_URL, path))

    def ask(self, *, attempt: PaymentAttempt) -> interface.Standing:
        session = DemonstrationSession.objects.get(token=attempt.provider_reference)
        return interface.Standing(
            told=TOLD[State(session.state)],
            attempt_token=session.token,
            amount_poisha=session.amount_poisha,
            currency=session.currency,
            paid_at=session.paid_at,
        )

    def close(self, *, attempt: PaymentAttempt) -> interface.Standing:
        move(token=attempt.provider_reference, to=State.EXPIRED)
        return self.ask(attempt=attempt)

    def read_event(self, *, body: bytes, headers: Mapping[str, str]) -> interface.Event:
        # Its events are put into the inbox by its own page; from outside none can be true.
        raise interface.Forged("The demonstration takes no events from outside.")

    def refund(self, *, refund: Refund) -> RefundStanding:
        with transaction.atomic():
            session = DemonstrationSession.objects.select_for_update().get(
                token=refund.attempt.provider_reference if refund.attempt else ""
            )
            made = DemonstrationRefund.objects.filter(idempotency_key=refund.idempotency_key).first()
            given = sum(session.refunds.values_list("amount_poisha", flat=True))
            if made is None and given + refund.amount_poisha > session.amount_poisha:
                raise interface.Declined("more than was paid")
            if made is None:
                made = DemonstrationRefund.objects.create(
                    session=session,
                    idempotency_key=refund.idempotency_key,
                    amount_poisha=refund.amount_poisha,
                    made_at=clock.now(),
                )
        return _standing_of(made)

    def ask_refund(self, *, refund: Refund) -> RefundStanding:
        return _standing_of(DemonstrationRefund.objects.get(idempotency_key=refund.idempotency_key))

    def movements(self, *, since: datetime.datetime, until: datetime.datetime) -> Iterator[Movement]:
        pay_out_due()
        yield from sorted(_moved(since, until), key=lambda movement: movement.at)


def pay_out_due() -> DemonstrationPayout | None:
    """Pay out, as a provider does by itself, all that it holds for us at the end of yesterday; once for a day.

    In the day's last second: so that what a day brought is at the bank when the next one begins.
    """
    on = clock.today() - datetime.timedelta(days=1)
    if DemonstrationPayout.objects.filter(on__gte=on).exists():
        return None
    made_at = clock.midnight(clock.today()) - datetime.timedelta(seconds=1)
    last = DemonstrationPayout.objects.order_by("on").last()
    held = sum(
        movement.poisha - movement.fee_poisha
        for movement in _moved(last.made_at if last else None, made_at)
        if movement.kind != MovementKind.PAYOUT
    )
    if held <= 0:
        return None  # what went back to buyers is made good by the next day's payments
    facts = {"amount_poisha": held, "made_at": made_at}
    return DemonstrationPayout.objects.get_or_create(on=on, defaults=facts)[0]


def _moved(since: datetime.datetime | None, until: datetime.datetime) -> Iterator[Movement]:
    """Yield what moved from `since`, or the beginning, up to but not at `until`, in no order."""
    sessions = DemonstrationSession.objects.filter(state=State.PAID, paid_at__lt=until)
    refunds = DemonstrationRefund.objects.filter(made_at__lt=until)
    payouts = DemonstrationPayout.objects.filter(made_at__lt=until)
    if since is not None:
        sessions, refunds = sessions.filter(paid_at__gte=since), refunds.filter(made_at__gte=since)
        payouts = payouts.filter(made_at__gte=since)
    for session in sessions:
        if session.paid_at is not None:
            fee = money.apply_rate(session.amount_poisha, settings.FEE_BP.get(Demonstration.code, 0))
            name = f"charge-{session.pk}"
            yield Movement(
                MovementKind.CHARGE, name, session.amount_poisha, fee, session.paid_at, about=session.token
            )
    for made in refunds:
        name = f"refund-{made.pk}"
        yield Movement(MovementKind.REFUND, name, -made.amount_poisha, 0, made.made_at, about=name)
    for payout in payouts:
        name = f"payout-{payout.on}"
        yield Movement(MovementKind.PAYOUT, name, -payout.amount_poisha, 0, payout.made_at, about=name)


def _standing_of(made: DemonstrationRefund) -> RefundStanding:
    return RefundStanding(
        told=RefundTold.SUCCEEDED,
        reference=f"refund-{made.pk}",
        payment_reference=made.session.token,
        amount_poisha=made.amount_poisha,
        currency=made.session.currency,
        at=made.made_at,
        key=made.idempotency_key,
    )


@transaction.atomic
def move(*, token: str, to: str) -> bool:
    """Do what the buyer chose on the hosted page, unless it was over before; return whether it was done."""
    changes = {"paid_at": clock.now()} if to == State.PAID else {}
    return bool(
        DemonstrationSession.objects.filter(token=token, state=State.OPEN).update(state=to, **changes)
    )
