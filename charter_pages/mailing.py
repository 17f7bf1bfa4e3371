"""Letters to offices: to the mailbox of each, and to its people in their language. They name no person."""

from collections.abc import Iterable, Mapping
from typing import Any

from accounts.models import User
from letters import outbox
from offices.models import Office

# Offices write to each other in Bangla.
LANGUAGE = "bn"
# A letter is read, not scrolled: what is beyond is told as a number.
MOST_IN_A_LETTER = 50


def recipients(office: Office, users: Iterable[User]) -> list[tuple[str, str, str]]:
    """Return address, language and the end of the letter's key: the office's mailbox, then its people."""
    found = [(office.email, LANGUAGE, "office")] if office.email else []
    addresses = {office.email}
    for user in users:
        if user.email and user.email not in addresses:
            addresses.add(user.email)
            found.append((user.email, user.language, str(user.pk)))
    return found


def names_of(office: Office) -> dict[str, str]:
    return {"name_bn": office.name_bn, "name_en": office.name_en}


def write(template: str, context: Mapping[str, Any], to: tuple[str, str, str], key: str) -> None:
    address, language, end = to
    outbox.write(
        kind="mail", to=address, template=template, context=context, language=language, key=f"{key}:{end}"
    )
