"""The buyer cancels: what would be cancelled is shown first, then done."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts import tokens
from shop.fulfilment import cancelling
from shop.orders.models import Purchase
from shop.payments import attempts, refunds
from shop.storefront import access
from shop.storefront.views import orders


@require_http_methods(["GET", "HEAD", "POST"])
@tokens.kept
def cancel(request: HttpRequest, number: str) -> HttpResponse:
    """Show what may still be cancelled of an order, and cancel it."""
    purchase = orders.seen_by(request, number)
    if purchase is None:
        return orders.ask_who(number)
    said: object = ""
    if request.method == "POST" and not tokens.is_good(request):
        said = _("This page had been open for too long. Press the button once more.")
    elif request.method == "POST":
        try:
            cancelling.by_buyer(purchase=purchase)
            return access.private(redirect("shop:order", number=number))
        except cancelling.TooLate:
            purchase.refresh_from_db()
        except attempts.ProviderUnavailable as error:
            said = error.message
    return _shown(request, purchase, said)


def _shown(request: HttpRequest, purchase: Purchase, said: object) -> HttpResponse:
    parcels = cancelling.may_be_cancelled(purchase)
    staying = purchase.consignments.exclude(pk__in=[parcel.pk for parcel in parcels])
    context = {
        "purchase": purchase,
        "parcels": [
            {"office": parcel.office, "lines": purchase.lines.filter(office=parcel.office).order_by("pk")}
            for parcel in parcels
        ],
        # Two prisons pack apart: what one has packed is sent all the same.
        "is_whole": not staying.exclude(state="cancelled").exists(),
        "refund_poisha": sum(refunds.all_that_is_left(purchase, parcel.office).poisha for parcel in parcels),
        "said": said,
    }
    shown = render(request, "storefront/cancel.html", context, status=422 if said else 200)
    return access.private(shown, has_form=bool(parcels))
