from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrdersConfig(AppConfig):
    name = "shop.orders"
    label = "orders"
    verbose_name = _("Orders")

    def ready(self) -> None:
        from shop.ledger import verification
        from shop.orders import checks
        from shop.wages import checks as wages

        wages.lines_come_from(checks.credited_lines)
        verification.register("what is paid and delivered is credited", checks.paid_and_delivered_is_credited)
        verification.register("pieces make up the sold lines", checks.pieces_make_up_the_line)
        verification.register("what is refunded is taken back", checks.refunds_are_taken_back)
