"""What tests of boards stand on: four offices with pages, and how each kind is published below one."""

import datetime
from typing import Any

from django.core.files.base import ContentFile

import clock
from noticeboard.models import (
    DocumentFile,
    DocumentPage,
    EventPage,
    GalleryPage,
    GalleryPicture,
    NoticePage,
    TenderNote,
    TenderPage,
)
from offices.models import Office
from portal import tree
from portal.models import OfficePage
from publishing.models import PortalDocument
from tests import publishing_samples as samples

# Noon in Dhaka.
NOON = datetime.datetime(2026, 11, 22, 12, tzinfo=clock.DHAKA)
TODAY = NOON.date()


class House:
    """Headquarters, a division, two prisons: each with its page in both languages."""

    def __init__(self) -> None:
        self.offices = samples.offices_with_pages()
        tree.sync()


def at(day: int, hour: int = 12, minute: int = 0, *, month: int = 11) -> datetime.datetime:
    return datetime.datetime(2026, month, day, hour, minute, tzinfo=clock.DHAKA)


def day(number: int, *, month: int = 11) -> datetime.date:
    return datetime.date(2026, month, number)


def page_of(office: Office, language: str = "bn") -> OfficePage:
    return OfficePage.objects.get(register_entry=office, language=language)


def notice(office: Office, title: str = "ঈদে সাক্ষাতের সময়", **more: Any) -> NoticePage:
    given = {"lead": "এক বাক্যে।", "valid_from": TODAY, "published_on": TODAY, **more}
    return tree.add(page_of(office), NoticePage(title=title, **given))


def tender(office: Office, title: str = "কম্বল ক্রয়", **more: Any) -> TenderPage:
    given = {
        "tender_number": "৫৮.০৪.৬৯০০.০০১.০৭.০০১.২৬-৩৪",
        "published_on": day(10),
        "submission_by": at(30),
        "opens_at": at(30, 13),
        "document_price_poisha": 50_000,
        **more,
    }
    return tree.add(page_of(office), TenderPage(title=title, **given))


def note(**more: Any) -> TenderNote:
    return TenderNote(**{"sort": "extension", "dated_on": day(20), "text": "সময় বাড়ানো হলো।", **more})


def event(office: Office, title: str = "কারাপণ্য মেলা", **more: Any) -> EventPage:
    given = {
        "starts_at": at(25, 10),
        "ends_at": at(25, 16),
        "venue": "জেলা পরিষদ মিলনায়তন",
        "lead": "সবার জন্য।",
        "published_on": TODAY,
        **more,
    }
    return tree.add(page_of(office), EventPage(title=title, **given))


def gallery(office: Office, title: str = "মেলার ছবি", count: int = 3) -> GalleryPage:
    page = GalleryPage(title=title, lead="এক দিনের ছবি।", published_on=TODAY)
    page.pictures = [
        GalleryPicture(
            image=samples.picture(),
            caption=f"ছবি নম্বর {number}",
            alt_text=f"কাঠের চেয়ার {number}",
            sort_order=number,
        )
        for number in range(1, count + 1)
    ]
    return tree.add(page_of(office), page)


def file(title: str = "কারা বিধি", name: str = "rules.pdf", content: bytes = b"%PDF-1.4 x") -> PortalDocument:
    return PortalDocument.objects.create(title=title, file=ContentFile(content, name=name))


def document(office: Office, title: str = "কারা বিধি, প্রথম খণ্ড", **more: Any) -> DocumentPage:
    language = more.pop("language", "bn")
    page = DocumentPage(title=title, **{"subject": "law", "published_on": TODAY, **more})
    page.files = [DocumentFile(document=file(), language=language)]
    return tree.add(page_of(office), page)
