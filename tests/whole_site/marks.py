"""A catalogue in which each word bears a mark, and the words of a page that came without one.

What a page says is an interface's or somebody's. The interface's words come from the catalogue and are marked; what
somebody wrote stands in the database. Whatever is neither was forgotten.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.http import HttpResponse
from django.utils.translation.trans_real import DjangoTranslation

from tests.whole_site import readers

# A letter that nobody writes. It stands behind each word and not around the message: names that are set into a
# message, and tags within it, stay what they are.
MARK = "\ue000"
WORD = re.compile(r"[A-Za-z\u0980-\u09e5\u09f0-\u09ff\u200c\u200d]+")
NO_WORDS = re.compile(
    r"(%\(\w+\)[#0 +-]*\d*(?:\.\d+)?[a-z]|%[sdrif%]|\{[^{}]*\}|<[^<>]*>|&#?\w+;|https?://\S+)"
)


def mark(message: str) -> str:
    """Return a message with the mark behind each of its words."""
    pieces = NO_WORDS.split(message)
    pieces[::2] = [WORD.sub(lambda word: word[0] + MARK, piece) for piece in pieces[::2]]
    return "".join(pieces)


@contextmanager
def marked() -> Iterator[None]:
    """Let every message that has a translation show it; one that has none stands bare."""
    plain, plain_plural = DjangoTranslation.gettext, DjangoTranslation.ngettext

    def is_known(catalogue: Any, message: str) -> bool:
        return any(catalogue._catalog.get(key) for key in (message, (message, catalogue.plural(1))))

    def gettext(self: Any, message: str) -> str:
        said = plain(self, message)
        return mark(said) if is_known(self, message) else said

    def ngettext(self: Any, one: str, many: str, number: int) -> str:
        said = plain_plural(self, one, many, number)
        return mark(said) if is_known(self, one) else said

    DjangoTranslation.gettext, DjangoTranslation.ngettext = gettext, ngettext
    try:
        yield
    finally:
        DjangoTranslation.gettext, DjangoTranslation.ngettext = plain, plain_plural


# Attributes that a reader sees or hears.
SPOKEN = {
    "title", "alt", "placeholder", "aria-label", "aria-description", "aria-roledescription", "aria-valuetext",
    "label", "summary",
}  # fmt: skip
# Elements whose words are no interface: what programs read, what somebody typed, the code of an account.
SILENT = {"script", "style", "textarea", "code"}
SILENT_CLASSES = {"book-code", "w-side-panel-toggle__counter"}
DESCRIPTIONS = {"description", "og:title", "og:description"}
VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
}  # fmt: skip


class Words(HTMLParser):
    """Collects the texts of a page that its readers meet, those that its JavaScript is told with them."""

    def __init__(self, language: str) -> None:
        super().__init__(convert_charrefs=True)
        self.language = language
        self.found: list[str] = []
        self.open: list[tuple[str, bool]] = []
        self.in_json = False

    @property
    def is_silent(self) -> bool:
        return any(silent for _tag, silent in self.open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        foreign = given.get("lang", self.language) != self.language
        silent = tag in SILENT or foreign or not SILENT_CLASSES.isdisjoint(given.get("class", "").split())
        if not (self.is_silent or foreign):
            self._hear(tag, given)
        if tag not in VOID:
            self.open.append((tag, silent))
            self.in_json = tag == "script" and given.get("type") == "application/json"

    def _hear(self, tag: str, given: dict[str, str]) -> None:
        self.found += [given[name] for name in sorted(SPOKEN & set(given))]
        if tag == "input" and given.get("type") in {"submit", "button", "reset"}:
            self.found.append(given.get("value", ""))
        if tag == "meta" and DESCRIPTIONS & {given.get("name"), given.get("property")}:
            self.found.append(given.get("content", ""))
        for name, value in given.items():
            if name.startswith("data-"):
                self.found += told_to_javascript(value, self.language)

    def handle_endtag(self, tag: str) -> None:
        if any(tag == opened for opened, _silent in self.open):
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1][0] == "script":
            if self.in_json:
                self.found += told_to_javascript(data, self.language)
        elif not self.is_silent and data.strip():
            self.found.append(data.strip())


def texts(page: str, language: str) -> list[str]:
    """Return the texts of a page of HTML."""
    reader = Words(language)
    reader.feed(page)
    return reader.found


def told_to_javascript(value: str, language: str) -> list[str]:
    """Return the texts in what a page tells its JavaScript: of JSON each that reads like a label or a sentence."""
    if value[:1] in ("[", "{"):
        try:
            return list(in_data(json.loads(value), language))
        except ValueError:
            pass
    return [value] if reads_like_words(value) else []


def in_data(data: Any, language: str) -> Iterator[str]:
    if isinstance(data, dict | list):
        for value in data.values() if isinstance(data, dict) else data:
            yield from in_data(value, language)
    elif isinstance(data, str) and "<" in data and ">" in data:
        yield from texts(data, language)
    elif isinstance(data, str) and reads_like_words(data):
        yield data


def reads_like_words(text: str) -> bool:
    """Return whether a text is meant for people: "Title", "Save draft", "কারা", and not "w-action" or "dd/mm/yy"."""
    return bool(re.match(r"[A-Z][a-z]+$|[A-Z][a-z]*['’]?[a-z]* [\w%]|[\u0980-\u09ff]{4}", text))


# What is no word of any language: addresses, file names, names of keys, numbers with letters in them.
NO_WORD = re.compile(r"%\(\w+\)[a-z]|[\w.+-]*\w[@/_:.=#]+\w[^\s<>\"]*|\S*\d\S*")
_LATIN = rf"[A-Za-z]+(?![A-Za-z{MARK}])"
_BANGLA = rf"[\u0980-\u09e5\u09f0\u09f1\u09f4-\u09ff]+(?![\u0980-\u09ff{MARK}])"
# A group of a hash or an id, in which chance has put no digit.
OF_A_HASH = re.compile(r"[a-f]{2,8}(?: [a-f]{2,8})*|[A-F]{2,8}(?: [A-F]{2,8})*")
# The Latin words of a page in Bangla, the Bangla words of a page in English: each run of them.
FOREIGN = {
    "bn": re.compile(rf"(?<![A-Za-z]){_LATIN}(?:[ \n,.'’:/&-]*{_LATIN})*"),
    "en": re.compile(rf"{_BANGLA}(?:[\s,।‘’':/–—-]*{_BANGLA})*"),
}


def bare(body: str, kind: str = "text/html", language: str = "bn") -> set[str]:
    """Return the words of the other alphabet in an answer that came from no catalogue, each run of them as one."""
    if kind == "text/html":
        found = texts(body, language)
    elif kind == "application/json":
        found = list(in_data(json.loads(body), language))
    elif kind in {"text/csv", "text/plain"}:
        found = [body]
    else:
        return set()
    runs = {
        " ".join(match[0].split())
        for text in found
        for match in FOREIGN[language].finditer(NO_WORD.sub(" | ", text))
    }
    return {run for run in runs if not OF_A_HASH.fullmatch(run)}


def bare_of(answer: HttpResponse, language: str = "bn") -> set[str]:
    """Return what `bare` finds in an answer and in the messages that wait for the next page."""
    kind = answer.headers.get("Content-Type", "").partition(";")[0]
    found = bare(answer.getvalue().decode(errors="replace"), kind, language)
    for message in readers.messages_of(answer):
        found |= bare(message, language=language)
    return found


# Rows that programs write for themselves.
NOBODYS = {"contenttypes", "sessions"}


class Content:
    """What people wrote into the database: titles, names, texts."""

    def __init__(self) -> None:
        found: list[str] = []
        # Oscar's own tests, once anything of theirs is imported, bring a model that no database has.
        tables = set(connection.introspection.table_names())
        for model in apps.get_models():
            if (
                model._meta.app_label not in NOBODYS
                and model._meta.db_table in tables
                and model.__name__ != "Permission"
            ):
                found += _written(model)
        self.words = " ".join("\n".join(found).split())

    def has(self, phrase: str) -> bool:
        """Return whether somebody wrote these words, one after the other; of an address line, part by part."""
        return all(self._has(part) for part in phrase.split(", "))

    def _has(self, words: str) -> bool:
        letter = r"[A-Za-z\u0980-\u09e5\u09f0-\u09ff]"
        return bool(re.search(rf"(?<!{letter}){re.escape(words)}(?!{letter})", self.words))


def _written(model: type[models.Model]) -> list[str]:
    fields = [
        field.attname
        for field in model._meta.local_fields
        if isinstance(field, models.CharField | models.TextField | models.JSONField)
        and not field.choices
        and not isinstance(field, models.SlugField)
    ]
    rows = model._base_manager.values_list(*fields) if fields else ()
    return [text for row in rows for value in row if value for text in _strings(value)]


def _strings(value: Any) -> Iterator[str]:
    """Yield the texts in a value of a row; of data what stands under a name, and names that somebody gave in Bangla."""
    if isinstance(value, dict):
        yield from (name for name in value if not name.isascii())
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _strings(each)
    elif value is not None:
        yield str(value)
