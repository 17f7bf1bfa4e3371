"""Papers in the back office: the register of what was issued, and each as a PDF."""

from typing import Any

import structlog
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from accounts import access
from bangla import digits
from language.spoken import LANGUAGES, active
from shop.fulfilment.models import Consignment
from shop.orders.models import Purchase
from shop.production.screens import PER_PAGE, Screen
from shop.storefront.papers import issuing, sheets
from shop.storefront.papers.models import OF_A_PARCEL, PACKERS, READERS, IssuedPaper, Kind

log = structlog.get_logger(__name__)


class Papers(Screen):
    """The papers that the reader may open, the newest first; an order's number shows all that it is due."""

    roles = (*PACKERS, *READERS)
    title = gettext_lazy("Invoices and challans")
    icon = "doc-full"
    template_name = "storefront/papers/register.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET
        word = digits.to_ascii(asked.get("word", "")).strip()[:80]
        kind = asked.get("kind", "")
        own_orders = Purchase.objects.filter(consignments__office__in=self.offices())
        if word and (purchase := own_orders.filter(number=word).first()):
            issuing.of_order(purchase=purchase)
        shown = IssuedPaper.objects.for_user(self.request.user)
        if kind in Kind.values:
            shown = shown.filter(kind=kind)
        if word:
            shown = shown.filter(number__icontains=word) | shown.filter(consignment__purchase__number=word)
        shown = shown.select_related("office", "consignment__purchase").order_by("-pk")
        return {
            **super().get_context_data(**kwargs),
            "page_obj": Paginator(shown, PER_PAGE).get_page(asked.get("p")),
            "kinds": Kind.choices,
            "kind": kind,
            "word": word,
        }


class Paper(Screen):
    """One paper that was issued, as a PDF in the language of the back office or the other one."""

    roles = (*PACKERS, *READERS)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        own = IssuedPaper.objects.for_user(request.user).select_related("office", "consignment__purchase")
        paper = own.filter(pk=kwargs["paper_id"]).first()
        if paper is None:
            log.warning("paper_not_shown", user=request.user.pk, paper=kwargs["paper_id"])
            raise Http404
        return answer(request, paper)


class ParcelPaper(Screen):
    """The challan or invoice of a parcel, issued at the first click once its time has come."""

    roles = PACKERS

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if kwargs["kind"] not in OF_A_PARCEL:
            raise Http404
        parcel = Consignment.objects.for_user(request.user).filter(pk=kwargs["parcel_id"]).first()
        if parcel is None:
            log.warning("parcel_not_shown", user=request.user.pk, parcel=kwargs["parcel_id"])
            raise Http404
        paper = issuing.of_parcel(parcel=parcel, kind=kwargs["kind"])
        if paper is None:
            is_challan = kwargs["kind"] == Kind.CHALLAN
            messages.warning(
                request,
                _("The challan is made once the parcel is packed.")
                if is_challan
                else _("The invoice is made once the parcel is paid."),
            )
            return redirect("parcel", parcel.pk)
        return answer(request, paper)


def answer(request: HttpRequest, paper: IssuedPaper) -> HttpResponse:
    """Answer with the PDF. The buyer is named to those alone who pack the parcel, and only while it is under way."""
    parcel = paper.consignment
    names = parcel.state in Consignment.UNDER_WAY and access.may(request.user, *PACKERS, office=paper.office)
    asked = request.GET.get("language", "")
    language = asked if asked in LANGUAGES else active()
    return sheets.respond(paper, language=language, shows_buyer=names)
