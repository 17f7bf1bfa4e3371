"""Make the bundles of quarters that were asked for."""

from typing import Any

from django.core.management.base import BaseCommand

from charter_pages.duties import bundles


class Command(BaseCommand):
    help = (
        "Make the bundles that headquarters and divisions have asked for. The worker starts it by itself; "
        "it may run twice, and at once on two servers: each bundle is made once."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{bundles.make_due()} bundles made.")
