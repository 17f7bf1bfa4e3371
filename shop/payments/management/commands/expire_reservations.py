from django.core.management.base import BaseCommand

from shop.payments import attempts


class Command(BaseCommand):
    help = "End the reservations of orders that were not paid in time, and put their goods back on sale."

    def handle(self, *args: object, **options: object) -> None:
        total = 0
        while over := attempts.expire_due():
            total += over
        self.stdout.write(f"{total} expired")
