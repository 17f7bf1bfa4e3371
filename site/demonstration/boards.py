"""What stands on the boards of offices: notices, tenders, events, a gallery, documents; in two languages."""

import datetime
from collections.abc import Callable
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

import clock
from demonstration import papers, posts, reading
from demonstration.papers import stream
from demonstration.reading import in_language
from language.spoken import LANGUAGES
from noticeboard.models import (
    DocumentFile,
    DocumentPage,
    EventItem,
    EventPage,
    GalleryPage,
    GalleryPicture,
    NoticePage,
    TenderNote,
    TenderPage,
)
from offices.models import Office
from portal import rights, tree
from publishing.models import PortalDocument

Row = dict[str, Any]


@transaction.atomic
def load() -> None:
    """Publish what does not stand yet at its address."""
    offices = {office.code: office for office in Office.objects.all()}
    loaders: dict[str, Callable[[Office, Row], None]] = {
        "notice": load_notice,
        "tender": load_tender,
        "event": load_event,
        "gallery": load_gallery,
        "document": load_document,
    }
    for kind, loader in loaders.items():
        for row in reading.read("boards")[kind]:
            office = offices[row["office"]]
            if not papers.below(posts.page_of(office), row["slug"]):
                loader(office, row)


def day(row: Row, name: str) -> datetime.date | None:
    """Return a day of the data file, which counts from today; None where it names none."""
    return clock.today() + datetime.timedelta(days=row[name]) if name in row else None


def instant(given: list[Any] | None) -> datetime.datetime | None:
    if given is None:
        return None
    on = clock.today() + datetime.timedelta(days=given[0])
    return datetime.datetime.combine(on, datetime.time.fromisoformat(given[1]), clock.DHAKA)


def load_notice(office: Office, row: Row) -> None:
    texts = {language: in_language(row, language, "title", "lead") for language in LANGUAGES}
    for language in LANGUAGES:
        texts[language]["body"] = stream(row[f"body_{language}"])
    page = NoticePage(
        slug=row["slug"],
        published_on=day(row, "published"),
        valid_from=day(row, "valid_from"),
        valid_until=day(row, "valid_until"),
        for_below=row.get("below", False),
        is_urgent=row.get("urgent", False),
        memo_number=row.get("memo_bn", ""),
        **texts["bn"],
    )
    tree.translate(tree.add(posts.page_of(office), page), texts["en"])


TENDER_TEXTS = (
    "title", "lead", "submission_place", "sale_place", "security_note", "cancel_reason", "award_note",
)  # fmt: skip


def load_tender(office: Office, row: Row) -> None:
    page = TenderPage(
        slug=row["slug"],
        published_on=day(row, "published"),
        tender_number=row["number_bn"],
        method=row["method"],
        nature=row["nature"],
        sale_until=day(row, "sale_first" if "extended" in row else "sale_until"),
        submission_by=instant(row.get("extended") or row["submission"]),
        opens_at=None if "extended" in row else instant(row.get("opening")),
        document_price_poisha=row["price"],
        security_poisha=row.get("security"),
        cancelled_on=day(row, "cancelled"),
        awarded_on=day(row, "awarded"),
        award_poisha=row.get("award"),
        **in_language(row, "bn", *TENDER_TEXTS),
    )
    page = tree.add(posts.page_of(office), page)
    if "extended" in row:
        page = extend(page, row)
    rows = {"notes": [{"text": row["note_en"]}]} if "note_en" in row else {}
    texts = {"tender_number": row["number_en"], **in_language(row, "en", *TENDER_TEXTS)}
    tree.translate(page, texts, rows)


def extend(page: TenderPage, row: Row) -> TenderPage:
    """Put a tender's deadline off, as an office does: with a note; what it was stands beside what it is."""
    page.submission_by, page.opens_at = instant(row["submission"]), instant(row.get("opening"))
    page.sale_until = day(row, "sale_until")
    page.notes = [TenderNote(sort="extension", dated_on=clock.today(), text=row["note_bn"])]
    page.save_revision(clean=False).publish()
    return TenderPage.objects.get(pk=page.pk)


def load_event(office: Office, row: Row) -> None:
    names = ("title", "lead", "venue", "for_whom")
    page = EventPage(
        slug=row["slug"],
        published_on=day(row, "published"),
        starts_at=instant(row["starts"]),
        ends_at=instant(row.get("ends")),
        is_online=row["online"],
        items=[
            EventItem(time_text=item["time_bn"], text=item["bn"], sort_order=order)
            for order, item in enumerate(row["items"])
        ],
        **in_language(row, "bn", *names),
    )
    items = [{"time_text": item["time_en"], "text": item["en"]} for item in row["items"]]
    tree.translate(tree.add(posts.page_of(office), page), in_language(row, "en", *names), {"items": items})


def load_gallery(office: Office, row: Row) -> None:
    names = ("title", "lead", "place")
    page = GalleryPage(
        slug=row["slug"],
        published_on=day(row, "published"),
        pictures=[
            GalleryPicture(
                image=papers.picture(shown["drawing"], shown["alt_bn"], office),
                caption=shown["bn"],
                alt_text=shown["alt_bn"],
                sort_order=order,
            )
            for order, shown in enumerate(row["pictures"])
        ],
        **in_language(row, "bn", *names),
    )
    pictures = [{"caption": shown["en"], "alt_text": shown["alt_en"]} for shown in row["pictures"]]
    tree.translate(
        tree.add(posts.page_of(office), page), in_language(row, "en", *names), {"pictures": pictures}
    )


def load_document(office: Office, row: Row) -> None:
    page = DocumentPage(
        slug=row["slug"],
        published_on=day(row, "published"),
        dated_on=day(row, "dated"),
        subject=row["subject"],
        files=[
            DocumentFile(
                document=file_of(office, given["text"]), language=given["language"], sort_order=order
            )
            for order, given in enumerate(row["files"])
        ],
        **in_language(row, "bn", "title", "lead"),
    )
    tree.translate(tree.add(posts.page_of(office), page), in_language(row, "en", "title", "lead"))


def file_of(office: Office, text: str) -> PortalDocument:
    """Return a sample of a document: a text file says what would stand in it."""
    content = f"{text}\r\n{office.name_bn}\r\n".encode()
    return PortalDocument.objects.create(
        title=text,
        file=ContentFile(content, name="sample.txt"),
        file_size=len(content),
        collection=rights.collection_of(office),
    )
