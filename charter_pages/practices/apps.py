from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PracticesConfig(AppConfig):
    name = "charter_pages.practices"
    label = "practices"
    verbose_name = _("Best practices")

    def ready(self) -> None:
        from charter_pages.practices import receivers  # noqa: F401
