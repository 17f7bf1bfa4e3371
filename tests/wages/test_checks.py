"""`ledger_verify` recomputes every share from the sold line that it belongs to."""

from dataclasses import replace
from typing import Any

import pytest

from shop.wages import checks, policy, shares
from tests.production.conftest import NOON, Prison


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> list[checks.CreditedLine]:
    """The sold lines, as `orders` would tell of them."""
    told: list[checks.CreditedLine] = []
    monkeypatch.setattr(checks, "_sources", [lambda: iter(told)])
    return told


@pytest.fixture
def line(dhaka: Prison, lines: list[checks.CreditedLine]) -> checks.CreditedLine:
    parts: list[Any] = [{"maker": str(maker.pk), "weight": 1} for maker in dhaka.makers(2)]
    sold = checks.CreditedLine(
        entry_key="share:1",
        office_code="cj-dhaka",
        policy_id=policy.in_force(at=NOON).pk,
        net_poisha=1001,
        discount_poisha=0,
        costs={"materials": 100},
        pieces=[{"quantity": 1, "makers": parts}],
    )
    shares.credit(
        shares.Sale(
            key=sold.entry_key,
            line_ref="1",
            office_code=sold.office_code,
            at=NOON,
            delivered_at=NOON,
            policy_id=sold.policy_id,
            net_poisha=sold.net_poisha,
            costs=sold.costs,
            pieces=sold.pieces,
        )
    )
    lines.append(sold)
    return sold


def found() -> list[tuple[str, str]]:
    return [(finding.entry_key, finding.text) for finding in checks.shares_follow_the_rule()]


def test_a_share_that_follows_the_rule_is_no_finding(line: checks.CreditedLine) -> None:
    assert found() == []


@pytest.mark.parametrize(
    "change",
    [{"net_poisha": 1003}, {"costs": {}}, {"office_code": "dj-natore"}, {"policy_id": 0}, {"pieces": []}],
)
def test_a_share_that_differs_from_its_line_is_named(
    line: checks.CreditedLine, lines: list[checks.CreditedLine], change: dict[str, Any]
) -> None:
    lines[:] = [replace(line, **change)]
    assert found() == [("share:1", "the share is not what the rule makes of the line")]


def test_a_share_without_a_line_and_a_line_without_a_share_are_named(
    line: checks.CreditedLine, lines: list[checks.CreditedLine]
) -> None:
    lines[:] = [replace(line, entry_key="share:2")]
    assert [key for key, _ in found()] == ["share:2", "share:1"]
    lines[:] = [line, line]
    assert found() == [("share:1", "a credited line's share is not in the book, or two claim it")]
