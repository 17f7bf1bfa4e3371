"""A small world for the access test: two prisons, and at the first one of each thing, with words that nobody
else may meet.
"""

import datetime
import re
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db.models import Model
from django.test import Client
from django.urls import reverse

import clock
from accounts.models import Appointment, Authenticator, User
from accounts.roles import Role
from bangla import digits
from charter_pages.grievances import filing
from charter_pages.grievances import numbers as grievance_numbers
from charter_pages.grievances.models import Event, Grievance, Message, Reading, Recusal, Words
from charter_pages.models import Post, PostHolder, QuarterBundle
from offices.models import Holiday, Office, WorkingWeek
from portal import rights, tree
from portal.models import OfficePage, PageFeedback
from publishing import withdrawals
from publishing.models import Withdrawal
from shop.fulfilment import complaints, consignments
from shop.fulfilment.models import Consignment, OrderComplaint
from shop.ledger import closes
from shop.ledger.models import Account, DayClose, Entry, Transfer
from shop.orders.models import Purchase, SoldLine
from shop.payments import capturing, cash
from shop.payments.models import (
    MOST_TRIES,
    Break,
    CashDue,
    DemonstrationSession,
    PaymentAttempt,
    ReconciledDay,
    Refund,
    Replay,
    SlipSettlement,
)
from shop.production import batches, identities
from shop.production.models import Batch, IdentityReading, Maker, Trade, Workshop
from shop.storefront import listings
from shop.storefront.models import DeliveryCharge, Listing, ListingPicture
from shop.storefront.papers import issuing
from shop.storefront.papers.models import IssuedPaper, PaperSeries
from shop.wages import entries, handouts, holds, policy
from shop.wages.models import Credit, Handout, Hold, SharePolicy, Statute, WageEntry
from tests import publishing_samples, selling
from tests.storefront import shelf
from tests.whole_site import (
    planted_bundles,
    planted_charters,
    planted_decisions,
    planted_duties,
    planted_imports,
    planted_papers,
    planted_plan,
    planted_practices,
    readers,
)

TITLE, WORKSHOP, BUYER = "গোপনটুল", "গোপনকারখানা", "গোপনক্রেতা"
POST, HOLDER, MEMO, DRAFT = "গোপনপদ", "গোপনধারক", "গোপনস্মারক", "গোপনখসড়া"

# Roles that speak for the whole Department are held at headquarters; the rest at the first prison.
AT_HEADQUARTERS = {
    Role.HQ_MODERATOR, Role.HQ_POLICY, Role.HQ_POLICY_APPROVER, Role.ICT_CELL, Role.ADMINISTRATOR,
    Role.PAYOUT_APPROVER, Role.REFUND_APPROVER,
}  # fmt: skip
# What a refused request must leave as it was.
KEPT: tuple[type[Model], ...] = (
    Listing, ListingPicture, Listing._meta.get_field("product").related_model,
    Listing._meta.get_field("stockrecord").related_model, Batch, Maker, IdentityReading, Trade, Workshop,
    Consignment, OrderComplaint, CashDue, Purchase, SoldLine, PaymentAttempt, Refund, SharePolicy, Credit, Hold, WageEntry,
    Break, Replay, SlipSettlement,
    Statute, Handout, Office, Appointment, Withdrawal, OfficePage, Authenticator,
    Grievance, Words, Message, Event, Reading, Recusal, Holiday, WorkingWeek, PageFeedback,
    DeliveryCharge, IssuedPaper, PaperSeries, Post, PostHolder, User, Entry, Transfer, Account, DayClose,
    *planted_duties.KEPT, *planted_decisions.KEPT, *planted_imports.KEPT, *planted_charters.KEPT, *planted_papers.KEPT,
    *planted_plan.KEPT, *planted_practices.KEPT, QuarterBundle,
)  # fmt: skip


class World:
    """Prison A with everything, prison B with people only, and who works where."""

    def __init__(self) -> None:
        tree.lay()
        self.a, self.b = selling.prison("dj-natore"), selling.prison("dj-pabna")
        self.division, self.hq = self.a.parent, selling.headquarters()
        pages = [publishing_samples.office_page(each) for each in (self.hq, self.division, self.a, self.b)]
        rights.set_up()
        draft = publishing_samples.unsaved_minutes(title=DRAFT)
        draft.live = False
        pages[2].add_child(instance=draft)
        self.people: dict[tuple[str, str], User] = {}
        for role in Role:
            home = self.hq if role in AT_HEADQUARTERS else self.a
            stations = {"own": home, "above": self.division, "other": self.b, "headquarters": self.hq}
            for station, office in stations.items():
                self.people[role, station] = selling.staff(role, office, f"{role}-{station}")
        self.roleless = User.objects.create_user("roleless")
        self.page = pages[2]
        # Past its review, so that saying "still true" does change something.
        OfficePage.objects.filter(pk=self.page.pk).update(review_on=clock.today())
        self.published, gone = (
            publishing_samples.minutes(pages[2], memo="", title=f"কার্যবিবরণী {number}") for number in (1, 2)
        )
        self.withdrawal = withdrawals.withdraw(
            by=self.people[Role.HQ_MODERATOR, "own"], page=gone, reason_bn="ভুল"
        )
        self._fill_the_workshop()
        self._sell()
        self._propose()
        self._enter_wages()
        with_app = self.people[Role.PARCELS, "own"]
        Authenticator.objects.create(user=with_app, seed="00", begun_at=clock.now(), confirmed_at=clock.now())
        post = Post.objects.create(office=self.a, title_bn=POST, title_en="Hushed post")
        holder = PostHolder.objects.create(post=post, since=datetime.date(2024, 1, 1), name_bn=HOLDER)
        self._complain()
        picture = Path(settings.MEDIA_ROOT) / "planted.jpg"
        picture.parent.mkdir(parents=True, exist_ok=True)
        picture.write_bytes(shelf.photograph(40, 40).read())
        self.arguments: dict[str, list[object]] = {
            "": [], "media": [picture.name], "page": [str(pages[2].get_url()).removeprefix("/bn/")],
            "product": [self.listing.slug], "provider": ["demonstration"], "thanks": [self.card.token],
            "order": [self.card.number], "return": [self.card.attempts.get().token],
            "hosted": [DemonstrationSession.objects.get().token], "listing": [self.listing.pk],
            "parcel": [self.parcel.pk], "due": [self.due.pk], "policy": [self.policy.pk],
            "maker": [self.maker.pk], "workshop": [self.workshop.pk], "batch": [self.batch.pk],
            "trade": [self.listing.trade.pk], "charge": [DeliveryCharge.objects.all()[0].pk],
            "appointment": [self.people[Role.PARCELS, "own"].appointments.get().pk], "office": [self.a.pk],
            "post": [post.pk], "holder": [holder.pk], "hold": [self.hold.pk], "made": [self.made.pk],
            "statute": [self.statute.pk], "handout": [self.handout.pk], "entry": [self.entry.pk],
            "account": [self.account.pk], "line": [self.booked.pk], "day": [self.day.pk],
            "issued": [self.paper.pk], "challan": [self.paper.consignment_id, "challan"],
            "paper code": [self.paper.code], "order paper": [self.card.number, self.paper.code],
            "exceptions": ["refunds"], "complaint": [self.complaint.pk],
            "purchase": [self.cash.pk], "refundable": [self.booked.purchase.pk], "refund": [self.refund.pk],
            "reconciled": ["demonstration", self.differing.on], "break": [self.differing.pk],
            "person": [with_app.pk],
            "published": [self.published.pk], "withdrawal": [self.withdrawal.pk],
            "held": [self.card.attempts.get().pk], "slip": [self.slip.pk],
            "grievance": [self.grievance.pk], "holiday": [self.holiday.pk], "week": [1],
            "office code": [self.a.code], "no key": [uuid.UUID(int=0)],
            "sitemap section": ["pages-bn"], "card": ["bn", "minutes", self.a.code],
            "minutes key": [self.published.translation_key],
            "decision key": [self.published.decisions.all()[0].translation_key],
            **planted_decisions.plant(self, TITLE),
            **planted_practices.plant(self, TITLE),
            **planted_duties.plant(self, pages[2], TITLE), **planted_imports.plant(self, pages[2], TITLE),
            **planted_plan.plant(self), **planted_papers.plant(self, TITLE),
            **planted_bundles.plant(self), **planted_charters.plant(self, TITLE),
        }  # fmt: skip
        numbers = [purchase.number for purchase in (self.cash, self.card, self.waiting, self.booked.purchase)]
        self.words = {TITLE, WORKSHOP, BUYER, POST, HOLDER, DRAFT, "Hushed", *numbers}
        self.words |= {self.grievance.number, grievance_numbers.spoken(self.grievance.number)}
        self.words |= {maker.code for maker in Maker.objects.filter(office=self.a)}
        self.words |= {digits.to_bangla(word) for word in self.words}

    def _complain(self) -> None:
        """Complain about the first prison, where nobody who holds a post signs in; at headquarters somebody does."""
        complainant = filing.Complainant(phone="+8801712345678", name=BUYER)
        self.grievance = filing.write(
            office=self.a,
            about="other",
            text=f"{TITLE}: কেউ নেয়নি",
            complainant=complainant,
            form_key=uuid.uuid4(),
        )
        self.ready = Post.objects.create(office=self.hq, title_bn="প্রস্তুত পদ", title_en="Ready post")
        officer = User.objects.create_user("officer")
        PostHolder.objects.create(
            post=self.ready, user=officer, since=datetime.date(2024, 1, 1), name_bn="প্রস্তুত কর্মকর্তা"
        )
        page = OfficePage.objects.get(register_entry=self.a, language="bn")
        PageFeedback.objects.create(
            page=page, office=self.a, is_useful=True, comment=TITLE, form_key=uuid.uuid4(), at=clock.now()
        )
        self.holiday = Holiday.objects.create(
            on=datetime.date(2026, 12, 16), name_bn="বিজয় দিবস", name_en="Victory Day"
        )

    def address(self, name: str, of: str, query: str = "") -> str:
        """Return the address of a row of the table, with its planted object in it."""
        if name.startswith("/"):
            return name
        found = reverse(name, args=self.arguments[of])
        return found + re.sub(r"\{(\w+)\}", lambda match: str(self.arguments[match[1]][0]), query)

    def told(self, answer: Any) -> set[str]:
        """Return the planted words in an answer, and in what it leaves for the page after it."""
        text = answer.getvalue().decode(errors="replace")
        if "json" in answer.headers.get("Content-Type", ""):
            text = text.encode().decode("unicode_escape", errors="replace")
        text = "\n".join((text, *readers.messages_of(answer)))
        return {word for word in self.words if word in text}

    def _fill_the_workshop(self) -> None:
        keeper = self.people[Role.WORKSHOP_RECORDER, "own"]
        trade = shelf.trade()
        self.workshop, _second = (
            Workshop.objects.create(
                office=self.a, trade=trade, name_bn=f"{WORKSHOP} {n}", name_en=f"Hushed shop {n}"
            )
            for n in (1, 2)
        )
        photograph = listings.NewPicture(shelf.photograph(), "stool.jpg", "টুল", "A stool")
        self.listing = listings.add(
            by=keeper,
            office=self.a,
            trade=trade,
            texts={"title_bn": TITLE, "title_en": "Hushed stool"},
            price_poisha=1250_00,
            new_pictures=[photograph],
        )
        hands = selling.makers(self.a, 2)
        self.maker = hands[0]
        made = self._record(hands)
        batches.confirm(by=self.people[Role.WORKSHOP_CONFIRMER, "above"], batch=made)
        self.batch = self._record(hands)

    def _record(self, hands: list[Maker]) -> Batch:
        today = clock.today()
        return batches.record(
            by=self.people[Role.WORKSHOP_RECORDER, "own"],
            workshop=self.workshop,
            stockrecord=self.listing.stockrecord,
            quantity=10,
            started_on=today - datetime.timedelta(days=3),
            finished_on=today,
            costs={},
            makers=[(hand, 1) for hand in hands],
            measure="hours",
        )

    def _sell(self) -> None:
        buyer = selling.BUYER.__class__(name=BUYER, phone="+8801712345678", email="", language="bn")

        def sold(provider: str) -> Purchase:
            row = selling.basket((self.listing.stockrecord, 1))
            return selling.place(row, provider_code=provider, buyer=buyer)

        self.waiting, self.cash, self.card = sold("cash"), sold("cash"), sold("demonstration")
        self.parcel = self.waiting.consignments.get()
        hands, parcel = self.people[Role.PARCELS, "above"], self.cash.consignments.get()
        consignments.pack(by=hands, consignment=parcel)
        consignments.ship(by=hands, consignment=parcel, courier="সুন্দরবন", tracking_number="SB-1")
        consignments.deliver(by=hands, consignment=parcel, cash_collected=True)
        self.due = self.cash.cash_dues.get()
        self.paper: Any = issuing.of_parcel(parcel=parcel, kind="challan")
        self._tell_the_book(sold("cash"))
        self.complaint = complaints.write(
            purchase=self.waiting, office=self.a, text=f"{TITLE}: একটি পায়া ভাঙা", form_key=uuid.uuid4()
        )
        # Late since yesterday, so that headquarters' list tells something.
        long_ago = clock.now() - datetime.timedelta(days=4)
        Purchase.objects.filter(pk=self.waiting.pk).update(confirmed_at=long_ago)
        self.refund = selling.owe_late_refund(self.card)
        self._differ()

    def _differ(self) -> None:
        """List a break of an order; let a payment be held for its risk, a refund be stuck, a slip be recorded."""
        long_ago = clock.now() - datetime.timedelta(days=2)
        ReconciledDay.objects.create(provider="demonstration", on=long_ago.date(), asked_at=long_ago, sums={})
        self.differing = Break.objects.create(
            provider="demonstration",
            on=long_ago.date(),
            kind="amount",
            reference="charge-1",
            order_number=self.card.number,
            theirs_poisha=1,
            ours_poisha=2,
            found_at=long_ago,
            last_seen_at=long_ago,
        )
        self.card.attempts.update(created_at=long_ago, risk="risk 1: planted")
        Refund.objects.create(
            purchase=self.card,
            provider="demonstration",
            state="submitted",
            submitted_at=long_ago,
            reason="cancelled",
            amount_poisha=1,
            requested_at=long_ago,
            reference="stuck",
            idempotency_key="stuck",
            due_at=long_ago,
            tries=MOST_TRIES,
        )
        self.slip = SlipSettlement.objects.create(
            provider="sslcommerz",
            poisha=1,
            slip_number="7711",
            on=long_ago.date(),
            recorded_by=self.roleless,
            recorded_at=long_ago,
        )

    def _tell_the_book(self, told: Purchase) -> None:
        """Hand the cash of an order in, so that it stands in the book, and close a day over it."""
        due = told.cash_dues.get()
        cash.collect(by=self.people[Role.PARCELS, "above"], due=due)
        due.refresh_from_db()
        cash.record_hand_in(by=self.people[Role.CASH_RECORDER, "above"], due=due, slip_number="4711")
        cash.confirm_hand_in(by=self.people[Role.CASH_CONFIRMER, "above"], due=due)
        self.booked = told.lines.get()
        self.entry = Entry.objects.get(key=capturing.key_of_cash(due))
        self.account = Account.objects.get(code=f"advances:{self.a.code}")
        self.day = closes.close()
        identities.read(
            by=self.people[Role.STATEMENT_READER, "above"], maker=self.maker, why="হিসাব বিবরণী হস্তান্তর"
        )

    def _propose(self) -> None:
        self.policy = policy.propose_with_paper(
            by=self.people[Role.HQ_POLICY, "own"],
            paper=ContentFile(b"%PDF-1.4 an order", name="order.pdf"),
            rate_bp=6000,
            in_force_from=clock.now() + datetime.timedelta(days=1),
            memo_number=MEMO,
        )

    def _enter_wages(self) -> None:
        """A day's wage for the first maker; of it a hold, a paper handed out, and an adjustment that waits."""
        recorder, confirmer = (self.people[role, "own"] for role in (Role.WAGE_RECORDER, Role.WAGE_CONFIRMER))
        facts: dict[str, Any] = {"by": recorder, "maker": self.maker, "memo_number": "1"}
        today = clock.today()
        day = entries.propose(kind="daily_wage", days=1, start=today, end=today, **facts)
        entries.confirm(by=confirmer, entry=day)
        until = today + datetime.timedelta(days=9)
        self.hold = holds.place(poisha=50, reason="inquiry", until=until, **facts)
        paper = ContentFile(b"%PDF-1.4 " + TITLE.encode(), name="paper.pdf")
        self.made = entries.propose(
            kind="adjustment", poisha=100, adds=True, reason="audit", document=paper, **facts
        )
        self.statute = entries.record_statute(
            by=self.people[Role.HQ_POLICY, "own"], reference="1", title_bn="আইন", title_en="Act"
        )
        reader = self.people[Role.STATEMENT_READER, "own"]
        why = "মজুরির হিসাব মেলানোর জন্য"
        self.handout = handouts.issue(by=reader, maker=self.maker, start=today, end=today, why=why).handout
        # One that counts, so that the form of a deduction has something to offer.
        counts = entries.record_statute(
            by=self.people[Role.HQ_POLICY, "own"], reference="2", title_bn="আইন ২", title_en="Act 2"
        )
        self.law = entries.approve_statute(by=self.people[Role.HQ_POLICY_APPROVER, "own"], statute=counts)


Rows = list[tuple[Any, ...]]
Standing = dict[type[Model], Rows]


def standing() -> Standing:
    """Return every row that a request could change; signing in is no change."""
    return {model: _rows(model) for model in KEPT}


def changed(since: Standing) -> Iterator[str]:
    """Yield by name what stands otherwise than it did."""
    return (model.__name__ for model in KEPT if _rows(model) != since[model])


def _rows(model: type[Model]) -> Rows:
    fields = [field.attname for field in model._meta.concrete_fields if field.name != "last_login"]
    return list(model._default_manager.order_by("pk").values_list(*fields))


def signed_in(user: User | None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client
