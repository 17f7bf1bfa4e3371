"""A local Stripe for the tests: a real HTTP server, asked through the real `stripe` library, with faults on demand.

It refuses parameters that Stripe's own library does not know, keeps idempotency keys as Stripe does, keeps an account
of what moved, and signs its events. `localstripe` was tried and lacks sessions, idempotency and refund limits.
"""

from tests.payments.fake_stripe.server import SECRET_KEY, WEBHOOK_SECRET, FakeStripe, sent_to

__all__ = ["SECRET_KEY", "WEBHOOK_SECRET", "FakeStripe", "sent_to"]
