"""`{% load disputed %}`: why a buyer's bank took the money back, in the reader's language."""

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()

# Stripe's words (docs.stripe.com/disputes/categories); a provider's other words are shown as they came.
REASONS = {
    "credit_not_processed": _("a refund did not come"),
    "duplicate": _("charged twice"),
    "fraudulent": _("the card's holder says that somebody else paid"),
    "general": _("no particular reason"),
    "product_not_received": _("the goods did not come"),
    "product_unacceptable": _("the goods are faulty or not as described"),
    "unrecognized": _("the card's holder does not know the payment"),
}


@register.filter
def dispute_reason(word: str) -> object:
    """Return the reason in words for people."""
    return REASONS.get(word, word)
