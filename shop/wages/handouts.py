"""Statements handed to makers: issued on paper with the name on it, and their receipt noted once.

What is on a paper can be made again from the book at any time (`agrees`); the paper itself is kept nowhere.
"""

import datetime
from collections.abc import Iterator
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

import clock
from accounts import access
from accounts.models import User
from accounts.roles import Role
from offices.models import Office
from shop.ledger import balances, journal
from shop.ledger.verification import Finding
from shop.production import identities
from shop.production.models import Maker
from shop.wages import credits, statements
from shop.wages.models import Handout


class Refused(ValidationError):
    """The receipt is not noted; the message says why, for people."""


class Issued(NamedTuple):
    """A paper to be set now: its number and digest, what it tells, and the name for it alone."""

    handout: Handout
    statement: statements.Statement
    identity: identities.Identity


@transaction.atomic
def issue(*, by: User, maker: Maker, start: datetime.date, end: datetime.date, why: str) -> Issued:
    """Issue a statement for the maker's hand: the reading of the name is noted, and what the paper says.

    The same figures printed again, before their receipt was noted, are the same paper. Raises
    identities.Refused (by field) or PermissionDenied.
    """
    access.require(by, Role.STATEMENT_READER, office=maker.office)
    identity = identities.read(by=by, maker=maker, why=why)
    # What others are about to post waits, or is in the book already: the paper tells one instant of it.
    credits.lock([maker.pk])
    journal.keep_still(balances.of_many([credits.account(maker.pk, part) for part in credits.PARTS]))
    statement = statements.of(maker.pk, start, end)
    waiting = Handout.objects.filter(maker=maker, start=start, end=end, digest=statement.digest, how="")
    handout = waiting.order_by("pk").first() or Handout.objects.create(
        maker=maker,
        start=start,
        end=end,
        closing_poisha=statement.closing,
        digest=statement.digest,
        issued_by=by,
        issued_at=clock.now(),
    )
    return Issued(handout, statement, identity)


@transaction.atomic
def acknowledge(*, by: User, handout: Handout, how: str, received_on: datetime.date) -> Handout:
    """Note how and on which day a paper was received, once; the same again changes nothing. Raises Refused."""
    access.require(by, Role.STATEMENT_READER, office=handout.maker.office)
    wrong: dict[str, object] = {}
    if how not in Handout.How.values:
        wrong["how"] = _("Choose how the receipt was acknowledged.")
    if not clock.local(handout.issued_at).date() <= received_on <= clock.today():
        wrong["received_on"] = _("The day lies between the day of printing and today.")
    if wrong:
        raise Refused(wrong)
    open_ = Handout.objects.filter(pk=handout.pk, how="")
    noted = open_.update(how=how, received_on=received_on, noted_by=by, noted_at=clock.now())
    handout.refresh_from_db()
    if not noted and (handout.how, handout.received_on) != (how, received_on):
        raise Refused(_("The receipt of this statement has been noted already."))
    return handout


def waiting(offices: QuerySet[Office]) -> QuerySet[Handout]:
    """Return the papers of certain offices whose receipt nobody has noted yet."""
    return Handout.objects.filter(maker__office__in=offices, how="")


def agrees(handout: Handout) -> bool:
    """Return whether the book still says of that instant what the paper says."""
    told = statements.of(handout.maker_id, handout.start, handout.end, known_at=handout.issued_at)
    return (told.digest, told.closing) == (handout.digest, handout.closing_poisha)


def papers_agree_with_the_book() -> Iterator[Finding]:
    """For `ledger_verify`: name every paper whose figures are not those of the book."""
    for handout in Handout.objects.order_by("pk").iterator(chunk_size=500):
        if not agrees(handout):
            on = clock.local(handout.issued_at).date()
            yield Finding(f"statement {handout.pk}, handed out, does not agree with the book", on=on)
