"""Readers for tests: begun the way a reader begins, by the form, the mail and the button."""

import re
from typing import Any
from urllib.parse import urlsplit

from django.core import mail
from django.test import Client

from letters import outbox
from subscriptions import subscribing
from subscriptions.models import Subscription
from subscriptions.wishes import Wishes

ADDRESS = "Rahima.Planted@example.org"
CHOICES = {"offices": ["every"], "kinds": ["every"], "rhythm": "at_once", "language": "bn"}


def reader(address: str = ADDRESS, **wishes: Any) -> Subscription:
    """Return a reader who has asked and confirmed, without the pages."""
    asked = subscribing.ask(
        address=address, wishes=Wishes(**{"language": "bn", "rhythm": "at_once", **wishes})
    )
    begun = subscribing.confirm(key=asked.key)
    assert begun is not None
    return begun


def ask(client: Client, address: str = ADDRESS, language: str = "bn", **changed: Any) -> Any:
    return client.post(f"/{language}/subscribe/", {**CHOICES, "email": address, **changed})


def send() -> list[Any]:
    """Let the worker send what is due, and return the mails of this time."""
    before = len(mail.outbox)
    outbox.send_due()
    while outbox.send_to_many():
        pass
    return mail.outbox[before:]


def link_in(message: Any, part: str) -> str:
    """Return the path of the link of a mail that has this part."""
    found = re.search(rf"https?://\S+/subscribe/{part}/\S+", message.body)
    assert found is not None, message.body
    return urlsplit(found[0]).path
