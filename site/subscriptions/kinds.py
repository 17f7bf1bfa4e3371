"""What readers may be told of: every kind of page that offices publish. A new model of pages is a new kind by itself."""

from collections.abc import Iterator
from typing import Any

from django.utils.text import capfirst

from bangla import ordering
from publishing.pages import Published
from publishing.withdrawals import THE_HOUSE

# Pages of prose stand; they are not news.
_STANDING = {"standard"}


def _models(above: type[Published] = Published) -> Iterator[type[Published]]:
    for model in above.__subclasses__():
        yield from _models(model)
        if not model._meta.abstract and model.kind and model.kind not in THE_HOUSE | _STANDING:
            yield model


def labels() -> dict[str, Any]:
    """Return each kind with what citizens call it, in one order on every machine."""
    return {model.kind: model.kind_label for model in sorted(_models(), key=lambda model: model.kind)}


def choices() -> list[tuple[str, str]]:
    named = ((kind, capfirst(str(label))) for kind, label in labels().items())
    return sorted(named, key=lambda row: ordering.key(row[1]))
