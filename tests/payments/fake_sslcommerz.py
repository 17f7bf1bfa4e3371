"""A local SSLCommerz: sessions, the hosted page, validation, refunds and notices over real HTTP.

It knows the parameters of https://developer.sslcommerz.com/doc/v4/ with their lengths and refuses any other, and any
that is mandatory and missing. Faults can be asked for, one for each call to come: "500" before anything was done,
"500 after" and "reset" once it was, "reset before", "slow" (no answer in time), "no json" (a page instead).
"""

import datetime
import html
import json
import secrets
import threading
import time
from decimal import Decimal
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit
from zoneinfo import ZoneInfo

import requests

from tests.payments import sslcommerz_hash
from tests.payments.local_server import LocalServer

STORE_ID, PASSWORD = "prisonbd5f0000000000", "fake@ssl"
DHAKA = ZoneInfo("Asia/Dhaka")

# Name: whether it is mandatory, and its longest length.
SESSION = {
    "total_amount": (True, 13), "currency": (True, 3), "tran_id": (True, 30), "product_category": (True, 50),
    "success_url": (True, 255), "fail_url": (True, 255), "cancel_url": (True, 255), "ipn_url": (False, 255),
    "emi_option": (False, 1), "cus_name": (True, 50), "cus_email": (True, 50), "cus_add1": (True, 50),
    "cus_add2": (False, 50), "cus_city": (True, 50), "cus_state": (False, 50), "cus_postcode": (True, 30),
    "cus_country": (True, 50), "cus_phone": (True, 20), "cus_fax": (False, 20), "shipping_method": (True, 50),
    "num_of_item": (True, 1), "product_name": (True, 255), "product_profile": (True, 100), "cart": (False, 9999),
    "value_a": (False, 255), "value_b": (False, 255), "value_c": (False, 255), "value_d": (False, 255),
}  # fmt: skip
REFUND = {
    "bank_tran_id": (True, 80), "refund_trans_id": (True, 30), "refund_amount": (True, 13),
    "refund_remarks": (True, 255), "refe_id": (False, 50),
}  # fmt: skip
ALWAYS = {"store_id", "store_passwd", "format", "v"}
SAID_IN_A_NOTICE = (
    "amount", "bank_tran_id", "base_fair", "card_brand", "card_issuer", "card_no", "card_type", "currency",
    "currency_amount", "currency_rate", "currency_type", "error", "risk_level", "risk_title", "status",
    "store_amount", "store_id", "tran_date", "tran_id", "val_id", "value_a", "value_b", "value_c", "value_d",
)  # fmt: skip


class FakeSslcommerz(LocalServer):
    """The server, and what a test does in the buyer's or SSLCommerz's name."""

    def __init__(self, port: int = 0) -> None:
        self.sessions: dict[str, dict[str, str]] = {}
        self.transactions: list[dict[str, Any]] = []
        self.refunds: dict[str, dict[str, str]] = {}
        self.calls: list[tuple[str, dict[str, str]]] = []
        self.faults: list[str] = []
        # What a refund gets that was asked for before: the documentation says "processing".
        self.repeated_refund = "processing"
        self.slow_seconds = 1.0
        self.lock = threading.Lock()
        self.serve(self._handler(), port)
        self.server.handle_error = lambda *_: None  # type: ignore[method-assign]  # connections we cut ourselves

    # What the buyer, the bank and SSLCommerz do

    def pay(self, session: str = "", *, at: datetime.datetime | None = None, **told: Any) -> dict[str, Any]:
        """Pay the last session, or another, at an instant; with `risk_level` "1" it is kept for its risk.

        Nothing is taken of it unless `store_amount` says so.
        """
        amount = self.session(session)["total_amount"]
        return self.try_to_pay(
            session,
            at=at,
            **{
                "status": "VALID",
                "val_id": secrets.token_hex(12),
                "store_amount": amount,
                "risk_level": "0",
                "risk_title": "Safe",
                "error": "",
                **told,
            },
        )

    def try_to_pay(
        self, session: str = "", *, at: datetime.datetime | None = None, status: str = "FAILED", **told: Any
    ) -> dict[str, Any]:
        """Let a try end in any state: FAILED, CANCELLED, EXPIRED, UNATTEMPTED, PENDING."""
        asked = self.session(session)
        done = {
            "status": status,
            "tran_date": (at or datetime.datetime.now(DHAKA)).astimezone(DHAKA).strftime("%Y-%m-%d %H:%M:%S"),
            "tran_id": asked["tran_id"],
            "val_id": "",
            "amount": asked["total_amount"],
            "store_amount": "0.00",
            "currency": "BDT",
            "bank_tran_id": secrets.token_hex(10),
            "card_type": "BKASH-BKash",
            "card_no": "",
            "card_issuer": "BKash Mobile Banking",
            "card_brand": "MOBILEBANKING",
            "currency_type": asked["currency"],
            "currency_amount": asked["total_amount"],
            "currency_rate": "1.0000",
            "base_fair": "0.00",
            "risk_level": "0",
            "risk_title": "Safe",
            "error": "" if status == "PENDING" else "Declined by the bank",
            **{name: asked.get(name, "") for name in ("value_a", "value_b", "value_c", "value_d")},
            **told,
        }
        with self.lock:
            self.transactions.append(done)
        return done

    def release(self, transaction: dict[str, Any]) -> None:
        """Clear a payment that was kept for its risk."""
        transaction.update(risk_level="0", risk_title="Safe")

    def settle_refund(self, reference: str, status: str, *, at: datetime.datetime | None = None) -> None:
        """Let a refund be refunded or cancelled."""
        done_at = (at or datetime.datetime.now(DHAKA)).astimezone(DHAKA).strftime("%Y-%m-%d %H:%M:%S")
        self.refunds[reference].update(status=status, refunded_on=done_at if status == "refunded" else "")

    def session(self, key: str = "") -> dict[str, str]:
        return self.sessions[key or list(self.sessions)[-1]]

    def notice(
        self, transaction: dict[str, Any], *, password: str = PASSWORD, forged: dict[str, str] | None = None
    ) -> bytes:
        """Return a notice's body, signed; `forged` changes fields after that."""
        told = {**transaction, "store_id": STORE_ID}
        fields = {name: str(told[name] or "") for name in SAID_IN_A_NOTICE}
        sign = sslcommerz_hash.of(fields, password)
        said = {**fields, "verify_sign": sign, "verify_key": ",".join(SAID_IN_A_NOTICE), **(forged or {})}
        return urlencode(said).encode()

    def deliver(self, transaction: dict[str, Any]) -> int:
        """Send a notice to the address that the session named, as SSLCommerz does; return the answer's status."""
        to = next(
            each["ipn_url"] for each in self.sessions.values() if each["tran_id"] == transaction["tran_id"]
        )
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return requests.post(to, data=self.notice(transaction), headers=kind, timeout=10).status_code

    # What the shop asks

    def answer(self, method: str, path: str, fields: dict[str, str]) -> dict[str, Any]:
        with self.lock:
            self.calls.append((path, {name: value for name, value in fields.items() if name not in ALWAYS}))
            is_ours = (fields.get("store_id"), fields.get("store_passwd")) == (STORE_ID, PASSWORD)
            if path == "/gwprocess/v4/api.php" and method == "POST":
                if not is_ours:
                    return {
                        "status": "FAILED",
                        "failedreason": "Store Credential Error Or Store is De-active",
                    }
                return self._begin({name: value for name, value in fields.items() if name not in ALWAYS})
            if not is_ours:
                return {"APIConnect": "FAILED"}
            asked = {name: value for name, value in fields.items() if name not in ALWAYS}
            if path == "/validator/api/validationserverAPI.php" and method == "GET":
                return self._validate(asked)
            if path == "/validator/api/merchantTransIDvalidationAPI.php" and method == "GET":
                if set(asked) == {"tran_id"}:
                    found = [each for each in self.transactions if each["tran_id"] == asked["tran_id"]]
                    return {"APIConnect": "DONE", "no_of_trans_found": len(found), "element": found}
                if set(asked) == {"refund_ref_id"}:
                    known = self.refunds.get(asked["refund_ref_id"])
                    shown = {name: value for name, value in (known or {}).items() if not name.startswith("_")}
                    return {"APIConnect": "DONE", **shown} if known else {"APIConnect": "INVALID_REQUEST"}
                if "refund_amount" in asked:
                    return self._refund(asked)
            return {"APIConnect": "INVALID_REQUEST"}

    def _begin(self, fields: dict[str, str]) -> dict[str, Any]:
        wrong = self._wrong(fields, SESSION)
        if not wrong and not Decimal("10.00") <= Decimal(fields["total_amount"]) <= Decimal("500000.00"):
            wrong = "Invalid total_amount"
        if wrong:
            return {"status": "FAILED", "failedreason": wrong, "sessionkey": "", "GatewayPageURL": ""}
        key = secrets.token_hex(16).upper()
        self.sessions[key] = fields
        page = f"{self.address}/gwprocess/v4/gw.php?Q=PAY&SESSIONKEY={key}"
        return {"status": "SUCCESS", "failedreason": "", "sessionkey": key, "GatewayPageURL": page}

    def _wrong(self, fields: dict[str, str], known: dict[str, tuple[bool, int]]) -> str:
        for name in fields:
            if name not in known:
                return f"Unknown parameter '{name}'"
        for name, (is_mandatory, longest) in known.items():
            if is_mandatory and not fields.get(name):
                return f"Invalid Information! '{name}' is missing or empty"
            if len(fields.get(name, "")) > longest:
                return f"Invalid Information! '{name}' is too long"
        return ""

    def _validate(self, asked: dict[str, str]) -> dict[str, Any]:
        if set(asked) != {"val_id"}:
            return {"APIConnect": "INVALID_REQUEST"}
        for each in self.transactions:
            if asked["val_id"] and each["val_id"] == asked["val_id"]:
                told = {**each, "APIConnect": "DONE", "validated_on": each["tran_date"], "gw_version": "3.00"}
                if each["status"] == "VALID":
                    each["status"] = "VALIDATED"  # says that it was asked about before
                return told
        return {"APIConnect": "DONE", "status": "INVALID_TRANSACTION"}

    def _refund(self, asked: dict[str, str]) -> dict[str, Any]:
        shown = {"APIConnect": "DONE", "bank_tran_id": asked.get("bank_tran_id", "")}
        if wrong := self._wrong(asked, REFUND):
            return {**shown, "status": "failed", "errorReason": wrong}
        paid = [
            each
            for each in self.transactions
            if each["bank_tran_id"] == asked["bank_tran_id"] and each["val_id"]
        ]
        if not paid:
            return {**shown, "status": "failed", "errorReason": "Invalid bank_tran_id"}
        for known in self.refunds.values():
            if known["_trans_id"] == asked["refund_trans_id"]:
                if self.repeated_refund == "failed":
                    return {**shown, "status": "failed", "errorReason": "Duplicate refund_trans_id"}
                return {
                    **shown,
                    "status": "processing",
                    "refund_ref_id": known["refund_ref_id"],
                    "errorReason": "",
                }
        given = sum(
            Decimal(each["_amount"])
            for each in self.refunds.values()
            if each["bank_tran_id"] == asked["bank_tran_id"] and each["status"] != "cancelled"
        )
        if given + Decimal(asked["refund_amount"]) > Decimal(paid[0]["amount"]):
            return {
                **shown,
                "status": "failed",
                "errorReason": "Refund amount is greater than the transaction",
            }
        reference = secrets.token_hex(8)
        now = datetime.datetime.now(DHAKA).strftime("%Y-%m-%d %H:%M:%S")
        self.refunds[reference] = {
            "bank_tran_id": asked["bank_tran_id"], "tran_id": paid[0]["tran_id"], "refund_ref_id": reference,
            "initiated_on": now, "refunded_on": "", "status": "processing", "errorReason": "",
            "_trans_id": asked["refund_trans_id"], "_amount": asked["refund_amount"],
        }  # fmt: skip
        return {**shown, "trans_id": paid[0]["tran_id"], "refund_ref_id": reference, "status": "success"}

    def page(self, key: str, choice: str) -> str:
        """Show the hosted page, or do what the buyer chose there and show the way back, a form sent by POST."""
        asked = self.session(key)
        if not choice:
            buttons = "".join(
                f'<button name="choice" value="{each}">{each}</button>'
                for each in ("pay", "fail", "cancel", "risk")
            )
            return f'<h1>{html.escape(asked["total_amount"])} BDT</h1><form method="post">{buttons}</form>'
        if choice in ("pay", "risk"):
            risky: dict[str, Any] = {"risk_level": "1", "risk_title": "Risky"} if choice == "risk" else {}
            done, back = self.pay(key, **risky), asked["success_url"]
        else:
            status = {"fail": "FAILED", "cancel": "CANCELLED"}[choice]
            done, back = self.try_to_pay(key, status=status), asked[f"{choice}_url"]
        threading.Thread(target=self.deliver, args=[done], daemon=True).start()
        hidden = "".join(
            f'<input type="hidden" name="{name}" value="{html.escape(value)}">'
            for name, value in parse_qsl(self.notice(done).decode(), keep_blank_values=True)
        )
        return f'<form method="post" action="{html.escape(back)}">{hidden}<button>Back to the shop</button></form>'

    def _handler(fake) -> type[BaseHTTPRequestHandler]:  # noqa: N805 - `self` is the handler's below
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.respond("GET", parse_qsl(urlsplit(self.path).query, keep_blank_values=True))

            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                sent = self.rfile.read(length).decode()
                self.respond("POST", parse_qsl(sent, keep_blank_values=True))

            def respond(self, method: str, pairs: list[tuple[str, str]]) -> None:
                path, fields = urlsplit(self.path).path, dict(pairs)
                if path == "/gwprocess/v4/gw.php":
                    key = dict(parse_qsl(urlsplit(self.path).query))["SESSIONKEY"]
                    self.send(200, fake.page(key, fields.get("choice", "")).encode(), "text/html")
                    return
                fault = fake.faults.pop(0) if fake.faults else ""
                if fault == "reset before":
                    self.connection.close()
                    return
                if fault == "500":
                    self.send(500, b"<h1>Internal error</h1>", "text/html")
                    return
                reply = json.dumps(fake.answer(method, path, fields)).encode()
                if fault == "slow":
                    time.sleep(fake.slow_seconds)
                if fault == "reset":
                    self.connection.close()
                elif fault == "500 after":
                    self.send(500, b"<h1>Internal error</h1>", "text/html")
                elif fault == "no json":
                    self.send(200, b"<html>We will be back soon", "text/html")
                else:
                    self.send(200, reply, "application/json")

            def send(self, status: int, body: bytes, kind: str) -> None:
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: object) -> None:
                pass

        return Handler
