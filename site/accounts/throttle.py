"""How often somebody may ask: counted in the cache, by address and by what is asked for."""

from typing import NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


def is_allowed(*, what: str, who: str, limit: int, seconds: int) -> bool:
    """Count one more attempt and return whether it is within `limit` attempts in `seconds`.

    `who` (an address of the network, an order number) is kept only as a keyed hash.
    """
    key = f"throttle:{what}:{salted_hmac('accounts.throttle', who).hexdigest()[:32]}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key) <= limit
    except ValueError:  # it ran out between the two steps
        cache.set(key, 1, seconds)
        return True


class Limit(NamedTuple):
    """What is counted of whom, and how often it may be."""

    what: str
    who: str
    most: int


def are_allowed(*limits: Limit, seconds: int) -> bool:
    """Count one more attempt against each limit, and return whether it is within all of them."""
    # A list, not a generator: each is counted, whatever the one before it says.
    within = [is_allowed(what=what, who=who, limit=most, seconds=seconds) for what, who, most in limits]
    return all(within)


def address_of(request: HttpRequest) -> str:
    """Return the network address of who asks; behind our own proxies, what the outermost of them saw."""
    if settings.PROXIES_TRUSTED:
        told = [
            part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()
        ]
        if len(told) >= settings.PROXIES_TRUSTED:
            return told[-settings.PROXIES_TRUSTED]
    return request.META.get("REMOTE_ADDR", "")
