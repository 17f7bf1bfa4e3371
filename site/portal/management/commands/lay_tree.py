"""Lay the sections of the site below its home pages."""

from typing import Any

from django.core.management.base import BaseCommand

from portal import tree


class Command(BaseCommand):
    help = "Lay the sections of the site below its home pages; what stands already is left as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        tree.lay()
        tree.sync()
