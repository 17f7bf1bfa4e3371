"""A policy's terms in plain words, and where it stands among the others: ends are derived, never written."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shop.wages.models import SharePolicy

IN_FORCE = "in_force"
TO_COME = "to_come"
SUPERSEDED = "superseded"
WAITING = "waiting"
LAPSED = "lapsed"
STATES: dict[str, Promise] = {
    IN_FORCE: _("in force"),
    TO_COME: _("decided, not yet in force"),
    SUPERSEDED: _("superseded"),
    WAITING: _("waits for approval"),
    LAPSED: _("not approved in time"),
}


@dataclass(frozen=True)
class Standing:
    """A policy, the state it is in, and the instant from which a later one of its scope counts."""

    policy: SharePolicy
    state: str
    until: datetime.datetime | None

    @property
    def state_name(self) -> Promise:
        return STATES[self.state]

    @property
    def deductions(self) -> list[Any]:
        return deductions(self.policy)


@dataclass(frozen=True)
class History:
    """The decided policies of one scope, the newest first; no office and no trade is the whole country."""

    scope: Any
    standings: Sequence[Standing]


def deductions(policy: SharePolicy) -> list[Any]:
    """Return what is taken off the price before the profit is shared, in words."""
    said = (
        (policy.deduct_discounts, _("discounts")),
        (policy.deduct_materials, _("materials")),
        (policy.deduct_other_costs, _("power, transport and other costs")),
        (policy.deduct_delivery, _("the part of the delivery that the buyer does not pay")),
        (policy.deduct_fee, _("the payment provider's fee")),
    )
    return [words for counts, words in said if counts]


def standings(policies: Iterable[SharePolicy], now: datetime.datetime) -> list[Standing]:
    """Return where each policy stands at `now`, in the order given; one query for all."""
    following = _followers()
    return [
        Standing(policy, _state(policy, following.get(policy.pk), now), following.get(policy.pk))
        for policy in policies
    ]


def histories(now: datetime.datetime) -> list[History]:
    """Return what was decided, for the public: the whole country's first, then trades and prisons of their own."""
    decided = SharePolicy.objects.approved().select_related("scope_office", "scope_trade")
    by_scope: dict[tuple[int | None, int | None], list[Standing]] = {}
    for standing in standings(decided.order_by("-in_force_from", "-pk"), now):
        policy = standing.policy
        by_scope.setdefault((policy.scope_trade_id, policy.scope_office_id), []).append(standing)
    national = by_scope.pop((None, None), [])
    others = [
        History(rows[0].policy.scope_trade or rows[0].policy.scope_office, rows)
        for _scope, rows in sorted(
            by_scope.items(), key=lambda item: (item[0][0] is None, item[0][0], item[0][1])
        )
    ]
    return [History(None, national), *others]


def _followers() -> dict[int, datetime.datetime]:
    """Return by policy the instant at which the next decided one of its scope begins."""
    rows = SharePolicy.objects.approved().order_by("in_force_from", "pk")
    last: dict[tuple[int | None, int | None], int] = {}
    following: dict[int, datetime.datetime] = {}
    for pk, begins, office_id, trade_id in rows.values_list(
        "pk", "in_force_from", "scope_office_id", "scope_trade_id"
    ):
        if (earlier := last.get((office_id, trade_id))) is not None:
            following[earlier] = begins
        last[office_id, trade_id] = pk
    return following


def _state(policy: SharePolicy, until: datetime.datetime | None, now: datetime.datetime) -> str:
    if not policy.is_approved:
        return WAITING if policy.in_force_from > now else LAPSED
    if policy.in_force_from > now:
        return TO_COME
    return IN_FORCE if until is None or until > now else SUPERSEDED
