"""Settlements by slip: what a provider paid to our bank where no file of its tells us, stated by two people.

SSLCommerz keeps no account that can be asked, and a Stripe account kept in another currency lists no payout in taka
(docs/adr/0025). One person of finance records the bank's slip, another confirms it: only then the book moves.
"""

import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

import clock
from accounts.models import User
from accounts.roles import Role
from bangla import digits
from shop.ledger import balances, journal
from shop.ledger.models import Entry
from shop.payments import cash, providers, reconciling, settling
from shop.payments.models import SlipSettlement

WRITERS = (Role.FINANCE,)
# A slip older than that is another year's affair: it is looked into before it is booked.
OLDEST = datetime.timedelta(days=366)


class Refused(ValidationError):
    """The slip is not taken; the message says which rule it breaks."""


def codes() -> list[str]:
    """Return the providers that pay into our bank: all but the courier, whose slips are the cash desk's."""
    return [provider.code for provider in providers.REGISTERED if provider.code != cash.CODE]


def balance(provider: str) -> int:
    """Return in poisha what stands on a provider's clearing account in the book."""
    return balances.of(f"clearing:{provider}")


def tells_by_itself(provider: str) -> bool:
    """Return whether payouts of this provider came into the book from its own account: a slip would book them twice."""
    told = Entry.objects.filter(key__startswith=settling.key_of_payout(provider, ""))
    return told.exclude(key__startswith=settling.key_of_payout(provider, "slip:")).exists()


@transaction.atomic
def record(
    *, by: User, provider: str, poisha: int, slip_number: str, on: datetime.date | None, fee_poisha: int = 0
) -> SlipSettlement:
    """Record a bank's slip of a provider's payout; nothing is booked until another person confirms it.

    The same slip by the same person again, as it stands, answers what it recorded. Raises Refused, PermissionDenied.
    """
    reconciling.require_headquarters(by, *WRITERS)
    number = digits.to_ascii(slip_number).strip().upper()
    wrong: dict[str, object] = {}
    if provider not in codes():
        wrong["provider"] = _("Choose the way of payment whose provider paid.")
    elif tells_by_itself(provider):
        wrong["provider"] = _("This provider tells its payouts by itself: they are booked already.")
    if poisha <= 0:
        wrong["poisha"] = _("Enter an amount above 0.")
    if fee_poisha < 0:
        wrong["fee_poisha"] = _("Enter 0 or what was kept back.")
    if not cash.SLIP.fullmatch(number):
        wrong["slip_number"] = _("Enter the number of the slip: 3 to 40 digits, letters, / or -.")
    if on is None or not clock.today() - OLDEST <= on <= clock.today():
        wrong["on"] = _("Enter the day on the slip: today or a day of the last year.")
    if wrong:
        raise Refused(wrong)
    facts = {"provider": provider, "poisha": poisha, "fee_poisha": fee_poisha, "on": on}
    try:
        with transaction.atomic():
            return SlipSettlement.objects.create(
                **facts, slip_number=number, recorded_by=by, recorded_at=clock.now()
            )
    except IntegrityError:
        standing = SlipSettlement.objects.filter(slip_number=number, withdrawn_at__isnull=True).first()
        if standing is None:
            raise
        if standing.recorded_by_id == by.pk and standing.is_open and _says(standing, facts):
            return standing  # the same button twice
        raise Refused({"slip_number": _("This slip is recorded already.")}) from None


@transaction.atomic
def confirm(*, by: User, slip: SlipSettlement) -> SlipSettlement:
    """Confirm, as another person, that the bank has the money: it is booked. Twice is once.

    Raises Refused, PermissionDenied.
    """
    reconciling.require_headquarters(by, *WRITERS)
    slip = SlipSettlement.objects.select_for_update().get(pk=slip.pk)
    if slip.confirmed_by_id == by.pk:
        return slip  # the same button twice
    if slip.recorded_by_id == by.pk:
        raise Refused(_("You recorded this slip yourself. Another person must confirm it."))
    if not slip.is_open:
        raise Refused(_("This slip is confirmed or withdrawn already. Look at the page again."))
    slip.note_confirmed(by)
    journal.post_all(settling.slip_of(slip))
    return slip


@transaction.atomic
def withdraw(*, by: User, slip: SlipSettlement) -> SlipSettlement:
    """Take a recorded slip back that nobody confirmed: nothing has happened, and its number is free again.

    Raises Refused, PermissionDenied.
    """
    reconciling.require_headquarters(by, *WRITERS)
    slip = SlipSettlement.objects.select_for_update().get(pk=slip.pk)
    if slip.withdrawn_by_id == by.pk:
        return slip
    if not slip.is_open:
        raise Refused(_("This slip is confirmed or withdrawn already. Look at the page again."))
    slip.note_withdrawn(by)
    return slip


def _says(slip: SlipSettlement, facts: dict[str, object]) -> bool:
    return all(getattr(slip, field) == value for field, value in facts.items())
