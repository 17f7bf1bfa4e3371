from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "shop.reports"
    label = "reports"
    verbose_name = _("Reports on the book")

    def ready(self) -> None:
        from shop.ledger import triggers, verification
        from shop.reports import published

        triggers.register(
            *triggers.keep(
                "reports_publishedquarter",
                unique="(fiscal_year = NEW.fiscal_year AND number = NEW.number)",
                says=published.KEPT,
            )
        )
        verification.register(
            "published quarters stand as they were published", published.quarters_stand_as_published
        )
