"""Make the pictorial reports of quarters that were asked for."""

from typing import Any

from django.core.management.base import BaseCommand

from charter_pages.practices import compiling


class Command(BaseCommand):
    help = (
        "Make the pictorial reports of best practices that headquarters and divisions have asked for. The worker "
        "starts it by itself; it may run twice, and at once on two servers: each report is made once."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{compiling.make_due()} pictorial reports made.")
