from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class LedgerConfig(AppConfig):
    name = "shop.ledger"
    label = "ledger"
    verbose_name = _("Ledger")

    def ready(self) -> None:
        pre_migrate.connect(make_way, sender=self, dispatch_uid="ledger.make_way")
        post_migrate.connect(install_triggers, sender=self, dispatch_uid="ledger.install_triggers")


def make_way(using: str, plan: Sequence[object], **kwargs: Any) -> None:
    """Lift what would keep a migration from remaking a table; `install_triggers` puts it back."""
    from shop.ledger import triggers

    if plan:
        triggers.make_way(connections[using])


def install_triggers(using: str, **kwargs: Any) -> None:
    """Put the guards back that a remade table has lost."""
    from shop.ledger import triggers

    triggers.install(connections[using])
