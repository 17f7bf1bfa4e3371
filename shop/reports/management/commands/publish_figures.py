"""Publish the figures of every quarter that is over."""

from typing import Any

from django.core.management.base import BaseCommand

from shop.reports import published


class Command(BaseCommand):
    help = (
        "Publish the figures of every quarter that is over and not published yet, the oldest first. "
        "What is published never changes; run daily, and twice or on two servers, it does the same as once."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        written = published.publish_due()
        for row in written:
            count = len(row.content["atoms"])
            told = f"{count} figures" if count else "too few people earned: no figure is told"
            self.stdout.write(f"{row}: {told}")
        if not written:
            self.stdout.write("Every quarter that is over is published.")
