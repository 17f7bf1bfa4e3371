"""Papers as their buyer opens them, and the page at which anybody sees that a paper is genuine."""

from django.conf import settings
from django.db.models import QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts import throttle
from language.spoken import active
from shop.orders.models import Purchase
from shop.storefront import access
from shop.storefront.papers import issuing, numbering, sheets
from shop.storefront.papers.models import IssuedPaper, Kind
from shop.storefront.views import orders

QUARTER_OF_AN_HOUR = 15 * 60
# Setting a paper takes a processor's half second: so many in a quarter of an hour for one order.
PAPERS_PER_ORDER = 30


@require_safe
def of_order(request: HttpRequest, number: str) -> HttpResponse:
    """Show the buyer all papers of the order, each in both languages."""
    purchase = orders.seen_by(request, number)
    if purchase is None:
        return orders.ask_who(number)
    return _listed(request, purchase)


@require_safe
def of_buyer(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """Answer with one paper of the order, in the language of the address."""
    purchase = orders.seen_by(request, number)
    if purchase is None:
        return orders.ask_who(number)
    of_purchase = IssuedPaper.objects.filter(consignment__purchase=purchase)
    paper = _found(of_purchase, code)
    if paper is None:
        raise Http404
    if not throttle.is_allowed(what="paper", who=number, limit=PAPERS_PER_ORDER, seconds=QUARTER_OF_AN_HOUR):
        said = _("Too many tries. Wait a quarter of an hour, then try again.")
        return _listed(request, purchase, said=said)
    names = access.may_see_address(request, number)
    return access.private(sheets.respond(paper, language=active(), shows_buyer=names))


@require_safe
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Tell whoever holds a paper whether we issued it and with which number, date and total: nothing of the buyer."""
    if not throttle.is_allowed(
        what="paper-code",
        who=throttle.address_of(request),
        limit=settings.LOOKUPS_PER_ADDRESS,
        seconds=QUARTER_OF_AN_HOUR,
    ):
        return _verified(request, {"too_many": True}, status=429)
    paper = _found(IssuedPaper.objects.all(), code)
    if paper is None:
        return _verified(request, {"site": settings.SITE_URL}, status=404)
    told = {"paper": paper, "credited_poisha": _credited(paper), "later": _later(paper)}
    return _verified(request, told)


def _listed(request: HttpRequest, purchase: Purchase, *, said: object = "") -> HttpResponse:
    papers = issuing.of_order(purchase=purchase)
    context = {
        "purchase": purchase,
        "papers": papers,
        "names_buyer": access.may_see_address(request, purchase.number),
        "said": said,
    }
    shown = render(request, "storefront/papers/of_order.html", context, status=429 if said else 200)
    return access.private(shown)


def _verified(request: HttpRequest, context: dict[str, object], status: int = 200) -> HttpResponse:
    return access.private(render(request, "storefront/papers/verify.html", context, status=status))


def _found(among: "QuerySet[IssuedPaper]", code: str) -> IssuedPaper | None:
    plain = numbering.plain_code(code)
    if not plain:
        return None
    return among.select_related("office", "consignment__purchase").filter(code=plain).first()


def _credited(paper: IssuedPaper) -> int:
    """Return what was credited since of what a paper is about, in poisha."""
    if paper.kind == Kind.CREDIT_NOTE:
        return 0
    notes = IssuedPaper.objects.filter(consignment_id=paper.consignment_id, kind=Kind.CREDIT_NOTE)
    if paper.kind == Kind.CHALLAN:  # what was taken off before is not in it
        notes = notes.filter(refund__submitted_at__gt=paper.issued_at)
    return notes.aggregate(sum=Sum("total_poisha"))["sum"] or 0


def _later(paper: IssuedPaper) -> IssuedPaper | None:
    """Return the challan that has replaced this one, because something was taken off the parcel before it left."""
    if paper.kind != Kind.CHALLAN:
        return None
    later = IssuedPaper.objects.filter(consignment_id=paper.consignment_id, kind=paper.kind, pk__gt=paper.pk)
    return later.order_by("-pk").first()
