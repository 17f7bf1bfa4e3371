from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StorefrontConfig(AppConfig):
    name = "shop.storefront"
    label = "storefront"
    verbose_name = _("Shop")

    def ready(self) -> None:
        from shop.checkout import goods
        from shop.storefront import listings

        # An order keeps the products' names in both languages; the texts are ours, above the checkout.
        goods.told_by(listings.titles)
