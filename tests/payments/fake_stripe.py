"""A first local Stripe: Checkout Sessions over real HTTP, as far as our shop uses them.

It refuses parameters that Stripe's own library does not know, keeps idempotency keys as Stripe does, and
signs its events. Faults can be asked for: an error, or a connection that is reset after the session was made.
"""

import copy
import json
import threading
import time
import types
import typing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import stripe
from stripe.params.checkout._session_create_params import SessionCreateParams

SECRET_KEY = "sk_test_fake"
WEBHOOK_SECRET = "whsec_fake"


class Wrong(Exception):
    """What Stripe would answer with an error."""

    def __init__(self, status: int, kind: str, message: str) -> None:
        super().__init__(message)
        self.status, self.kind = status, kind


class FakeStripe:
    """The server, and what a test does in the buyer's or Stripe's name."""

    def __init__(self) -> None:
        self.sessions: dict[str, dict[str, Any]] = {}
        self.replies: dict[str, tuple[str, dict[str, Any]]] = {}
        self.calls: list[tuple[str, str]] = []
        self.faults: list[str] = []
        self.lock = threading.Lock()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    # What the buyer does on Stripe's page

    def pay(
        self, session_id: str, *, at: int | None = None, fee: int | None = None, currency: str = "bdt"
    ) -> None:
        """Pay a session; with `fee` Stripe settles at once and says what it took, in the account's currency."""
        session = self.sessions[session_id]
        charge: dict[str, Any] = {
            "id": f"ch_{session_id}",
            "object": "charge",
            "created": at or int(time.time()),
            "balance_transaction": None,
        }
        if fee is not None:
            charge["balance_transaction"] = {
                "id": f"txn_{session_id}",
                "object": "balance_transaction",
                "fee": fee,
                "currency": currency,
            }
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

    def event(
        self,
        session_id: str,
        kind: str = "checkout.session.completed",
        *,
        secret: str = WEBHOOK_SECRET,
        age: int = 0,
    ) -> tuple[bytes, str]:
        """Return an event's body and its signature header, as Stripe would send them."""
        body = json.dumps(
            {
                "id": f"evt_{session_id}_{kind}",
                "object": "event",
                "type": kind,
                "data": {"object": {"id": session_id, "object": "checkout.session"}},
            }
        )
        header = stripe.WebhookSignature.generate_signature_header(
            body, secret, timestamp=int(time.time()) - age
        )
        return body.encode(), header

    # What the shop asks

    def answer(self, method: str, path: str, params: dict[str, Any], key: str) -> dict[str, Any]:
        self.calls.append((method, path))
        parts = [part for part in path.split("/") if part]
        if parts[:3] != ["v1", "checkout", "sessions"]:
            raise Wrong(404, "invalid_request_error", f"Unrecognized request URL {path}")
        if method == "POST" and len(parts) == 3:
            return self.replayed(key, params)
        session = self.sessions.get(parts[3])
        if session is None:
            raise Wrong(404, "invalid_request_error", "No such checkout.session")
        if method == "POST" and parts[4:] == ["expire"]:
            if session["status"] != "open":
                raise Wrong(400, "invalid_request_error", "Only open sessions can be expired")
            session["status"] = "expired"
        return self.seen(session, params)

    def seen(self, session: dict[str, Any], params: dict[str, Any]) -> dict[str, Any]:
        asked = set(params.get("expand", {}).values()) if params else set()
        shown: dict[str, Any] = copy.deepcopy(session)
        intent = shown["payment_intent"]
        if isinstance(intent, dict) and "payment_intent.latest_charge" not in asked:
            shown["payment_intent"] = intent["id"]
        elif isinstance(intent, dict) and intent.get("latest_charge", {}).get("balance_transaction"):
            charge = intent["latest_charge"]
            if "payment_intent.latest_charge.balance_transaction" not in asked:
                charge["balance_transaction"] = charge["balance_transaction"]["id"]
        return shown

    def replayed(self, key: str, params: dict[str, Any]) -> dict[str, Any]:
        said = json.dumps(params, sort_keys=True)
        with self.lock:
            if key in self.replies:
                before, reply = self.replies[key]
                if before != said:
                    raise Wrong(400, "idempotency_error", "Keys can only be used with the same parameters")
                return reply
            reply = self.create(params)
            self.replies[key] = (said, reply)
            return reply

    def create(self, params: dict[str, Any]) -> dict[str, Any]:
        check(params, SessionCreateParams, "")
        lasts = int(params["expires_at"]) - time.time()
        if not 30 * 60 <= lasts + 5 <= 24 * 3600:
            raise Wrong(400, "invalid_request_error", "expires_at must be 30 minutes to 24 hours away")
        total = sum(
            int(item["quantity"]) * int(item["price_data"]["unit_amount"])
            for item in params["line_items"].values()
        )
        session_id = f"cs_test_{len(self.sessions) + 1}"
        self.sessions[session_id] = {
            "id": session_id,
            "object": "checkout.session",
            "status": "open",
            "payment_status": "unpaid",
            "amount_total": total,
            "currency": params["line_items"]["0"]["price_data"]["currency"],
            "client_reference_id": params["client_reference_id"],
            "payment_intent": None,
            "url": f"{self.address}/pay/{session_id}",
            "metadata": params.get("metadata", {}),
        }
        return dict(self.sessions[session_id])

    def _handler(fake) -> type[BaseHTTPRequestHandler]:  # noqa: N805 - `self` is the handler's below
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.respond("GET", dict(parse_qsl(urlsplit(self.path).query)))

            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                self.respond(
                    "POST", dict(parse_qsl(self.rfile.read(length).decode(), keep_blank_values=True))
                )

            def respond(self, method: str, flat: dict[str, str]) -> None:
                fault = fake.faults.pop(0) if fake.faults else ""
                try:
                    if self.headers.get("Authorization") != f"Bearer {SECRET_KEY}":
                        raise Wrong(401, "invalid_request_error", "Invalid API Key")
                    if fault == "500":
                        raise Wrong(500, "api_error", "An unknown error occurred")
                    key = self.headers.get("Idempotency-Key", "")
                    reply, status = fake.answer(method, urlsplit(self.path).path, nested(flat), key), 200
                except Wrong as error:
                    reply, status = {"error": {"type": error.kind, "message": str(error)}}, error.status
                if fault == "reset":
                    self.close_connection = True
                    self.connection.close()
                    return
                body = json.dumps(reply).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                if status == 500:
                    self.send_header("Stripe-Should-Retry", "false")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: object) -> None:
                pass

        return Handler


def nested(flat: dict[str, str]) -> dict[str, Any]:
    """Return "a[b][0]=c" as {"a": {"b": {"0": "c"}}}: how Stripe writes parameters."""
    tree: dict[str, Any] = {}
    for name, value in flat.items():
        path = name.replace("]", "").split("[")
        branch = tree
        for step in path[:-1]:
            branch = branch.setdefault(step, {})
        branch[path[-1]] = value
    return tree


def check(value: Any, known: Any, at: str) -> None:
    """Refuse a parameter that Stripe's library does not know."""
    known = bare(known)
    if typing.get_origin(known) is list:
        for index, element in value.items():
            check(element, typing.get_args(known)[0], f"{at}[{index}]")
    elif typing.is_typeddict(known):
        hints = typing.get_type_hints(known)
        for name, part in value.items():
            if name not in hints:
                raise Wrong(400, "invalid_request_error", f"Received unknown parameter: {at}[{name}]")
            check(part, hints[name], f"{at}[{name}]")


def bare(known: Any) -> Any:
    """Return the type that matters inside NotRequired, Literal[""] | X and the like."""
    while True:
        origin = typing.get_origin(known)
        if origin in (typing.NotRequired, typing.Required):
            known = typing.get_args(known)[0]
        elif origin in (typing.Union, types.UnionType):
            whole = [
                part
                for part in typing.get_args(known)
                if typing.get_origin(part) is list or typing.is_typeddict(part)
            ]
            if not whole:
                return str
            known = whole[0]
        else:
            return known
