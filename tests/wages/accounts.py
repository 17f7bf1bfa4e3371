"""A maker's account for tests: who works on it, what it earned, all through the real verbs."""

import datetime
import itertools
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile

import clock
from accounts.models import User
from accounts.roles import Role
from offices.models import Office
from shop.ledger import balances
from shop.production.models import Maker
from shop.wages import credits, entries, policy, releases, shares
from shop.wages.models import Statute, WageEntry
from tests.production.conftest import Prison, person

_numbers = itertools.count(1)
MARCH = (datetime.date(2026, 3, 1), datetime.date(2026, 3, 31))
WHY = "মাসিক বিবরণী হস্তান্তর"
PDF = b"%PDF-1.4 invented"


def day(number: int, hour: int = 12, month: int = 3) -> datetime.datetime:
    return datetime.datetime(2026, month, number, hour, tzinfo=clock.DHAKA)


@dataclass
class Desk:
    """The people who keep the wages of one prison, and one maker there."""

    prison: Prison
    maker: Maker
    recorder: User
    confirmer: User
    reader: User
    finance: User
    approver: User

    @property
    def office(self) -> Office:
        return self.prison.office

    def parts(self) -> tuple[int, ...]:
        """Return what stands as pending, available, held and in payout."""
        return tuple(balances.of(credits.account(self.maker.pk, part)) for part in credits.PARTS)

    def earn(self, poisha: int, at: datetime.datetime) -> str:
        """Sell something, so that so much of its profit is the maker's; return the share's key."""
        key = f"share:{next(_numbers)}"
        with clock.set_to(at):
            shares.credit(
                shares.Sale(
                    key=key,
                    line_ref=key,
                    office_code=self.office.code,
                    at=at,
                    delivered_at=at,
                    policy_id=policy.in_force(at=at).pk,
                    net_poisha=2 * poisha,
                    costs={},
                    pieces=[{"quantity": 1, "makers": [{"maker": str(self.maker.pk), "weight": 1}]}],
                )
            )
        return key

    def release(self, at: datetime.datetime) -> None:
        with clock.set_to(at):
            releases.release()

    def propose(self, kind: str, **facts: Any) -> WageEntry:
        """Propose an entry as the recorder; what is not said is as it should be."""
        usual: dict[str, dict[str, Any]] = {
            "daily_wage": {"days": 20, "start": MARCH[0], "end": clock.today()},
            "adjustment": {
                "poisha": 500,
                "reason": "audit",
                "document": ContentFile(PDF, name="paper.pdf"),
            },
            "deduction": {"poisha": 300},
        }
        given = {"by": self.recorder, "maker": self.maker, "memo_number": "৫৮.০৪-৭", **usual[kind], **facts}
        return entries.propose(kind=kind, **given)

    def enter(self, kind: str, **facts: Any) -> WageEntry:
        return entries.confirm(by=self.confirmer, entry=self.propose(kind, **facts))


def desk(prison: Prison, hq: Office) -> Desk:
    office = prison.office
    (maker,) = prison.makers(1)
    return Desk(
        prison=prison,
        maker=maker,
        recorder=person(f"wages-{office.code}", office, Role.WAGE_RECORDER),
        confirmer=person(f"wages-second-{office.code}", office, Role.WAGE_CONFIRMER),
        reader=person(f"reader-{office.code}", office, Role.STATEMENT_READER),
        finance=person(f"finance-{office.code}", office, Role.FINANCE),
        approver=person(f"payouts-{office.code}", hq, Role.PAYOUT_APPROVER),
    )


def approved_statute(proposer: User, approver: User, reference: str = "Act IX of 1894, s. 59") -> Statute:
    statute = entries.record_statute(
        by=proposer, reference=reference, title_bn="কারা আইন (উদ্ভাবিত)", title_en="Prisons Act (invented)"
    )
    return entries.approve_statute(by=approver, statute=statute)
