"""Row 31 of MONEY.md: staff of prison A open anything of prison B's orders, by id, list, search or export: refused,
nothing of B in the answer, and logged.
"""

from typing import Any

import pytest
import structlog

from accounts.roles import Role
from bangla import digits
from tests.whole_site import planted
from tests.whole_site.access_table import TABLE, Row
from tests.whole_site.planted import Standing, World, changed
from tests.whole_site.readers import Reader

pytestmark = pytest.mark.usefixtures("taken_back")

# Whatever is about an order: parcels, cash, refunds, complaints, papers. A screen that is added to the table with one
# of these objects, or below one of these names, is asked, too.
OBJECTS = {"parcel", "due", "refund", "complaint", "paper", "order_id", "desk_order", "dispute"}
NAMES = (
    "parcel",
    "cash_",
    "refund",
    "order_",
    "desk_",
    "issued_paper",
    "dispute",
    "remittance",
    "parcel_paper",
)
ORDERS = [
    row for row in TABLE if not isinstance(row.who, str) and (row.of in OBJECTS or row.name.startswith(NAMES))
]
OF_ONE = [row for row in ORDERS if row.of]
LISTS = [row for row in ORDERS if not row.of]


def roles_of(row: Row) -> list[Role]:
    """Return the roles that open a screen at their own prison: of all, whoever comes nearest at another."""
    return [role for role in Role if role in row.who and role not in planted.AT_HEADQUARTERS]


ASKED = [(row, role) for row in OF_ONE for role in roles_of(row)]
LISTED = [(row, role) for row in LISTS for role in roles_of(row)]


def named(pairs: list[tuple[Row, Role]]) -> list[str]:
    return [f"{row.name}-{role}" for row, role in pairs]


def test_parcels_cash_and_complaints_are_among_what_is_asked() -> None:
    assert {"parcel", "cash_due", "order_complaint"} <= {row.name for row in OF_ONE}
    assert {"parcels", "cash_dues", "refunds_due", "order_complaints"} <= {row.name for row in LISTS}


@pytest.mark.parametrize(("row", "role"), ASKED, ids=named(ASKED))
def test_staff_of_one_prison_ask_for_another_s_by_its_id_and_get_nothing_and_it_is_logged(
    world: World, as_laid: Standing, forms: dict[str, dict[str, Any]], row: Row, role: Role
) -> None:
    client, address = Reader(world.people[role, "other"]), world.address(row.name, row.of, row.query)
    ways: list[Any] = [
        lambda: client.get(address),
        lambda: client.get(address, {"export": "csv"}),
        lambda: client.post(address, forms.get(row.name, {})),
    ]
    for ask in ways:
        with structlog.testing.capture_logs() as logs:
            answer = ask()
        assert answer.status_code in (403, 404, 405) or answer.headers.get("Location") == "/admin/"
        assert not world.told(answer)
        if answer.status_code in (403, 404):
            # By name, or at least as a request that was refused: never with what it was about.
            refused = [
                entry
                for entry in logs
                if entry["event"].endswith("_not_shown") or entry.get("code") in (403, 404)
            ]
            assert refused
            assert not [word for word in world.words if word in str(logs)]
    assert not list(changed(as_laid))


@pytest.mark.parametrize(("row", "role"), LISTED, ids=named(LISTED))
def test_no_list_search_or_export_of_one_prison_holds_anything_of_another_s(
    world: World, row: Row, role: Role
) -> None:
    client = Reader(world.people[role, "other"])
    number = world.cash.number
    shelves = ["open", "pack", "ship", "deliver", "done", "back", "answered", "collected", "recorded", "due",
               "handed_in", "aside", "waiting", "requested", "all"]  # fmt: skip
    queries: list[dict[str, object]] = [
        {},
        *({"shelf": shelf} for shelf in shelves),
        *({name: number} for name in ("q", "order", "number", "search")),
        {"office": world.a.pk},
        {"prison": world.a.code},
        *({"export": kind} for kind in ("csv", "xlsx")),
        {"q": planted.BUYER},
    ]
    for query in queries:
        answer = client.get(world.address(row.name, row.of), query)
        # What was asked for may be shown in the field where it was typed, and is nothing that the list tells.
        asked = {str(value) for value in query.values()}
        told = world.told(answer) - asked - {digits.to_bangla(word) for word in asked}
        assert not told, (query, told)
        assert str(world.a.name_bn) not in answer.getvalue().decode(errors="replace")
    own = planted.signed_in(world.people[role, "own"]).get(world.address(row.name, row.of, row.query))
    assert bool(world.told(own)) or not row.tells  # the same screen does tell its own prison's
