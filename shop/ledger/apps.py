from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class LedgerConfig(AppConfig):
    name = "shop.ledger"
    label = "ledger"
    verbose_name = _("Ledger")

    def ready(self) -> None:
        post_migrate.connect(install_triggers, sender=self, dispatch_uid="ledger.install_triggers")


def install_triggers(using: str, **kwargs: Any) -> None:
    """Put the guards back that a remade table has lost."""
    from shop.ledger import triggers

    triggers.install(connections[using])
