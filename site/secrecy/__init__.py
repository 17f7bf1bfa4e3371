"""Encryption of what no database, backup or report may show: what inmates are called, what people complain of.

Fernet with the keys of the settings, the newest first. With `IDENTITY_KEYS` a key is replaced without a day's gap:
the new one is put first and encrypts, the old ones still read.
"""

from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models


class Unreadable(Exception):
    """None of the keys reads this."""


def _fernet() -> MultiFernet:
    if not settings.IDENTITY_KEYS:
        raise ImproperlyConfigured("IDENTITY_KEYS is empty: what is secret can be neither written nor read.")
    return MultiFernet([Fernet(key) for key in settings.IDENTITY_KEYS])


def encrypt(text: str) -> str:
    """Return the text as a token that the database may hold."""
    return _fernet().encrypt(text.encode()).decode("ascii")


def decrypt(token: str) -> str:
    """Return the text of a token; raises Unreadable, which quotes nothing."""
    try:
        return _fernet().decrypt(token.encode("ascii")).decode()
    except InvalidToken:
        raise Unreadable("This was encrypted with a key that is not here.") from None


class EncryptedField(models.TextField):  # type: ignore[type-arg]
    """A text that is encrypted in the database and plain in Python. It cannot be searched or ordered by."""

    def get_prep_value(self, value: Any) -> Any:
        return None if value is None else encrypt(str(value))

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return None if value is None else decrypt(value)

    def get_lookup(self, lookup_name: str) -> Any:
        # Each encryption of the same text differs, so that a comparison could never be true.
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None
