"""Telling apart what the demonstration made from what is real."""

from collections.abc import Callable, Iterable
from typing import Any

from accounts.models import User
from demonstration.models import Mark
from shop.ledger.models import Account
from shop.orders.models import Purchase
from shop.production.models import Maker

ORDERS: Any = Purchase._meta.get_field("order").related_model._default_manager  # type: ignore[union-attr]

# What must be the demonstration's own, or it refuses: how each kind is read, and what it is called.
OWN: dict[str, tuple[str, Callable[[], Iterable[object]]]] = {
    Mark.Kind.USER: ("sign-in accounts", lambda: User.objects.values_list("username", flat=True)),
    Mark.Kind.ORDER: ("orders", lambda: ORDERS.values_list("number", flat=True)),
    Mark.Kind.MAKER: ("inmates", lambda: Maker.objects.values_list("pk", flat=True)),
    Mark.Kind.ACCOUNT: ("accounts of the book", lambda: Account.objects.values_list("code", flat=True)),
}


def strangers() -> dict[str, int]:
    """Return how many things of each kind the database holds that the demonstration did not make."""
    found = {}
    for kind, (name, read) in OWN.items():
        marked = set(Mark.objects.filter(kind=kind).values_list("key", flat=True))
        others = sum(str(key) not in marked for key in read())
        if others:
            found[name] = others
    return found


def mark_all() -> None:
    """Mark everything of the watched kinds that stands: only the demonstration, which made it, calls this."""
    for kind, (_name, read) in OWN.items():
        Mark.objects.bulk_create((Mark(kind=kind, key=str(key)) for key in read()), ignore_conflicts=True)


def mark(kind: str, key: str) -> None:
    Mark.objects.get_or_create(kind=kind, key=key)


def is_marked(kind: str, key: str) -> bool:
    return Mark.objects.filter(kind=kind, key=key).exists()
