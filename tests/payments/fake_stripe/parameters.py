"""What Stripe's own library knows of parameters: the fake refuses any other."""

import types
import typing
from typing import Any

import stripe.params as known
from stripe.params import checkout

# By method and kind of address; ":id" stands for a thing's name.
KNOWN: dict[tuple[str, str], Any] = {
    ("POST", "checkout/sessions"): checkout.SessionCreateParams,
    ("GET", "checkout/sessions"): checkout.SessionListParams,
    ("GET", "checkout/sessions/:id"): checkout.SessionRetrieveParams,
    ("POST", "checkout/sessions/:id/expire"): checkout.SessionExpireParams,
    ("POST", "refunds"): known.RefundCreateParams,
    ("GET", "refunds"): known.RefundListParams,
    ("GET", "refunds/:id"): known.RefundRetrieveParams,
    ("GET", "disputes"): known.DisputeListParams,
    ("GET", "disputes/:id"): known.DisputeRetrieveParams,
    ("GET", "balance_transactions"): known.BalanceTransactionListParams,
}


class Wrong(Exception):
    """What Stripe would answer with an error."""

    def __init__(
        self, status: int, message: str, kind: str = "invalid_request_error", code: str = ""
    ) -> None:
        super().__init__(message)
        self.status, self.kind, self.code = status, kind, code

    def told(self) -> dict[str, Any]:
        return {
            "error": {
                "type": self.kind,
                "message": str(self),
                **({"code": self.code} if self.code else {}),
            }
        }


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


def check(value: Any, known: Any, at: str = "") -> None:
    """Refuse a parameter that Stripe's library does not know."""
    known = bare(known)
    if typing.get_origin(known) is list:
        for index, element in value.items():
            check(element, typing.get_args(known)[0], f"{at}[{index}]")
    elif typing.is_typeddict(known):
        hints = typing.get_type_hints(known)
        for name, part in value.items():
            if name not in hints:
                raise Wrong(400, f"Received unknown parameter: {at}[{name}]", code="parameter_unknown")
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
