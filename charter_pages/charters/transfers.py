"""Who holds a post from which day on: one verb, and every charter that names the post is right.

Old versions keep the names of their day. A transfer that lies in the future shows on its day (`masters.daily`).
"""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

import clock
from accounts.models import User
from charter_pages.charters import reading, versions
from charter_pages.models import CharterPage, CharterVersion, Post, PostHolder
from offices.models import Office

ONE_DAY = datetime.timedelta(days=1)


@transaction.atomic
def transfer(
    *, post: Post, on: datetime.date, name_bn: str, name_en: str = "", user: User | None = None, by: User
) -> PostHolder:
    """Let a person hold a post from a day on; the former holder's last day is the one before."""
    post = Post.objects.select_for_update().get(pk=post.pk)
    if not name_bn.strip():
        raise ValidationError({"name_bn": _("Say who takes the post.")})
    refuse_oneself(user, by=by)
    if post.abolished_on is not None and on >= post.abolished_on:
        raise ValidationError({"on": _("The post is abolished by then.")})
    _end_before(post, on)
    holder = PostHolder.objects.create(
        post=post, since=on, name_bn=name_bn.strip(), name_en=name_en.strip(), user=user
    )
    tell(post=post, by=by)
    return holder


@transaction.atomic
def vacate(*, post: Post, on: datetime.date, by: User) -> None:
    """Leave a post vacant from a day on."""
    post = Post.objects.select_for_update().get(pk=post.pk)
    if not _end_before(post, on):
        raise ValidationError({"on": _("Nobody holds the post on that day.")})
    tell(post=post, by=by)


def refuse_oneself(user: User | None, *, by: User) -> None:
    """Refuse that whoever keeps the register gives themselves a post: complaints are read by who holds it."""
    if user is not None and user.pk == by.pk:
        raise ValidationError({"user": _("Another person must enter you as the holder of a post.")})


def lock(post_id: Any) -> None:
    """Wait for whoever else changes a post's holders; the caller's transaction holds it from here on."""
    Post.objects.select_for_update().filter(pk=post_id).first()


def tell(*, post: Post, by: User | None) -> dict[int, CharterVersion]:
    """Write versions of the charters that say something else since a post or its holder changed."""
    return versions.write_all(pages=near(post), cause=CharterVersion.Cause.TRANSFER, by=by)


def near(post: Post) -> QuerySet[CharterPage]:
    """Return the live charters that may name a post: of its office and those below, and whose rows name it."""
    rows = Q()
    for name in ("services__responsible", "services__superior", "grievance_levels__whom"):
        rows |= Q(**{name: post})
    named = CharterPage.objects.filter(rows).values("pk")
    below = Office.objects.within(post.office).values("pk")
    pages = CharterPage.objects.live().filter(alias_of__isnull=True)
    return pages.filter(Q(office__in=below) | Q(pk__in=named))


def charters_naming(post: Post) -> list[CharterPage]:
    """Return the live charters that name a post today."""
    return reading.naming(
        list(near(post).select_related("office").order_by("office__code", "language")), post
    )


def _end_before(post: Post, on: datetime.date) -> bool:
    """End the time of who holds the post on a day with the day before; return whether anybody did."""
    if PostHolder.objects.filter(post=post, since__gte=on).exists():
        raise ValidationError({"on": _("Somebody takes the post on that day or later; correct that first.")})
    held = PostHolder.objects.filter(post=post).filter(Q(until__isnull=True) | Q(until__gte=on))
    return bool(held.update(until=on - ONE_DAY))


def standing(post: Post) -> PostHolder | None:
    """Return who holds the post today."""
    return post.holder(clock.today())
