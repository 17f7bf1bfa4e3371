from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PaymentsConfig(AppConfig):
    name = "shop.payments"
    label = "payments"
    verbose_name = _("Payments")

    def ready(self) -> None:
        from shop.ledger import verification
        from shop.payments import checks

        verification.register("money in hand is in the book", checks.money_in_hand_is_booked)
        verification.register("refunds are in the book", checks.refunds_are_booked)
        verification.register("what is owed and disputed adds up", checks.what_is_owed_and_disputed_adds_up)
        verification.register("bank slips are in the book", checks.slips_are_booked)
