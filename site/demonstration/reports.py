"""What offices promise and report: charters, minutes, best practices, and the posts that answer for them."""

import datetime
from typing import Any

from django.db import transaction

from bangla import calendar, digits, fiscal
from charter_pages.models import (
    AgendaItem,
    Attendance,
    CharterPage,
    Decision,
    DistributionLine,
    Expectation,
    GrievanceLevel,
    MinutesPage,
    Post,
    PracticeFigure,
    PracticePicture,
    PracticeReportPage,
    Reference,
    Service,
)
from demonstration import papers, reading
from demonstration.papers import LANGUAGES, stream
from demonstration.progress import track
from demonstration.reading import in_language
from offices.models import Office
from portal import tree
from portal.models import OfficePage

PARTS_BN, PARTS_EN = "কখগঘঙ", "abcde"


@transaction.atomic
def load() -> None:
    """Publish the papers of offices that do not stand yet, and enter their posts."""
    offices = {office.code: office for office in Office.objects.all()}
    load_posts(offices)
    for row in track("charters", reading.read("charters")["charter"]):
        load_charter(offices[row["office"]], row)
    minutes = [*reading.read("minutes-1")["minutes"], *reading.read("minutes-2")["minutes"]]
    for row in track("minutes", minutes):
        load_minutes(offices[row["office"]], row)
    for row in track("reports", reading.read("practices")["practice"]):
        load_practice(offices[row["office"]], row)
    tree.sync()


def page_of(office: Office) -> OfficePage:
    return OfficePage.objects.get(language="bn", register_entry=office)


def load_posts(offices: dict[str, Office]) -> None:
    standing = set(Post.objects.values_list("office_id", "title_bn"))
    Post.objects.bulk_create(
        Post(
            office=office,
            title_bn=row["title_bn"],
            title_en=row["title_en"],
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


def load_charter(office: Office, row: dict[str, Any]) -> None:
    parent = page_of(office)
    if papers.below(parent, "charter"):
        return
    given = reading.read("charters")
    services = services_of(row)
    quarter = fiscal.quarter(row["reviewed_on"])
    page = tree.add(
        parent,
        CharterPage(
            **charter_texts(office, "bn"),
            slug="charter",
            fiscal_year=quarter.fiscal_year.start,
            quarter=quarter.number,
            last_reviewed_on=row["reviewed_on"],
            next_due_on=quarter.next().last_day,
            services=[
                Service(
                    section=service["section"],
                    task=service.get("task", ""),
                    is_part=service.get("part", False),
                    responsible=post(office, service["post"]),
                    superior=post(office, service["superior"]) if "superior" in service else None,
                    sort_order=order,
                    **service_texts(services, order, "bn"),
                )
                for order, service in enumerate(services)
            ],
            expectations=[
                Expectation(text=each["bn"], sort_order=order)
                for order, each in enumerate(given["expectation"])
            ],
            grievance_levels=[
                grievance_level(row, level, order) for order, level in enumerate(given["grievance"])
            ],
        ),
    )
    rows = {
        "services": [service_texts(services, order, "en") for order in range(len(services))],
        "expectations": [{"text": each["en"]} for each in given["expectation"]],
        "grievance_levels": [grievance_texts(level, "en") for level in given["grievance"]],
    }
    tree.translate(page, charter_texts(office, "en"), rows)


def charter_texts(office: Office, language: str) -> dict[str, str]:
    shared = in_language(reading.read("charters")["shared"], language, "vision", "mission", "warning")
    if language == "bn":
        title = f"{office.name_bn}: সেবা প্রদান প্রতিশ্রুতি (সিটিজেন চার্টার)"
    else:
        title = f"Citizen charter of {office.name_en}"
    # All offices share the vision and mission of headquarters: they are written there only.
    own = shared if office.kind == Office.Kind.HQ else {"vision": "", "mission": ""}
    warning = shared["warning"] if office.is_prison else ""
    return {"title": title, "vision_text": own["vision"], "mission_text": own["mission"], "warning": warning}


def services_of(row: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the services of a charter, those left out that its office does not offer."""
    if row["services"] == "prison":
        services = reading.read("services-prison")["service"]
    else:
        services = reading.read("services-offices")[row["services"]]
    return [service for service in services if service["key"] not in row.get("left_out", [])]


def service_texts(services: list[dict[str, Any]], order: int, language: str) -> dict[str, str]:
    service = services[order]
    texts = in_language(service, language, "name", "method", "papers", "fee", "time")
    texts["time_limit"] = texts.pop("time")
    return {"number": serial_of(services, order, language), **texts}


def serial_of(services: list[dict[str, Any]], order: int, language: str) -> str:
    """Return a row's number as printed: 1, 2 … in each table, (ক), (খ) … for the parts of a service."""
    section = [
        place for place in range(order + 1) if services[place]["section"] == services[order]["section"]
    ]
    if services[order].get("part"):
        parts = 0
        for place in reversed(section):
            if not services[place].get("part"):
                break
            parts += 1
        return f"({(PARTS_BN if language == 'bn' else PARTS_EN)[parts - 1]})"
    wholes = sum(not services[place].get("part") for place in section)
    return digits.in_language(wholes, language)


def grievance_level(row: dict[str, Any], level: dict[str, Any], order: int) -> GrievanceLevel:
    whom = None
    if "whom" in level:
        office_code, key = row["grievance"][level["whom"]]
        whom = post(Office.objects.get(code=office_code), key)
    return GrievanceLevel(
        whom=whom, working_days=level["days"], sort_order=order, **grievance_texts(level, "bn")
    )


def grievance_texts(level: dict[str, Any], language: str) -> dict[str, str]:
    return in_language(level, language, "when", "whom_text", "address")


def load_minutes(office: Office, row: dict[str, Any]) -> None:
    parent = page_of(office)
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
            chair_post=post(office, row["chair"]),
            issuer_post=post(office, row["issuer"]),
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
    parent = page_of(office)
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
