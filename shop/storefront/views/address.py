"""Where an order goes, shown to whoever types the code that only the buyer got."""

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts import throttle, tokens
from shop.orders import codes
from shop.orders.models import Purchase
from shop.storefront import access
from shop.storefront.views import orders

AN_HOUR = 60 * 60


class CodeForm(forms.Form):
    """The six digits, in Bangla or ASCII."""

    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        help_text=_("Six digits, as in the message."),
        error_messages={"required": _("Enter the code from the message.")},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@tokens.kept
def show_address(request: HttpRequest, number: str) -> HttpResponse:
    """Send a code to the order's own mobile number or e-mail, and show the address to whoever types it."""
    purchase = orders.seen_by(request, number)
    if purchase is None:
        return orders.ask_who(number)
    if access.may_see_address(request, number):
        return access.private(redirect("shop:order", number=number))
    if request.method != "POST":
        return _asked(request, purchase)
    if not tokens.is_good(request):
        said = _("This page had been open for too long. Press the button once more.")
        return _asked(request, purchase, CodeForm(request.POST), said=said)
    if request.POST.get("step") == "send":
        return _send(request, purchase)
    return _try(request, purchase, CodeForm(request.POST))


def _send(request: HttpRequest, purchase: Purchase) -> HttpResponse:
    if not throttle.is_allowed(
        what="code-address",
        who=throttle.address_of(request),
        limit=settings.CODES_PER_ADDRESS,
        seconds=AN_HOUR,
    ):
        return _asked(request, purchase, said=_("Too many tries. Try again in an hour."), status=429)
    try:
        codes.send(purchase=purchase)
    except codes.Refused as refused:
        return _asked(request, purchase, said=refused.message, status=429)
    return access.private(redirect("shop:show-address", number=purchase.number))


def _try(request: HttpRequest, purchase: Purchase, form: CodeForm) -> HttpResponse:
    if not form.is_valid():
        return _asked(request, purchase, form)
    if not codes.use(purchase=purchase, typed=form.cleaned_data["code"]):
        again = codes.waiting(purchase) is not None
        form.add_error(
            "code",
            _("This is not the code. Check the message and try again.")
            if again
            else _("This code does not work any more. Have another one sent."),
        )
        return _asked(request, purchase, form)
    response = redirect("shop:order", number=purchase.number)
    access.grant_address(response, purchase.number)
    return access.private(response)


def _asked(
    request: HttpRequest,
    purchase: Purchase,
    form: CodeForm | None = None,
    *,
    said: object = "",
    status: int = 422,
) -> HttpResponse:
    context = {
        "purchase": purchase,
        "form": form or CodeForm(),
        "waiting": codes.waiting(purchase),
        "minutes": codes.MINUTES,
        # Enough to know one's own phone by, too little to call it.
        "phone_ends": purchase.phone[-3:],
        "said": said,
    }
    wrong = bool(said or form is not None)
    shown = render(request, "storefront/show_address.html", context, status=status if wrong else 200)
    return access.private(shown, has_form=True)
