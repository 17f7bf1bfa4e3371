"""Proposing and approving a share policy, and saying which one is in force.

For every line at every instant exactly one policy applies: the prison's, else the trade's, else the national
one, of each the newest in force; a narrower scope ends by a later policy of its own that says "as the wider".
"""

import datetime
import uuid
from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

import clock
from accounts import access
from accounts.models import User
from accounts.roles import Role
from offices.models import Office
from publishing.models import PortalDocument
from shop.production.models import Trade
from shop.wages import papers, rules
from shop.wages.models import SharePolicy
from shop.wages.models.policy import SharePolicyQuerySet

LONGEST_RETURN_DAYS = 90
# A maker with less waits for more; too high a bar would keep the wage of small work for ever.
LARGEST_SMALLEST_PAYOUT_POISHA = 10_000_00
LONGEST_MEMO = 120


class Refused(ValidationError):
    """The policy is not taken; the message says why, for people."""


# The id of an office and the code of a trade: of a line, or of a policy's scope, where None is any.
Place = tuple[int | None, str | None]
NATIONAL: Place = (None, None)


class NoPolicy(LookupError):
    """No policy was in force yet: the instant lies before the book's first."""


@transaction.atomic
def propose(
    *,
    by: User,
    rate_bp: int,
    in_force_from: datetime.datetime,
    memo_number: str,
    memo_on: datetime.date | None = None,
    deduct_materials: bool = True,
    deduct_other_costs: bool = True,
    deduct_delivery: bool = False,
    deduct_fee: bool = False,
    deduct_discounts: bool = True,
    rounding: str = SharePolicy.Rounding.HALF_UP,
    return_days: int = 7,
    refund_bearer: str = SharePolicy.Bearer.PRISON,
    smallest_payout_poisha: int = 1_00,
    scope_office: Office | None = None,
    scope_trade: Trade | None = None,
    as_wider: bool = False,
    document: PortalDocument | None = None,
    form_key: uuid.UUID | None = None,
) -> SharePolicy:
    """Propose a policy as a first person; nothing changes until another approves it.

    The same `form_key` again answers the proposal it made. Raises Refused (by field) or PermissionDenied.
    """
    access.require(by, Role.HQ_POLICY)
    if form_key and (standing := SharePolicy.objects.filter(form_key=form_key, proposed_by=by).first()):
        return standing
    proposed = SharePolicy(
        rate_bp=rate_bp,
        in_force_from=in_force_from,
        memo_number=memo_number.strip(),
        memo_on=memo_on,
        deduct_materials=deduct_materials,
        deduct_other_costs=deduct_other_costs,
        deduct_delivery=deduct_delivery,
        deduct_fee=deduct_fee,
        deduct_discounts=deduct_discounts,
        rounding=rounding,
        return_days=return_days,
        refund_bearer=refund_bearer,
        smallest_payout_poisha=smallest_payout_poisha,
        scope_office=scope_office,
        scope_trade=scope_trade,
        as_wider=as_wider,
        document=document,
        proposed_by=by,
        proposed_at=clock.now(),
        form_key=form_key or uuid.uuid4(),
    )
    if wrong := _wrong(proposed):
        raise Refused(wrong)
    try:
        with transaction.atomic():
            proposed.save(force_insert=True)
        return proposed
    except IntegrityError:
        # The other one of two clicks at once was first: its proposal stands.
        if form_key and (standing := SharePolicy.objects.filter(form_key=form_key, proposed_by=by).first()):
            return standing
        raise


def propose_with_paper(
    *, by: User, paper: "File[bytes] | None", memo_number: str, **facts: Any
) -> SharePolicy:
    """Propose a policy together with the order behind it as a file (`papers.read`), or without one.

    Not inside a transaction: the file is stored first, and taken away again where the proposal is refused or
    the same form had proposed already. Raises as `propose`.
    """
    access.require(by, Role.HQ_POLICY)
    kept = papers.keep(by=by, paper=paper, title=memo_number) if paper else None
    taken = None
    try:
        proposed = propose(by=by, memo_number=memo_number, document=kept, **facts)
        taken = proposed.document_id
        return proposed
    finally:
        if kept is not None and taken != kept.pk:
            kept.delete()


def _wrong(proposed: SharePolicy) -> dict[str, object]:
    """Return by field what is unlawful in a proposal; the database refuses most of it again."""
    office, trade = proposed.scope_office, proposed.scope_trade
    wrong: dict[str, object] = {}
    if not rules.LEAST_BP <= proposed.rate_bp <= rules.MOST_BP:
        wrong["rate_bp"] = _("The share is at least 50 % and at most 70 %.")
    if proposed.in_force_from <= proposed.proposed_at:
        wrong["in_force_from"] = _("A policy begins in the future.")
    elif _of_scope(proposed).filter(in_force_from=proposed.in_force_from).exists():
        wrong["in_force_from"] = _("Another approved policy begins at the same instant in the same scope.")
    if not proposed.memo_number:
        wrong["memo_number"] = _("Cite the order behind the policy by its memo number.")
    elif len(proposed.memo_number) > LONGEST_MEMO:
        wrong["memo_number"] = _("This memo number is too long.")
    if proposed.memo_on and proposed.memo_on > clock.local(proposed.proposed_at).date():
        wrong["memo_on"] = _("An order that is cited has been given: its date does not lie ahead.")
    if office and trade:
        wrong["scope_trade"] = _("A policy is for one prison or for one trade, not both.")
    elif office and not office.is_prison:
        wrong["scope_office"] = _("Choose a prison.")
    if proposed.as_wider and not (office or trade):
        wrong["as_wider"] = _("Only the policy of a prison or of a trade can end in favour of the wider one.")
    if not 0 <= proposed.return_days <= LONGEST_RETURN_DAYS:
        wrong["return_days"] = _("The return window is at most 90 days.")
    if proposed.rounding not in SharePolicy.Rounding.values:
        wrong["rounding"] = _("Choose how the last poisha is rounded.")
    if proposed.refund_bearer not in SharePolicy.Bearer.values:
        wrong["refund_bearer"] = _("Choose who bears refunds after payout: never a maker.")
    if not 1 <= proposed.smallest_payout_poisha <= LARGEST_SMALLEST_PAYOUT_POISHA:
        wrong["smallest_payout_poisha"] = _(
            "The smallest payout is 1 poisha at least and 10,000 taka at most."
        )
    return wrong


def _of_scope(proposed: SharePolicy) -> "SharePolicyQuerySet":
    return SharePolicy.objects.approved().filter(
        scope_office=proposed.scope_office, scope_trade=proposed.scope_trade
    )


@transaction.atomic
def approve(*, by: User, policy: SharePolicy) -> SharePolicy:
    """Approve a proposal as a second person, before it begins; from now on it never changes.

    Approving again what the same person has approved changes nothing. Raises Refused or PermissionDenied.
    """
    access.require(by, Role.HQ_POLICY_APPROVER)
    policy.refresh_from_db()
    if policy.proposed_by_id == by.pk:
        raise Refused(_("Another person than the one who proposed the policy approves it."))
    if policy.approved_by_id == by.pk:
        return policy
    if policy.is_approved:
        raise Refused(_("This policy has already been approved."))
    now = clock.now()
    if policy.in_force_from <= now:
        raise Refused(_("The policy's beginning has passed: propose it anew with a later one."))
    try:
        with transaction.atomic():
            waits = SharePolicy.objects.filter(pk=policy.pk, approved_at__isnull=True)
            if not waits.update(approved_by=by, approved_at=now):
                policy.refresh_from_db()
                if policy.approved_by_id == by.pk:
                    return policy  # the other one of two clicks at once
                raise Refused(_("This policy has already been approved."))
    except IntegrityError as error:
        raise Refused(_("Another approved policy begins at the same instant in the same scope.")) from error
    policy.refresh_from_db()
    return policy


def in_force(
    *, at: datetime.datetime, office_id: int | None = None, trade_code: str | None = None
) -> SharePolicy:
    """Return the one policy for a line of an office and a trade, paid at `at`. Raises NoPolicy."""
    place = (office_id, trade_code)
    return in_force_for(at=at, places={place})[place]


def in_force_for(*, at: datetime.datetime, places: Collection[Place]) -> dict[Place, SharePolicy]:
    """Return the policy for lines of each (office id, trade code), paid at `at`, in one query. Raises NoPolicy.

    The prison's own comes before the trade's, and that before the national one; the newest of a scope counts, unless it
    says that the wider one does (MONEY.md, invariant 7).
    """
    if not places:
        return {}
    of_office = Q(scope_office__in={office_id for office_id, _trade in places})
    of_trade = Q(scope_trade__code__in={trade for _office, trade in places})
    national = Q(scope_office__isnull=True, scope_trade__isnull=True)
    begun = SharePolicy.objects.approved().filter(of_office | of_trade | national, in_force_from__lte=at)
    newest: dict[Place, SharePolicy] = {}
    for policy in begun.select_related("scope_trade").order_by("in_force_from", "pk"):
        newest[policy.scope_office_id, policy.scope_trade.code if policy.scope_trade else None] = policy
    return {place: _first_that_counts(newest, place, at) for place in places}


def _first_that_counts(
    newest: Mapping[Place, SharePolicy], place: Place, at: datetime.datetime
) -> SharePolicy:
    office_id, trade_code = place
    of_office: list[Place] = [] if office_id is None else [(office_id, None)]
    for scope in (*of_office, (None, trade_code), NATIONAL):
        policy = newest.get(scope)
        if policy is not None and not policy.as_wider:
            return policy
    raise NoPolicy(f"No share policy was in force at {at.isoformat()}.")


def waiting() -> list[SharePolicy]:
    """Return the proposals that may still be approved, the first to begin first."""
    open_ = SharePolicy.objects.filter(
        approved_at__isnull=True, founding=False, in_force_from__gt=clock.now()
    )
    return list(open_.select_related("proposed_by", "scope_office", "scope_trade").order_by("in_force_from"))
