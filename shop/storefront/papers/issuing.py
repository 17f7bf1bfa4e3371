"""Issuing papers: each once, in one short transaction, when it is first asked for or by the worker.

A challan is issued once the parcel is packed, an invoice once it is paid, a credit note once a refund is submitted.
Money of which nothing was sold (late, twice, another amount) goes back without one: no invoice is corrected by it.
"""

import structlog
from django.core.cache import cache
from django.db import OperationalError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

import clock
from shop.fulfilment.models import Consignment
from shop.orders import purchases
from shop.orders.models import Purchase, SoldLine
from shop.payments.models import Refund
from shop.storefront.papers import facts, numbering
from shop.storefront.papers.models import IssuedPaper, Kind

log = structlog.get_logger(__name__)

# What nobody has asked for yet is looked for as often; a whole look costs three joins.
SWEEP_SECONDS = 60
SWEPT = "papers:swept"
AT_ONCE = 100


def of_parcel(*, parcel: Consignment, kind: str) -> IssuedPaper | None:
    """Return the invoice or challan of a parcel, issued now if it was not; None while its time has not come.

    What was taken off a packed parcel takes another challan, which replaces the one before.
    """
    if (standing := _standing(parcel, kind)) and not _may_be_replaced(parcel, kind):
        return standing
    with transaction.atomic():
        purchases.locked(parcel.purchase_id)
        return _of_parcel(parcel, kind)


def of_refund(*, refund: Refund) -> list[IssuedPaper]:
    """Return the credit notes of a refund, issued now if they were not: one of each prison that gives back.

    A credit note names the invoice that it corrects; where none was issued yet, that comes first.
    """
    if refund.submitted_at is None:
        return []
    with transaction.atomic():
        held = purchases.locked(refund.purchase_id)
        # Prisons always in the same order, so that no two refunds wait for each other's series.
        parcels = held.consignments.select_related("office", "purchase").order_by("office_id")
        notes = [_credit_note(parcel, refund) for parcel in parcels]
    return [note for note in notes if note is not None]


def of_order(*, purchase: Purchase) -> list[IssuedPaper]:
    """Return the papers of an order, in the order of its parcels, those whose time has come issued now.

    A challan that was replaced is left out.
    """
    for parcel in purchase.consignments.order_by("pk"):
        for kind in (Kind.CHALLAN, Kind.INVOICE):
            of_parcel(parcel=parcel, kind=kind)
    for refund in _without_a_note().filter(purchase=purchase):
        of_refund(refund=refund)
    papers = IssuedPaper.objects.filter(consignment__purchase=purchase).order_by("consignment_id", "pk")
    last = {(paper.consignment_id, paper.kind, paper.refund_id): paper.pk for paper in papers}
    return [
        paper
        for paper in papers.select_related("office", "consignment__purchase")
        if paper.pk in last.values()
    ]


def sweep() -> int:
    """Issue what is due, at most once in a while unless there is more: the worker's step; return how many."""
    if not cache.add(SWEPT, 1, SWEEP_SECONDS):
        return 0
    done = issue_due()
    if done:
        cache.delete(SWEPT)
    return done


def issue_due(limit: int = AT_ONCE) -> int:
    """Issue papers whose time has come and for which nobody has asked; return how many.

    One that cannot be issued is logged and keeps no other from being issued.
    """
    done = 0
    for kind, parcels in ((Kind.CHALLAN, _packed()), (Kind.INVOICE, _paid())):
        for parcel in parcels.filter(~_has_paper(kind)).order_by("pk")[:limit]:
            try:
                done += of_parcel(parcel=parcel, kind=kind) is not None
            except OperationalError:
                raise  # the database is away or at work: the next round
            except Exception:
                log.exception("paper_not_issued", kind=kind, parcel=parcel.pk)
    for refund in _without_a_note().order_by("pk")[:limit]:
        try:
            done += len(of_refund(refund=refund))
        except OperationalError:
            raise
        except Exception:
            log.exception("paper_not_issued", kind=Kind.CREDIT_NOTE, refund=refund.pk)
    return done


def _packed() -> "QuerySet[Consignment]":
    packed = Consignment.objects.filter(packed_at__isnull=False)
    return packed.exclude(state=Consignment.State.CANCELLED)


def _paid() -> "QuerySet[Consignment]":
    paid = SoldLine.objects.filter(
        purchase=OuterRef("purchase"), office=OuterRef("office"), captured_at__isnull=False
    )
    return Consignment.objects.filter(Exists(paid))


def _has_paper(kind: str) -> Exists:
    return Exists(IssuedPaper.objects.filter(consignment=OuterRef("pk"), kind=kind))


def _without_a_note() -> "QuerySet[Refund]":
    """Return refunds on their way or paid back that have no credit note yet and give something sold back."""
    of_something = Q(units__isnull=False) | Q(sums__isnull=False)
    noted = Exists(IssuedPaper.objects.filter(refund=OuterRef("pk")))
    return Refund.objects.filter(~noted, of_something, submitted_at__isnull=False).distinct()


def _standing(parcel: Consignment, kind: str) -> IssuedPaper | None:
    """Return the invoice or the last challan of a parcel."""
    return IssuedPaper.objects.filter(consignment=parcel, kind=kind).order_by("-pk").first()


def _may_be_replaced(parcel: Consignment, kind: str) -> bool:
    return kind == Kind.CHALLAN and parcel.state == Consignment.State.PACKED


def _of_parcel(parcel: Consignment, kind: str) -> IssuedPaper | None:
    """Return the paper of a parcel whose order is locked."""
    parcel.refresh_from_db()
    standing = _standing(parcel, kind)
    if standing and not _may_be_replaced(parcel, kind):
        return standing
    told = facts.of_invoice(parcel) if kind == Kind.INVOICE else facts.of_challan(parcel)
    if told is None or (standing and told.says_the_same(standing.facts)):
        return standing
    return _issue(parcel, kind, told)


def _credit_note(parcel: Consignment, refund: Refund) -> IssuedPaper | None:
    if standing := IssuedPaper.objects.filter(refund=refund, consignment=parcel).first():
        return standing
    gives = refund.units.filter(line__office=parcel.office).exists()
    if not gives and not refund.sums.filter(office=parcel.office).exists():
        return None
    invoice = _of_parcel(parcel, Kind.INVOICE)
    number, on = ("", "")
    if invoice:
        number, on = invoice.number, clock.local(invoice.issued_at).date().isoformat()
    told = facts.of_credit_note(parcel, refund, number, on)
    return _issue(parcel, Kind.CREDIT_NOTE, told, refund) if told else None


def _issue(parcel: Consignment, kind: str, told: facts.Facts, refund: Refund | None = None) -> IssuedPaper:
    place = numbering.take(office=parcel.office, kind=kind)
    return IssuedPaper.objects.create(
        kind=kind,
        office=parcel.office,
        fiscal_year=place.fiscal_year,
        serial=place.serial,
        number=place.number,
        issued_at=place.at,
        consignment=parcel,
        refund=refund,
        code=numbering.fresh_code(),
        facts=told.as_json(),
        total_poisha=told.total_poisha,
    )
