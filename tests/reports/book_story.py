"""One order's story told by the real verbs, from its payment to payouts and refunds, for the book's pages."""

import datetime
import re
from dataclasses import dataclass
from html import unescape

from django.test import Client

import clock
from accounts.roles import Role
from offices.models import Office
from shop.fulfilment import consignments
from shop.ledger import closes
from shop.ledger.models import DayClose
from shop.orders.models import Purchase, SoldLine
from shop.payments import cash
from shop.production import identities
from shop.production.models import Maker
from shop.wages import entries, holds, payouts, releases
from shop.wages.models import Hold, Payout, WageEntry
from tests import ordering, selling

DAY = datetime.timedelta(days=1)
NOON = datetime.datetime(2026, 3, 2, 6, tzinfo=datetime.UTC)  # twelve in Dhaka
# Names that nothing else on a page resembles.
NAMES = ("গোপনলুকাস", "গোপনমধুসূদন", "গোপনজহির")
WHY = "=HYPERLINK মজুরির হিসাব মেলানোর জন্য"


@dataclass
class Story:
    """What was told: three units sold at 1,250 taka on 2 March 2026, one refunded in the window and one after
    the payout, of which one maker's line failed; a hold and a daily wage; three days closed.
    """

    office: Office
    makers: list[Maker]
    purchase: Purchase
    line: SoldLine
    payout: Payout
    hold: Hold
    wage: WageEntry
    days: list[DayClose]


def tell() -> Story:
    office = selling.prison()
    with clock.set_to(NOON - 3 * DAY):
        stool = selling.product(office)
        keeper = selling.staff(Role.WORKSHOP_RECORDER, office)
        makers = [
            identities.register(by=keeper, office=office, name=name, register_number=f"91{place:02}/খ")
            for place, name in enumerate(NAMES)
        ]
        costs = {"materials": 1000_00, "power": 50_00}
        selling.stock(stool, office, quantity=10, costs=costs, weights=(5, 3, 2), made_by=makers)
    with clock.set_to(NOON):
        purchase = selling.place(selling.basket((stool, 3)))
        _deliver(purchase, office)
    line = purchase.lines.get()
    with clock.set_to(NOON + 2 * DAY):
        days = [closes.close()]
        ordering.refund(purchase=purchase, reference="first", provider="cash", units={line: 1}, sound=False)
    with clock.set_to(NOON + 20 * DAY):
        releases.release()
        payout = _pay_out(office)
        line.refresh_from_db()
        ordering.refund(purchase=purchase, reference="second", provider="cash", units={line: 1})
        days.append(closes.close())
        recorder = selling.staff(Role.WAGE_RECORDER, office, "wage-recorder")
        failed = payout.lines.get(state="failed").maker
        wage = entries.propose(
            by=recorder,
            maker=failed,
            kind="daily_wage",
            memo_number="৫৮-২",
            days=3,
            start=clock.today() - 5 * DAY,
            end=clock.today(),
        )
        entries.confirm(by=selling.staff(Role.WAGE_CONFIRMER, office), entry=wage)
        hold = holds.place(
            by=recorder,
            maker=failed,
            poisha=1_00,
            reason="inquiry",
            memo_number="৫৮-১",
            until=clock.today() + DAY,
        )
        identities.read(by=selling.staff(Role.STATEMENT_READER, office, "statements"), maker=failed, why=WHY)
    with clock.set_to(NOON + 22 * DAY):
        days.append(closes.close())
    line.refresh_from_db()
    return Story(office, makers, purchase, line, payout, hold, wage, days)


def _deliver(purchase: Purchase, office: Office) -> None:
    hands = selling.staff(Role.PARCELS, office)
    parcel = purchase.consignments.get()
    consignments.pack(by=hands, consignment=parcel)
    consignments.ship(by=hands, consignment=parcel, courier="সুন্দরবন", tracking_number="SB-1")
    consignments.deliver(by=hands, consignment=parcel, cash_collected=True)
    due = purchase.cash_dues.get()
    cash.record_hand_in(by=selling.staff(Role.CASH_RECORDER, office), due=due, slip_number="7788")
    cash.confirm_hand_in(by=selling.staff(Role.CASH_CONFIRMER, office), due=due)


def _pay_out(office: Office) -> Payout:
    finance = selling.staff(Role.FINANCE, selling.headquarters(), "finance-hq")
    payout = payouts.draft(by=finance, office=office)
    payouts.approve(by=selling.staff(Role.PAYOUT_APPROVER, selling.headquarters()), payout=payout)
    payouts.send(by=finance, payout=payout)
    *paid, last = payout.lines.order_by("pk")
    for line in paid:
        payouts.settle(by=finance, line=line)
    payouts.fail(by=finance, line=last, answer="R03")
    return payout


def reader(*roles: Role, at: Office | None = None) -> Client:
    """Return a browser signed in as an auditor at headquarters, or whoever is asked for."""
    client = Client()
    user = selling.staff((roles or (Role.AUDITOR,))[0], at or selling.headquarters())
    client.force_login(user)
    return client


def main_of(page: str) -> str:
    """Return the part of a page that is its own, without the frame."""
    return page.partition("<main")[2].partition("</main>")[0]


def links_of(page: str) -> set[str]:
    """Return the addresses in the book to which a page leads."""
    return {
        unescape(link)
        for link in re.findall(r'href="([^"]+)"', main_of(page))
        if link.startswith("/admin/book/")
    }


def words_of(page: str) -> str:
    """Return what a reader reads of a page."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main_of(page))).split())
