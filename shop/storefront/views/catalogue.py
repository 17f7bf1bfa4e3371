"""What anybody may read and any proxy may keep: no cookie, no token, nothing about the reader."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from language.spoken import active
from publishing.addresses import lead_on
from shop.storefront import addresses, areas, cards, catalogue, deliveries, estimates
from shop.storefront.forms import FilterForm


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show the catalogue, filtered by what stands in the address."""
    trades = catalogue.trades()
    form = FilterForm(request.GET, trades=trades, prisons=catalogue.prisons(), english=active() == "en")
    wish = form.wish
    page = catalogue.page(wish, request.GET.get("page"))
    chosen = {key: value for key, value in request.GET.items() if value and key in form.fields}
    context = {
        "form": form,
        "wish": wish,
        "trades": trades,
        "is_opened": bool(form.errors) or bool(chosen.keys() - {"trade"}),
        "page_obj": page,
        "cards": cards.of(page.object_list),
        "total": page.paginator.count,
        "is_narrowed": any(key != "sort" for key in chosen),
        "text": wish.text,
    }
    return render(request, "storefront/catalogue.html", context)


@require_safe
def product(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one product. A withdrawn one says so and offers others: its address may stand in a letter. A former
    address leads on.
    """
    listing = addresses.at(slug)
    if listing is None:
        raise Http404
    if listing.slug != slug:
        return lead_on(request, listing.get_absolute_url())
    related = catalogue.related(listing)
    context = {
        "listing": listing,
        "share": estimates.of([listing]).get(listing.pk),
        "charges": deliveries.charges(),
        "district": areas.district(listing.office.district_code),
        "related": cards.of(related),
    }
    status = 410 if listing.is_withdrawn else 200
    return render(request, "storefront/product.html", context, status=status)
