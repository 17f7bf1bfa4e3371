"""What a statement says in plain words: each movement, each part of the account, each picture."""

import datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _

import clock
from bangla import calendar
from language import spoken
from language.templatetags import language as words
from shop.ledger import balances
from shop.wages import taka_notes
from shop.wages.models import Hold, WageEntry
from shop.wages.statements import Statement

HAND_MADE = "wage-entry:"


class Line(NamedTuple):
    """A movement as the paper tells it; `poisha` is credited, or debited (below 0)."""

    at: datetime.datetime
    words: str
    detail: str
    poisha: int

    @property
    def debit_poisha(self) -> int:
        return max(0, -self.poisha)


class Picture(NamedTuple):
    """An amount beside a drawing that says what became of it, and the notes and coins that make it."""

    drawing: str  # the name of the template of the drawing
    words: str
    poisha: int

    @property
    def piles(self) -> list[taka_notes.Pile]:
        return taka_notes.piles(self.poisha)


def lines(statement: Statement) -> list[Line]:
    """Return a statement's movements in words, those made by hand with the paper behind them."""
    keys = [line.entry_key for line in statement.lines if line.entry_key.startswith(HAND_MADE)]
    ids = [int(key.removeprefix(HAND_MADE)) for key in keys]
    made = WageEntry.objects.select_related("statute").in_bulk(ids)
    return [
        Line(line.effective_at, movement(line), _detail(line, made), line.poisha) for line in statement.lines
    ]


def movement(line: balances.Movement) -> str:
    """Return what happened in a movement, by its kind and its direction."""
    match line.kind, line.poisha > 0:
        case "share", _came:
            return _("Your part of the profit on goods that were sold")
        case "reversal", _came:
            return _("Taken back: goods were returned, or their price was refunded")
        case "cover", _came:
            return _("An office bears a refund: it costs you nothing")
        case "given_again", _came:
            return _("Given to you again: the money came back after all")
        case "payout_settled", _came:
            return _("Paid out to you")
        case (("payout_failed" | "payout_discarded"), False):
            return _("Taken back: refunded while it was on its way to you")
        case "daily_wage", _came:
            return _("Daily wage")
        case "adjustment", True:
            return _("Set right: added to your account")
        case "adjustment", False:
            return _("Set right: taken from your account")
        case "deduction", _came:
            return _("Deducted by law")
    return _("Other movement")


def _detail(line: balances.Movement, made: dict[int, WageEntry]) -> str:
    if not line.entry_key.startswith(HAND_MADE):
        return ""
    entry = made[int(line.entry_key.removeprefix(HAND_MADE))]
    memo = _("Order no. %(memo)s") % {"memo": entry.memo_number}
    match entry.kind:
        case WageEntry.Kind.DAILY_WAGE:
            facts = {
                "days": words.days(entry.days or 0),
                "start": _day(entry.start),
                "end": _day(entry.end),
            }
            return _("%(days)s, %(start)s to %(end)s") % facts + " · " + memo
        case WageEntry.Kind.ADJUSTMENT:
            return f"{entry.get_reason_display()} · {memo}"
    statute: Any = entry.statute
    title = spoken.either(statute.title_bn, statute.title_en)
    return f"{title} ({statute.reference}) · {memo}"


def _day(date: datetime.date | None) -> str:
    return calendar.format_day(date, spoken.active()) if date else ""


def parts(statement: Statement) -> list[tuple[str, str, int]]:
    """Return the parts of the closing balance: what it is called, what that means, and poisha."""
    told = statement.by_part
    return [
        (_("Pending"), _("the buyers may still return the goods"), told["pending"]),
        (_("Available"), _("it may be paid out to you"), told["available"]),
        (_("Held"), _("set aside by an order"), told["held"]),
        (_("In payout"), _("on its way to you"), told["in_payout"]),
    ]


def pictures_of_the_time(statement: Statement) -> list[Picture]:
    """Return what a statement's days brought: before, came, paid out, and taken back where anything was."""
    shown = [
        Picture("purse", _("Was there before"), statement.opening),
        Picture("coins", _("Came"), statement.credited),
        Picture("paid", _("Given to you"), statement.paid_out),
    ]
    if statement.taken:
        shown.append(Picture("back", _("Taken back"), statement.taken))
    return shown


def pictures_of_now(statement: Statement) -> list[Picture]:
    """Return where the closing balance stands."""
    told = statement.by_part
    return [
        Picture("hourglass", _("Waits"), told["pending"]),
        Picture("hand", _("May be paid"), told["available"]),
        Picture("lock", _("Held"), told["held"]),
        Picture("sent", _("On its way"), told["in_payout"]),
    ]


def holds(statement: Statement) -> QuerySet[Hold]:
    """Return the holds that stood at the end of the last day."""
    after = clock.midnight(statement.end + datetime.timedelta(days=1))
    placed = Hold.objects.filter(maker_id=statement.maker_id, placed_at__lt=after).order_by("until", "pk")
    return placed.exclude(lifted_at__lt=after)
