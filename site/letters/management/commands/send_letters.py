from django.core.management.base import BaseCommand

from letters import outbox


class Command(BaseCommand):
    help = "Send the mails and SMS that wait in the outbox."

    def handle(self, *args: object, **options: object) -> None:
        total = 0
        while sent := outbox.send_due():
            total += sent
        self.stdout.write(f"{total} sent")
