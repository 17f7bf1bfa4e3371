from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StorefrontConfig(AppConfig):
    name = "shop.storefront"
    label = "storefront"
    verbose_name = _("Shop")

    def ready(self) -> None:
        from shop.checkout import goods
        from shop.fulfilment import clocks
        from shop.ledger import verification
        from shop.storefront import deliveries, listings
        from shop.storefront.papers import checks, guards

        # An order keeps the products' names in both languages; the texts are ours, above the checkout.
        goods.told_by(listings.titles)
        # Registers of offices spell districts in more ways than one; the clocks lie below the areas.
        clocks.districts_compared_by(deliveries.is_same_district)
        guards.register()
        verification.register("papers are numbered without a gap", checks.series_have_no_gap)
