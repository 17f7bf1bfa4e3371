from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CirculationConfig(AppConfig):
    name = "charter_pages.circulation"
    label = "circulation"
    verbose_name = _("Distribution of papers")

    def ready(self) -> None:
        from charter_pages.circulation import receivers

        receivers.connect()
