"""The fake Stripe's door: addresses, keys, pages of lists, and faults."""

import copy
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.payments.fake_stripe.account import WEBHOOK_SECRET, Account, Thing
from tests.payments.fake_stripe.parameters import KNOWN, Wrong, check, nested
from tests.payments.local_server import LocalServer

__all__ = ["SECRET_KEY", "WEBHOOK_SECRET", "FakeStripe", "sent_to"]

SECRET_KEY = "sk_test_fake"
# Longer than any client of ours waits in a test.
TOO_LONG_SECONDS = 3
PAGE = b"""<!doctype html><html lang="en"><title>Pay</title><form method="post">
<button name="choice" value="pay">Pay</button><button name="choice" value="back">Back</button></form></html>"""


@contextmanager
def sent_to(settings: Any) -> Iterator["FakeStripe"]:
    """Send the shop to a Stripe of its own, with its keys set."""
    fake = FakeStripe()
    settings.STRIPE_SECRET_KEY = SECRET_KEY
    settings.STRIPE_WEBHOOK_SECRET = WEBHOOK_SECRET
    settings.STRIPE_API_BASE = fake.address
    yield fake
    fake.stop()


class FakeStripe(LocalServer, Account):
    """The server. `faults` are met one by one by the next calls, or by the next of a kind: "reset POST /v1/refunds".

    "500": nothing is done. "500 after": done, and answered so under its key for ever, as Stripe does.
    "reset": done, and the connection cut. "timeout": done, and not answered. "decline": refused as invalid.
    """

    def __init__(self) -> None:
        super().__init__()
        self.replies: dict[str, tuple[str, int, Thing]] = {}
        self.calls: list[tuple[str, str]] = []
        self.faults: list[str] = []
        # Called after a call was acted on and before it is answered, with its method and path.
        self.before_answer: Callable[[str, str], object] | None = None
        self.serve(self._handler())

    def made(self, path: str) -> int:
        """Return how often something was asked to be made at this address, repeated calls with it."""
        return self.calls.count(("POST", path))

    def pay_page(self, session_id: str) -> str:
        return f"{self.address}/pay/{session_id}"

    def chosen(self, session_id: str, choice: str) -> str:
        """Do what the buyer chose on the hosted page; return where Stripe sends the browser."""
        if choice == "pay":
            self.pay(session_id)
        return str(self.returns[session_id]["success_url" if choice == "pay" else "cancel_url"])

    # Answering

    def answer(self, method: str, path: str, params: Thing, key: str, fault: str) -> tuple[int, Thing]:
        self.calls.append((method, path))
        parts = path.removeprefix("/v1/").split("/")
        collection = "/".join(parts[:2]) if parts[0] == "checkout" else parts[0]
        rest = parts[2:] if parts[0] == "checkout" else parts[1:]
        shape = "/".join([collection, *(":id" if place == 0 else part for place, part in enumerate(rest))])
        if (method, shape) not in KNOWN:
            raise Wrong(404, f"Unrecognized request URL {path}")
        check(params, KNOWN[method, shape])
        if fault == "decline":
            raise Wrong(400, "It is not allowed.", code="not_allowed")
        with self.lock:
            if method == "POST" and not rest:
                return self.replayed(key, collection, params, fault)
            if method == "GET" and not rest:
                return 200, self.listed(collection, params)
            return 200, self.one(collection, rest, params)

    def replayed(self, key: str, collection: str, params: Thing, fault: str) -> tuple[int, Thing]:
        said = json.dumps([collection, params], sort_keys=True)
        if key in self.replies:
            before, status, reply = self.replies[key]
            if before != said:
                raise Wrong(400, "Keys can only be used with the same parameters", kind="idempotency_error")
            return status, reply
        try:
            make = self.create if collection == "checkout/sessions" else self.create_refund
            status, reply = 200, make(params)
        except Wrong as error:
            if collection == "checkout/sessions":
                raise  # its parameters were judged, nothing was begun: the key stays free
            status, reply = error.status, error.told()
        if fault == "500 after":
            status, reply = 500, Wrong(500, "An unknown error occurred", kind="api_error").told()
        if key:
            self.replies[key] = said, status, reply
        return status, reply

    def one(self, collection: str, rest: list[str], params: Thing) -> Thing:
        kept = {"checkout/sessions": self.sessions, "refunds": self.refunds, "disputes": self.disputes}
        thing = kept[collection].get(rest[0])
        if thing is None:
            raise Wrong(404, f"No such {collection}: {rest[0]}", code="resource_missing")
        if rest[1:] == ["expire"]:
            if thing["status"] != "open":
                raise Wrong(400, "Only open sessions can be expired")
            thing["status"] = "expired"
        return self.seen(thing, params) if collection == "checkout/sessions" else copy.deepcopy(thing)

    def listed(self, collection: str, params: Thing) -> Thing:
        """Return a page of a list, the newest first."""
        rows = {
            "checkout/sessions": list(self.sessions.values()),
            "refunds": list(self.refunds.values()),
            "disputes": list(self.disputes.values()),
            "balance_transactions": self.transactions,
        }[collection]
        found = [row for row in reversed(rows) if fits(row, params)]
        if after := params.get("starting_after"):
            found = found[[row["id"] for row in found].index(after) + 1 :]
        limit = int(params.get("limit", 10))
        page = [self.seen(row, params) for row in found[:limit]]
        return {
            "object": "list",
            "url": f"/v1/{collection}",
            "has_more": len(found) > limit,
            "data": page,
        }

    def seen(self, thing: Thing, params: Thing) -> Thing:
        """Return a thing with what it points to as names, unless it was asked to be shown whole."""
        asked = set(params.get("expand", {}).values())
        shown: Thing = copy.deepcopy(thing)
        if shown["object"] == "balance_transaction" and "data.source" not in asked:
            shown["source"] = shown["source"]["id"]
        intent = shown.get("payment_intent")
        if isinstance(intent, dict) and "payment_intent.latest_charge" not in asked:
            shown["payment_intent"] = intent["id"]
        elif isinstance(intent, dict) and intent.get("latest_charge", {}).get("balance_transaction"):
            charge = intent["latest_charge"]
            if "payment_intent.latest_charge.balance_transaction" not in asked:
                charge["balance_transaction"] = charge["balance_transaction"]["id"]
        return shown

    def fault_for(self, method: str, path: str) -> str:
        with self.lock:
            if not self.faults:
                return ""
            fault, _, of = (
                self.faults[0].partition(" ") if "/" in self.faults[0] else (self.faults[0], "", "")
            )
            if fault == "500" and of.startswith("after "):
                fault, of = "500 after", of.removeprefix("after ")
            if of and of != f"{method} {path}":
                return ""
            self.faults.pop(0)
            return fault

    def _handler(fake) -> type[BaseHTTPRequestHandler]:  # noqa: N805 - `self` is the handler's below
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if self.path.startswith("/pay/"):
                    return self.send(200, PAGE, kind="text/html; charset=utf-8")
                return self.respond("GET", dict(parse_qsl(urlsplit(self.path).query)))

            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                said = dict(parse_qsl(self.rfile.read(length).decode(), keep_blank_values=True))
                if self.path.startswith("/pay/"):
                    return self.go(fake.chosen(self.path.removeprefix("/pay/"), said.get("choice", "")))
                return self.respond("POST", said)

            def go(self, address: str) -> None:
                self.send_response(303)
                self.send_header("Location", address)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def respond(self, method: str, flat: dict[str, str]) -> None:
                path = urlsplit(self.path).path
                fault = fake.fault_for(method, path)
                try:
                    if self.headers.get("Authorization") != f"Bearer {SECRET_KEY}":
                        raise Wrong(401, "Invalid API Key")
                    if fault == "500":
                        raise Wrong(500, "An unknown error occurred", kind="api_error")
                    key = self.headers.get("Idempotency-Key", "")
                    status, reply = fake.answer(method, path, nested(flat), key, fault)
                except Wrong as error:
                    status, reply = error.status, error.told()
                if fake.before_answer:
                    fake.before_answer(method, path)
                if fault == "timeout":
                    time.sleep(TOO_LONG_SECONDS)
                if fault in ("reset", "timeout"):
                    self.close_connection = True
                    self.connection.close()
                    return
                self.send(status, json.dumps(reply).encode())

            def send(self, status: int, body: bytes, kind: str = "application/json") -> None:
                try:
                    self.send_response(status)
                    self.send_header("Content-Type", kind)
                    self.send_header("Content-Length", str(len(body)))
                    if status == 500:
                        self.send_header("Stripe-Should-Retry", "false")
                    self.end_headers()
                    self.wfile.write(body)
                except OSError:
                    pass  # who asked was killed meanwhile

            def log_message(self, *args: object) -> None:
                pass

        return Handler


def fits(row: Thing, params: Thing) -> bool:
    """Return whether a row of a list is what its parameters ask for."""
    if "payment_intent" in params:
        intent: Any = row.get("payment_intent")
        if (intent["id"] if isinstance(intent, dict) else intent) != params["payment_intent"]:
            return False
    if "charge" in params and row.get("charge") != params["charge"]:
        return False
    created = params.get("created", {})
    return int(created.get("gte", 0)) <= row["created"] < int(created.get("lt", 1 << 60))
