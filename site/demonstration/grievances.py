"""Holidays, officers who hold posts, and invented complaints that go through the real verbs."""

import datetime
import uuid
from typing import Any

import clock
from accounts.models import User
from charter_pages.grievances import filing, handling, turns
from charter_pages.grievances.models import Grievance
from charter_pages.models import Post, PostHolder
from demonstration import people, reading
from demonstration.progress import track
from offices.models import Holiday, Office
from portal import rights

# Ids come from what is written, so that a second run meets the complaints of the first.
FAMILY = uuid.UUID("7d0e9b1c-52a4-4d0e-9f57-0c1b7a3d6e21")
PHONE = "+8801700000000"


def load_holidays() -> None:
    """Enter the holidays that are not there yet; the others keep what headquarters has made of them."""
    for row in reading.read("holidays")["holiday"]:
        Holiday.objects.get_or_create(
            on=row["on"],
            name_bn=row["bn"],
            defaults={"name_en": row["en"], "is_estimate": row.get("estimate", False)},
        )


def load_officers() -> None:
    """Let invented officers hold the posts that answer complaints, where a post has no holder."""
    for row in reading.read("grievances")["officer"]:
        office_code, role = row["post"]
        user = User.objects.get(username=row["username"])
        post = Post.objects.filter(office__code=office_code, role=role).order_by("rank_order", "pk").first()
        if post is not None and not user.posts_held.exists():
            _hold(post, user)
            rights.sync(user)


def _hold(post: Post, user: User) -> None:
    """Enter the user as today's holder: of one who stands there already without a sign-in, only the user is new."""
    standing = post.holder()
    if standing is None:
        PostHolder.objects.create(
            post=post,
            user=user,
            since=people.SINCE,
            name_bn="নমুনা কর্মকর্তা (উদ্ভাবিত)",
            name_en="Sample officer (invented)",
        )
    elif standing.user_id is None:
        PostHolder.objects.filter(pk=standing.pk).update(user=user)


def load_complaints() -> None:
    """Write the invented complaints on the days on which they are said to have been written, and let time pass."""
    rows = reading.read("grievances")["complaint"]
    written = False
    for row in track("complaints", rows):
        key = uuid.uuid5(FAMILY, row["text"])
        if not Grievance.objects.filter(form_key=key).exists():
            _write(row, key)
            written = True
    if written:
        turns.work()


def _write(row: dict[str, Any], key: uuid.UUID) -> None:
    office = Office.objects.get(code=row["office"])
    about_post = Post.objects.filter(office=office, role=row.get("about_role", "-")).first()
    with clock.set_to(clock.now() - datetime.timedelta(days=row["days_ago"])):
        grievance = filing.write(
            office=office,
            about=row["about"],
            text=row["text"],
            complainant=filing.Complainant(phone=PHONE),
            form_key=key,
            about_post=about_post,
        )
    if "answer" in row and grievance.post is not None and (holder := grievance.post.holder()) and holder.user:
        with clock.set_to(clock.now() - datetime.timedelta(days=row["days_ago"] // 2)):
            handling.answer(by=holder.user, grievance=grievance, text=row["answer"])
