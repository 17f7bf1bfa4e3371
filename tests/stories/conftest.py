"""The words in which stories are told: one prison, three makers, and what its people do day by day."""

import contextlib
import datetime
from dataclasses import dataclass

import pytest

import clock
from accounts.models import User
from accounts.roles import Role
from offices.models import Office
from shop.ledger import balances, closes, verification
from shop.orders.models import Purchase
from shop.production.models import Maker
from shop.wages import entries, payouts, policy, releases
from shop.wages.models import Payout
from tests import ordering, selling
from tests.ordering import Wanted
from tests.production.conftest import person


@dataclass
class Prison:
    """The district prison of Natore; weights in every batch are 5:3:2 unless a story says otherwise."""

    office: Office
    hq: Office
    makers: list[Maker]
    one: User
    other: User

    def on(self, day: int, hour: int = 12, minute: int = 0) -> contextlib.AbstractContextManager[None]:
        """Let it be this day of March 2026 in Dhaka."""
        return clock.set_to(datetime.datetime(2026, 3, day, hour, minute, tzinfo=clock.DHAKA))

    def sell(
        self,
        price: int,
        quantity: int = 1,
        *,
        costs: dict[str, int] | None = None,
        delivery: int = 0,
        discount: int = 0,
        weights: tuple[int, ...] = (5, 3, 2),
        delivered: bool = True,
    ) -> Purchase:
        """Make so many units at these costs in all, sell them at `price` poisha each: paid and delivered now."""
        goods = selling.product(self.office)
        hands = self.makers[: len(weights)]
        selling.stock(goods, self.office, quantity=quantity, costs=costs, weights=weights, made_by=hands)
        wanted = Wanted(goods, self.office, price, quantity, discount)
        bought = ordering.place([wanted], delivery_poisha=delivery)
        ordering.pay(bought)
        if delivered:
            ordering.deliver(bought)
        return bought

    def refund(self, bought: Purchase, units: int, reference: str = "r1", *, sound: bool = True) -> None:
        ordering.refund(
            purchase=Purchase.objects.get(pk=bought.pk),
            reference=reference,
            provider=ordering.PROVIDER,
            units={bought.lines.get(): units},
            sound=sound,
        )

    def release(self) -> None:
        releases.release()

    def draft(self) -> Payout:
        payout = payouts.draft(by=self.one, office=self.office)
        payouts.approve(by=self.other, payout=payout)
        return payouts.send(by=self.one, payout=payout)

    def settle(self, payout: Payout) -> None:
        for line in payout.lines.order_by("pk"):
            payouts.settle(by=self.one, line=line)

    def daily_wage(self, maker: Maker, days: int) -> None:
        today = clock.today()
        proposed = entries.propose(
            by=self.one,
            maker=maker,
            kind="daily_wage",
            memo_number="৫৮.০৪-১",
            days=days,
            start=today - datetime.timedelta(days=days - 1),
            end=today,
        )
        entries.confirm(by=self.other, entry=proposed)

    def raise_share(self, rate_bp: int, day: int, **terms: object) -> None:
        """Propose and approve another policy, in force from the midnight that begins a day."""
        begins = clock.midnight(datetime.date(2026, 3, day))
        terms = {"rate_bp": rate_bp, "in_force_from": begins, "memo_number": "৫৮.০৪-২", **terms}
        policy.approve(by=self.other, policy=policy.propose(by=self.one, **terms))  # type: ignore[arg-type]

    def book(self) -> dict[str, int]:
        """Return the whole trial balance, debits less credits, with short names: `five pending`, `advances`.

        And let `ledger_verify` look at it.
        """
        names = dict(zip((str(maker.pk) for maker in self.makers), ("five", "three", "two"), strict=False))
        closes.close()
        assert [str(finding) for _, finding in verification.findings()] == []
        return {short(code, names): poisha for code, poisha in balances.trial_balance().items()}


def short(code: str, names: dict[str, str]) -> str:
    word, _, rest = code.partition(":")
    if word != "inmate":
        return word if not rest or word == "clearing" else f"{word} {rest}" if rest == "hq" else word
    maker, _, part = rest.partition(":")
    return f"{names[maker]} {part}"


@pytest.fixture
def natore(db: None) -> Prison:
    """Three makers and two people; nothing has been sold. It is the first of March, 2026."""
    with clock.set_to(datetime.datetime(2026, 3, 1, 9, tzinfo=clock.DHAKA)):
        hq, office = selling.headquarters(), selling.prison("dj-natore")
        roles = (
            Role.HQ_POLICY,
            Role.HQ_POLICY_APPROVER,
            Role.FINANCE,
            Role.PAYOUT_APPROVER,
            Role.WAGE_RECORDER,
            Role.WAGE_CONFIRMER,
        )
        return Prison(
            office, hq, selling.makers(office, 3), person("one", hq, *roles), person("other", hq, *roles)
        )
