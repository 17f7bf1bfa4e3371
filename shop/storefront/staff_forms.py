"""The forms of the prisons' product screens. They ask for the right words; the verbs judge."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import TitleFieldPanel

from language import sorting
from language.forms import TakaField
from offices.models import Office
from publishing.pages import AddressField, AddressInput
from shop.storefront import addresses, listings, pictures
from shop.storefront.models import DeliveryCharge, Listing

Trade = Listing._meta.get_field("trade").related_model


class PictureForm(forms.Form):
    """One picture and what it shows, for those who cannot see it."""

    picture = forms.FileField(
        label=_("Picture"),
        help_text=_("JPEG, PNG, WebP or AVIF, at most 10 MB. No prisoner may be recognisable in it."),
        widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png,.webp,.avif"}),
    )
    alt_bn = forms.CharField(label=_("What the picture shows, in Bangla"), max_length=200)
    alt_en = forms.CharField(label=_("What the picture shows, in English"), max_length=200)

    def clean_picture(self) -> Any:
        file = self.cleaned_data["picture"]
        if file:
            pictures.read(file, name=file.name)
        return file

    def new_pictures(self) -> list[listings.NewPicture]:
        """Return the picture that was given, as the verbs take it; none where none was."""
        given = self.cleaned_data
        if not given.get("picture"):
            return []
        return [
            listings.NewPicture(given["picture"], given["picture"].name, given["alt_bn"], given["alt_en"])
        ]


class ListingForm(forms.Form):
    """A product's words in two languages, its address, its trade and its price.

    The address of a product that stands in the shop stays, whatever its name and even if the box is emptied, until a
    person types another (ADR 0058).
    """

    trade = forms.ModelChoiceField(
        label=_("Trade"), queryset=Trade._default_manager.order_by(sorting.by("name"))
    )
    title_bn = forms.CharField(label=_("Name in Bangla"), max_length=120)
    title_en = forms.CharField(label=_("Name in English"), max_length=120)
    slug = AddressField(
        label=_("Address in the shop"),
        max_length=80,
        required=False,
        widget=AddressInput,
        help_text=_(
            "In Latin letters. Where it is changed the old address leads to the new one, and no other product may "
            "take it. Left empty, the product keeps the address that it has."
        ),
    )
    summary_bn = forms.CharField(label=_("One sentence in Bangla"), max_length=240, required=False)
    summary_en = forms.CharField(label=_("One sentence in English"), max_length=240, required=False)
    description_bn = forms.CharField(
        label=_("Description in Bangla"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    description_en = forms.CharField(
        label=_("Description in English"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    price = TakaField(
        label=_("Price of one, in taka, VAT included"), min_poisha=100, max_poisha=listings.HIGHEST_POISHA
    )

    def __init__(self, *args: Any, listing: Listing | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.listing = listing

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "slug" in given:
            given["slug"] = self._chosen(given)
            try:
                addresses.refuse_anothers(given["slug"], than=self.listing)
            except addresses.Taken as taken:
                self.add_error("slug", taken)
        return given

    def _chosen(self, given: dict[str, Any]) -> str:
        """Return the address that the product has or a person chose; "" where a new one's name shall make it."""
        typed = str(given["slug"])
        if self.listing is not None:
            return typed or self.listing.slug
        # What the browser suggested nobody chose: a namesake's gets a number behind it instead of a refusal.
        made = addresses.suggested(given.get("title_en", ""), given.get("title_bn", ""))
        return "" if typed == made else typed

    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in listings.TEXTS}


class NewListingForm(PictureForm, ListingForm):
    """A new product of one of the reader's prisons, with its first picture where there is one already."""

    office = forms.ModelChoiceField(label=_("Prison"), queryset=Office.objects.none())
    field_order = [
        "office",
        "trade",
        "title_bn",
        "title_en",
        "slug",
        *listings.TEXTS[2:],
        "price",
        "picture",
        "alt_bn",
        "alt_en",
    ]

    def __init__(self, *args: Any, offices: QuerySet[Office], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["office"]
        own: Any = offices
        chosen.queryset = own.by_name()
        if offices.count() == 1:
            chosen.initial = offices.get().pk
        for name in ("picture", "alt_bn", "alt_en"):
            self.fields[name].required = False
        self.fields["slug"].help_text = _(
            "In Latin letters. Left empty, it is made from the name in English."
        )
        # While the name is typed the browser writes the address, as it does on the forms of pages.
        self.fields["title_en"].widget.attrs |= {
            "data-controller": "w-sync",
            "data-action": " ".join(TitleFieldPanel.BoundPanel.apply_actions),
            "data-w-sync-target-value": f"#{self['slug'].id_for_label}",
        }

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in ("alt_bn", "alt_en"):
            if given.get("picture") and not given.get(name):
                self.add_error(name, _("Say what the picture shows, for those who cannot see it."))
        return given


class DeliveryChargeForm(WagtailAdminModelForm):  # type: ignore[misc]
    """The charge of a zone, typed in taka, kept in poisha."""

    charge_poisha = TakaField(label=_("Charge for a parcel, in taka"), max_poisha=10_000_00)
    cost_poisha = TakaField(
        label=_("What the courier takes for it, in taka"),
        max_poisha=10_000_00,
        help_text=_("What this is above the charge, the prison bears; a share policy may deduct it."),
    )

    class Meta:
        model = DeliveryCharge
        fields = ["charge_poisha", "cost_poisha", "days"]


class WithdrawalForm(forms.Form):
    """Nothing to fill in: the button is the answer. The form says which, so that a second click undoes nothing."""

    WITHDRAWN, ON_SALE = "withdrawn", "on_sale"

    to = forms.ChoiceField(
        choices=[(WITHDRAWN, WITHDRAWN), (ON_SALE, ON_SALE)], required=False, widget=forms.HiddenInput
    )
