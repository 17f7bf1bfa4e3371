"""An order as its buyer sees it: after placing it, or found again by number and mobile number."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

import clock
from accounts import throttle, tokens
from accounts.throttle import Limit
from bangla import digits
from shop.fulfilment import cancelling
from shop.orders import purchases
from shop.orders.models import Purchase
from shop.payments import attempts, providers
from shop.storefront import access, receipts
from shop.storefront.forms import FindOrderForm

QUARTER_OF_AN_HOUR = 15 * 60


@require_safe
def thanks(request: HttpRequest, token: str) -> HttpResponse:
    """Show the order to the browser that placed it. The secret address works for a day."""
    purchase = purchases.by_token(token)
    if purchase is None or clock.now() - purchase.placed_at > receipts.THANKS_FOR:
        return access.private(redirect("shop:find-order"))
    response = _shown(request, purchase, thanked=True)
    access.grant(response, purchase.number, with_address=True)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@tokens.kept
def find(request: HttpRequest) -> HttpResponse:
    """Find an order by its number and phone. A wrong number and a wrong phone get the same answer."""
    posted = request.method == "POST"
    form = FindOrderForm(
        request.POST if posted else None, initial={"number": request.GET.get("number", "")[:40]}
    )
    said: object = ""
    status = 200
    if posted and not tokens.is_good(request):
        said, status = _("This page had been open for too long. Send your answers once more."), 422
    elif posted and form.is_valid():
        number = "".join(
            letter for letter in digits.to_ascii(form.cleaned_data["number"]) if letter.isalnum()
        )
        if not _may_try(request, number):
            said, status = _("Too many tries. Wait a quarter of an hour, then try again."), 429
        elif purchase := purchases.find(number, form.cleaned_data["phone"]):
            response = redirect("shop:order", number=purchase.number)
            access.grant(response, purchase.number)
            return access.private(response)
        else:
            said, status = _("We know no order with this number and this mobile number. Check both."), 422
    elif posted:
        status = 422
    shown = render(request, "storefront/find_order.html", {"form": form, "said": said}, status=status)
    return access.private(shown, has_form=True)


@require_safe
def order(request: HttpRequest, number: str) -> HttpResponse:
    """Show an order to the browser that has found or placed it; any other is asked for number and phone."""
    purchase = seen_by(request, number)
    if purchase is None:
        return ask_who(number)
    return _shown(request, purchase)


@require_http_methods(["GET", "HEAD", "POST"])
@tokens.kept
def pay(request: HttpRequest, number: str) -> HttpResponse:
    """Begin another attempt on the same order, with the same or another way of payment."""
    if request.method != "POST":
        # What went wrong was shown at this address: reloading it, or switching its language, leads back.
        return access.private(redirect("shop:order", number=number))
    purchase = seen_by(request, number)
    if purchase is None:
        return ask_who(number)
    if not tokens.is_good(request):
        return _shown(
            request, purchase, said=_("This page had been open for too long. Press the button once more.")
        )
    try:
        address = attempts.retry(purchase=purchase, provider_code=request.POST.get("provider") or None)
    except attempts.NotPayable:
        purchase.refresh_from_db()
        return _shown(request, purchase, said=_("This order cannot be paid in this way any more."))
    except attempts.ProviderUnavailable as error:
        return _shown(request, purchase, said=error.message)
    return access.private(redirect(address or reverse("shop:order", args=[purchase.number])))


def _shown(
    request: HttpRequest, purchase: Purchase, *, thanked: bool = False, said: object = ""
) -> HttpResponse:
    offered = providers.offered(amount_poisha=purchase.total_poisha) if receipts.is_payable(purchase) else []
    # The buyer's own choice first: it is the page's one thing to do.
    offered.sort(key=lambda provider: provider.code != purchase.provider)
    context = {
        "receipt": receipts.of(purchase),
        "purchase": purchase,
        "providers": offered,
        "thanked": thanked,
        "shows_address": thanked or access.may_see_address(request, purchase.number),
        "may_cancel": bool(cancelling.may_be_cancelled(purchase)),
        "said": said,
    }
    shown = render(request, "storefront/order.html", context, status=422 if said else 200)
    return access.private(shown, has_form=bool(offered))


def seen_by(request: HttpRequest, number: str) -> Purchase | None:
    """Return the order if this browser has found or placed it."""
    if not access.may_see(request, number):
        return None
    return Purchase.objects.filter(number=number, masked_at__isnull=True).first()


def ask_who(number: str) -> HttpResponse:
    """Send to the look-up whoever has not told the number and the phone."""
    # Whether the order exists is not told: the look-up is offered all the same.
    return access.private(redirect(f"{reverse('shop:find-order')}?{urlencode({'number': number})}"))


def _may_try(request: HttpRequest, number: str) -> bool:
    return throttle.are_allowed(
        Limit("order-address", throttle.address_of(request), settings.LOOKUPS_PER_ADDRESS),
        Limit("order-number", number, settings.LOOKUPS_PER_NUMBER),
        seconds=QUARTER_OF_AN_HOUR,
    )
