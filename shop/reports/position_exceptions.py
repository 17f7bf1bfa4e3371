"""What headquarters should look into: each kind counted on the dashboard and listed with a way to its place."""

import dataclasses
import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import clock
from accounts.roles import Role
from bangla import calendar, digits, numbers
from language.spoken import active
from shop.ledger import accounts
from shop.ledger.models import Account, DayClose, Entry
from shop.orders.amounts import poisha_of
from shop.payments import desk, refund_desk
from shop.payments.models import CashDue, Refund
from shop.production import views as production
from shop.production.models import Batch
from shop.reports import book_views_accounts, book_views_days, book_views_entries, position
from shop.wages.models import PayoutLine

# Cash that was collected at the door is handed in within so many days.
HAND_IN_DAYS = 3

# Debits less credits by account, in poisha: `balances.trial_balance()`.
Balance = Mapping[str, int]
Found = QuerySet[Any] | Sequence[Any]


@dataclasses.dataclass(frozen=True)
class Told:
    """One exception in the list: what it is, where, how much, and the address of its own screen."""

    text: str
    where: str = ""
    poisha: int | None = None
    since: datetime.datetime | datetime.date | None = None
    url: str = ""


@dataclasses.dataclass(frozen=True)
class Kind:
    """One kind of exception. `readers` are the roles that may open the screens to which its list leads."""

    code: str
    title: Any
    why: Any
    found: Callable[[Balance], Found]
    told: Callable[[Any], Told]
    readers: tuple[Role, ...] = ()


def count(found: Found) -> int:
    return found.count() if isinstance(found, QuerySet) else len(found)


def batches_without_makers(balance: Balance) -> Found:
    recorded = Batch.objects.filter(state=Batch.State.RECORDED, makers__isnull=True)
    return recorded.select_related("stockrecord__product", "workshop__office").order_by("recorded_at", "pk")


def tell_batch(batch: Batch) -> Told:
    return Told(
        text=f"{_('Batch')} {_digits(batch.pk)}: {batch.stockrecord.product.title}",
        where=batch.workshop.office.name,
        since=batch.recorded_at,
        url=reverse("production_batch", args=[batch.pk]),
    )


def prices_below_cost(balance: Balance) -> Found:
    """Return the batches still to sell whose units cost more than their product's price, with that price.

    Compared here and not in the database: SQLite would compare the price as a float.
    """
    on_sale = (
        Batch.objects.filter(state=Batch.State.CONFIRMED, sold_quantity__lt=F("quantity"))
        .annotate(cost_poisha=Sum("costs__poisha", default=0))
        .filter(cost_poisha__gt=0)
        .select_related("stockrecord__product", "workshop__office")
        .order_by("pk")
    )
    return [
        batch
        for batch in on_sale
        if batch.stockrecord.price is not None
        and poisha_of(batch.stockrecord.price) * batch.quantity < batch.cost_poisha
    ]


def tell_price(batch: Any) -> Told:
    said = _("%(product)s: %(price)s a piece, made for %(cost)s") % {
        "product": batch.stockrecord.product.title,
        "price": _taka(poisha_of(batch.stockrecord.price)),
        "cost": _taka(-(-batch.cost_poisha // batch.quantity)),
    }
    return Told(
        text=said,
        where=batch.workshop.office.name,
        poisha=batch.cost_poisha - poisha_of(batch.stockrecord.price) * batch.quantity,
        since=batch.confirmed_at,
        url=reverse("production_batch", args=[batch.pk]),
    )


def wrong_sides(balance: Balance) -> Found:
    """Return the accounts that stand on the other side than their kind does: all that is negative."""
    return [
        (code, abs(poisha))
        for code, poisha in balance.items()
        if (poisha > 0) != (accounts.rule_for(code).kind in Account.DEBIT_IS_NATURAL)
    ]


def recoverables(balance: Balance) -> Found:
    return [
        (code, poisha) for code, poisha in balance.items() if code.startswith("recoverable:") and poisha > 0
    ]


def tell_account(found: tuple[str, int]) -> Told:
    code, poisha = found
    url = f"{reverse('book_accounts')}?{urlencode({'q': code})}"
    return Told(text=code, where=str(_meaning(code)), poisha=poisha, url=url)


def unknown_payout_lines(balance: Balance) -> Found:
    unknown = PayoutLine.objects.filter(state=PayoutLine.State.UNKNOWN)
    return unknown.select_related("payout__office").order_by("payout_id", "pk")


def tell_payout_line(line: PayoutLine) -> Told:
    said = _("Line %(line)s of payout %(payout)s") % {
        "line": _digits(line.pk),
        "payout": _digits(line.payout_id),
    }
    return Told(
        text=said,
        where=line.payout.office.name,
        poisha=line.poisha,
        since=line.payout.sent_at,
        url=f"{reverse('book_entries')}?{urlencode({'key': f'payout:{line.payout_id}'})}",
    )


def refunds_owed(balance: Balance) -> Found:
    return Refund.objects.waiting().select_related("purchase").order_by("requested_at", "pk")


def tell_refund(due: Refund) -> Told:
    return Told(
        text=f"{_('Order')} {_digits(due.purchase.number)}: {due.get_reason_display()}, {due.get_state_display()}",
        poisha=due.amount_poisha,
        since=due.requested_at,
        url=reverse("refund", args=[due.pk]),
    )


def late_cash(balance: Balance) -> Found:
    """Return the cash that was collected more than HAND_IN_DAYS days ago and is not handed in."""
    limit = clock.now() - datetime.timedelta(days=HAND_IN_DAYS)
    late = CashDue.objects.filter(state=CashDue.State.COLLECTED, collected_at__lt=limit)
    return late.select_related("purchase", "office").order_by("collected_at", "pk")


def short_cash(balance: Balance) -> Found:
    short = CashDue.objects.filter(state=CashDue.State.SHORT)
    return short.select_related("purchase", "office").order_by("collected_at", "pk")


def tell_cash(due: CashDue) -> Told:
    return Told(
        text=f"{_('Order')} {_digits(due.purchase.number)}",
        where=due.office.name,
        poisha=due.amount_poisha,
        since=due.collected_at,
        url=reverse("cash_due", args=[due.pk]),
    )


def open_days(balance: Balance) -> Found:
    """Return the days in Dhaka that are over and that no close covers, the oldest first."""
    last = DayClose.objects.order_by("on").values_list("on", flat=True).last()
    if last is None:
        first = Entry.objects.order_by("effective_at").values_list("effective_at", flat=True).first()
        if first is None:
            return []
        last = clock.local(first).date() - datetime.timedelta(days=1)
    return [last + datetime.timedelta(days=ahead) for ahead in range(1, (clock.today() - last).days)]


def tell_day(day: datetime.date) -> Told:
    return Told(text=calendar.format_day(day, active()), since=day, url=reverse("book_days"))


KINDS = (
    Kind(
        "unknown-payouts",
        gettext_lazy("Payout lines without the bank's answer"),
        gettext_lazy(
            "Nobody knows whether the money arrived: never send it again before the bank has said so."
        ),
        unknown_payout_lines,
        tell_payout_line,
        readers=book_views_entries.EntryList.roles,
    ),
    Kind(
        "late-cash",
        gettext_lazy("Cash collected and not handed in for more than three days"),
        gettext_lazy("Makers are credited only when the cash is at the bank."),
        late_cash,
        tell_cash,
        readers=desk.READERS,
    ),
    Kind(
        "short-cash",
        gettext_lazy("Cash that came short"),
        gettext_lazy("Paid or handed in only in part: no maker is credited until it is settled."),
        short_cash,
        tell_cash,
        readers=desk.READERS,
    ),
    Kind(
        "refunds",
        gettext_lazy("Refunds owed to buyers"),
        gettext_lazy("Money that reached us and is not ours to keep."),
        refunds_owed,
        tell_refund,
        readers=refund_desk.RefundList.roles,
    ),
    Kind(
        "recoverable",
        gettext_lazy("Refunded after it was paid out to makers"),
        gettext_lazy("An office bears it, never a maker."),
        recoverables,
        tell_account,
        readers=book_views_accounts.AccountList.roles,
    ),
    Kind(
        "wrong-side",
        gettext_lazy("Accounts that stand below zero"),
        gettext_lazy("An account whose balance lies on the other side than its kind: a loss, or a mistake."),
        wrong_sides,
        tell_account,
        readers=book_views_accounts.AccountList.roles,
    ),
    Kind(
        "below-cost",
        gettext_lazy("Prices below the cost of what is on the shelf"),
        gettext_lazy("Such a sale brings its makers nothing and the Department a loss."),
        prices_below_cost,
        tell_price,
        readers=production.READERS,
    ),
    Kind(
        "no-makers",
        gettext_lazy("Batches recorded without makers"),
        gettext_lazy("They cannot be confirmed, and nothing of them can be sold."),
        batches_without_makers,
        tell_batch,
        readers=production.READERS,
    ),
    Kind(
        "open-days",
        gettext_lazy("Days that are over and not closed"),
        gettext_lazy("Until a day is closed its entries have no seal. The next close covers all of them."),
        open_days,
        tell_day,
        readers=book_views_days.DayList.roles,
    ),
)
BY_CODE = {kind.code: kind for kind in KINDS}


def _meaning(code: str) -> str:
    """Return what an account is for, in the words of the position."""
    sort = position.sort_of(code)
    return next((str(label) for _t, sorts in position.SECTIONS for each, label in sorts if each == sort), "")


def _digits(value: object) -> str:
    return digits.in_language(str(value), active())


def _taka(poisha: int) -> str:
    return numbers.taka(poisha, active())
