"""`{% load language %}`: values in the digits and words of the active language.

A value that cannot be shown so (None, a word where a number belongs) is shown empty or as it stands: a page
never fails for a missing fact.
"""

import datetime
import re
from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import ngettext_lazy

import clock
from bangla import amounts, calendar, digits, fiscal, numbers, phones
from language import switch
from language.spoken import active, preferred

register = template.Library()


def _whole(value: object) -> int | None:
    try:
        return int(value)  # type: ignore[call-overload, no-any-return]
    except (TypeError, ValueError):
        return None


def _day_of(value: object) -> datetime.date | None:
    if isinstance(value, str):  # as a letter's context keeps it
        try:
            value = datetime.datetime.fromisoformat(value)
        except ValueError:
            return None
    if isinstance(value, datetime.datetime):
        return clock.local(value).date() if value.tzinfo else value.date()
    return value if isinstance(value, datetime.date) else None


@register.filter(name="digits")
def in_digits(value: object) -> str:
    """Show any text of ours with the digits of the language, whichever it has; never what a paper printed (ADR 0056)."""
    return "" if value is None else digits.in_language(str(value), active())


@register.filter
def number(value: object) -> str:
    """Show a whole number grouped by thousand, lakh and crore."""
    whole = _whole(value)
    return in_digits(value) if whole is None else numbers.number(whole, active())


@register.filter
def taka(poisha: object) -> str:
    """Show an amount of poisha as taka, with poisha only where there are any."""
    whole = _whole(poisha)
    return "" if whole is None else numbers.taka(whole, active())


@register.filter
def taka_exact(poisha: object) -> str:
    """Show an amount of poisha as taka with both decimals always, for columns of a statement."""
    whole = _whole(poisha)
    return "" if whole is None else numbers.taka(whole, active(), decimals=True)


@register.filter
def taka_whole(poisha: object) -> str:
    """Show an amount of poisha in whole taka, rounded half up: for "about ৳X"."""
    whole = _whole(poisha)
    return "" if whole is None else numbers.taka(whole, active(), decimals=False)


@register.filter
def taka_in_words(poisha: object) -> str:
    """Show an amount of poisha in words, as on a cheque; nothing for what is below zero."""
    whole = _whole(poisha)
    return "" if whole is None or whole < 0 else amounts.in_words(whole, active())


@register.filter
def percent(basis_points: object) -> str:
    """Show basis points as a percentage: 5000 → "৫০%"."""
    whole = _whole(basis_points)
    return "" if whole is None else numbers.percent(whole, active())


@register.filter
def ordinal(value: object) -> str:
    """Show a place in a row: "৩য়", "3rd"."""
    whole = _whole(value)
    return in_digits(value) if whole is None else numbers.ordinal(whole, active())


@register.filter
def file_size(size_bytes: object) -> str:
    """Show how large a file is: "২.৪ মেগাবাইট", "2.4 MB"."""
    whole = _whole(size_bytes)
    return "" if whole is None else numbers.file_size(whole, active())


DAYS = ngettext_lazy("%(number)s day", "%(number)s days", "count")
HOURS = ngettext_lazy("%(number)s hour", "%(number)s hours", "count")
MINUTES = ngettext_lazy("%(number)s minute", "%(number)s minutes", "count")


@register.filter
def days(value: object) -> str:
    """Show so many days: "৩ দিন", "1 day"."""
    return _so_many(value, DAYS)


@register.filter
def hours(value: object) -> str:
    """Show so many hours: "৭২ ঘণ্টা", "1 hour"."""
    return _so_many(value, HOURS)


@register.filter
def minutes(value: object) -> str:
    """Show so many minutes: "১৫ মিনিট", "1 minute"."""
    return _so_many(value, MINUTES)


def _so_many(value: object, units: Any) -> str:
    # The lazy message takes its form from the count, and shows it as the language writes numbers.
    whole = _whole(value)
    return "" if whole is None else str(units % {"count": whole, "number": number(whole)})


@register.filter
def day(value: object) -> str:
    """Show a date, or the day of an instant in Dhaka: "২১ নভেম্বর ২০২৬"."""
    date = _day_of(value)
    return "" if date is None else calendar.format_day(date, active())


@register.filter
def clock_time(value: object) -> str:
    """Show a time of day, or the time of an instant in Dhaka: "সকাল ১০:৩০"."""
    if isinstance(value, datetime.datetime):
        value = (clock.local(value) if value.tzinfo else value).time()
    return calendar.format_time(value, active()) if isinstance(value, datetime.time) else ""


@register.filter
def moment(value: object) -> str:
    """Show the date and time of an instant in Dhaka: "২১ নভেম্বর ২০২৬, সকাল ১০:৩০"."""
    if not isinstance(value, datetime.datetime):
        return day(value)
    return f"{day(value)}, {clock_time(value)}"


@register.filter
def bangla_day(value: object) -> str:
    """Show a date of the Bangla calendar, "৬ অগ্রহায়ণ ১৪৩৩" or "6 Ogrohayon 1433"; empty before 1988, when no rule
    was official.
    """
    date = _day_of(value)
    if date is None:
        return ""
    try:
        return calendar.format_bangla(date, active())
    except calendar.OutOfRange:
        return ""


@register.filter
def fiscal_year(value: object) -> str:
    """Show the fiscal year of a date, or of the year that it starts in: "২০২৬-২০২৭"."""
    if isinstance(value, fiscal.FiscalYear):
        return value.label(active())
    if isinstance(value, int):
        return fiscal.FiscalYear(value).label(active())
    date = _day_of(value)
    return "" if date is None else fiscal.fiscal_year(date).label(active())


@register.filter
def quarter(value: object) -> str:
    """Show the quarter of the fiscal year of a date: "২০২৬-২০২৭ অর্থবছরের ২য় ত্রৈমাসিক"."""
    if isinstance(value, fiscal.Quarter):
        return value.label(active())
    date = _day_of(value)
    return "" if date is None else fiscal.quarter(date).label(active())


@register.filter
def phone(value: object) -> str:
    """Show a telephone number as people of the language read it."""
    return "" if not value else phones.display(str(value), active())


@register.filter
def dialled(number: object) -> str:
    """Return a telephone number for a `tel:` link, however it was typed; the first where there are several."""
    first = re.split(r"[,;/]", digits.to_ascii(str(number or "")))[0]
    return re.sub(r"[^0-9+*#]", "", first)


@register.filter
def as_printed(text: object) -> SafeString:
    """Show what a paper printed, a memo number above all, in its own digits; said to be Bangla on a page that is not."""
    shown = str(text or "")
    if active() != "bn" and digits.to_ascii(shown) != shown:
        return format_html('<span lang="bn">{}</span>', shown)
    return format_html("{}", shown)


@register.filter
def mailbox(value: object) -> SafeString:
    """Show an e-mail address that a narrow column breaks at its @ and not inside a word."""
    name, at, host = str(value or "").partition("@")
    return format_html("{}{}<wbr>{}", name, at, host)


@register.filter
def in_language(thing: object, field: str) -> object:
    """Return `<field>_bn` or `<field>_en` of a thing by language; the other one where that is empty."""
    first, second = preferred()
    return getattr(thing, f"{field}_{first}", "") or getattr(thing, f"{field}_{second}", "")


@register.simple_tag(takes_context=True)
def switch_language_url(context: Context, language: str) -> str:
    """Return the address of the same place in another language, or of that language's home."""
    return switch.address(context.get("request"), context.get("page") or context.get("self"), language)
