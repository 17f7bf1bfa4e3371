"""The orders' screens: the list with its search, and one order with its whole story."""

from collections import defaultdict
from typing import Any

import structlog
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, QuerySet, Sum
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roles import Role
from bangla import digits
from language.spoken import active
from shop.fulfilment import cancelling
from shop.fulfilment.desk import story, timeline
from shop.fulfilment.models import Consignment
from shop.orders.models import DeliveryFee, Purchase, SoldLine
from shop.payments import channels, reach
from shop.payments.models import Refund
from shop.payments.reach import Reach
from shop.production.screens import PER_PAGE, Screen

log = structlog.get_logger(__name__)

# Whoever changes orders, answers for the money, checks it, or agrees to refunds.
READERS = (Role.ORDER_DESK, Role.FINANCE, Role.AUDITOR, Role.REFUND_APPROVER)
ORDERS = (gettext_lazy("Orders"), "desk_orders")
LONGEST_NUMBER = 20


class OrderList(Screen):
    """The orders within the reader's reach, the newest first, found by number and by state."""

    roles = READERS
    title = gettext_lazy("Orders")
    icon = "tasks"
    template_name = "fulfilment/orders.html"

    @cached_property
    def reach(self) -> Reach:
        return reach.of(self.request.user, *self.roles)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        typed, state = self.request.GET.get("q", ""), self.request.GET.get("state", "")
        shown = in_state(orders_in(self.reach), state, self.reach)
        if typed.strip():
            shown = shown.filter(number__startswith=plain(typed) or "-")
        page = Paginator(shown.order_by("-placed_at", "-pk"), PER_PAGE).get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "page_obj": page,
            "rows": rows(list(page.object_list), self.reach),
            "typed": typed,
            "state": state,
            "order_states": Purchase.State.choices,
            "parcel_states": Consignment.State.choices,
        }


def orders_in(within: Reach) -> QuerySet[Purchase]:
    """Return the orders of which a prison within the reach packs a parcel."""
    if within.is_whole:
        return Purchase.objects.all()
    own = Consignment.objects.filter(purchase=OuterRef("pk"), **within.within("office"))
    return Purchase.objects.filter(Exists(own))


def in_state(orders: QuerySet[Purchase], state: str, within: Reach) -> QuerySet[Purchase]:
    """Return the orders in a state of orders, or with a parcel of the reader's in a state of parcels."""
    if state in Purchase.State.values:
        return orders.filter(state=state)
    word, _sep, value = state.partition(":")
    if word != "parcel" or value not in Consignment.State.values:
        return orders
    parcels = Consignment.objects.filter(purchase=OuterRef("pk"), state=value, **within.within("office"))
    return orders.filter(Exists(parcels))


def plain(typed: str) -> str:
    """Return a number as it is kept: ASCII digits, without what people put between them."""
    text = digits.to_ascii(typed[:60])
    return "".join(character for character in text if character.isalnum())[:LONGEST_NUMBER]


def rows(shown: list[Purchase], within: Reach) -> list[dict[str, Any]]:
    """Return what the list shows of some orders: parcels and sums within the reach, in three queries."""
    ids = [purchase.pk for purchase in shown]
    parcels: defaultdict[int, list[Consignment]] = defaultdict(list)
    own = Consignment.objects.filter(purchase__in=ids, **within.within("office"))
    for parcel in own.select_related("office").order_by("pk"):
        parcels[parcel.purchase_id].append(parcel)
    sums: defaultdict[int, int] = defaultdict(int)
    sold = SoldLine.objects.filter(purchase__in=ids, **within.within("office")).order_by()
    for row in sold.values("purchase_id").annotate(net=Sum("net_poisha"), vat=Sum("vat_poisha")):
        sums[row["purchase_id"]] += row["net"] + row["vat"]
    fees = DeliveryFee.objects.filter(purchase__in=ids, **within.within("office")).order_by()
    for purchase_id, poisha in fees.values_list("purchase_id").annotate(Sum("poisha")):
        sums[purchase_id] += poisha
    return [
        {"purchase": purchase, "parcels": parcels[purchase.pk], "poisha": sums[purchase.pk]}
        for purchase in shown
    ]


class ShowOrder(Screen):
    """One order: what was ordered, paid, sent and given back, and all that happened, in order."""

    roles = READERS
    icon = "tasks"
    above = (ORDERS,)
    template_name = "fulfilment/order.html"

    @cached_property
    def purchase(self) -> Purchase:
        return find(self.request.user, self.kwargs["order_id"], *self.roles)

    def get_page_title(self) -> str:
        return title_of(self.purchase)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        told = story.of(self.purchase, reach.of(user, *self.roles))
        desk = reach.of(user, Role.ORDER_DESK)
        packs = reach.of(user, Role.PARCELS)
        return {
            **super().get_context_data(**kwargs),
            "purchase": self.purchase,
            "story": told,
            "moments": timeline.of(told),
            "attempts": [(attempt, channels.name(attempt.provider)) for attempt in told.attempts],
            "shows_buyer": any(shows_buyer(self.purchase, part.parcel, packs) for part in told.parts),
            "may_open": {part.parcel.pk for part in told.parts if opens(self.purchase, part.parcel, packs)},
            "may_cancel": {
                part.parcel.pk for part in told.parts if may_cancel(self.purchase, part.parcel, desk)
            },
            "may_refund": may_refund(told, desk),
            "may_answer": {row.pk for row in told.complaints if desk.covers(row.office_id)},
        }


def find(user: Any, order_id: int, *roles: Role) -> Purchase:
    """Return an order of which the reader sees a part; of another nothing is told, and the attempt is logged."""
    found = orders_in(reach.of(user, *roles)).filter(pk=order_id).first()
    if found is None:
        log.warning("order_not_shown", user=user.pk, order=order_id)
        raise Http404
    return found


def title_of(purchase: Purchase) -> str:
    return _("Order %(number)s") % {"number": digits.in_language(purchase.number, active())}


def opens(purchase: Purchase, parcel: Consignment, packs: Reach) -> bool:
    """Return whether the parcel's own screen opens to whoever packs within this reach."""
    return purchase.state == Purchase.State.PLACED and packs.covers(parcel.office_id)


def shows_buyer(purchase: Purchase, parcel: Consignment, packs: Reach) -> bool:
    """Return whether the buyer is named to whoever packs within this reach: as on the parcel's own screen."""
    return opens(purchase, parcel, packs) and parcel.state in Consignment.UNDER_WAY


def may_cancel(purchase: Purchase, parcel: Consignment, desk: Reach) -> bool:
    return (
        purchase.state == Purchase.State.PLACED
        and parcel.state in cancelling.IN_PRISON
        and desk.covers(parcel.office_id)
    )


def may_refund(told: story.Story, desk: Reach) -> bool:
    """Return whether something of what is shown was paid, by a prison for which the reader may refund."""
    paid = any(
        row.line.captured_at
        for part in told.parts
        if desk.covers(part.parcel.office_id)
        for row in part.lines
    )
    return paid and not any(row.refund.state in Refund.OPEN for row in told.refunds)
