"""Small pages outside every cache: asking for mails, confirming, changing, leaving. None shows an address."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import throttle, tokens
from accounts.throttle import Limit
from subscriptions import keys, subscribing
from subscriptions.forms import BELOW, EVERY, SubscribeForm, WishesForm
from subscriptions.models import Subscription

AN_HOUR = 60 * 60
A_DAY = 24 * AN_HOUR
TOO_OLD = _("This page had been open for too long. Send your answers once more.")


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@tokens.kept
def new(request: HttpRequest) -> HttpResponse:
    """Take an address and what it is to be told of. The answer is the same whatever is known of the address."""
    if request.method != "POST":
        if "sent" in request.GET:
            return tokens.private(
                render(request, "subscriptions/sent.html", {"hours": settings.SUBSCRIPTION_CONFIRM_HOURS})
            )
        return _asked(request, SubscribeForm(initial=_begun(request)))
    form = SubscribeForm(request.POST)
    if not tokens.is_good(request):
        return _asked(request, form, said=TOO_OLD)
    if not form.is_valid():
        return _asked(request, form)
    from_here = Limit("subscribe-network", throttle.address_of(request), settings.SUBSCRIPTIONS_PER_ADDRESS)
    if not throttle.are_allowed(from_here, seconds=AN_HOUR):
        said = _("Too many subscriptions were asked for from here. Try again in an hour.")
        return _asked(request, form, said=said, status=429)
    address = form.cleaned_data["email"]
    to_it = Limit("subscribe-email", keys.plain(address), settings.SUBSCRIPTIONS_PER_EMAIL)
    # Nobody is told that an address was written to often today: it would tell that somebody asked for it.
    if throttle.are_allowed(to_it, seconds=A_DAY):
        subscribing.ask(address=address, wishes=form.wishes())
    return tokens.private(redirect(f"{reverse('subscriptions:new')}?sent"))


def _begun(request: HttpRequest) -> dict[str, Any]:
    """Return what a link from an office's page, or from a list of one kind, has chosen already."""
    begun: dict[str, Any] = {}
    office, kind = request.GET.get("office", "")[:41], request.GET.get("kind", "")[:20]
    form = SubscribeForm()
    if office.removesuffix(BELOW) in form.register:
        begun["offices"] = [office]
    if kind and kind in dict(form.fields["kinds"].choices):  # type: ignore[attr-defined]
        begun["kinds"] = [kind]
    return begun


def _asked(
    request: HttpRequest, form: SubscribeForm, *, said: object = "", status: int = 422
) -> HttpResponse:
    wrong = bool(said) or (form.is_bound and bool(form.errors))
    context = {"form": form, "said": said, "every": EVERY}
    shown = render(request, "subscriptions/new.html", context, status=status if wrong else 200)
    return tokens.private(shown, has_form=True)


@require_http_methods(["GET", "HEAD", "POST"])
@tokens.kept
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Begin, when the button is pressed: programs that look at every link of a mail press none."""
    key = keys.key_of(keys.CONFIRM, token)
    standing = key is not None and subscribing.standing_asks().filter(key=key).exists()
    said: object = ""
    if request.method == "POST" and key is not None:
        if tokens.is_good(request):
            reader = subscribing.confirm(key=key)
            if reader is not None:
                mine = reverse("subscriptions:mine", args=[keys.token(keys.MINE, reader.key)])
                return tokens.private(redirect(f"{mine}?begun"))
            standing = False
        else:
            said = TOO_OLD
    context = {"standing": standing, "said": said}
    shown = render(request, "subscriptions/confirm.html", context, status=422 if said else 200)
    return tokens.private(shown, has_form=True)


@require_http_methods(["GET", "HEAD", "POST"])
@tokens.kept
def mine(request: HttpRequest, token: str) -> HttpResponse:
    """Show a reader what they are told of, and change it."""
    reader = subscribing.of_key(keys.key_of(keys.MINE, token))
    if reader is None:
        return _gone(request)
    wishes = subscribing.wishes_of(reader)
    if request.method != "POST":
        done = next((name for name in ("begun", "changed") if name in request.GET), "")
        return _mine(request, token, reader, WishesForm(wishes=wishes), done=done)
    form = WishesForm(request.POST, wishes=wishes)
    if not tokens.is_good(request):
        return _mine(request, token, reader, form, said=TOO_OLD)
    if not form.is_valid():
        return _mine(request, token, reader, form)
    subscribing.change(reader=reader, wishes=form.wishes())
    return tokens.private(redirect(f"{reverse('subscriptions:mine', args=[token])}?changed"))


def _mine(
    request: HttpRequest,
    token: str,
    reader: Subscription,
    form: WishesForm,
    *,
    said: object = "",
    done: str = "",
) -> HttpResponse:
    wrong = bool(said) or (form.is_bound and bool(form.errors))
    context = {
        "form": form, "said": said, "done": done, "token": token, "every": EVERY,
        "is_paused": reader.paused_at is not None,
    }  # fmt: skip
    shown = render(request, "subscriptions/mine.html", context, status=422 if wrong else 200)
    return tokens.private(shown, has_form=True)


# A mail program sends this form by itself and knows no token of ours (RFC 8058); the link is the reader's own.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """Show a button; pressed, or sent by a mail program, it ends the mails and forgets the address at once."""
    key = keys.key_of(keys.MINE, token)
    reader = subscribing.of_key(key)
    if reader is not None and request.method != "POST":
        return tokens.private(render(request, "subscriptions/leave.html", {"token": token}))
    if reader is not None:
        subscribing.leave(reader=reader)
    # Whoever has left already, presses again and reads that it is so.
    return _gone(request) if key is None else tokens.private(render(request, "subscriptions/left.html"))


def _gone(request: HttpRequest) -> HttpResponse:
    return tokens.private(render(request, "subscriptions/gone.html", status=404))
