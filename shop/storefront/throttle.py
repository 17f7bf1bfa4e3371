"""Moved to `accounts.throttle`, which sign-in needs, too; here until its last reader has followed."""

from accounts.throttle import address_of, is_allowed

__all__ = ["address_of", "is_allowed"]
