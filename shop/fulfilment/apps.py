from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FulfilmentConfig(AppConfig):
    name = "shop.fulfilment"
    label = "fulfilment"
    verbose_name = _("Fulfilment")

    def ready(self) -> None:
        from shop.fulfilment import closing, late
        from shop.payments import worker

        worker.also("late_letters", late.tell_offices)
        worker.also("masked", closing.daily)
