from typing import Any

from shop.payments import inbox, stuck
from shop.payments.management.working import Working
from shop.payments.models import InboxEvent


class Command(Working):
    help = "Act on providers' events that wait, by asking the providers. May run twice, and at once with the worker."

    def steps(self) -> dict[str, Any]:
        return {"events": inbox.process}

    def left(self) -> dict[str, int]:
        waiting = InboxEvent.objects.filter(processed_at__isnull=True, attempts__lt=inbox.MOST_ATTEMPTS)
        return {"waiting": waiting.count(), "stuck": stuck.events().count()}
