from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GrievancesConfig(AppConfig):
    name = "charter_pages.grievances"
    label = "grievances"
    verbose_name = _("Complaints")

    def ready(self) -> None:
        from charter_pages.grievances import receivers  # noqa: F401
