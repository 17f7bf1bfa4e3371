"""Six months of sales, told in the order in which they happened, through the verbs of real sales.

Buyers are invented and say so. What lies in the future of the day of loading has not happened yet:
so the newest orders stand in every state on the way.
"""

import datetime
import functools
import heapq
import itertools
import random
from collections.abc import Callable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import F

import clock
from bangla import digits
from demonstration import marks, people, wages
from demonstration.models import Mark
from demonstration.progress import track
from letters.models import Letter
from shop.checkout import placing
from shop.fulfilment import consignments
from shop.fulfilment.models import Consignment
from shop.orders.models import Purchase
from shop.payments import attempts, cash, providers
from shop.payments.models import CashDue, DemonstrationSession, PaymentAttempt
from shop.payments.providers import demonstration as card
from shop.storefront import areas, baskets, deliveries
from shop.storefront.models import DeliveryCharge, Listing

SEED = 20261121
DAYS = 182
# Orders by age in days: the older spread over six months, the newest so that each state on the way is seen.
OLD_ORDERS = 118
NEW_AGES = (0.1, 0.25, 0.4, 0.8, 1.1, 1.6, 1.9, 2.4, 2.8, 3.3, 3.9, 4.6, 5.2, 6.1, 7.3, 8.4, 9.5, 11.0)
# Some that go another way than most, by serial, so that each way is seen whatever is drawn.
DECLINED_ONCE = (9, 31, 52, 77, 96, 113)
NEVER_PAID = (23, 68, 104)
REFUSED = (14, 59, 90)
# Orders that stay where they are: serial, age in days, where.
STAYING = ((903, 1.6, "packed"), (904, 3.5, "shipped"), (905, 9.0, "delivered"), (906, 12.0, "handed in"))
COURIERS = ("নমুনা কুরিয়ার", "ডাক বিভাগ (নমুনা)")
DISTRICTS = (
    "dhaka", "dhaka", "dhaka", "dhaka", "gazipur", "narayanganj", "chattogram", "chattogram", "cumilla",
    "rajshahi", "jashore", "khulna", "sylhet", "barishal", "rangpur", "mymensingh", "tangail", "bogura",
    "coxs-bazar", "natore",
)  # fmt: skip
HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)

Deed = Callable[..., object]


class Story:
    """Deeds to be done, each at its instant; what a deed leads to is told later by the same story."""

    def __init__(self, now: datetime.datetime) -> None:
        self.now = now
        self.drawn = random.Random(SEED)  # noqa: S311 (a story, no secret)
        self.deeds: list[tuple[datetime.datetime, int, functools.partial[object]]] = []
        self.serials = itertools.count()
        self.placed = 0
        # Where the parcels of some orders stay, and whose are refused at the door.
        self.stays: dict[int, str] = {}

    def later(self, instant: datetime.datetime, deed: Deed, *given: Any, **named: Any) -> None:
        """Let a deed be done at an instant; what lies after today's instant does not happen."""
        if instant < self.now:
            told = functools.partial(deed, *given, **named)
            heapq.heappush(self.deeds, (instant, next(self.serials), told))

    def tell(self) -> Iterator[int]:
        """Do all deeds in their order; yield the number of orders whenever one was placed."""
        while self.deeds:
            placed = self.placed
            instant, _serial, deed = heapq.heappop(self.deeds)
            with clock.set_to(instant):
                deed()
            if self.placed > placed:
                yield self.placed

    def at_work(self, least: float, most: float) -> datetime.datetime:
        """Return an instant so many days from now, moved into the hours in which offices are open."""
        instant = clock.now() + self.drawn.uniform(least, most) * DAY
        hour = clock.local(instant).hour
        if hour < 9:
            instant += (9 - hour) * HOUR
        elif hour >= 17:
            instant += (33 - hour) * HOUR
        return instant


def load() -> bool:
    """Tell the history once, in one transaction: half a history would be a false one. Return whether this call did."""
    if marks.is_marked(Mark.Kind.HISTORY, "sales"):
        return False
    with transaction.atomic():
        # Couriers take more for the long way than buyers are asked: a policy that deducts delivery has its object.
        DeliveryCharge.objects.filter(zone=DeliveryCharge.Zone.ELSEWHERE).update(cost_poisha=150_00)
        story = Story(clock.now())
        spread = sorted((story.drawn.uniform(11, DAYS) for _order in range(OLD_ORDERS)), reverse=True)
        ages = [*spread, *sorted(NEW_AGES, reverse=True)]
        for serial, age in enumerate(ages, start=1):
            instant = story.now - age * DAY
            story.later(instant, order, story, serial)
        minute = datetime.timedelta(minutes=1)
        story.later(story.now - 12 * minute, order, story, 901, pays="declined")
        story.later(story.now - 6 * minute, order, story, 902, pays="not yet")
        for serial, age, where in STAYING:
            story.later(story.now - age * DAY, order, story, serial, pays="cash", stays=where)
        sell_out(story)
        wages.schedule(story, DAYS)
        for _placed in track("orders", story.tell(), total=len(ages)):
            pass
        # Nobody waits for a letter about an order that nobody made.
        Letter.objects.filter(sent_at__isnull=True).update(sent_at=F("written_at"))
        marks.mark(Mark.Kind.HISTORY, "sales")
        marks.mark_all()
    return True


def sell_out(story: Story) -> None:
    """Let one product be sold out, so that the shop shows how that looks."""
    listing = Listing.objects.select_related("stockrecord").get(slug="terracotta-plaque")

    def buy_the_rest() -> None:
        left = Listing.objects.get(pk=listing.pk).units_left
        for serial in range(920, 940):
            if left <= 0:
                return
            quantity = min(left, 9)
            order(story, serial, wanted=[(listing, quantity)], pays="card")
            left -= quantity

    story.later(story.now - 16 * DAY, buy_the_rest)


def order(
    story: Story,
    serial: int,
    *,
    wanted: list[tuple[Listing, int]] | None = None,
    pays: str = "",
    stays: str = "",
) -> None:
    """Let an invented buyer fill a basket, place the order and pay or not; the parcels follow."""
    drawn = story.drawn
    # What must be paid in cash lies far below the limit for it.
    wanted = wanted or choose(drawn, most_poisha=100_000 if stays or serial in REFUSED else None)
    basket: Any = None
    for listing, quantity in wanted:
        basket = baskets.add(basket=basket, listing=listing, quantity=quantity)
    address = invented_address(drawn, serial)
    charges = deliveries.by_office({listing.office for listing, _quantity in wanted}, address.district_code)
    fees = {office_id: charge.charge_poisha for office_id, charge in charges.items()}
    total = sum(listing.price_poisha * quantity for listing, quantity in wanted) + sum(fees.values())
    pays = pays or way_of_paying(drawn, serial)
    if pays == "cash" and not cash_is_offered(total):
        pays = "card"
    purchase = placing.place(
        basket=basket,
        buyer=invented_buyer(drawn, serial),
        address=address,
        provider_code="cash" if pays == "cash" else "demonstration",
        delivery_poisha_by_office=fees,
        borne_poisha_by_office={office_id: charge.borne_poisha for office_id, charge in charges.items()},
        idempotency_token=f"demonstration-{SEED}-{serial}",
        terms_accepted=True,
    )
    marks.mark(Mark.Kind.ORDER, purchase.number)
    story.placed += 1
    story.stays[purchase.pk] = stays or ("refused" if serial in REFUSED else "")
    if pays == "cash":
        await_parcels(story, purchase)
    else:
        pay_by_card(story, purchase, pays)


def way_of_paying(drawn: random.Random, serial: int) -> str:
    if serial in DECLINED_ONCE:
        return "declined once"
    if serial in NEVER_PAID:
        return "never"
    return "cash" if serial in REFUSED or drawn.random() < 0.66 else "card"


def cash_is_offered(total_poisha: int) -> bool:
    return "cash" in {provider.code for provider in providers.offered(amount_poisha=total_poisha)}


def choose(drawn: random.Random, *, most_poisha: int | None = None) -> list[tuple[Listing, int]]:
    """Return up to three products with quantities that the shelves hold; of cheap things several."""
    on_sale = list(Listing.objects.public().for_cards().order_by("pk"))
    if most_poisha is not None:
        on_sale = [listing for listing in on_sale if listing.price_poisha <= most_poisha]
    wanted = []
    for listing in drawn.sample(on_sale, drawn.choices([1, 2, 3], [55, 33, 12])[0]):
        most = 6 if listing.price_poisha < 30_000 else 2 if listing.price_poisha < 300_000 else 1
        # The shelf is never emptied by chance: the one product that is sold out is chosen.
        quantity = min(drawn.randint(1, most), listing.units_left - 4)
        if quantity > 0:
            wanted.append((listing, quantity))
    return wanted or [(max(on_sale, key=lambda listing: listing.units_left), 1)]


def invented_buyer(drawn: random.Random, serial: int) -> placing.Buyer:
    language = "en" if drawn.random() < 0.12 else "bn"
    if language == "en":
        name = f"Sample buyer {serial:03d} (invented)"
    else:
        name = f"নমুনা ক্রেতা {digits.to_bangla(f'{serial:03d}')} (উদ্ভাবিত)"
    email = f"buyer-{serial:03d}@example.org" if drawn.random() < 0.4 else ""
    return placing.Buyer(name=name, phone=f"+8801700000{serial:03d}", email=email, language=language)


def invented_address(drawn: random.Random, serial: int) -> placing.Address:
    district = drawn.choice(DISTRICTS)
    upazila = drawn.choice([area for area in areas.upazilas().values() if area.above == district])
    return placing.Address(
        district_code=district,
        district_name=areas.districts()[district].name_bn,
        upazila_code=upazila.code,
        upazila_name=upazila.name_bn,
        line=f"বাড়ি {digits.to_bangla(serial)}, নমুনা সড়ক (উদ্ভাবিত)",
    )


def pay_by_card(story: Story, purchase: Purchase, pays: str) -> None:
    """Pay on the demonstration provider's page, at once, at the second try, or not at all."""
    attempts.open(purchase=purchase)
    minutes = story.drawn.uniform(1, 6) * HOUR / 60
    if pays == "card":
        story.later(clock.now() + minutes, choose_on_page, story, purchase, "paid")
    elif pays in ("declined once", "declined"):
        again = pays == "declined once"
        story.later(clock.now() + minutes / 2, choose_on_page, story, purchase, "declined", again=again)
    if pays == "never":
        story.later(clock.now() + 40 * HOUR / 60, attempts.expire_due)


def choose_on_page(story: Story, purchase: Purchase, choice: str, *, again: bool = False) -> None:
    attempt = PaymentAttempt.objects.filter(purchase=purchase).order_by("-pk")[0]
    card.move(token=attempt.provider_reference, to=DemonstrationSession.State(choice))
    attempts.ask_about(purchase=purchase)
    if again:
        attempts.retry(purchase=purchase)
        story.later(clock.now() + HOUR / 20, choose_on_page, story, purchase, "paid")
    elif choice == "paid":
        await_parcels(story, purchase)


def await_parcels(story: Story, purchase: Purchase) -> None:
    for parcel in Consignment.objects.filter(purchase=purchase).select_related("office").order_by("pk"):
        story.later(story.at_work(0.1, 0.6), pack, story, parcel)


def pack(story: Story, parcel: Consignment) -> None:
    packer = people.workshop_staff(parcel.office.code)
    due = consignments.cash_due(parcel)
    if due is not None and cash.waits_for_call(due):
        cash.note_call(by=packer, due=due)  # a large order paid at the door
    consignments.pack(by=packer, consignment=parcel)
    if story.stays[parcel.purchase_id] == "packed":
        return
    story.later(story.at_work(0.03, 0.3), ship, story, parcel)


def ship(story: Story, parcel: Consignment) -> None:
    consignments.ship(
        by=people.workshop_staff(parcel.office.code),
        consignment=parcel,
        courier=story.drawn.choice(COURIERS),
        tracking_number=f"NK{story.drawn.randint(10**8, 10**9 - 1)}",
    )
    is_near = parcel.purchase.district_code == parcel.office.district_code
    days = (1.0, 2.5) if is_near else (1.5, 5.5)
    brings_cash = consignments.cash_due(parcel) is not None
    stays = story.stays[parcel.purchase_id]
    if stays == "refused" and brings_cash:
        story.later(story.at_work(*days), refuse, parcel)
    elif stays != "shipped":
        story.later(story.at_work(*days), deliver, story, parcel, brings_cash)


def refuse(parcel: Consignment) -> None:
    consignments.refuse(by=people.workshop_staff(parcel.office.code), consignment=parcel)


def deliver(story: Story, parcel: Consignment, brings_cash: bool) -> None:
    by = people.workshop_staff(parcel.office.code)
    consignments.deliver(by=by, consignment=parcel, cash_collected=brings_cash)
    due = consignments.cash_due(parcel)
    stays = story.stays[parcel.purchase_id] == "delivered"
    if due is not None and due.state == CashDue.State.COLLECTED and not stays:
        story.later(story.at_work(1, 3.5), hand_in, story, due)


def hand_in(story: Story, due: CashDue) -> None:
    slip = f"SL-{clock.local(clock.now()):%y%m%d}-{due.pk:05d}"
    cash.record_hand_in(by=people.workshop_staff(due.office.code), due=due, slip_number=slip)
    if story.stays[due.purchase_id] == "handed in":
        return
    by = people.office_staff(due.office.code)
    story.later(story.at_work(0.5, 1.5), cash.confirm_hand_in, by=by, due=due)
