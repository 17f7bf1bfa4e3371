"""The founding policy: half of the profit to those who made the goods, from the book's first day on."""

import datetime
from typing import Any

from django.conf import settings

MEMO_NUMBER = "৫৮.০৪.০০০০.০২১.০৩.০২০.২৪-২৬২"
MEMO_ON = datetime.date(2024, 3, 10)


def lay(policies: Any) -> None:
    """Lay the founding policy through a manager of SharePolicy, where it is not laid yet.

    Called by the migration (with the historical model's manager) and by a test runner that has emptied the
    tables.
    """
    policies.get_or_create(
        founding=True,
        defaults={
            "rate_bp": 5000,
            "in_force_from": settings.BOOK_FIRST_INSTANT,
            "memo_number": MEMO_NUMBER,
            "memo_on": MEMO_ON,
            "proposed_at": datetime.datetime.combine(
                MEMO_ON, datetime.time(), settings.BOOK_FIRST_INSTANT.tzinfo
            ),
        },
    )
