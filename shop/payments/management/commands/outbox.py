from typing import Any

from letters import outbox
from letters.models import Letter
from shop.payments import refund_calls, stuck
from shop.payments.management.working import Working
from shop.payments.models import MOST_TRIES, Refund


class Command(Working):
    help = "Send letters, and tell providers of refunds. May run twice, and at once with the worker."

    def steps(self) -> dict[str, Any]:
        return {"refunds": refund_calls.send_due, "letters": outbox.send_due}

    def left(self) -> dict[str, int]:
        letters = Letter.objects.filter(sent_at__isnull=True, attempts__lt=outbox.MOST_ATTEMPTS)
        refunds = Refund.objects.filter(
            state=Refund.State.SUBMITTED, due_at__isnull=False, tries__lt=MOST_TRIES
        )
        dead = stuck.letters().count() + stuck.refunds().count()
        return {"letters_waiting": letters.count(), "refunds_waiting": refunds.count(), "stuck": dead}
