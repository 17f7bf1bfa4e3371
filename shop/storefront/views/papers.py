"""Terms, returns, privacy, and where each taka goes: what a buyer accepts, in one place and with its date."""

import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

import clock
from shop.storefront import deliveries
from shop.wages import terms

# The day from which these texts are in force; a change of a text changes its day.
VERSIONS = {
    "terms": datetime.date(2026, 11, 1),
    "returns": datetime.date(2026, 11, 1),
    "privacy": datetime.date(2026, 11, 1),
}


@require_safe
def paper(request: HttpRequest, name: str) -> HttpResponse:
    context = {"in_force_from": VERSIONS[name], "charges": deliveries.charges(), "name": name}
    return render(request, f"storefront/{name}.html", context)


@require_safe
def share(request: HttpRequest) -> HttpResponse:
    """Explain how a price is divided, by the order that is in force and those before it."""
    now = clock.now()
    national, *others = terms.histories(now)
    ruling = next((standing for standing in national.standings if standing.state == terms.IN_FORCE), None)
    context = {"national": national, "others": others, "ruling": ruling}
    return render(request, "storefront/share.html", context)
