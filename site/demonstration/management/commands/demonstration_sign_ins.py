"""Print who may sign in to the demonstration."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from demonstration import people


class Command(BaseCommand):
    help = "Print the sign-ins of the demonstration."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError("The setting DEMONSTRATION is off.")
        users = people.sign_ins()
        # One division's and one prison's staff stand for those of all divisions and of all that sell.
        shown = [user for user in users if user.get("office") in (None, "div-rajshahi", "dj-rangamati")]
        self.stdout.write(f"\n  Sign in at {settings.SITE_URL}/admin/ (password for all: {people.PASSWORD})")
        for user in shown:
            self.stdout.write(f"    {user['username']:<20}{user['does_en']}")
        offices = {str(user["office"]) for user in users if user.get("office")}
        stems = sorted(people.stem(code) for code in offices if not code.startswith("div-"))
        self.stdout.write(f"    …-workshop, …-office and …-desk likewise for: {', '.join(stems)}")
