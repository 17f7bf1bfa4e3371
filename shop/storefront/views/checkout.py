"""Guest checkout in two steps at one address: who and where, then the whole price and the buyer's word.

Between the steps the answers lie in the form itself: nothing about a buyer is kept before there is an order,
and nothing that was typed is lost when a token, a basket or a product has gone meanwhile.
"""

import dataclasses
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts import throttle, tokens
from accounts.throttle import Limit
from language.spoken import active
from shop.checkout import placing
from shop.payments import attempts, providers
from shop.storefront import access, areas, baskets, deliveries
from shop.storefront.forms import AgreementForm, DetailsForm
from shop.storefront.models import DeliveryCharge

AN_HOUR = 60 * 60


@dataclasses.dataclass(frozen=True)
class Quote:
    """The whole price of a basket sent to a district; amounts in poisha."""

    contents: baskets.Contents
    charges: dict[int, DeliveryCharge]

    @property
    def delivery_poisha_by_office(self) -> dict[int, int]:
        return {office_id: charge.charge_poisha for office_id, charge in self.charges.items()}

    @property
    def borne_poisha_by_office(self) -> dict[int, int]:
        return {office_id: charge.borne_poisha for office_id, charge in self.charges.items()}

    @property
    def delivery_poisha(self) -> int:
        return sum(self.delivery_poisha_by_office.values())

    @property
    def total_poisha(self) -> int:
        return self.contents.goods_poisha + self.delivery_poisha

    @property
    def parcels(self) -> list[tuple[baskets.Parcel, DeliveryCharge]]:
        return [(parcel, self.charges[parcel.office.pk]) for parcel in self.contents.parcels]


@tokens.kept
@require_http_methods(["GET", "HEAD", "POST"])
def checkout(request: HttpRequest) -> HttpResponse:
    response = _steps(request) if request.method == "POST" else _begin(request)
    return access.private(response, has_form=response.status_code != 302)


def _begin(request: HttpRequest) -> HttpResponse:
    contents = baskets.contents(baskets.of(request))
    if not contents.can_be_bought:
        return redirect("shop:basket")
    return _ask_details(request, DetailsForm(), contents)


def _steps(request: HttpRequest) -> HttpResponse:
    details = DetailsForm(request.POST)
    step = request.POST.get("step", "continue")
    latest = baskets.latest(request)
    contents = baskets.contents(latest)
    if step == "back":
        return _ask_details(request, DetailsForm(initial=request.POST.dict()), contents)
    if not tokens.is_good(request):
        said = _(
            "This page had been open for too long. Nothing is lost: check your answers and send them again."
        )
        return _ask_details(request, details, contents, said=[said])
    if contents.is_empty:
        said = _(
            "Your basket is empty or has expired. Put the products into it again; your answers are kept here."
        )
        return _ask_details(request, details, contents, said=[said])
    if not details.is_valid():
        return _ask_details(request, details, contents)
    quote = _quote(contents, details)
    if step == "place":
        return _place(request, details, quote, latest)
    if latest is None or latest.status != latest.OPEN:
        return redirect("shop:basket")
    if contents.troubles:
        return _ask_details(request, details, contents)
    baskets.accept_prices(basket=latest)
    return _ask_agreement(request, details, quote)


def _place(request: HttpRequest, details: DetailsForm, quote: Quote, basket: Any) -> HttpResponse:
    agreement = AgreementForm(request.POST, providers=_offered(quote), shown_poisha=quote.total_poisha)
    if not agreement.is_valid():
        return _ask_agreement(request, details, quote, agreement)
    # What was placed already is answered, however often it is sent: only new orders count.
    again = basket is not None and placing.placed_before(basket, agreement.cleaned_data["token"])
    if not again and not _may_order(request, details):
        said = _("Too many orders were placed from here. Nothing is lost: wait an hour, then send it again.")
        return _ask_agreement(request, details, quote, agreement, said=[said], status=429)
    try:
        purchase = placing.place(
            basket=basket,
            buyer=_buyer(details),
            address=_address(details),
            provider_code=agreement.cleaned_data["provider"],
            delivery_poisha_by_office=quote.delivery_poisha_by_office,
            borne_poisha_by_office=quote.borne_poisha_by_office,
            idempotency_token=agreement.cleaned_data["token"],
            terms_accepted=agreement.cleaned_data["terms"],
            expected_total_poisha=agreement.cleaned_data["shown"],
        )
    except placing.PriceChanged:
        said = _("A price has changed since you saw it. This is the new total: look at it before you order.")
        return _again(request, details, said)
    except placing.NotPlaced as refused:
        return _again(request, details, refused.message)
    response = redirect(_where_to_pay(purchase) or purchase_page(purchase))
    access.grant(response, purchase.number, with_address=True)
    return response


def _may_order(request: HttpRequest, details: DetailsForm) -> bool:
    """Count one more order of this address of the network and of this phone: each holds goods that others want."""
    return throttle.are_allowed(
        Limit("orders-address", throttle.address_of(request), settings.ORDERS_PER_ADDRESS),
        Limit("orders-phone", details.cleaned_data["phone"], settings.ORDERS_PER_PHONE),
        seconds=AN_HOUR,
    )


def _where_to_pay(purchase: Any) -> str | None:
    """Return the provider's address, outside every transaction: the order stands, whatever it answers."""
    try:
        return attempts.open(purchase=purchase)
    except (attempts.ProviderUnavailable, attempts.NotPayable):
        return None  # the order's page offers to pay again, as long as the goods are kept


def purchase_page(purchase: Any) -> str:
    """Return the address of the buyer's thank-you page: its secret opens it, no number or phone is in it."""
    return reverse("shop:thanks", args=[purchase.token])


def _again(request: HttpRequest, details: DetailsForm, said: Any) -> HttpResponse:
    """Show the step that fits the basket as it is now, with what was typed and why it is shown again."""
    basket = baskets.of(request)
    contents = baskets.contents(basket)
    if not contents.can_be_bought:
        return _ask_details(request, details, contents, said=[said])
    baskets.accept_prices(basket=basket)
    return _ask_agreement(request, details, _quote(contents, details), said=[said])


def _ask_details(
    request: HttpRequest, form: DetailsForm, contents: baskets.Contents, said: Sequence[Any] = ()
) -> HttpResponse:
    context = {"form": form, "contents": contents, "said": said, "charges": deliveries.charges()}
    return render(request, "storefront/checkout_details.html", context, status=_status(form, said))


def _ask_agreement(
    request: HttpRequest,
    details: DetailsForm,
    quote: Quote,
    form: AgreementForm | None = None,
    said: Sequence[Any] = (),
    status: int = 0,
) -> HttpResponse:
    if form is None:
        form = AgreementForm(providers=_offered(quote), shown_poisha=quote.total_poisha)
    given = details.cleaned_data
    context = {
        "details": details,
        "form": form,
        "quote": quote,
        "providers": _offered(quote),
        "district": areas.districts()[given["district"]],
        "upazila": areas.upazilas()[given["upazila"]],
        "given": given,
        "said": said,
    }
    return render(
        request, "storefront/checkout_agreement.html", context, status=status or _status(form, said)
    )


def _status(form: Any, said: Sequence[Any]) -> int:
    return 422 if said or (form.is_bound and form.errors) else 200


def _quote(contents: baskets.Contents, details: DetailsForm) -> Quote:
    return Quote(contents, deliveries.by_office(contents.offices, details.cleaned_data["district"]))


def _offered(quote: Quote) -> list[Any]:
    return providers.offered(amount_poisha=quote.total_poisha, currency="BDT", country="BD")


def _buyer(details: DetailsForm) -> placing.Buyer:
    given = details.cleaned_data
    language = active()
    return placing.Buyer(name=given["name"], phone=given["phone"], email=given["email"], language=language)


def _address(details: DetailsForm) -> placing.Address:
    given = details.cleaned_data
    upazila = areas.upazilas()[given["upazila"]]
    district = areas.district(given["district"])
    return placing.Address(
        district_code=given["district"],
        district_name=district.name_bn if district else "",
        upazila_code=upazila.code,
        upazila_name=upazila.name_bn,
        line=given["line"],
        post_code=given["post_code"],
        note=given["note"],
    )
