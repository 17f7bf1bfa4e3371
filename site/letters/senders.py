"""Ways out of the house. A sender is a class with `send`, named by the setting SMS_SENDER."""

import json
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar, Protocol

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils.module_loading import import_string

import clock


class SmsSender(Protocol):
    def send(self, *, to: str, text: str) -> None: ...


class FileSms:
    """Writes each SMS into a file of its own: the default until the gateway's key is set."""

    def send(self, *, to: str, text: str) -> None:
        folder = Path(settings.SMS_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True)
        name = f"{clock.now():%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}.json"
        (folder / name).write_text(json.dumps({"to": to, "text": text}, ensure_ascii=False), encoding="utf-8")


class ConsoleSms:
    """Prints each SMS, with the number withheld: a log must not name a buyer."""

    def send(self, *, to: str, text: str) -> None:
        print(f"SMS to …{to[-3:]}: {text}")


class MemorySms:
    """Keeps what was sent, for tests."""

    sent: ClassVar[list[tuple[str, str]]] = []

    def send(self, *, to: str, text: str) -> None:
        self.sent.append((to, text))


def sms() -> SmsSender:
    sender: SmsSender = import_string(settings.SMS_SENDER)()
    return sender


def mail(
    *, to: str, subject: str, text: str, html: str = "", headers: Mapping[str, str] | None = None
) -> None:
    message = EmailMultiAlternatives(subject=subject, body=text, to=[to], headers=dict(headers or {}))
    if html:
        message.attach_alternative(html, "text/html")
    message.send()
