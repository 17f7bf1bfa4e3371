"""SSLCommerz, for buyers here: bKash, Nagad, Rocket and the cards and banks of Bangladesh, on its hosted page.

After https://developer.sslcommerz.com/doc/v4/ (Create and Get Session, IPN, Order Validation API, Initiate Refund,
Query Refund Status, Transaction Query). Exists when SSLCOMMERZ_STORE_ID and SSLCOMMERZ_STORE_PASSWORD are set;
SSLCOMMERZ_API_BASE sends it to another address (its sandbox, the tests' local fake).

*What is believed.* A notice (IPN) and the buyer's way back only make us ask. The transactions that stand under our
`tran_id` are listed; of one that is said to be valid the Order Validation API is asked, and its `tran_id`, `amount`,
`currency` and `tran_date` count.

*Risk.* Where `risk_level` is 1 the money has moved and SSLCommerz advises against handing anything over ("It depends on
you to provide the service or not"): the attempt is being processed, the goods stay held, and staff read why, until the
validation says 0 or staff accept or refuse the payment (`risks`, docs/adr/0023).

*A session cannot be closed* through its API, and how long one lasts is not documented. So `close` asks, and a session
that is not paid is over for us at once: the goods go, or another way of payment begins. Who pays it all the same is
found by the notice, or by `late.ask`, which asks about ended attempts for two days; the order is then placed after
all, or the money goes back (MONEY.md, row 6).

*Refunds* are asked for under a `refund_trans_id` (since 24 February 2025) made of our key. The documentation says that
"processing" answers what "has been initiated already", but not what a second call under the same name gets where the
first was refused, nor is there a question by that name. A refusal is believed of a first call alone: after an answer
that was lost the refund waits for a person who looks into the merchant panel (`AnswerLost`). What was given back in
that panel is told by no notice and found by no question: staff enter it.

*Not confirmed*, having no store to try: whether 50 "characters" of a name are characters or bytes; whether a session
under a known `tran_id` is refused (we expect another session, and send the buyer to the stored one only); that a
`risk_level` of 1 becomes 0 once SSLCommerz has cleared the payment; that a refund's `cancelled` is final.
"""

import dataclasses
import datetime
from collections.abc import Mapping
from email.utils import parseaddr
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shop.orders import numbers
from shop.payments.models import PaymentAttempt, Refund
from shop.payments.providers import interface
from shop.payments.providers import sslcommerz_calls as calls
from shop.payments.providers.interface import RefundStanding, RefundTold, Told

# "The transaction amount must be from 10.00 BDT to 500000.00 BDT."
LEAST_POISHA, MOST_POISHA = 10_00, 500_000_00

# What is said of a transaction, beside VALID and VALIDATED (asked before). What is not known is open: asked again.
UNPAID = {
    "PENDING": Told.PROCESSING,  # the buyer's bank still works on it
    "FAILED": Told.FAILED,
    "CANCELLED": Told.EXPIRED,  # the buyer left; nothing was declined
    "EXPIRED": Told.EXPIRED,
    "UNATTEMPTED": Told.EXPIRED,
}
VALID = ("VALID", "VALIDATED")
NO_RISK = ("0", "")


class AnswerLost(interface.Unreachable):
    """A refund is refused whose first call got no answer: it may have been made then. A person must look."""


@dataclasses.dataclass(frozen=True)
class Paid:
    """A transaction that SSLCommerz has validated, and its own name for the money."""

    standing: interface.Standing
    bank_tran_id: str


class Sslcommerz:
    code = "sslcommerz"
    name = _("bKash, Nagad, Rocket or card (SSLCommerz)")
    description = _(
        "Mobile wallets, cards and internet banking of Bangladesh. You pay on SSLCommerz's own page."
    )
    needs_redirect = True
    refunds_by_itself = True
    # Its sessions outlive our attempts: `late.ask` asks about those that ended unpaid.
    asked_late_for = datetime.timedelta(days=2)

    def exists(self) -> bool:
        return bool(settings.SSLCOMMERZ_STORE_ID and settings.SSLCOMMERZ_STORE_PASSWORD)

    def takes(self, *, amount_poisha: int, currency: str, country: str) -> bool:
        # From any country: cards of other countries are taken, too.
        return currency == "BDT" and LEAST_POISHA <= amount_poisha <= MOST_POISHA

    def open(self, *, attempt: PaymentAttempt) -> interface.Opened:
        """Begin a session. A repeated call gets another one, of which nobody is told: the first address stays."""
        fields = session_fields(attempt)
        told = calls.post(calls.SESSION, fields)
        url = calls.text(told, "GatewayPageURL")
        if calls.text(told, "status") == "SUCCESS" and url.startswith(("https://", "http://")):
            return interface.Opened(reference=transaction_id(attempt), url=url)
        if calls.text(told, "status") != "FAILED":
            raise calls.Unreadable("neither a session nor a refusal")
        # To ask again, as of a provider that cannot be reached, would hold the goods for ever.
        raise interface.Declined(_reason(told, "failedreason", fields))

    def ask(self, *, attempt: PaymentAttempt) -> interface.Standing:
        paid = paid_under(attempt)
        if isinstance(paid, Paid):
            return paid.standing
        return paid

    def close(self, *, attempt: PaymentAttempt) -> interface.Standing:
        """Return how it stands; what is not paid and not kept for its risk is over for us (see above)."""
        paid = paid_under(attempt)
        if isinstance(paid, Paid):
            return paid.standing
        if paid.told == Told.FAILED:
            return paid
        return dataclasses.replace(paid, told=Told.EXPIRED)

    def read_event(self, *, body: bytes, headers: Mapping[str, str]) -> interface.Event:
        told = calls.notice(body)
        status = "VALID" if told["status"] in VALID else told["status"]
        named = [told["tran_id"], status, told.get("val_id", ""), told.get("risk_level", "")]
        ours = told.get("value_a", "")
        return interface.Event(
            # However often it is sent: one payment in one state, whose risk may be told anew.
            event_id=":".join(named),
            kind=status,
            reference=told["tran_id"],
            attempt_token=ours if ours and calls.id_of(ours) == told["tran_id"] else "",
        )

    def refund(self, *, refund: Refund) -> RefundStanding:
        paid = paid_under(refund.attempt) if refund.attempt else None
        if not isinstance(paid, Paid):
            raise interface.Unreachable("the payment is not found")
        fields = {
            "bank_tran_id": paid.bank_tran_id,
            "refund_trans_id": calls.id_of(refund.idempotency_key),
            "refund_amount": calls.taka(refund.amount_poisha),
            "refund_remarks": f"Order {numbers.spoken(refund.purchase.number)}",
            "refe_id": refund.reference,
        }
        told = calls.ask(calls.TRANSACTIONS, fields)
        reference = calls.text(told, "refund_ref_id")
        if calls.text(told, "status") in ("success", "processing") and reference:
            return _refund_standing(refund, RefundTold.PENDING, reference)
        if calls.text(told, "status") != "failed":
            raise calls.Unreadable("neither a refund nor a refusal")
        # Its tries, too: of a refund that was on its way before its calls were counted.
        if max(refund.calls, refund.tries) > 1:
            raise AnswerLost(_reason(told, "errorReason", fields))
        raise interface.Declined(_reason(told, "errorReason", fields))

    def ask_refund(self, *, refund: Refund) -> RefundStanding:
        told = calls.ask(calls.TRANSACTIONS, {"refund_ref_id": refund.provider_reference})
        if calls.text(told, "refund_ref_id") != refund.provider_reference:
            raise calls.Unreadable("another refund")
        status = calls.text(told, "status")
        if status == "refunded":
            at = calls.instant(told, "refunded_on")
            return _refund_standing(refund, RefundTold.SUCCEEDED, refund.provider_reference, at=at)
        if status == "cancelled":
            failure = calls.text(told, "errorReason") or "cancelled"
            return _refund_standing(refund, RefundTold.FAILED, refund.provider_reference, failure=failure)
        if status == "processing":
            return _refund_standing(refund, RefundTold.PENDING, refund.provider_reference)
        raise calls.Unreadable("no state of a refund")


def transaction_id(attempt: PaymentAttempt) -> str:
    """Return the attempt's name at SSLCommerz: its token is longer than the 30 characters of a `tran_id`."""
    return calls.id_of(attempt.token)


def session_fields(attempt: PaymentAttempt) -> dict[str, str]:
    """Return what a session is asked for with: all that is mandatory, and of the buyer nothing beyond it."""
    purchase = attempt.purchase
    return {
        "total_amount": calls.taka(attempt.amount_poisha),
        "currency": attempt.currency,
        "tran_id": transaction_id(attempt),
        # Comes back with each notice: our own name for the attempt.
        "value_a": attempt.token,
        # The buyer's browser is sent there by POST, whatever came of it; nothing in that POST is believed.
        "success_url": attempt.return_url,
        "fail_url": attempt.return_url,
        "cancel_url": attempt.return_url,
        "ipn_url": urljoin(settings.SITE_URL, reverse("payments:events", args=["sslcommerz"])),
        "emi_option": "0",
        # Mandatory, "to address the customer in payment receipt email", and "to contact if any issue arises".
        "cus_name": purchase.buyer_name[:50],
        "cus_phone": purchase.phone[:20],
        # Mandatory, and optional here: where the buyer gave none the receipt comes to us.
        "cus_email": purchase.email
        if 0 < len(purchase.email) <= 50
        else parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
        # Mandatory, and by the documentation's own words "not mandatory but useful": the Department's address, since
        # where the buyer lives is nobody's business.
        "cus_add1": "Department of Prisons",
        "cus_city": "Dhaka",
        "cus_postcode": "1211",
        "cus_country": "Bangladesh",
        # We ship by ourselves: with NO, no name and address of the parcel are asked for.
        "shipping_method": "NO",
        "num_of_item": "1",
        # Mandatory; what was bought and who made it is not said.
        "product_name": "Prison products",
        "product_category": "Prison products",
        "product_profile": "physical-goods",
    }


def paid_under(attempt: PaymentAttempt) -> Paid | interface.Standing:
    """Return the validated payment of an attempt, or how it stands without one; raises Unreachable."""
    ours = transaction_id(attempt)
    told = calls.ask(calls.TRANSACTIONS, {"tran_id": ours})
    found = told.get("element") or []
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise calls.Unreadable("no list of transactions")
    # A buyer may have tried several times under one name: what is paid counts, the first of it, else the last try.
    found.sort(key=lambda each: calls.text(each, "tran_date"))
    for each in found:
        if calls.text(each, "status") in VALID:
            return _validated(calls.text(each, "val_id"), attempt)
    if not found:
        return interface.Standing(told=Told.OPEN)
    status = UNPAID.get(calls.text(found[-1], "status"), Told.OPEN)
    failure = calls.text(found[-1], "error")[:100] if status == Told.FAILED else ""
    return interface.Standing(told=status, failure=failure)


def _validated(val_id: str, attempt: PaymentAttempt) -> Paid | interface.Standing:
    told = calls.ask(calls.VALIDATION, {"val_id": val_id})
    if calls.text(told, "status") not in VALID:
        raise interface.Unreachable("listed as valid, not validated")
    theirs, amount_poisha = calls.text(told, "tran_id"), calls.poisha(told, "amount")
    risk = calls.text(told, "risk_level")
    held = "" if risk in NO_RISK else f"risk {risk}: {calls.text(told, 'risk_title')}"[:100]
    standing = interface.Standing(
        told=Told.PAID if risk in NO_RISK else Told.PROCESSING,
        attempt_token=attempt.token if theirs == transaction_id(attempt) else theirs,
        amount_poisha=amount_poisha,
        # What is settled with us; what the buyer's card was charged in may be another one.
        currency=calls.text(told, "currency") or calls.text(told, "currency_type"),
        paid_at=calls.instant(told, "tran_date"),
        failure=held,
        risk=held,
        fee_poisha=_fee(told, amount_poisha),
    )
    return Paid(standing, calls.text(told, "bank_tran_id"))


def _fee(told: Mapping[str, Any], amount_poisha: int) -> int | None:
    """Return what SSLCommerz took: what was paid less "the amount what you will get in your account"."""
    if not calls.text(told, "store_amount"):
        return None
    fee = amount_poisha - calls.poisha(told, "store_amount")
    return fee if 0 <= fee <= amount_poisha else None


def _refund_standing(
    refund: Refund,
    told: RefundTold,
    reference: str,
    *,
    at: datetime.datetime | None = None,
    failure: str = "",
) -> RefundStanding:
    return RefundStanding(
        told=told,
        reference=reference,
        payment_reference=refund.attempt.provider_reference if refund.attempt else "",
        # It does not repeat the sum: what it was asked for under this name is what it gives.
        amount_poisha=refund.amount_poisha,
        currency=refund.currency,
        at=at,
        failure=failure[:100],
        key=refund.idempotency_key,
    )


def _reason(told: Mapping[str, Any], name: str, sent: Mapping[str, str]) -> str:
    """Return why it refused, for staff and the log; one that repeats what was said of a buyer is left out."""
    reason = calls.text(told, name)
    personal = [sent[field] for field in ("cus_name", "cus_phone", "cus_email") if sent.get(field)]
    return "refused" if not reason or any(value in reason for value in personal) else reason[:100]
