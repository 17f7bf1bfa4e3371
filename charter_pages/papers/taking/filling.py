"""From what was read to what stands in the form: every word of the paper in a field or among the lines that are left."""

from collections import Counter
from typing import Any

from charter_pages.models.papers import OfficialPaper
from charter_pages.papers import accounting
from charter_pages.papers.paper import Kind, Paper, Person
from charter_pages.papers.taking import fields
from charter_pages.papers.taking.typed import Typed

LONGEST_TITLE = 255
MEETINGS = (
    ("সমন্বয়", "coordination"), ("অংশীজন", "stakeholders"), ("সেবাগ্রহীতা", "stakeholders"), ("কমিটি", "committee"),
    ("পর্যালোচনা", "review"),
)  # fmt: skip
HEADINGS = (
    ("অনুলিপি", OfficialPaper.DistributionHeading.COPIES),
    ("প্রের", OfficialPaper.DistributionHeading.SENT),
    ("বিতরণ", OfficialPaper.DistributionHeading.DISTRIBUTION),
)


def fill(paper: Paper) -> Typed:
    """Return the form filled with what was read of a paper."""
    kind = fields.MINUTES if paper.kind == Kind.MINUTES else fields.LETTER
    typed = Typed(kind, values=_issue(paper), lines=list(paper.remainder))
    typed.values |= _minutes(paper) if kind == fields.MINUTES else _letter(paper)
    typed.rows = _rows(paper)
    typed.lines += _unplaced(paper, typed)
    return typed


def _issue(paper: Paper) -> dict[str, str]:
    issuer = paper.issuer
    return {
        "letterhead": "\n".join(paper.letterhead),
        "memo_label": _first(
            paper.memo_label,
            (("স্মারক", "memo"), ("স্বারক", "memo"), ("পত্র", "letter"), ("নং", "number")),
            "memo",
        ),
        "memo_number": paper.memo_number,
        "issued_on": paper.issued_on.isoformat() if paper.issued_on else "",
        "issued_on_printed": paper.issued_on_printed,
        "issued_on_bangla": paper.issued_on_bangla_printed,
        "distribution_heading": str(_first(paper.distribution_heading, HEADINGS, HEADINGS[-1][1])),
        "distribution_note": paper.distribution_note,
        "copies_heading": " ".join(text for text in (paper.copies_heading, paper.copies_note) if text),
        "copies_memo": "\n".join(paper.copies_memo),
        "issuer_name": issuer.name,
        "issuer_rank": issuer.rank,
        "issuer_posts": _posts(issuer),
        "on_behalf_of": issuer.on_behalf_of,
        "mailbox": issuer.mailbox,
        "issuer_contacts": "\n".join(issuer.contacts),
    }


def _minutes(paper: Paper) -> dict[str, str]:
    title, whole = short_title(paper.title or paper.subject)
    printed = "\n".join(
        text
        for text in (whole, paper.subject if paper.title and paper.subject != paper.title else "")
        if text
    )
    return {
        "title": title,
        "printed_title": printed,
        "meeting_kind": _first(f"{paper.title} {paper.series}", MEETINGS, "other"),
        "fiscal_year": str(paper.fiscal_year or ""),
        "series": paper.series,
        "serial": str(paper.serial or ""),
        "meeting_on": paper.meeting_on.isoformat() if paper.meeting_on else "",
        "meeting_on_printed": paper.meeting_on_printed,
        "meeting_time": paper.time,
        "venue": paper.venue,
        "is_online": "on" if paper.is_online else "",
        "chair_name": paper.chair.name,
        "chair_rank": paper.chair.rank,
        # Where the chair's office is known from the signature alone, it stands there.
        "chair_posts": "\n".join(paper.chair.posts) if paper.chair_signature else _posts(paper.chair),
        "chair_signature": "\n".join(paper.chair_signature),
        "attendance_note": paper.attendance_note,
        "opening": paper.opening,
        "decisions_heading": paper.decisions_heading,
        "decisions_are_a_table": "on" if paper.decisions_are_a_table else "",
        "closing": paper.closing,
        "annex": "\n".join([*_body(paper), *paper.addressee]),
    }


def _letter(paper: Paper) -> dict[str, str]:
    subject = paper.subject or paper.title
    other = paper.title if paper.subject and paper.title != paper.subject else ""
    pieces = [other, paper.opening]
    pieces += [
        " ".join(text for text in (item.number, item.subject, item.text) if text) for item in paper.agenda
    ]
    pieces += [paper.decisions_heading]
    pieces += [f"{each.number} {each.text} {each.owner} {each.time}".strip() for each in paper.decisions]
    return {
        "title": short_title(subject)[0],
        "subject": subject,
        "addressee": "\n".join(paper.addressee),
        "body": "\n".join([*(piece for piece in pieces if piece), *_body(paper), paper.closing]).strip("\n"),
    }


def _body(paper: Paper) -> list[str]:
    """Return paragraphs and tables in their order: a table is lines with tabs, an empty line behind it."""
    tables = [_as_lines(table) for table in paper.tables]
    places = [*paper.table_places, *[len(paper.body)] * len(tables)][: len(tables)]
    found: list[str] = []
    for at, paragraph in enumerate(paper.body):
        for place, table in zip(places, tables, strict=True):
            if place == at:
                found += table
        found.append(paragraph)
    found += paper.annex
    for place, table in zip(places, tables, strict=True):
        if place >= len(paper.body):
            found += table
    return found


def _as_lines(table: list[list[str]]) -> list[str]:
    # A row of one cell would be a line of text: the tab behind it keeps it in its table.
    rows = [[" ".join(cell.split()) for cell in row] for row in table]
    return [*("\t".join(row) if len(row) > 1 else f"{''.join(row)}\t" for row in rows), ""]


def _rows(paper: Paper) -> dict[str, list[dict[str, str]]]:
    cited = [each for each in paper.references if not each.is_in_text]
    return {
        "attendance": [
            {
                "post_text": ", ".join(
                    [*([each.rank] if each.rank else []), *_posts(each).split("\n")]
                ).strip(", "),
                "name": each.name,
            }
            for each in paper.attendance
        ],
        "agenda": [
            {"number": each.number, "subject": each.subject, "discussion": each.text} for each in paper.agenda
        ],
        "decisions": [
            {
                "number": each.number,
                "text": each.text,
                "owner": each.owner,
                "due_text": each.time,
                "agenda_number": each.item,
            }
            for each in paper.decisions
        ],
        "references": [{"text": each.text, "memo_number": each.memo_number} for each in cited],
        "distribution": [
            {
                "number": each.number,
                "text": each.text,
                "attention": each.attention,
                "is_copy": "on" if each.is_copy else "",
            }
            for each in paper.distribution
        ],
        "attachments": [
            {
                "title": each.title,
                "pages": str(each.pages or ""),
                "pages_printed": each.pages_printed,
            }
            for each in paper.attachments
        ],
    }


def _posts(person: Person) -> str:
    return "\n".join([*person.posts, *([person.office] if person.office else [])])


def _first(text: str, among: tuple[tuple[str, Any], ...], otherwise: Any) -> Any:
    return next((value for word, value in among if word in text), otherwise)


def short_title(whole: str) -> tuple[str, str]:
    """Return a title as long as one may be, and the whole of it where it was longer."""
    plain = " ".join(whole.split())
    if len(plain) <= LONGEST_TITLE:
        return plain, ""
    cut = plain[: LONGEST_TITLE - 2]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut) + " …", plain


def _unplaced(paper: Paper, typed: Typed) -> list[str]:
    """Return the texts that were read and have no field in the form: they are left over, not lost."""
    stands = Counter(word for text in (*typed.texts(), *typed.lines) for word in accounting.words(text))
    twice = Counter(paper.copied)
    known = {*paper.labels, *paper.page_marks, paper.memo_label, paper.distribution_heading}
    left = []
    for text in accounting.placed_texts(paper):
        if twice[text] > 0:
            twice[text] -= 1
            continue
        wanted = Counter(accounting.words(text))
        if all(stands[word] >= number for word, number in wanted.items()):
            stands.subtract(wanted)
        elif text not in known:
            left.append(text)
    return [line for text in left for line in text.splitlines() if line.strip()]
