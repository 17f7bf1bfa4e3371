"""Nobody meets English in the Bangla site, nor Bangla in the English one, but what people wrote themselves: every page
kind, staff screen, form, paper and letter, said from a catalogue whose words are marked (tests.whole_site.marks).
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from django.conf import settings
from django.db import transaction
from django.template import Context, engines
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.admin.menu import admin_menu, help_menu, reports_menu, settings_menu
from wagtail.fields import StreamField
from wagtail.models import Page, get_page_models
from wagtail.users.models import UserProfile

from accounts.models import User
from accounts.roles import Role
from printing import pdf
from tests import publishing_samples
from tests.noticeboard import boards
from tests.opendata import worlds
from tests.whole_site import addresses, marks, planted_forms, readers
from tests.whole_site.access_table import AT_THE_DOOR, ONE_BUYER, PUBLIC, TABLE, Row
from tests.whole_site.planted import World
from tests.whole_site.test_stock_admin import addresses_about

# No database changes what a page says.
pytestmark = [pytest.mark.once, pytest.mark.usefixtures("taken_back")]

# For programs, or for who builds the site.
MACHINES = (
    "api:",
    "open-",
    "reports_position_csv",
    "robots",
    "styleguide",
    "wagtailadmin_api:",
    "wagtail_localize:snippets_api",
)
# Names that are written so in every language: of languages, products, keys, kinds of files, licences.
NAMES = {
    "English", "বাংলা", "Wagtail", "Alt", "Ctrl", "Esc", "Shift", "Atom", "RSS", "CC BY", "CSV", "JSON", "PDF",
    "XLSX", "ZIP", "AVIF, GIF, JPG, JPEG, PNG, WEBP",
}  # fmt: skip
# Quotes the headings of a paper that somebody handed in.
QUOTES = "charter_import_review"
# These fail on purpose, or end the session of who reads on.
LEFT_OUT = {"wagtailadmin_error_test", "wagtailadmin_logout"}
STOCK = set(addresses.of_wagtails_back_office()) - LEFT_OUT


class Reader:
    """Reads answers in a language, and notes by words what came from no catalogue and from nobody's pen."""

    def __init__(self, language: str, papers: list[str]) -> None:
        self.language = language
        self.papers = papers
        self.found: dict[str, str] = {}

    def read(self, answer: Any, place: str) -> None:
        assert answer.status_code < 500, place
        self._note(marks.bare_of(answer, self.language), place)
        while self.papers:
            self._note(marks.bare(self.papers.pop(), language=self.language), f"the paper of {place}")

    def _note(self, words: set[str], place: str) -> None:
        for each in words:
            self.found.setdefault(each, place)

    def forgotten(self) -> str:
        """Return the words, a line each, with the first place where they were met."""
        content = marks.Content()
        return "\n".join(
            f"{place}: {words}"
            for words, place in sorted(self.found.items())
            if len(words) > 1 and words not in NAMES and not content.has(words)
        )


@pytest.fixture
def papers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The HTML of the papers that would have been set."""
    kept: list[str] = []

    def keep(html: str, **_more: Any) -> bytes:
        kept.append(html)
        return b"%PDF-1.4"

    monkeypatch.setattr(pdf, "render", keep)
    return kept


def come_first(language: str) -> None:
    """Let Wagtail's menus be made for a reader of another language, who comes before the one that a test is about."""
    with translation.override(language):
        for menu in (admin_menu, settings_menu, reports_menu, help_menu):
            vars(menu).pop("registered_menu_items", None)
            assert menu.registered_menu_items


@pytest.fixture
def bangla(papers: list[str]) -> Iterator[Reader]:
    come_first("en")
    with translation.override("bn"), marks.marked():
        yield Reader("bn", papers)


@pytest.fixture
def english(papers: list[str]) -> Iterator[Reader]:
    UserProfile.objects.update(preferred_language="en")
    come_first("bn")
    with translation.override("en"):
        yield Reader("en", papers)


def browser(user: User | None, language: str = "bn") -> Client:
    return readers.Reader(user, raise_request_exception=False, headers={"accept-language": language})


def who_reads(world: World, row: Row, roles: Any = None) -> User | None:
    if isinstance(row.who, str):
        return None
    role = sorted(roles or row.who)[0]
    return world.people[role, "headquarters" if row.at_headquarters else "own"]


def read_our_own(world: World, reader: Reader) -> None:
    """Read every address of the table once, as somebody who may."""
    clients: dict[Any, Client] = {}
    # A buyer's browser holds the cookie that the page of thanks gave it.
    for row in sorted(TABLE, key=lambda row: row.of != "thanks"):
        if not row.who or row.name.startswith(MACHINES) or (reader.language == "en" and row.name == QUOTES):
            continue
        key = row.who if row.who in (PUBLIC, ONE_BUYER, AT_THE_DOOR) else who_reads(world, row)
        if key not in clients:
            clients[key] = browser(who_reads(world, row), reader.language)
        reader.read(clients[key].get(world.address(row.name, row.of, row.query)), row.name)


def read_wagtails(world: World, reader: Reader) -> None:
    """Read every address of Wagtail's, as headquarters' moderator or else as an administrator."""
    clients = [browser(world.people[role, "own"]) for role in (Role.HQ_MODERATOR, Role.ADMINISTRATOR)]
    for name, path in addresses_about(world, STOCK).items():
        if path and not name.startswith(MACHINES):
            first = clients[0].get(path)
            second = first if first.status_code == 200 else clients[1].get(path)
            reader.read(second if second.status_code == 200 else first, name)


def test_our_own_pages_and_screens_are_in_bangla(world: World, bangla: Reader) -> None:
    read_our_own(world, bangla)
    for role in Role:
        bangla.read(browser(world.people[role, "own"]).get("/admin/"), f"the home of {role}")
    assert not bangla.forgotten()


def test_wagtails_screens_are_in_bangla(world: World, bangla: Reader) -> None:
    read_wagtails(world, bangla)
    assert not bangla.forgotten()


def test_forms_refuse_and_thank_in_bangla(world: World, bangla: Reader) -> None:
    forms = planted_forms.forms(world)
    for row in TABLE:
        if row.changes:
            client = browser(who_reads(world, row, row.changes))
            path = world.address(row.name, row.of, row.query)
            for sent, place in (
                ({}, f"nothing sent to {row.name}"),
                (forms[row.name], f"sent to {row.name}"),
            ):
                with transaction.atomic():
                    bangla.read(client.post(path, sent), place)
                    transaction.set_rollback(True)
    assert not bangla.forgotten()


def test_every_kind_of_page_is_written_and_read_in_bangla(world: World, bangla: Reader) -> None:
    publish_the_rest(world)
    client = browser(world.people[Role.HQ_MODERATOR, "own"])
    unread = set()
    for kind in get_page_models():
        if kind is Page:
            continue
        page = kind.objects.filter(locale__language_code="bn", live=True).first()
        if page is None:
            unread.add(kind)
            continue
        bangla.read(Client().get(page.get_url()), f"a {kind.__name__}")
        bangla.read(
            client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])), f"the form of {kind.__name__}"
        )
        parent, meta = page.get_parent(), kind._meta
        new = reverse("wagtailadmin_pages:add", args=[meta.app_label, meta.model_name, parent.pk])
        empty = client.get(new)
        if empty.status_code == 200:
            bangla.read(empty, f"the form of a new {kind.__name__}")
            bangla.read(client.post(new, as_it_stands(empty, kind)), f"the empty form of {kind.__name__}")
    assert unread == set()
    assert not bangla.forgotten()


def publish_the_rest(world: World) -> None:
    """Publish one page of each kind that the world has none of."""
    publishing_samples.news()
    publishing_samples.programme()
    worlds.letter(world.page)
    for kind in (boards.notice, boards.tender, boards.event, boards.gallery, boards.document):
        kind(world.a)


def as_it_stands(answer: Any, kind: type[Page]) -> dict[str, Any]:
    """Return what a form of Wagtail's sends when nobody has filled it in."""
    form = lxml.html.fromstring(answer.getvalue().decode()).get_element_by_id("page-edit-form")
    streams = [field.name for field in kind._meta.get_fields() if isinstance(field, StreamField)]
    # JavaScript says that there is no block.
    blocks = {f"{name}-count": "0" for name in streams}
    return {**blocks, **dict(form.form_values()), "action-publish": "action-publish"}


def test_every_letter_is_in_bangla(bangla: Reader) -> None:
    found = {}
    for path in sorted((Path(settings.ROOT) / "templates" / "letters").iterdir()):
        context = Context()
        context.dicts.insert(1, Anything.known())
        said = engines["django"].engine.get_template(f"letters/{path.name}").render(context)
        if words := marks.bare(said, "text/html" if path.suffix == ".html" else "text/plain"):
            found[path.name] = words
    assert found == {}


class Anything(int):
    """Whatever a letter is told: a thing with every part, a list of one, and the number 1."""

    class known(dict):  # noqa: N801
        def __contains__(self, name: object) -> bool:
            return name not in {"forloop", "block", "True", "False", "None"}

        def __missing__(self, name: str) -> "Anything":
            return Anything(1)

    def __getitem__(self, name: Any) -> "Anything":
        if isinstance(name, str) and not name.startswith("_"):
            return Anything(1)
        raise KeyError(name)

    def get(self, name: str, default: object = None) -> "Anything":
        return Anything(1)

    def __iter__(self) -> "Iterator[Anything]":
        yield Anything(1)

    def __len__(self) -> int:
        return 1


def test_our_own_pages_and_screens_are_in_english(world: World, english: Reader) -> None:
    read_our_own(world, english)
    assert not english.forgotten()


def test_wagtails_screens_are_in_english(world: World, english: Reader) -> None:
    read_wagtails(world, english)
    assert not english.forgotten()
