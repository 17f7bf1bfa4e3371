"""How long a cache may keep a public page: a while, but never beyond the instant at which it reads otherwise."""

import datetime

import clock

# Seconds: short for browsers, longer for proxies, then a while in which an old answer may be given once more.
BROWSERS, PROXIES, STALE = 60, 300, 600


def earliest(*instants: datetime.datetime | None) -> datetime.datetime | None:
    """Return the first of the instants that is still to come, None where none is."""
    now = clock.now()
    return min((instant for instant in instants if instant is not None and instant > now), default=None)


def until(change: datetime.datetime | None) -> str:
    """Return the Cache-Control of a page that anybody may keep and that changes by itself at an instant, if at all.

    Three times add up to the longest that a reader may be told what was: all of it ends with the change.
    """
    left = BROWSERS + PROXIES + STALE
    if change is not None:
        left = max(0, int((change - clock.now()).total_seconds()))
    proxies = min(PROXIES, left)
    told = f"public, max-age={min(BROWSERS, left)}, s-maxage={proxies}"
    stale = min(STALE, left - proxies)
    return f"{told}, stale-while-revalidate={stale}" if stale > 0 else told
