"""Something is wrong with an order: the buyer writes to the prison that sent it."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts import tokens
from offices.models import Office
from shop.fulfilment import complaints
from shop.orders.models import Purchase
from shop.storefront import access
from shop.storefront.views import orders


class ComplaintForm(forms.Form):
    """To which prison, and what is wrong."""

    office = forms.ChoiceField(
        label=_("Which prison's parcel is it about?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the prison that your complaint is about.")},
    )
    text = forms.CharField(
        label=_("What is wrong?"),
        help_text=_("At least 10 letters. Write no password and no card number."),
        error_messages={"required": _("Write what is wrong.")},
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    # The same form sent twice is one complaint.
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, offices: Sequence[Office]) -> None:
        super().__init__(data, initial={"key": uuid.uuid4()})
        field: Any = self.fields["office"]
        field.choices = [(str(office.pk), office.name) for office in offices]
        if len(offices) == 1:
            field.widget = forms.HiddenInput()
            field.initial = str(offices[0].pk)


@require_http_methods(["GET", "HEAD", "POST"])
@tokens.kept
def complain(request: HttpRequest, number: str) -> HttpResponse:
    """Take a complaint from the browser that has found or placed the order."""
    purchase = orders.seen_by(request, number)
    if purchase is None:
        return orders.ask_who(number)
    offices = [parcel.office for parcel in purchase.consignments.select_related("office").order_by("pk")]
    form = ComplaintForm(request.POST if request.method == "POST" else None, offices=offices)
    if request.method != "POST":
        return _asked(request, purchase, form)
    if not tokens.is_good(request):
        said = _("This page had been open for too long. Send your answers once more.")
        return _asked(request, purchase, form, said=said)
    if not form.is_valid():
        return _asked(request, purchase, form)
    to = next(office for office in offices if str(office.pk) == form.cleaned_data["office"])
    try:
        complaints.write(
            purchase=purchase,
            office=to,
            text=form.cleaned_data["text"],
            form_key=form.cleaned_data["key"],
        )
    except complaints.Refused as refused:
        form.add_error(None, refused)
        return _asked(request, purchase, form)
    return access.private(redirect("shop:order", number=purchase.number))


def _asked(
    request: HttpRequest, purchase: Purchase, form: ComplaintForm, *, said: object = ""
) -> HttpResponse:
    context = {"purchase": purchase, "form": form, "said": said}
    wrong = bool(said) or (form.is_bound and bool(form.errors))
    shown = render(request, "storefront/complain.html", context, status=422 if wrong else 200)
    return access.private(shown, has_form=True)
