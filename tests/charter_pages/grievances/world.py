"""Offices, posts and officers for the tests of complaints; each officer is a user who holds one post."""

import datetime
import uuid
from dataclasses import dataclass
from typing import Any

import clock
from accounts.models import User
from accounts.roles import Role
from charter_pages.grievances import filing
from charter_pages.grievances.models import Grievance
from charter_pages.models import Post, PostHolder
from offices.models import Office
from portal import rights
from tests import selling

TEXT = "সাক্ষাতের আবেদন চার দিন পড়ে আছে, কেউ নেয়নি।"
NAME, PHONE, EMAIL = "গোপন অভিযোগকারী", "+8801798765432", "gopon@example.com"
SINCE = datetime.date(2024, 1, 1)
# A Sunday, and no holiday is near.
START = datetime.datetime(2026, 11, 22, 10, 0, tzinfo=clock.DHAKA)


@dataclass
class World:
    natore: Office
    pabna: Office
    division: Office
    hq: Office
    superintendent: Post
    jailer: Post
    dig: Post
    ig: Post
    first: User
    warder: User
    second: User
    moderator: User


def post(office: Office, title: str, order: int, **more: Any) -> Post:
    return Post.objects.create(office=office, title_bn=title, title_en=title, rank_order=order, **more)


def holder(of: Post, username: str, name: str = "", since: datetime.date = SINCE) -> User:
    user = User.objects.create_user(username=username, email=f"{username}@prison.example")
    PostHolder.objects.create(
        post=of, user=user, since=since, name_bn=name or f"ধারক {username}", name_en=f"Holder {username}"
    )
    return user


def lay() -> World:
    hq, natore, pabna = selling.headquarters(), selling.prison("dj-natore"), selling.prison("dj-pabna")
    Office.objects.filter(pk=hq.pk).update(email="hq@prison.example")
    division = natore.parent
    assert division is not None
    rights.set_up()
    superintendent = post(natore, "জেল সুপার", 1, email="super.natore@prison.example")
    jailer = post(natore, "জেলার", 2)
    dig = post(division, "কারা উপ মহাপরিদর্শক", 1, email="dig@prison.example")
    ig = post(hq, "কারা মহাপরিদর্শক", 1)
    post(pabna, "জেল সুপার", 1)
    return World(
        natore, pabna, division, Office.objects.get(pk=hq.pk), superintendent, jailer, dig, ig,
        holder(superintendent, "natore-super", "মোঃ রফিকুল হাসান"),
        holder(jailer, "natore-jailer", "মোঃ জসীম উদ্দিন"),
        holder(dig, "rajshahi-dig", "সেলিনা পারভীন"),
        selling.staff(Role.HQ_MODERATOR, hq, "moderator"),
    )  # fmt: skip


def complain(office: Office, text: str = TEXT, **more: Any) -> Grievance:
    about = more.pop("about", "other")
    complainant = filing.Complainant(
        phone=more.pop("phone", PHONE), name=more.pop("name", NAME), email=more.pop("email", "")
    )
    key = more.pop("form_key", None) or uuid.uuid4()
    found = filing.write(office=office, about=about, text=text, complainant=complainant, form_key=key, **more)
    return fresh(found)


def fresh(grievance: Grievance) -> Grievance:
    return Grievance.objects.select_related("office", "post", "post_above", "words").get(pk=grievance.pk)


def happened(grievance: Grievance) -> list[str]:
    return list(grievance.events.values_list("what", flat=True))


def on(day: datetime.date, hour: int = 10) -> Any:
    """Set the clock to an hour of a day in Dhaka."""
    return clock.set_to(datetime.datetime.combine(day, datetime.time(hour), clock.DHAKA))
