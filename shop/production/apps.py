from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProductionConfig(AppConfig):
    name = "shop.production"
    label = "production"
    verbose_name = _("Production")

    def ready(self) -> None:
        from shop.ledger import verification
        from shop.production import checks, guards

        guards.register()
        verification.register("stock is what the batches say", checks.stock_is_what_batches_say)
        verification.register("sold units carry their batch's cost", checks.units_carry_their_cost)
