"""What the fake Stripe keeps: sessions, refunds, disputes, its account of us; and what happens there without us."""

import itertools
import json
import threading
import time
from collections.abc import Callable
from typing import Any

import stripe

from tests.payments.fake_stripe.parameters import Wrong

WEBHOOK_SECRET = "whsec_fake"
Thing = dict[str, Any]
# What Stripe keeps of an account for a dispute, in the smallest unit.
DISPUTE_FEE = 1500
NOT_GIVEN = ("failed", "canceled")


class Account:
    """One account at Stripe. Its verbs are what a buyer, a bank or somebody at Stripe's own screen does."""

    def __init__(self) -> None:
        self.sessions: dict[str, Thing] = {}
        # Where the buyer of a session goes afterwards; Stripe does not show it to us again.
        self.returns: dict[str, Thing] = {}
        self.refunds: dict[str, Thing] = {}
        self.disputes: dict[str, Thing] = {}
        self.transactions: list[Thing] = []
        # What Stripe would tell, in the order in which it came about; a test brings it to the shop's door as it likes.
        self.told: list[Thing] = []
        self.numbers = itertools.count(1)
        # What becomes of a refund at once: "succeeded", "pending".
        self.refunds_become = "succeeded"
        self.lock = threading.RLock()

    def now(self) -> int:
        return int(time.time())

    # What the buyer does on Stripe's page

    def pay(
        self, session_id: str, *, at: int | None = None, fee: int | None = None, currency: str = "bdt"
    ) -> None:
        """Pay a session; with `fee` Stripe settles at once and says what it took, in the account's currency."""
        session = self.sessions[session_id]
        charge: Thing = {
            "id": f"ch_{session_id}",
            "object": "charge",
            "amount": session["amount_total"],
            "currency": session["currency"],
            "created": at or self.now(),
            "payment_intent": f"pi_{session_id}",
            "balance_transaction": None,
        }
        moved = self._move(
            "charge", session["amount_total"], charge, at=charge["created"], fee=fee or 0, currency=currency
        )
        if fee is not None:
            charge["balance_transaction"] = moved
        session.update(
            status="complete",
            payment_status="paid",
            payment_intent={
                "id": f"pi_{session_id}",
                "object": "payment_intent",
                "status": "succeeded",
                "latest_charge": charge,
            },
        )
        self._tell("checkout.session.completed", session)

    def fail_asynchronously(self, session_id: str) -> None:
        self.sessions[session_id].update(
            status="complete",
            payment_status="unpaid",
            payment_intent={
                "id": f"pi_{session_id}",
                "object": "payment_intent",
                "status": "requires_payment_method",
            },
        )
        self._tell("checkout.session.async_payment_failed", self.sessions[session_id])

    # What banks, and people at Stripe's own screen, do

    def refund_at_stripe(self, session_id: str, amount: int | None = None) -> str:
        """Give money back on Stripe's own screen: the whole, or so much."""
        charge = self._charge_of_session(session_id)
        return str(self.give_back(charge, amount or self.left_of(charge), {})["id"])

    def finish_refund(self, refund_id: str) -> None:
        self.refunds[refund_id]["status"] = "succeeded"
        self._tell("refund.updated", self.refunds[refund_id])

    def fail_refund(self, refund_id: str, reason: str = "expired_or_canceled_card") -> None:
        """Let the buyer's bank turn a refund away: its money is back in the account."""
        refund = self.refunds[refund_id]
        refund.update(status="failed", failure_reason=reason)
        self._move("refund_failure", refund["amount"], refund)
        self._tell("refund.failed", refund)
        self._tell("charge.refund.updated", refund)

    def dispute(
        self, session_id: str, amount: int | None = None, *, status: str = "needs_response", due_by: int = 0
    ) -> str:
        """Let the buyer's bank take the payment back, or so much of it; `warning_…` only asks."""
        charge = self._charge_of_session(session_id)
        dispute = {
            "id": f"du_{len(self.disputes) + 1}",
            "object": "dispute",
            "amount": amount or charge["amount"],
            "currency": charge["currency"],
            "charge": charge["id"],
            "payment_intent": charge["payment_intent"],
            "created": self.now(),
            "reason": "fraudulent",
            "status": status,
            "evidence_details": {"due_by": due_by or self.now() + 7 * 86400},
        }
        self.disputes[str(dispute["id"])] = dispute
        if not status.startswith("warning"):
            self._move("adjustment", -dispute["amount"], dispute, fee=DISPUTE_FEE, category="dispute")
        self._tell("charge.dispute.created", dispute)
        return str(dispute["id"])

    def decide(self, dispute_id: str, status: str) -> None:
        """Let the bank decide a dispute: "won" gives the money back to us, "lost" keeps it."""
        dispute = self.disputes[dispute_id]
        dispute["status"] = status
        if status == "won":
            self._move("adjustment", dispute["amount"], dispute, category="dispute_reversal")
        self._tell("charge.dispute.closed", dispute)

    def pay_out(self, amount: int) -> None:
        """Let Stripe send so much to the bank."""
        self._move("payout", -amount, {"id": f"po_{len(self.transactions)}", "object": "payout"})

    # What the shop asks for

    def create(self, params: Thing) -> Thing:
        lasts = int(params["expires_at"]) - time.time()
        if not 30 * 60 <= lasts + 5 <= 24 * 3600:
            raise Wrong(400, "expires_at must be 30 minutes to 24 hours away")
        total = sum(
            int(item["quantity"]) * int(item["price_data"]["unit_amount"])
            for item in params["line_items"].values()
        )
        session_id = f"cs_test_{len(self.sessions) + 1}"
        self.sessions[session_id] = {
            "id": session_id,
            "object": "checkout.session",
            "created": self.now(),
            "status": "open",
            "payment_status": "unpaid",
            "amount_total": total,
            "currency": params["line_items"]["0"]["price_data"]["currency"],
            "client_reference_id": params["client_reference_id"],
            "payment_intent": None,
            "url": self.pay_page(session_id),
            "metadata": params.get("metadata", {}),
        }
        self.returns[session_id] = params
        return dict(self.sessions[session_id])

    def pay_page(self, session_id: str) -> str:
        return f"https://checkout.stripe.test/pay/{session_id}"

    def create_refund(self, params: Thing) -> Thing:
        charge = self.charge_of(params.get("payment_intent", ""), params.get("charge", ""))
        if charge is None:
            raise Wrong(404, "No such payment_intent", code="resource_missing")
        return self.give_back(
            charge, int(params.get("amount") or self.left_of(charge)), params.get("metadata", {})
        )

    def give_back(self, charge: Thing, amount: int, metadata: Thing) -> Thing:
        left = self.left_of(charge)
        if any(
            d["charge"] == charge["id"] and d["status"] in ("needs_response", "under_review", "lost")
            for d in self.disputes.values()
        ):
            raise Wrong(400, "The charge has been charged back", code="charge_disputed")
        if left == 0:
            raise Wrong(400, "The charge has already been refunded.", code="charge_already_refunded")
        if not 0 < amount <= left:
            raise Wrong(400, f"Refund amount ({amount}) is greater than unrefunded amount on charge ({left})")
        refund = {
            "id": f"re_{len(self.refunds) + 1}",
            "object": "refund",
            "amount": amount,
            "currency": charge["currency"],
            "charge": charge["id"],
            "payment_intent": charge["payment_intent"],
            "created": self.now(),
            "status": self.refunds_become,
            "metadata": metadata,
            "failure_reason": None,
        }
        self.refunds[str(refund["id"])] = refund
        self._move("refund", -amount, refund)
        self._tell("refund.created", refund)
        self._tell("charge.refunded", charge)
        return dict(refund)

    # What is reckoned

    def charge_of(self, intent: str, charge: str = "") -> Thing | None:
        for session in self.sessions.values():
            paid = session["payment_intent"]
            made = paid.get("latest_charge") if isinstance(paid, dict) else None
            if made and (paid["id"] == intent or made["id"] == charge):
                return dict(made)
        return None

    def refunds_of(self, charge: Thing) -> list[Thing]:
        return [refund for refund in self.refunds.values() if refund["charge"] == charge["id"]]

    def left_of(self, charge: Thing) -> int:
        given = sum(row["amount"] for row in self.refunds_of(charge) if row["status"] not in NOT_GIVEN)
        return int(charge["amount"]) - given

    def _charge_of_session(self, session_id: str) -> Thing:
        return dict(self.sessions[session_id]["payment_intent"]["latest_charge"])

    def _move(
        self,
        kind: str,
        amount: int,
        source: Thing,
        *,
        at: int = 0,
        fee: int = 0,
        currency: str = "bdt",
        category: str = "",
    ) -> Thing:
        moved = {
            "id": f"txn_{len(self.transactions) + 1}",
            "object": "balance_transaction",
            "type": kind,
            "reporting_category": category or kind,
            "amount": amount,
            "fee": fee,
            "net": amount - fee,
            "currency": currency,
            "created": at or self.now(),
            "source": {
                key: source[key] for key in ("id", "object", "payment_intent", "charge") if key in source
            },
        }
        self.transactions.append(moved)
        return moved

    # What is told

    def _tell(self, kind: str, thing: Thing) -> None:
        shown = {key: value for key, value in thing.items() if key != "payment_intent"}
        self.told.append(
            {
                "id": f"evt_{next(self.numbers)}",
                "object": "event",
                "type": kind,
                "data": {"object": shown},
            }
        )

    def event(
        self,
        reference: str,
        kind: str = "checkout.session.completed",
        *,
        secret: str = WEBHOOK_SECRET,
        age: int = 0,
    ) -> tuple[bytes, str]:
        """Return an event's body and its signature header, as Stripe would send them."""
        thing = {"id": reference, "object": kind.rpartition(".")[0]}
        told = {
            "id": f"evt_{reference}_{kind}",
            "object": "event",
            "type": kind,
            "data": {"object": thing},
        }
        return signed(told, secret=secret, age=age)

    def deliver(
        self, take: Callable[[bytes, str], int], order: Callable[[list[Thing]], list[Thing]] = list
    ) -> None:
        """Bring what is to be told to the shop's door, as `order` has it: twice, reversed, without some."""
        waiting, self.told[:] = list(self.told), []
        for told in order(waiting):
            assert take(*signed(told)) == 200, told["type"]


def signed(told: Thing, *, secret: str = WEBHOOK_SECRET, age: int = 0) -> tuple[bytes, str]:
    body = json.dumps(told)
    header = stripe.WebhookSignature.generate_signature_header(body, secret, timestamp=int(time.time()) - age)
    return body.encode(), header
