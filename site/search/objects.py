"""From documents that answer to the objects behind them, as far as somebody may have them."""

import functools
from collections.abc import Callable, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from modelsearch.utils import get_descendant_models

from search.tables import Match

# Up to so many ids go into a query; beyond, the rows that may be shown are read and compared here.
MOST_IDS_IN_A_QUERY = 900

Kind = frozenset[int]
# What readers may have now of a model.
Public = Callable[[type[Any]], QuerySet[Any]]

# Modelsearch walks over every model of the site each time.
_with_descendants = functools.cache(get_descendant_models)


def content_types_of(model: type[Model]) -> Kind:
    """Return the keys of the content types that objects of a model, or of one that inherits from it, may have."""
    return frozenset(
        kind.pk for kind in ContentType.objects.get_for_models(*_with_descendants(model)).values()
    )


def shown(
    matches: Sequence[Match], models: Sequence[type[Any]], public: Public
) -> dict[tuple[int, str], Any]:
    """Return the objects that answer and that readers may have, by content type and key; a model is asked for only
    where some match is one of its objects.
    """
    kinds = {model: content_types_of(model) for model in models}
    here = [model for model in models if any(match.content_type_id in kinds[model] for match in matches)]
    return objects_of(matches, [public(model) for model in here], [kinds[model] for model in here])


def objects_of(
    matches: Sequence[Match], querysets: Sequence[QuerySet[Any]], kinds: Sequence[Kind]
) -> dict[tuple[int, str], Any]:
    """Return the objects that answer and that the querysets hold, by content type and key; one query for each
    queryset that may hold some. `kinds` holds the content types of each.
    """
    objects: dict[tuple[int, str], Any] = {}
    for queryset, kind in zip(querysets, kinds, strict=True):
        these = [match for match in matches if match.content_type_id in kind]
        if these:
            found = queryset.filter(pk__in={match.object_id for match in these})
            things = {str(thing.pk): thing for thing in found}
            objects |= {
                (match.content_type_id, match.object_id): things[match.object_id]
                for match in these
                if match.object_id in things
            }
    return objects


def allowed_in_order(queryset: QuerySet[Any], ids: list[str]) -> list[str]:
    """Return those of the ids that the queryset holds, in their order."""
    if not ids:
        return []
    rows = queryset.order_by()
    if len(ids) <= MOST_IDS_IN_A_QUERY:
        rows = rows.filter(pk__in=ids)
    held = {str(pk) for pk in rows.values_list("pk", flat=True)}
    return [pk for pk in ids if pk in held]
