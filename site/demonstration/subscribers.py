"""Invented readers who are told by e-mail. Their addresses lead nowhere (RFC 2606), and stand nowhere in clear."""

from django.db.models import F

from letters.models import Letter
from offices.models import Office
from subscriptions import subscribing
from subscriptions.models import Subscription
from subscriptions.wishes import Wishes


def planted_addresses() -> list[str]:
    """Return the addresses; a test sees that no page, log, file or table holds one."""
    return [f"pathok.nomuna.{number}@khobor-nomuna.example" for number in ("ek", "dui", "tin")]


def load() -> None:
    """Begin the invented readers, unless any reader stands: all, those of a division, one kind in English."""
    if Subscription.objects.exists():
        return
    division = Office.objects.filter(code="div-rajshahi").first()
    wished = [
        Wishes(language="bn"),
        Wishes(language="bn", of_every_office=False, offices={division.pk: True} if division else {}),
        Wishes(language="en", of_every_kind=False, kinds=frozenset({"minutes"}), with_changes=True),
    ]
    for address, wishes in zip(planted_addresses(), wished, strict=True):
        subscribing.confirm(key=subscribing.ask(address=address, wishes=wishes).key)
    # Nobody gets mail of the demonstration: the letters that asked for confirmation count as sent.
    Letter.objects.filter(template="subscription_confirm", sent_at=None).update(sent_at=F("written_at"))
