"""The provider's door, the buyer's way back, and the demonstration provider's hosted page."""

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from shop.orders.models import Purchase
from shop.payments import attempts, inbox
from shop.payments.models import DemonstrationSession, PaymentAttempt
from shop.payments.providers import demonstration as provider
from shop.payments.providers.interface import Event, Forged

# Providers' events are small; what is larger is none.
LARGEST_EVENT_BYTES = 256 * 1024


@csrf_exempt
@require_POST
def events(request: HttpRequest, provider_code: str) -> HttpResponse:
    """Take a provider's event: check the signature on its raw body, keep it, answer. A worker acts later."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not (length.isascii() and length.isdigit()):
        return HttpResponse(status=400)
    if int(length) > LARGEST_EVENT_BYTES:
        return HttpResponse(status=413)
    try:
        inbox.receive(provider_code=provider_code, body=request.body, headers=request.headers)
    except (LookupError, Forged):
        return HttpResponse(status=400)
    return HttpResponse(status=200)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def come_back(request: HttpRequest, token: str) -> HttpResponse:
    """Ask the provider how the payment stands and show the order. The address itself proves nothing.

    Some providers send the buyer's browser by POST, from their site and so without our cookies and token: nothing in
    it is read, and it changes nothing but to come again by GET.
    """
    if request.method == "POST":
        return HttpResponse(status=303, headers={"Location": reverse("payments:return", args=[token])})
    attempt = get_object_or_404(PaymentAttempt.objects.select_related("purchase"), token=token)
    attempts.ask_about(purchase=attempt.purchase)
    return HttpResponseRedirect(thanks_page(attempt.purchase))


def thanks_page(purchase: Purchase) -> str:
    """Return the address of the buyer's own page of this order, in the order's language."""
    with translation.override(purchase.language):
        try:
            return reverse("shop:thanks", args=[purchase.token])
        except NoReverseMatch:
            return f"/{purchase.language}/shop/orders/"


CHOICES = {"pay": DemonstrationSession.State.PAID, "decline": DemonstrationSession.State.DECLINED}


@never_cache
@require_http_methods(["GET", "POST"])
def demonstration(request: HttpRequest, token: str) -> HttpResponse:
    """Show the demonstration provider's page, and do what the buyer chose there."""
    if not settings.DEMONSTRATION:
        raise Http404
    session = get_object_or_404(DemonstrationSession, token=token)
    if request.method == "POST":
        choice = CHOICES.get(request.POST.get("choice", ""))
        if choice and provider.move(token=token, to=choice):
            tell(session, choice)
        return HttpResponseRedirect(session.return_url)
    with translation.override(session.language):
        context = {"session": session, "language": session.language}
        return render(request, "payments/demonstration.html", context)


@transaction.atomic
def tell(session: DemonstrationSession, choice: str) -> None:
    """Put into the inbox what a real provider would send: the buyer may close the browser now."""
    event = Event(event_id=f"{session.token}:{choice}", kind=f"session.{choice}", reference=session.token)
    inbox.keep(provider_code="demonstration", event=event)
