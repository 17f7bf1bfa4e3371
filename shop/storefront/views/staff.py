"""The prisons' screens of their products: words, pictures, price, withdrawal. Stock comes from batches."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from language import sorting
from offices.models import Office
from shop.production.screens import PER_PAGE, FormScreen, Screen
from shop.storefront import addresses, listings, staff_forms
from shop.storefront.models import Listing

PRODUCTS = (gettext_lazy("Products"), "storefront_listings")


class Products(Screen):
    """The products of the reader's prisons."""

    roles = listings.KEEPERS
    title = gettext_lazy("Products")
    icon = "tag"
    template_name = "storefront/staff/listings.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = _own(self)
        text = self.request.GET.get("q", "").replace("\0", "").strip()[:100]
        if text:
            shown = shown.filter(Q(title_bn__icontains=text) | Q(title_en__icontains=text))
        if self.request.GET.get("state") == "withdrawn":
            shown = shown.filter(withdrawn_at__isnull=False)
        page = Paginator(shown.order_by(sorting.by("office__name"), "position", "pk"), PER_PAGE)
        return {
            **super().get_context_data(**kwargs),
            "page_obj": page.get_page(self.request.GET.get("p")),
            "text": text,
        }


class Add(FormScreen):
    """A new product, without stock: its units come with the first confirmed batch."""

    roles = listings.KEEPERS
    title = gettext_lazy("Add a product")
    icon = "tag"
    above = (PRODUCTS,)
    form_class = staff_forms.NewListingForm
    submit_label = gettext_lazy("Add the product")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "offices": self.offices().filter(kind__in=Office.PRISONS)}

    def act(self, form: staff_forms.NewListingForm) -> HttpResponse:
        given = form.cleaned_data
        listing = listings.add(
            by=self.request.user,
            office=given["office"],
            trade=given["trade"],
            texts=form.texts(),
            price_poisha=given["price"],
            new_pictures=form.new_pictures(),
            slug=given["slug"],
        )
        text = _("The product is listed. It can be bought as soon as a batch of it is confirmed.")
        return self.done(text, "storefront_listing", listing.pk)


class Own(FormScreen):
    """A screen of one product; another prison's is not found."""

    roles = listings.KEEPERS
    icon = "tag"
    above = (PRODUCTS,)

    @property
    def listing(self) -> Listing:
        return get_object_or_404(_own(self), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "listing": self.listing}


class Edit(Own):
    """A product's words, address, trade and price."""

    template_name = "storefront/staff/listing.html"
    form_class = staff_forms.ListingForm

    def get_page_title(self) -> str:
        return self.listing.title

    def get_initial(self) -> dict[str, Any]:
        listing = self.listing
        texts = {name: getattr(listing, name) for name in listings.TEXTS}
        return {
            **texts,
            "slug": listing.slug,
            "trade": listing.trade_id,
            "price": listing.price_poisha,
        }

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "listing": self.listing}

    def act(self, form: staff_forms.ListingForm) -> HttpResponse:
        listing, user = self.listing, self.request.user
        addresses.give(by=user, listing=listing, slug=form.cleaned_data["slug"])
        listings.describe(by=user, listing=listing, texts=form.texts(), trade=form.cleaned_data["trade"])
        if form.cleaned_data["price"] != listing.price_poisha:
            listings.set_price(by=user, listing=listing, price_poisha=form.cleaned_data["price"])
        return self.done(_("The product is changed."), "storefront_listing", listing.pk)


class Pictures(Own):
    """A product's pictures: added one by one, or taken away."""

    template_name = "storefront/staff/pictures.html"
    form_class = staff_forms.PictureForm
    title = gettext_lazy("Pictures")
    submit_label = gettext_lazy("Publish the picture")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "remove" in request.POST:
            picture = get_object_or_404(self.listing.pictures, pk=_whole(request.POST["remove"]))
            listings.remove_picture(by=request.user, picture=picture)
            return self.done(_("The picture is removed."), "storefront_pictures", self.listing.pk)
        return super().post(request, *args, **kwargs)

    def act(self, form: staff_forms.PictureForm) -> HttpResponse:
        for new in form.new_pictures():
            listings.add_picture(by=self.request.user, listing=self.listing, new=new)
        text = _("The picture is published, without the data that the camera wrote into it.")
        return self.done(text, "storefront_pictures", self.listing.pk)


class Withdrawal(Own):
    """Take a product off the shop, or put it back."""

    template_name = "storefront/staff/withdrawal.html"
    form_class = staff_forms.WithdrawalForm

    def get_page_title(self) -> Any:
        return _("Put back on sale") if self.listing.is_withdrawn else _("Withdraw from sale")

    def get_initial(self) -> dict[str, Any]:
        wanted = self.form_class.ON_SALE if self.listing.is_withdrawn else self.form_class.WITHDRAWN
        return {"to": wanted}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "submit_button_label": self.get_page_title()}

    def act(self, form: staff_forms.WithdrawalForm) -> HttpResponse:
        listing = self.listing
        if form.cleaned_data["to"] == form.ON_SALE:
            listings.restore(by=self.request.user, listing=listing)
            return self.done(_("The product is on sale again."), "storefront_listing", listing.pk)
        listings.withdraw(by=self.request.user, listing=listing)
        return self.done(_("The product is withdrawn from sale."), "storefront_listing", listing.pk)


def _own(screen: Screen) -> QuerySet[Listing]:
    return Listing.objects.for_cards().filter(office__in=screen.offices())


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
