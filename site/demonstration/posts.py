"""The posts of offices, and how the data files name them."""

from charter_pages.models import Post
from demonstration import reading
from offices.models import Office
from portal.models import OfficePage


def page_of(office: Office) -> OfficePage:
    return OfficePage.objects.get(language="bn", register_entry=office)


def load(offices: dict[str, Office]) -> None:
    standing = set(Post.objects.values_list("office_id", "title_bn"))
    Post.objects.bulk_create(
        Post(
            office=office,
            title_bn=row["title_bn"],
            title_en=row["title_en"],
            role=row.get("role", ""),
            phone=office.phone,
            email=mailbox(office, row),
            rank_order=rank * 10,
        )
        for office in offices.values()
        for rank, row in enumerate(reading.read("posts")[office.kind], start=1)
        if (office.pk, row["title_bn"]) not in standing
    )


def mailbox(office: Office, row: dict[str, str]) -> str:
    """Return the mailbox of a post: of the role, never of a person."""
    name = row.get("mailbox", row["key"])
    place = "" if office.kind == Office.Kind.HQ else f".{office.code.partition('-')[2]}"
    return f"{name}{place}@prison.gov.bd"


def post(office: Office, key: str) -> Post | None:
    """Return the post that the data files call so, at this office."""
    title = next((row["title_bn"] for row in reading.read("posts")[office.kind] if row["key"] == key), None)
    return Post.objects.get(office=office, title_bn=title) if title else None
