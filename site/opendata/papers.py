"""Minutes, decisions, letters and practices, from the database to what is published of them.

Each reader takes rows of one page of a list, and asks for what hangs on them in as many queries for two hundred as for
one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wagtail.rich_text import get_text_for_indexing

from bangla import fiscal
from charter_pages.models import (
    AgendaItem,
    Attachment,
    Attendance,
    Decision,
    DistributionLine,
    LetterAttachment,
    LetterRecipient,
    LetterReference,
    PracticeFigure,
    PracticePicture,
    PracticeReportPage,
    Reference,
)
from charter_pages.models.papers import key_of, lines_of
from opendata import public, schemas
from publishing import listing
from publishing.blocks import ProseBlock
from publishing.models import PortalDocument

PAPER = (
    "memo_number", "memo_key", "issued_on", "issued_on_bangla", "issuer_name", "on_behalf_of", "mailbox",
)  # fmt: skip
MEETING = (
    "meeting_kind", "series", "serial", "chair_name", "chair_rank", "meeting_on", "meeting_time", "venue", "is_online",
)  # fmt: skip
MINUTES = (*public.COLUMNS, *PAPER, "issuer_posts", *MEETING, "chair_posts")
LETTER = (*public.COLUMNS, *PAPER, "issuer_posts", "subject", "body")
PRACTICE = (*public.COLUMNS, "quarter", "subject", "lead", "body", "adopted_from_id")

Row = Mapping[str, Any]


def minutes(rows: Sequence[Row], *, whole: bool = True) -> list[schemas.Minutes]:
    """Return minutes; without what hangs on them where a list has no place for it."""
    addresses = public.Addresses()
    agenda = _below(AgendaItem, rows, ("number", "subject", "discussion"), whole)
    decisions = _below(Decision, rows, DECISION, whole)
    attendance = _below(Attendance, rows, ("post_text",), whole)
    papers = _papers(rows, (DistributionLine, Reference, Attachment), addresses, whole)
    return [
        schemas.Minutes(
            **publication(row, addresses),
            **papers[row["pk"]],
            **{name: row[name] for name in (*PAPER, *MEETING)},
            chair_posts=lines_of(row["chair_posts"]),
            agenda=[
                schemas.AgendaItem(
                    number=each["number"], subject=each["subject"], discussion=plain(each["discussion"])
                )
                for each in agenda[row["pk"]]
            ],
            decisions=[schemas.DecisionInMinutes(**_decision(each)) for each in decisions[row["pk"]]],
            attendance=[each["post_text"] for each in attendance[row["pk"]]],
        )
        for row in rows
    ]


def letters(rows: Sequence[Row], *, whole: bool = True) -> list[schemas.Letter]:
    addresses = public.Addresses()
    papers = _papers(rows, (LetterRecipient, LetterReference, LetterAttachment), addresses, whole)
    return [
        schemas.Letter(
            **publication(row, addresses),
            **papers[row["pk"]],
            **{name: row[name] for name in PAPER},
            subject=row["subject"],
            text=prose(row["body"]),
        )
        for row in rows
    ]


def practices(rows: Sequence[Row], *, whole: bool = True) -> list[schemas.Practice]:
    addresses = public.Addresses()
    figures = _below(PracticeFigure, rows, ("label", "before", "after"), whole)
    pictures = _below(PracticePicture, rows, ("caption", "alt_text", "moment"), whole)
    taken_up = {row["adopted_from_id"] for row in rows if row["adopted_from_id"]}
    sources: dict[int, Any] = {}
    if taken_up:
        readable = PracticeReportPage.objects.live().unrestricted().filter(pk__in=taken_up)
        sources = dict(readable.values_list("pk", "translation_key"))
    return [
        schemas.Practice(
            **publication(row, addresses),
            **{name: row[name] for name in ("quarter", "subject", "lead")},
            text=prose(row["body"]),
            adopted_from=sources.get(row["adopted_from_id"]),
            figures=[schemas.Figure(**_only(each)) for each in figures[row["pk"]]],
            pictures=[schemas.Picture(**_only(each)) for each in pictures[row["pk"]]],
        )
        for row in rows
    ]


DECISIONS = (
    "pk", "translation_key", "number", "text", "owner", "due_text", "agenda_number", "url_path", "language",
    "alias_of_id", "fiscal_year", "meeting_on", "memo_key", "published_on", "minutes_key", "office_code",
    "changed_at", "place",
)  # fmt: skip
DECISION = ("translation_key", "number", "text", "owner", "due_text", "agenda_number")


def decisions(rows: Sequence[Row], *, whole: bool = True) -> list[schemas.Decision]:
    addresses = public.Addresses()
    return [
        schemas.Decision(
            **{
                **_decision(row),
                "minutes": row["minutes_key"],
                "url": addresses.of(row),
                "office": row["office_code"],
                "language": listing.language_of(row),
                "fiscal_year": year(row["fiscal_year"]),
                **{name: row[name] for name in ("meeting_on", "memo_key", "published_on", "changed_at")},
            }
        )
        for row in rows
    ]


def _decision(row: Row) -> dict[str, Any]:
    return {"id": row["translation_key"], **{name: row[name] for name in DECISION[1:]}}


def publication(row: Row, addresses: public.Addresses) -> dict[str, Any]:
    return {
        "id": row["translation_key"],
        "url": addresses.of(row),
        "office": row["office_code"],
        "title": row["title"],
        "language": listing.language_of(row),
        "fiscal_year": year(row["fiscal_year"]),
        "published_on": row["published_on"],
        "changed_at": row["changed_at"],
    }


def _papers(
    rows: Sequence[Row], models: tuple[Any, Any, Any], addresses: public.Addresses, whole: bool
) -> dict[int, dict[str, Any]]:
    """Return what hangs on official papers of a kind: whom they were sent to, what they cite, what goes with them."""
    recipients, references, attachments = models
    sent = _below(recipients, rows, ("number", "text", "attention", "is_copy"), whole)
    cited = _below(references, rows, ("text", "memo_number"), whole)
    attached = _below(attachments, rows, ("title", "pages", "document_id"), whole)
    ids = {each["document_id"] for found in attached.values() for each in found if each["document_id"]}
    documents = {
        pk: addresses.here(found.url) for pk, found in PortalDocument.objects.in_bulk(ids).items()
    } if ids else {}  # fmt: skip
    return {
        row["pk"]: {
            "issuer_posts": lines_of(row["issuer_posts"]),
            "distribution": [schemas.Recipient(**_only(each)) for each in sent[row["pk"]]],
            "references": [
                schemas.Reference(**_only(each), memo_key=key_of(each["memo_number"]))
                for each in cited[row["pk"]]
            ],
            "attachments": [
                schemas.Attachment(
                    title=each["title"],
                    pages=each["pages"],
                    url=documents.get(each["document_id"], ""),
                )
                for each in attached[row["pk"]]
            ],
        }
        for row in rows
    }


def _below(
    model: Any, rows: Sequence[Row], columns: Sequence[str], whole: bool
) -> Mapping[int, list[dict[str, Any]]]:
    """Return the rows of pages in their order, by page; one query, and none where nobody shows them."""
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    if whole and rows:
        lines = model.objects.filter(page_id__in=[row["pk"] for row in rows])
        for line in lines.order_by("sort_order", "pk").values("page_id", *columns):
            found[line["page_id"]].append(line)
    return found


def _only(line: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in line.items() if name != "page_id"}


def year(start: int | None) -> str | None:
    return fiscal.FiscalYear(start).label("en") if start else None


def plain(html: str) -> str:
    """Return rich text as plain lines."""
    return get_text_for_indexing(html).strip() if html else ""


def prose(body: Any) -> str:
    """Return a stream of prose as plain text, block by block."""
    return "\n".join(filter(None, (part.strip() for part in _parts(body))))


def _parts(body: Any) -> Iterable[str]:
    block = ProseBlock()
    value = body if hasattr(body, "stream_block") else block.to_python(body or [])
    return [str(part) for part in value.stream_block.get_searchable_content(value)]
