"""Which officer a row names: a post of the office, or a kind of post, of which each office has its own."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import F, FilteredRelation, Q

import clock
from charter_pages import quarters
from charter_pages.charters.content import Officer
from charter_pages.models import Post
from offices.models import Office

NAMES = ("responsible", "superior", "whom")


def chain(office: Office) -> list[Office]:
    """Return an office and those above it, the nearest first."""
    return [office, *reversed(office.ancestors())]


def fetch(offices: Iterable[Office], ids: Iterable[int] = ()) -> list[Post]:
    """Return the posts of offices, and those of `ids` wherever they are, each with who holds it today, in one query."""
    today = clock.today()
    in_office = Q(holders__since__lte=today) & (Q(holders__until__isnull=True) | Q(holders__until__gte=today))
    wanted = {office.pk for office in offices}
    return list(
        Post.objects.filter(Q(office_id__in=wanted) | Q(pk__in=set(ids)))
        .annotate(
            in_office=FilteredRelation("holders", condition=in_office),
            held_since=F("in_office__since"),
            held_by_bn=F("in_office__name_bn"),
            held_by_en=F("in_office__name_en"),
        )
        .select_related("office")
    )


def by_office(found: Iterable[Post]) -> dict[int, list[Post]]:
    """Return posts by the office at which they are."""
    sorted_out: dict[int, list[Post]] = {}
    for post in found:
        sorted_out.setdefault(post.office_id, []).append(post)
    return sorted_out


def near(found: Mapping[int, Sequence[Post]], office: Office | None, ids: set[int]) -> list[Post]:
    """Return of the posts of many offices those that a charter of one office may name."""
    offices = {above.pk for above in chain(office)} if office else set()
    named = [post for posts in found.values() for post in posts if post.pk in ids] if ids else []
    return [post for pk in offices for post in found.get(pk, ())] + [
        post for post in named if post.office_id not in offices
    ]


class Posts:
    """The officers whom the rows of one page name, fetched in one go."""

    def __init__(self, page: Any, rows: Sequence[Any], found: Sequence[Post] | None = None) -> None:
        self.office = quarters.office_of(page)
        self.chain = chain(self.office) if self.office else []
        if found is None:
            found = fetch(self.chain, named_by(rows)) if rows else ()
        elif elsewhere := named_by(rows) - {post.pk for post in found}:
            found = [*found, *fetch((), elsewhere)]
        self.by_id: dict[int, Post] = {}
        self.by_role: dict[tuple[int, str], Post] = {}
        for post in found:
            # Where two people hold a post on a day, it is whose who took it last.
            standing = self.by_id.get(post.pk)
            if standing is None or _since(post) > _since(standing):
                self.by_id[post.pk] = post
        for post in self.by_id.values():
            if post.role and (post.abolished_on is None or post.abolished_on > clock.today()):
                self.by_role.setdefault((post.office_id, post.role), post)

    def post(self, row: Any, name: str) -> Post | None:
        """Return the post that a row names, or the office's of the kind that it names, else that of the nearest
        office above.
        """
        if named := getattr(row, f"{name}_id", None):
            return self.by_id.get(named)
        role = getattr(row, f"{name}_role", "")
        found = (self.by_role.get((office.pk, role)) for office in self.chain)
        return next((post for post in found if post is not None), None) if role else None

    def officer(self, row: Any, name: str) -> Officer | None:
        post = self.post(row, name)
        if post is None:
            return None
        return Officer(
            title=post.title,
            office=post.office.name if self.office and post.office_id != self.office.pk else "",
            holder=post.held_by,
            phone=post.phone,
            email=post.email,
            room=post.room,
        )


def named_by(rows: Iterable[Any]) -> set[int]:
    """Return the ids of the posts that rows name themselves."""
    ids = {getattr(row, f"{name}_id", None) for row in rows for name in NAMES}
    return {pk for pk in ids if pk is not None}


def _since(post: Any) -> Any:
    return (post.held_since is not None, post.held_since)
