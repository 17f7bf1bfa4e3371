"""Who holds which post: what belongs to a post is its holder's while it is held, and nobody else's."""

import datetime

from django.db.models import Q, QuerySet

import clock
from accounts.models import User
from charter_pages.models import PostHolder


def in_office(on: datetime.date | None = None) -> QuerySet[PostHolder]:
    """Return who holds each post on a day (today, without one); the database sees to it that it is one person."""
    day = on or clock.today()
    return PostHolder.objects.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)


def posts_of(user: object) -> set[int]:
    """Return the ids of the posts that a user holds today."""
    if not isinstance(user, User) or not user.is_active:
        return set()
    return set(in_office().filter(user_id=user.pk).values_list("post_id", flat=True))


def holds_a_post(user: object) -> bool:
    return bool(posts_of(user))


def signs_in(post_id: int | None) -> User | None:
    """Return who answers for a post today; None where it is vacant or its holder has no way to sign in."""
    if post_id is None:
        return None
    holder = in_office().filter(post_id=post_id).select_related("user").first()
    return holder.user if holder is not None and holder.user is not None and holder.user.is_active else None
