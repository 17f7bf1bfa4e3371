from typing import Any

from shop.orders.models import Purchase
from shop.payments import attempts, stuck
from shop.payments.management.working import Working
from shop.payments.models import LIVE, PaymentAttempt


class Command(Working):
    help = (
        "Ask providers about payments not heard of for five minutes, and end reservations whose time is over. "
        "May run twice, and at once with the worker."
    )

    def steps(self) -> dict[str, Any]:
        return {"attempts": attempts.sweep, "expired": attempts.expire_due}

    def left(self) -> dict[str, int]:
        return {
            "open": PaymentAttempt.objects.filter(state__in=LIVE).count(),
            "unpaid": Purchase.objects.filter(state=Purchase.State.AWAITS_PAYMENT).count(),
            "stuck": stuck.attempts().count(),
        }
