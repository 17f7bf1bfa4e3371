"""What offices promise and report: charters, minutes, best practices, and the posts that answer for them."""

import datetime
from typing import Any

from django.db import transaction

from bangla import calendar, digits
from charter_pages.models import (
    AgendaItem,
    Attendance,
    Decision,
    DistributionLine,
    MinutesPage,
    PracticeFigure,
    PracticePicture,
    PracticeReportPage,
    Reference,
)
from demonstration import charters, papers, posts, reading
from demonstration.papers import stream
from demonstration.progress import track
from demonstration.reading import in_language
from language.spoken import LANGUAGES
from offices.models import Office
from portal import tree


@transaction.atomic
def load() -> None:
    """Publish the papers of offices that do not stand yet, and enter their posts."""
    offices = {office.code: office for office in Office.objects.all()}
    posts.load(offices)
    charters.load(offices)
    minutes = [row for number in (1, 2, 3) for row in reading.read(f"minutes-{number}")["minutes"]]
    for row in track("minutes", minutes):
        load_minutes(offices[row["office"]], row)
    for row in track("reports", reading.read("practices")["practice"]):
        load_practice(offices[row["office"]], row)
    tree.sync()


def load_minutes(office: Office, row: dict[str, Any]) -> None:
    parent = posts.page_of(office)
    if papers.below(parent, row["slug"]):
        return
    page = tree.add(
        parent,
        MinutesPage(
            slug=row["slug"],
            meeting_kind=row["meeting_kind"],
            serial=row["serial"],
            meeting_on=row["meeting_on"],
            issued_on=row["issued_on"],
            is_online=row.get("is_online", False),
            memo_label=row["memo_label"],
            distribution_heading=row["distribution_heading"],
            chair_post=posts.post(office, row["chair"]),
            issuer_post=posts.post(office, row["issuer"]),
            mailbox=row["mailbox"],
            **minutes_texts(office, row, "bn"),
            **{
                relation: [
                    model(sort_order=order, **words)
                    for order, words in enumerate(minutes_rows(row, "bn")[relation])
                ]
                for relation, model in MINUTES_ROWS.items()
            },
        ),
    )
    tree.translate(page, minutes_texts(office, row, "en"), minutes_rows(row, "en"))


MINUTES_ROWS: dict[str, Any] = {
    "attendance": Attendance,
    "agenda": AgendaItem,
    "decisions": Decision,
    "distribution": DistributionLine,
    "references": Reference,
}


def minutes_texts(office: Office, row: dict[str, Any], language: str) -> dict[str, str]:
    texts = in_language(row, language, "title", "series", "venue", "opening", "decisions_heading", "closing")
    texts["meeting_time"] = row[f"time_{language}"]
    texts["attendance_note"] = row[f"note_{language}"]
    texts["distribution_note"] = row.get(f"distribution_note_{language}", "")
    texts["on_behalf_of"] = row.get(f"on_behalf_{language}", "")
    texts["chair_posts"] = title_of(office, row["chair"], language)
    texts["issuer_posts"] = title_of(office, row["issuer"], language)
    is_bangla = language == "bn"
    texts["memo_number"] = row["memo_number"] if is_bangla else digits.to_ascii(row["memo_number"])
    texts["issued_on_bangla"] = bangla_date(row["issued_on"]) if is_bangla else ""
    return texts


def title_of(office: Office, key: str, language: str) -> str:
    """Return a post and its office as they are printed below a signature, a line each."""
    title = next(row[f"title_{language}"] for row in reading.read("posts")[office.kind] if row["key"] == key)
    return f"{title}\n{office.name_bn if language == 'bn' else office.name_en}"


def bangla_date(date: datetime.date) -> str:
    return calendar.format_bangla(date)


def minutes_rows(row: dict[str, Any], language: str) -> dict[str, list[dict[str, Any]]]:
    def number(each: dict[str, Any]) -> str:
        return str(each.get(f"number_{language}", ""))

    return {
        "attendance": [{"post_text": each[language]} for each in row["attendance"]],
        "agenda": [
            {"number": number(each), **in_language(each, language, "subject", "discussion")}
            for each in row["agenda"]
        ],
        "decisions": [
            {
                "number": number(each),
                "text": each[language],
                "owner": each.get(f"owner_{language}", ""),
                "due_text": each.get(f"due_{language}", ""),
                "agenda_number": each.get(f"agenda_{language}", ""),
            }
            for each in row["decisions"]
        ],
        "distribution": [
            {
                "number": number(each),
                "text": each[language],
                "attention": each.get(f"attention_{language}", ""),
                "is_copy": each.get("copy", False),
            }
            for each in row["distribution"]
        ],
        "references": [
            {"text": each[f"text_{language}"], "memo_number": each.get("memo_bn", "")}
            for each in row["references"]
        ],
    }


def load_practice(office: Office, row: dict[str, Any]) -> None:
    parent = posts.page_of(office)
    if papers.below(parent, row["slug"]):
        return
    texts = {
        language: {**in_language(row, language, "title", "lead"), "body": stream(row[f"body_{language}"])}
        for language in LANGUAGES
    }
    page = tree.add(
        parent,
        PracticeReportPage(
            slug=row["slug"],
            quarter=row["quarter"],
            fiscal_year=row["fiscal_year"],
            published_on=row["published_on"],
            subject=row["subject"],
            figures=[
                PracticeFigure(sort_order=order, **figure_texts(each, "bn"))
                for order, each in enumerate(row["figures"])
            ],
            pictures=[
                PracticePicture(
                    sort_order=order,
                    image=papers.picture(each["drawing"], each["alt_bn"], office),
                    moment=each["moment"],
                    **picture_texts(each, "bn"),
                )
                for order, each in enumerate(row["pictures"])
            ],
            **texts["bn"],
        ),
    )
    rows = {
        "figures": [figure_texts(each, "en") for each in row["figures"]],
        "pictures": [picture_texts(each, "en") for each in row["pictures"]],
    }
    tree.translate(page, texts["en"], rows)


def figure_texts(row: dict[str, str], language: str) -> dict[str, str]:
    return {"label": row[language], "before": row[f"before_{language}"], "after": row[f"after_{language}"]}


def picture_texts(row: dict[str, str], language: str) -> dict[str, str]:
    return {"caption": row[f"caption_{language}"], "alt_text": row[f"alt_{language}"]}
