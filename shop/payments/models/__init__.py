"""Attempts to pay, what providers told us, cash at the door, money that goes back, and what is disputed."""

from shop.payments.models.attempts import LIVE, PaymentAttempt
from shop.payments.models.cash import CashDue
from shop.payments.models.demonstration import DemonstrationPayout, DemonstrationRefund, DemonstrationSession
from shop.payments.models.disputes import Dispute
from shop.payments.models.inbox import InboxEvent
from shop.payments.models.reconciliation import Break, ReconciledDay, Replay
from shop.payments.models.refunds import MOST_TRIES, Refund, RefundSum, RefundUnits
from shop.payments.models.statements import LostAnswer, SlipSettlement

__all__ = [
    "LIVE",
    "MOST_TRIES",
    "Break",
    "CashDue",
    "DemonstrationPayout",
    "DemonstrationRefund",
    "DemonstrationSession",
    "Dispute",
    "InboxEvent",
    "LostAnswer",
    "PaymentAttempt",
    "ReconciledDay",
    "Refund",
    "RefundSum",
    "RefundUnits",
    "Replay",
    "SlipSettlement",
]
