"""Headquarters' master charters and the charters of offices, told from their first day: so there are versions of
former quarters, and a change of the master that reached every office.
"""

import datetime
from collections.abc import Callable, Sequence
from typing import Any

import clock
from bangla import fiscal
from charter_pages.models import (
    CharterPage,
    Expectation,
    GrievanceLevel,
    MasterCharterPage,
    MasterExpectation,
    MasterGrievanceLevel,
    MasterService,
    Post,
    Service,
)
from demonstration import papers, posts, reading
from demonstration.progress import track
from demonstration.reading import in_language
from language.spoken import LANGUAGES
from offices.models import Office
from portal import tree

Row = dict[str, Any]
# On which day, which of a day's first, what is done.
Step = tuple[datetime.date, int, Callable[[], None]]
FIGURES = ("fee_kind", "fee_poisha", "time_kind", "time_amount")
WORDS = ("name", "method", "papers", "fee", "time")
MORNING = datetime.timedelta(hours=10)


def load(offices: dict[str, Office]) -> None:
    """Publish the masters and charters that do not stand yet, each thing on its day."""
    given = reading.read("charters")
    told: list[Step] = []
    for row in given["master"]:
        if not papers.below(posts.page_of(offices["hq"]), row["slug"]):
            told += _master(offices["hq"], row)
    for row in given["charter"]:
        if not papers.below(posts.page_of(offices[row["office"]]), "charter"):
            told += _charter(offices[row["office"]], row)
    for day, _order, tell in track("charters", sorted(told, key=lambda step: step[:2])):
        with clock.set_to(clock.midnight(day) + MORNING):
            tell()


def _master(headquarters: Office, row: Row) -> list[Step]:
    services = services_of(row["services"])
    former = [
        {**each, "time_amount": row["before"].get(each["key"], each.get("time_amount"))} for each in services
    ]

    def publish() -> None:
        page = MasterCharterPage(
            slug=row["slug"],
            applies_to=row["sort"],
            services=[
                MasterService(
                    sort_order=order,
                    responsible_role=role_of(row["sort"], each["post"]),
                    superior_role=role_of(row["sort"], each.get("superior", "")),
                    **columns(each),
                    **texts_of_service(each, "bn"),
                )
                for order, each in enumerate(former)
            ],
            expectations=expectations(MasterExpectation),
            grievance_levels=[
                MasterGrievanceLevel(
                    sort_order=order,
                    working_days=level["days"],
                    whom_role=row[level["whom"]] if "whom" in level else "",
                    **texts_of_level(level, "bn"),
                )
                for order, level in enumerate(reading.read("charters")["grievance"])
            ],
            **texts_of_master(row, "bn"),
        )
        page = tree.add(posts.page_of(headquarters), page)
        tree.translate(page, texts_of_master(row, "en"), english_rows(former))

    def change() -> None:
        for language in LANGUAGES:
            page = MasterCharterPage.objects.get(applies_to=row["sort"], language=language)
            rows = list(page.services.all())
            for service, each in zip(rows, services, strict=True):
                service.time_amount = each.get("time_amount")
            page.services = rows
            page.save_revision(clean=False).publish()

    def change_last() -> None:
        place = [each["key"] for each in services].index(row["last"]["key"])
        for language in LANGUAGES:
            page = MasterCharterPage.objects.get(applies_to=row["sort"], language=language)
            rows = list(page.services.all())
            for name, text in in_language(row["last"], language, *WORDS).items():
                setattr(rows[place], name, text)
            page.services = rows
            page.save_revision(clean=False).publish()

    steps: list[Step] = [(row["published_on"], 0, publish), (row["changed_on"], 0, change)]
    return [*steps, (row["last"]["on"], 0, change_last)] if "last" in row else steps


def _charter(office: Office, row: Row) -> list[Step]:
    """Return the first publishing of a charter, and its review with what is its own."""
    own_services = services_of(row["services"]) if "services" in row else []
    reviewed_on = row["reviewed_on"]

    def begin() -> None:
        page = CharterPage(
            slug="charter",
            **reviewed(row["began_on"]),
            services=[own_service(office, order, each) for order, each in enumerate(own_services)],
            **texts_of_charter(office, "bn"),
        )
        if own_services:
            page.expectations = expectations(Expectation)
            page.grievance_levels = [
                grievance_level(row, level, order)
                for order, level in enumerate(reading.read("charters")["grievance"])
            ]
        rows = english_rows(own_services) if own_services else None
        tree.translate(tree.add(posts.page_of(office), page), texts_of_charter(office, "en"), rows)

    def review() -> None:
        page = CharterPage.objects.get(office=office, language="bn", slug="charter")
        for name, value in reviewed(reviewed_on).items():
            setattr(page, name, value)
        if not own_services:
            page.services = own_rows(office, row, "bn")
        page.save_revision(clean=False).publish()
        english = CharterPage.objects.get(office=office, language="en", slug="charter")
        for name, value in reviewed(reviewed_on).items():
            setattr(english, name, value)
        if not own_services:
            english.services = translated(page, own_rows(office, row, "en"))
        english.save_revision(clean=False).publish()

    return [(row["began_on"], 1, begin), (reviewed_on, 1, review)]


def reviewed(day: datetime.date) -> Row:
    quarter = fiscal.quarter(day)
    return {
        "fiscal_year": quarter.fiscal_year.start,
        "quarter": quarter.number,
        "last_reviewed_on": day,
        "next_due_on": quarter.next().last_day,
        "published_on": day,
    }


def own_rows(office: Office, row: Row, language: str) -> list[Service]:
    """Return what an office says itself: rows that it does not offer, rows in its own words, rows of its own."""
    given = reading.read("charters")
    shared = {each["key"]: each for each in services_of("prison" if office.is_prison else "division")}
    keys = keys_of_master("prisons" if office.is_prison else "divisions")
    rows = [
        Service(
            overrides=keys[key],
            withholds=True,
            withheld_because=given["because"][key][language],
            section=shared[key]["section"],
            name=shared[key][f"name_{language}"],
        )
        for key in row.get("withheld", [])
    ]
    for each in row.get("own", []):
        said = {**shared.get(each.get("key", ""), {}), **each}
        service = own_service(office, 0, said, language)
        service.overrides = keys[each["key"]] if "key" in each else None
        rows.append(service)
    for order, service in enumerate(rows):
        service.sort_order = order
    return rows


def keys_of_master(sort: str) -> dict[str, Any]:
    """Return the translation keys of a master's rows by the names that the data files give them."""
    master = MasterCharterPage.objects.get(applies_to=sort, language="bn")
    given = next(row for row in reading.read("charters")["master"] if row["sort"] == sort)
    names = [each["key"] for each in services_of(given["services"])]
    return dict(zip(names, (row.translation_key for row in master.services.all()), strict=True))


def translated(page: CharterPage, rows: Sequence[Service]) -> list[Service]:
    """Give English rows the keys by which they are those of the Bangla page."""
    english = CharterPage.objects.get(office=page.office, language="en", slug="charter")
    for row, bangla in zip(rows, page.services.all(), strict=True):
        row.translation_key, row.locale = bangla.translation_key, english.locale
    return list(rows)


def own_service(office: Office, order: int, each: Row, language: str = "bn") -> Service:
    return Service(
        sort_order=order,
        responsible=posts.post(office, each["post"]),
        superior=posts.post(office, each["superior"]) if "superior" in each else None,
        **columns(each),
        **texts_of_service(each, language),
    )


def services_of(name: str) -> list[Row]:
    return list(
        reading.read("services-prison")["service"]
        if name == "prison"
        else reading.read("services-offices")[name]
    )


def columns(each: Row) -> Row:
    """Return what a row says in figures and choices, the same in every language."""
    return {
        "section": each["section"],
        "task": each.get("task", ""),
        "is_part": each.get("part", False),
        **{name: each[name] for name in FIGURES if name in each},
    }


def texts_of_service(each: Row, language: str) -> Row:
    texts = in_language(each, language, *WORDS)
    texts["time_limit"] = texts.pop("time", "")
    return texts


def texts_of_charter(office: Office, language: str) -> Row:
    shared = in_language(reading.read("charters")["shared"], language, "vision", "mission", "warning")
    if language == "bn":
        title = f"{office.name_bn}: সেবা প্রদান প্রতিশ্রুতি (সিটিজেন চার্টার)"
    else:
        title = f"Citizen charter of {office.name_en}"
    # All offices share the vision and mission of headquarters, prisons its warning: they are written once.
    own = shared if office.kind == Office.Kind.HQ else {"vision": "", "mission": ""}
    return {"title": title, "vision_text": own["vision"], "mission_text": own["mission"]}


def texts_of_master(row: Row, language: str) -> Row:
    shared = in_language(reading.read("charters")["shared"], language, "vision", "mission", "warning")
    return {
        "title": row[f"title_{language}"],
        "vision_text": shared["vision"],
        "mission_text": shared["mission"],
        "warning": shared["warning"] if row["sort"] == "prisons" else "",
    }


def expectations(model: type[Any]) -> list[Any]:
    given = reading.read("charters")["expectation"]
    return [model(text=each["bn"], sort_order=order) for order, each in enumerate(given)]


def english_rows(services: Sequence[Row]) -> dict[str, list[Row]]:
    given = reading.read("charters")
    return {
        "services": [texts_of_service(each, "en") for each in services],
        "expectations": [{"text": each["en"]} for each in given["expectation"]],
        "grievance_levels": [texts_of_level(level, "en") for level in given["grievance"]],
    }


def role_of(sort: str, key: str) -> str:
    """Return the kind of post that the data files call so at offices of a sort."""
    kind = Office.Kind.DISTRICT_PRISON if sort == "prisons" else Office.Kind.DIVISION
    found: Row = next((row for row in reading.read("posts")[kind] if row["key"] == key), {})
    return str(Post.Role(found["role"])) if found else ""


def grievance_level(row: Row, level: Row, order: int) -> GrievanceLevel:
    whom = None
    if "whom" in level:
        office_code, key = row["grievance"][level["whom"]]
        whom = posts.post(Office.objects.get(code=office_code), key)
    return GrievanceLevel(
        whom=whom, working_days=level["days"], sort_order=order, **texts_of_level(level, "bn")
    )


def texts_of_level(level: Row, language: str) -> Row:
    return in_language(level, language, "when", "whom_text", "address")
