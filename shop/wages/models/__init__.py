"""The wages' tables: the policy, what each maker was credited, what is held, paid out and told on paper."""

from shop.wages.models.accounts import Credit, Hold
from shop.wages.models.entries import Statute, WageEntry
from shop.wages.models.handouts import Handout
from shop.wages.models.payouts import Payout, PayoutLine, PayoutPart
from shop.wages.models.policy import OTHER_COSTS, SharePolicy

__all__ = [
    "OTHER_COSTS",
    "Credit",
    "Handout",
    "Hold",
    "Payout",
    "PayoutLine",
    "PayoutPart",
    "SharePolicy",
    "Statute",
    "WageEntry",
]
