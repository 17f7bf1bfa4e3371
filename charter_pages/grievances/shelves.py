"""Which complaints stand on which part of a list."""

from django.db.models import Q, QuerySet

import clock
from charter_pages.grievances.models import Grievance


def on_shelf(shown: QuerySet[Grievance], shelf: str, posts: set[int]) -> QuerySet[Grievance]:
    """Return what stands there of the complaints shown to a holder of posts."""
    under_way = Q(state__in=Grievance.UNDER_WAY)
    match shelf:
        case "mine":
            return shown.filter(under_way, post_id__in=posts)
        case "below":
            return shown.filter(under_way, post_above_id__in=posts)
        case "late":
            return shown.filter(under_way, due_on__lt=clock.today())
        case "unheld":
            return shown.filter(under_way, unheld_since__isnull=False)
        case "done":
            return shown.exclude(under_way)
        case _:
            return shown.filter(under_way)
