"""By what answers are narrowed, and whether readers may have them: as it was when the object was indexed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import models
from django.utils.encoding import force_str


@dataclass(frozen=True, slots=True)
class Facts:
    """What the index knows of an object besides its words. No language: it answers in every one."""

    kind: str = ""
    language: str = ""
    office_id: int | None = None
    year: int | None = None
    topic: str = ""
    is_public: bool = False


class HasFacts(Protocol):
    """A model whose objects readers may find says so by this; of all others readers find nothing."""

    @classmethod
    def search_facts(cls, objects: Sequence[Any]) -> Mapping[Any, Facts]:
        """Return the facts of many objects by their keys, in as many queries as for one."""


NONE = Facts()


def of(model: type[models.Model], objects: Sequence[models.Model]) -> dict[str, Facts]:
    """Return the facts of objects of one model by their keys as text."""
    tell = getattr(model, "search_facts", None)
    if tell is None:
        return {}
    return {force_str(key): told for key, told in tell(objects).items()}
