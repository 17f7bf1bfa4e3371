"""The demonstration's card provider: a hosted page of our own with "pay", "decline" and "come back later".

It exists only under the setting DEMONSTRATION, which `check --deploy` refuses. It keeps its own books
(DemonstrationSession), so that we ask it as we ask a real one.
"""

from collections.abc import Mapping
from urllib.parse import urljoin

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

import clock
from shop.payments.models import DemonstrationRefund, DemonstrationSession, PaymentAttempt, Refund
from shop.payments.providers import interface
from shop.payments.providers.interface import RefundStanding, RefundTold, Told

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
