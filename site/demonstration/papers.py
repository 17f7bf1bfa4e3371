"""The portal's pages in two languages: offices, prose, news, the programme, the register of initiatives."""

import json
from collections.abc import Sequence
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.models import Page

from accounts import access
from accounts.roles import Role
from charter_pages.models import MemoPrefix
from demonstration import drawings, reading
from demonstration.progress import track
from demonstration.reading import in_language
from language.spoken import LANGUAGES
from offices.models import Office
from portal import rights, tree
from portal.models import (
    Initiative,
    InitiativeRegisterPage,
    NewsPage,
    NewsPartner,
    OfficePage,
    ProgrammeActivity,
    ProgrammeArea,
    ProgrammePage,
    ProgrammeResult,
    StandardPage,
    TargetGroup,
    VisitingHours,
)
from portal.templatetags import headings
from publishing import picture_answers
from publishing.models import PortalImage


@transaction.atomic
def load() -> None:
    """Lay the tree and its pages; a page that stands at its address is left as it is."""
    home = tree.lay()
    load_office_pages(section("prisons"))
    for slug in ("prisons", "publications", "transparency"):
        introduce(section(slug), reading.read("office_pages")[{"prisons": "index"}.get(slug, slug)])
    for row in track("pages of prose", reading.read("prose")["page"]):
        load_prose(home, row)
        if "tasks" in row:
            point_tasks(row)
    for row in track("news", reading.read("news")["news"]):
        load_news(section("news"), row)
    for row in reading.read("programmes")["programme"]:
        load_programme(section("programmes"), row)
    load_initiatives(section("initiatives"))
    load_prefixes()


def load_prefixes() -> None:
    """Say whose memo numbers begin how: field offices have a code of their own place, headquarters zeros."""
    hq = Office.objects.get(kind=Office.Kind.HQ)
    MemoPrefix.objects.get_or_create(prefix="58.04.0000", defaults={"office": hq})


def section(slug: str) -> Any:
    """Return the Bangla page of a section below home."""
    return Page.objects.child_of(tree.home()).get(slug=slug).specific


def below(parent: Page, slug: str) -> bool:
    """Return whether a page stands at this address already."""
    return Page.objects.child_of(parent).filter(slug=slug).exists()


def stream(blocks: Sequence[Sequence[Any]]) -> str:
    """Return prose of the data files as a stream: pairs of a kind and a text (a notice: title and text)."""
    raw = []
    for kind, value in blocks:
        told = {"title": value[0], "text": value[1]} if kind == "notice" else value
        raw.append({"type": kind, "value": told})
    return json.dumps(raw, ensure_ascii=False)


def picture(drawing: str, description: str, office: Office) -> PortalImage:
    """Return the drawn picture of this name in an office's collection, made once."""
    title = f"{description}, {office.name_bn}"
    made = PortalImage.objects.filter(title=title).first()
    if made is None:
        made = PortalImage.objects.create(
            title=title,
            file=ContentFile(drawings.file_of(drawing), name=f"{drawing}.jpg"),
            description=description,
            collection=rights.collection_of(office),
        )
    _answer_for(made, office)
    return made


def _answer_for(picture: PortalImage, office: Office) -> None:
    """Say once that a drawing shows nobody: the office's own editor does, or who keeps all pictures."""
    somebody = access.holders(Role.PRISON_EDITOR, Role.ADMINISTRATOR, office=office).order_by("pk").first()
    if somebody is not None and not picture_answers.last_answers([picture]):
        nothing = dict.fromkeys(picture_answers.QUESTIONS, False)
        picture_answers.answer(by=somebody, picture=picture, **nothing)


def load_office_pages(index: Page) -> None:
    standing = set(OfficePage.objects.filter(language="bn").values_list("register_entry__code", flat=True))
    pages: dict[int | None, OfficePage] = {
        page.register_entry_id: page for page in OfficePage.objects.filter(language="bn")
    }
    # Headquarters, divisions, prisons: an office above before those below it.
    offices = sorted(Office.objects.all(), key=lambda office: (len(office.ancestors()), office.code))
    for office in track("pages of offices", offices):
        if office.code in standing:
            continue
        parent = pages[office.parent_id] if office.is_prison else index
        pages[office.pk] = load_office_page(parent, office)


def load_office_page(parent: Page, office: Office) -> OfficePage:
    given = reading.read("office_pages")
    intro = given["intro"][office.kind]
    hours = given["visits"]["hours"] if office.is_prison else []
    names = ("who", "days", "hours", "often")
    page = tree.add(
        parent,
        OfficePage(
            title=office.name_bn,
            slug=office.code,
            register_entry=office,
            intro=intro["bn"].format(name=office.name_bn),
            visiting_note=given["visits"]["note_bn"] if office.is_prison else "",
            visiting_hours=[VisitingHours(**visiting(in_language(row, "bn", *names))) for row in hours],
        ),
    )
    texts = {
        "title": office.name_en,
        "intro": intro["en"].format(name=office.name_en),
        "visiting_note": given["visits"]["note_en"] if office.is_prison else "",
    }
    tree.translate(
        page, texts, {"visiting_hours": [visiting(in_language(row, "en", *names)) for row in hours]}
    )
    return page


def visiting(row: dict[str, Any]) -> dict[str, Any]:
    return {**{name: row[name] for name in ("who", "days", "hours")}, "how_often": row["often"]}


def introduce(page: Any, row: dict[str, str]) -> None:
    """Give an index its introduction, unless it has one."""
    if page.intro:
        return
    page.intro = row["intro_bn"]
    page.save_revision(clean=False).publish()
    tree.translate(page, {"intro": row["intro_en"]})


def load_prose(home: Page, row: dict[str, Any]) -> None:
    """Fill a page that the tree has laid, or add one below home."""
    names = ("title", "lead")
    texts = {language: in_language(row, language, *names) for language in LANGUAGES}
    for language in LANGUAGES:
        texts[language]["body"] = stream(row[f"body_{language}"])
    page = StandardPage.objects.child_of(home).filter(slug=row["slug"]).first()
    if page is None:
        new = StandardPage(slug=row["slug"], is_in_footer=row.get("footer", False), **texts["bn"])
        tree.translate(tree.add(home, new), texts["en"])
    elif not page.body:
        page.lead, page.body = texts["bn"]["lead"], texts["bn"]["body"]
        page.save_revision(clean=False).publish()
        tree.translate(page, texts["en"])


def point_tasks(row: dict[str, Any]) -> None:
    """Let the home pages' tasks lead to the headings of this page that tell of them."""
    for language in LANGUAGES:
        page = tree.home(language)
        told = [value for kind, value in row[f"body_{language}"] if kind == "heading"]
        anchors = {task: headings.anchor(heading) for task, heading in zip(row["tasks"], told, strict=True)}
        if not any(task.link_anchor in anchors for task in page.tasks.all()):
            continue
        tasks = list(page.tasks.all())
        for task in tasks:
            task.link_anchor = anchors.get(task.link_anchor, task.link_anchor)
        page.tasks = tasks
        page.save()
        page.save_revision(clean=False).publish()


def load_news(index: Page, row: dict[str, Any]) -> None:
    if below(index, row["slug"]):
        return
    texts = {}
    for language in LANGUAGES:
        texts[language] = {
            **in_language(row, language, "title", "lead"),
            "body": stream(row[f"body_{language}"]),
            "photo_alt": row[f"alt_{language}"],
            "photo_caption": row[f"caption_{language}"],
        }
    news = NewsPage(
        slug=row["slug"],
        published_on=row["published_on"],
        photo=picture(row["drawing"], row["alt_bn"], Office.objects.get(kind=Office.Kind.HQ)),
        partners=[NewsPartner(name=partner["bn"]) for partner in row["partners"]],
        **texts["bn"],
    )
    partners = [{"name": partner["en"]} for partner in row["partners"]]
    tree.translate(tree.add(index, news), texts["en"], {"partners": partners})


def load_programme(index: Page, row: dict[str, Any]) -> None:
    if below(index, row["slug"]):
        return
    names = (
        "title",
        "project_name",
        "implementing_body",
        "partner",
        "goal",
        "objective",
        "area_note",
        "period_text",
    )
    programme = ProgrammePage(
        slug=row["slug"],
        published_on=row["published_on"],
        started_on=row["started_on"],
        ended_on=row["ended_on"],
        areas=[ProgrammeArea(place=area["bn"], parts=area["parts_bn"]) for area in row["areas"]],
        target_groups=[TargetGroup(rank=group["rank"], text=group["bn"]) for group in row["target_groups"]],
        results=[ProgrammeResult(text=result["bn"]) for result in row["results"]],
        activities=[
            ProgrammeActivity(text=activity["bn"], status=activity["status"], status_note=activity["note_bn"])
            for activity in row["activities"]
        ],
        **in_language(row, "bn", *names),
    )
    rows = {
        "areas": [{"place": area["en"], "parts": area["parts_en"]} for area in row["areas"]],
        "target_groups": [{"text": group["en"]} for group in row["target_groups"]],
        "results": [{"text": result["en"]} for result in row["results"]],
        "activities": [
            {"text": activity["en"], "status_note": activity["note_en"]} for activity in row["activities"]
        ],
    }
    tree.translate(tree.add(index, programme), in_language(row, "en", *names), rows)


WORDS = {
    "title": "title",
    "summary": "summary",
    "short": "short_text",
    "middle": "middle_text",
    "long": "long_text",
    "note": "progress_note",
}


def load_initiatives(page: InitiativeRegisterPage) -> None:
    if page.initiatives.exists():
        return
    given = reading.read("initiatives")
    page.intro, page.source = given["register"]["intro_bn"], given["register"]["source_bn"]
    page.initiatives = [initiative(row, order, "bn") for order, row in enumerate(given["initiative"])]
    page.save()
    page.save_revision(clean=False).publish()
    # The English register stands since the tree was laid, empty: its rows are the Bangla ones' translations.
    words = {"intro": given["register"]["intro_en"], "source": given["register"]["source_en"]}
    english = tree.translate(page, words)
    english.initiatives = [
        initiative(row, order, "en", locale=english.locale, translation_key=bangla.translation_key)
        for order, (row, bangla) in enumerate(zip(given["initiative"], page.initiatives.all(), strict=True))
    ]
    english.save()
    english.save_revision(clean=False).publish()


def initiative(row: dict[str, Any], order: int, language: str, **more: Any) -> Initiative:
    words = {field: row[f"{name}_{language}"] for name, field in WORDS.items()}
    return Initiative(sort_order=order, **words, **more)
