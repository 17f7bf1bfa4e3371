"""Make the groups, collections and the workflow that the register and the appointments ask for."""

from typing import Any

from django.core.management.base import BaseCommand

from portal import rights


class Command(BaseCommand):
    help = "Make or mend groups, collections, the workflow and everybody's membership; repeatable."

    def handle(self, *args: Any, **options: Any) -> None:
        rights.set_up()
