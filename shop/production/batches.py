"""Recording and confirming what was made. Stock rises when a second person confirms, and only then.

A confirmed batch stands; what turns out wrong later is corrected by entries in the book, never by edit.
"""

import datetime
import uuid
from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

import clock
from accounts import access
from accounts.models import User
from accounts.roles import Role
from shop.production.models import Batch, BatchCost, BatchMaker, Maker, Workshop
from shop.production.stock import StockRecord, belongs_to

LARGEST_QUANTITY = 100_000
LARGEST_WEIGHT = 100_000
MOST_MAKERS = 200


class Refused(ValidationError):
    """Production does not take this; the message says why, for people."""


@transaction.atomic
def record(
    *,
    by: User,
    workshop: Workshop,
    stockrecord: StockRecord,
    quantity: int,
    started_on: datetime.date,
    finished_on: datetime.date,
    costs: Mapping[str, int],
    makers: Sequence[tuple[Maker, int]],
    measure: str,
    form_key: uuid.UUID | None = None,
) -> Batch:
    """Record a batch as a first person saw it made; `costs` are poisha for the whole batch by BatchCost.Kind.

    `makers` may still be empty and are in the order of the production record, each with hours or pieces.
    The same `form_key` again answers the batch that it recorded. Raises Refused or PermissionDenied.
    """
    access.require(by, Role.WORKSHOP_RECORDER, office=workshop.office)
    if form_key and (standing := Batch.objects.filter(form_key=form_key, recorded_by=by).first()):
        return standing
    _check(workshop, stockrecord, quantity, started_on, finished_on, costs, makers)
    if measure not in Batch.Measure.values:
        raise Refused({"measure": _("Say whether hours or pieces were counted.")})
    try:
        with transaction.atomic():
            batch = Batch.objects.create(
                workshop=workshop,
                stockrecord=stockrecord,
                quantity=quantity,
                started_on=started_on,
                finished_on=finished_on,
                measure=measure,
                recorded_by=by,
                recorded_at=clock.now(),
                form_key=form_key or uuid.uuid4(),
            )
    except IntegrityError:
        # The other one of two clicks at once was first: what it recorded stands.
        if form_key and (standing := Batch.objects.filter(form_key=form_key, recorded_by=by).first()):
            return standing
        raise
    BatchCost.objects.bulk_create(
        BatchCost(batch=batch, kind=kind, poisha=poisha)
        for kind in BatchCost.Kind.values
        if (poisha := costs.get(kind, 0))
    )
    BatchMaker.objects.bulk_create(
        BatchMaker(batch=batch, maker=maker, weight=weight, position=position)
        for position, (maker, weight) in enumerate(makers)
    )
    return batch


@transaction.atomic
def confirm(*, by: User, batch: Batch) -> Batch:
    """Confirm a batch as a second person; its units enter the stock. Confirming again is no second rise."""
    access.require(by, Role.WORKSHOP_CONFIRMER, office=batch.workshop.office)
    if batch.recorded_by_id == by.pk:
        raise Refused(_("Another person than the one who recorded the batch confirms it."))
    if not batch.makers.exists():
        raise Refused(_("A batch without makers cannot be confirmed: nobody would be paid for it."))
    now = clock.now()
    confirmed = Batch.objects.filter(pk=batch.pk, state=Batch.State.RECORDED).update(
        state=Batch.State.CONFIRMED, confirmed_by=by, confirmed_at=now
    )
    if confirmed:
        # A fresh stock record has NULL. Nothing else of the row is written: a save would wipe reservations.
        risen = StockRecord.objects.filter(pk=batch.stockrecord_id).update(
            num_in_stock=Coalesce(F("num_in_stock"), 0) + batch.quantity, date_updated=now
        )
        if risen != 1:
            raise Refused(_("The product of this batch is no longer in the shop's register."))
    batch.refresh_from_db()
    return batch


@transaction.atomic
def discard(*, by: User, batch: Batch) -> None:
    """Take away a batch that was recorded by mistake and not confirmed. Raises Refused once it is."""
    access.require(by, Role.WORKSHOP_RECORDER, office=batch.workshop.office)
    standing = Batch.objects.select_for_update().filter(pk=batch.pk, state=Batch.State.RECORDED).first()
    if standing is None:
        raise Refused(_("A confirmed batch is corrected by entries in the book, never by edit."))
    standing.delete()


def _check(
    workshop: Workshop,
    stockrecord: StockRecord,
    quantity: int,
    started_on: datetime.date,
    finished_on: datetime.date,
    costs: Mapping[str, int],
    makers: Sequence[tuple[Maker, int]],
) -> None:
    """Raise Refused with what is wrong, by field."""
    wrong: dict[str, object] = {}
    if not belongs_to(stockrecord, workshop.office):
        wrong["stockrecord"] = _("This product is not one of the workshop's prison.")
    if not 0 < quantity <= LARGEST_QUANTITY:
        wrong["quantity"] = _("A batch has at least 1 and at most 100,000 units.")
    if started_on > finished_on:
        wrong["finished_on"] = _("A batch is not finished before it was begun.")
    elif finished_on > clock.today():
        wrong["finished_on"] = _("The date lies in the future: record a batch when it is finished.")
    if set(costs) - set(BatchCost.Kind.values) or any(poisha < 0 for poisha in costs.values()):
        wrong["costs"] = _("A cost is of a known kind and not negative.")
    if any(not 0 < weight <= LARGEST_WEIGHT for _maker, weight in makers):
        wrong["makers"] = _("Each maker has at least 1 hour or piece.")
    elif len({maker.pk for maker, _weight in makers}) < len(makers):
        wrong["makers"] = _("A maker is listed twice.")
    elif len(makers) > MOST_MAKERS:
        wrong["makers"] = _("A batch has at most 200 makers.")
    elif any(maker.office_id != workshop.office_id or not maker.active for maker, _weight in makers):
        # No word on whose maker it is: another office's are nobody's business here.
        wrong["makers"] = _("Choose makers who work in this prison.")
    if wrong:
        raise Refused(wrong)
