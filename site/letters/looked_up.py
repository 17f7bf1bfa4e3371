"""Letters whose reader and words are looked up when they go: of neither anything stands in the outbox.

A package that writes such letters says here, by the template's name, who composes them. What was withdrawn since, or
whose reader has left, is composed to nothing, and is not sent.
"""

import dataclasses
from collections.abc import Callable, Mapping
from typing import NamedTuple

from letters.models import Letter

# Stands in the place of an address that the outbox does not know.
ELSEWHERE = "looked up"


class NotWanted(Exception):
    """Nobody is there to read the letter, or nothing is left to tell."""


@dataclasses.dataclass(frozen=True)
class Mail:
    """A mail as it goes out. Its repr says nothing of its reader."""

    to: str = dataclasses.field(repr=False)
    subject: str
    text: str
    html: str = ""
    headers: Mapping[str, str] = dataclasses.field(default_factory=dict, repr=False)


class Way(NamedTuple):
    """How a letter is composed, and who is told whether it went."""

    # None: it is not to be sent.
    compose: Callable[[Letter], Mail | None]
    # True: trying again is of no use.
    failed: Callable[[Letter, Exception], bool]
    sent: Callable[[Letter], None]
    # Goes to thousands at once: such letters go after all others, few in a round.
    is_for_many: bool


_ways: dict[str, Way] = {}


def register(
    template: str,
    *,
    compose: Callable[[Letter], Mail | None],
    failed: Callable[[Letter, Exception], bool] = lambda _letter, _error: False,
    sent: Callable[[Letter], None] = lambda _letter: None,
    is_for_many: bool = False,
) -> None:
    """Say who composes the letters of a template; called from an AppConfig.ready."""
    _ways[template] = Way(compose, failed, sent, is_for_many)


def for_many() -> list[str]:
    """Return the templates of what goes to thousands at once."""
    return sorted(template for template, way in _ways.items() if way.is_for_many)


def way_of(letter: Letter) -> Way | None:
    return _ways.get(letter.template)
