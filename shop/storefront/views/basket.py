"""The basket: small uncached pages, of which nobody is told anything but the browser that holds it."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts import tokens
from shop.storefront import addresses, baskets, deliveries
from shop.storefront.forms import ChangeForm, QuantityForm
from shop.storefront.models import Listing


@never_cache
@tokens.kept
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask how many, and put them into the basket."""
    # A page that somebody has open still names the address from before a product moved.
    listing = addresses.at(slug)
    if listing is None:
        raise Http404
    form = QuantityForm(request.POST if request.method == "POST" else None, initial={"quantity": 1})
    if request.method == "POST" and tokens.is_good(request) and form.is_valid():
        try:
            basket = baskets.add(
                basket=baskets.of(request), listing=listing, quantity=form.cleaned_data["quantity"]
            )
        except baskets.Refused as refused:
            form.add_error("quantity", refused)
        else:
            response = redirect(f"{reverse('shop:basket')}?{urlencode({'added': listing.slug})}")
            baskets.keep(response, basket)
            return response
    context = {"listing": listing, "form": form, "token_is_good": tokens.is_good(request)}
    return render(request, "storefront/add.html", context, status=422 if form.errors else 200)


@never_cache
@tokens.kept
@require_http_methods(["GET", "HEAD", "POST"])
def basket(request: HttpRequest) -> HttpResponse:
    """Show the basket by prison; a POST changes one line's quantity or takes it out."""
    notices = _notices(request)
    if "X-In-Place" in request.headers and notices["added"]:
        # The script of a product's page asks: it shows this in a dialog, and the reader stays there.
        return render(request, "storefront/added.html", notices)
    held = baskets.of(request)
    wrong: dict[int, ChangeForm] = {}
    if request.method == "POST" and tokens.is_good(request) and held is not None:
        form = ChangeForm(_as_pressed(request))
        if form.is_valid():
            try:
                return _changed(held, form)
            except baskets.Refused as refused:
                form.add_error("quantity", refused)
        wrong[form.cleaned_data.get("line", 0)] = form
    contents = baskets.contents(held)
    forms = {line.pk: wrong.get(line.pk) or _form_of(line) for line in contents.lines}
    context = {
        "contents": contents,
        "parcels": [
            (parcel, [(line, forms[line.pk]) for line in parcel.lines]) for parcel in contents.parcels
        ],
        "wrong": [form for form in forms.values() if form.errors],
        "charges": deliveries.charges(),
        "token_is_good": tokens.is_good(request),
        **notices,
    }
    return render(request, "storefront/basket.html", context, status=422 if wrong else 200)


@never_cache
@require_safe
def count(request: HttpRequest) -> JsonResponse:
    """Tell the header's script how many units the basket holds; no other page knows."""
    return JsonResponse({"count": baskets.count(baskets.of(request))}, headers={"Cache-Control": "no-store"})


def _as_pressed(request: HttpRequest) -> dict[str, str]:
    given = request.POST.dict()
    if "remove" in given:
        given["quantity"] = "0"
    return given


def _changed(held: object, form: ChangeForm) -> HttpResponse:
    line = held.lines.select_related("stockrecord__listing").filter(pk=form.cleaned_data["line"]).first()  # type: ignore[attr-defined]
    quantity = form.cleaned_data["quantity"]
    baskets.change(basket=held, line_id=form.cleaned_data["line"], quantity=quantity)
    said = {}
    if quantity == 0 and line is not None:
        said = {"removed": line.stockrecord.listing.slug, "units": line.quantity}
    return redirect(f"{reverse('shop:basket')}?{urlencode(said)}" if said else "shop:basket")


def _form_of(line: baskets.Line) -> ChangeForm:
    return ChangeForm(initial={"line": line.pk, "quantity": line.quantity}, auto_id=f"line-{line.pk}-%s")


def _notices(request: HttpRequest) -> dict[str, object]:
    """Return what to say of the last step: it stands in the address, so that no session is needed."""
    slugs = {name: request.GET.get(name, "").replace("\0", "") for name in ("added", "removed")}
    found = {
        row.slug: row for row in Listing.objects.filter(slug__in=[slug for slug in slugs.values() if slug])
    }
    units = request.GET.get("units", "1")
    return {
        "added": found.get(slugs["added"]),
        "removed": found.get(slugs["removed"]),
        "removed_units": int(units) if units.isascii() and units.isdigit() and len(units) < 3 else 1,
    }
