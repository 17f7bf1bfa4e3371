"""Members of staff for tests of the back office, and their browsers without a browser."""

from django.test import Client

import clock
from accounts.models import Appointment, User
from offices.models import Office


def person(name: str, role: str, office: Office) -> User:
    """Return a new user who holds a role at an office from today on."""
    user = User.objects.create_user(name, f"{name}@example.org")
    Appointment.objects.create(user=user, role=role, office=office, since=clock.today())
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client
