"""Cash on delivery: nothing is asked of anybody until the parcel is at the door."""

from collections.abc import Mapping

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from shop.payments.models import PaymentAttempt, Refund
from shop.payments.providers import interface


class Cash:
    code = "cash"
    name = _("Cash on delivery")
    description = _("You pay in cash when the parcel is handed to you.")
    needs_redirect = False
    refunds_by_itself = False

    def exists(self) -> bool:
        return True

    def takes(self, *, amount_poisha: int, currency: str, country: str) -> bool:
        # Above the limit a parcel refused at the door costs the prison too much (setting CASH_LIMIT_TAKA).
        return currency == "BDT" and country == "BD" and 0 < amount_poisha <= settings.CASH_LIMIT_POISHA

    def open(self, *, attempt: PaymentAttempt) -> interface.Opened:
        raise NotImplementedError("Cash has no attempts: see payments.cash.")

    def ask(self, *, attempt: PaymentAttempt) -> interface.Standing:
        raise NotImplementedError("Cash has no attempts: see payments.cash.")

    def close(self, *, attempt: PaymentAttempt) -> interface.Standing:
        raise NotImplementedError("Cash has no attempts: see payments.cash.")

    def read_event(self, *, body: bytes, headers: Mapping[str, str]) -> interface.Event:
        raise interface.Forged("Cash sends no events.")

    def refund(self, *, refund: Refund) -> interface.RefundStanding:
        raise NotImplementedError("Cash goes back by hand: see payments.refunds.pay_by_hand.")

    def ask_refund(self, *, refund: Refund) -> interface.RefundStanding:
        raise NotImplementedError("Cash goes back by hand: see payments.refunds.pay_by_hand.")
