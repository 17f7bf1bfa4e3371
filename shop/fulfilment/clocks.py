"""The law's clocks of an order (DOMAIN.md, Digital Commerce Operation Guidelines 2021): what is due by when. Pure.

The buyer reads them on the order's page, the prison on its parcels, headquarters in its list of what is late.
"""

import dataclasses
import datetime
import enum
from collections.abc import Callable

from shop.orders import notices


class Kind(enum.StrEnum):
    """What is due."""

    HAND_OVER = "hand_over"
    DELIVER = "deliver"
    REFUND = "refund"
    COMPLAINT = "complaint"


@dataclasses.dataclass(frozen=True)
class Clock:
    """One thing that is due, as long as it is not done."""

    kind: Kind
    due_at: datetime.datetime
    is_late: bool


def hand_over_by(since: datetime.datetime) -> datetime.datetime:
    """Return until when goods must be with the courier, confirmed at `since`."""
    return since + datetime.timedelta(hours=notices.HAND_OVER_HOURS)


def deliver_by(since: datetime.datetime, *, same_city: bool) -> datetime.datetime:
    """Return until when goods must be with the buyer, confirmed at `since`."""
    return since + datetime.timedelta(days=notices.SAME_CITY_DAYS if same_city else notices.ELSEWHERE_DAYS)


def refund_by(since: datetime.datetime) -> datetime.datetime:
    """Return until when money must be back with the buyer, asked for at `since`."""
    return since + datetime.timedelta(days=notices.REFUND_DAYS)


def answer_by(since: datetime.datetime) -> datetime.datetime:
    """Return until when a complaint written at `since` must be taken up."""
    return since + datetime.timedelta(hours=notices.COMPLAINT_HOURS)


def running(kind: Kind, due_at: datetime.datetime, *, now: datetime.datetime) -> Clock:
    return Clock(kind, due_at, due_at < now)


def _written_alike(one: str, other: str) -> bool:
    return one == other


_same_district: Callable[[str, str], bool] = _written_alike


def districts_compared_by(compare: Callable[[str, str], bool]) -> None:
    """Let a package above, which knows the districts' other spellings, say whether two codes mean one."""
    global _same_district
    _same_district = compare


def is_same_city(from_district: str, to_district: str) -> bool:
    """Return whether a parcel stays where it is sent from: within a district, as a city lies in one."""
    return bool(from_district and to_district) and _same_district(from_district, to_district)
